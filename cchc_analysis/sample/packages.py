"""The sample's packages: what each agency buys in a year, by which form, online or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cchc_analysis.sample import hard_cases
from cchc_analysis.sample.city import DISTRICT, Member, assessed_members
from cchc_analysis.sample.draw import Draws
from cchc_analysis.sample.layout import SAMPLE_YEARS
from cchc_analysis.sample.package import BIDDING_FORMS, ONE_ENVELOPE, TWO_ENVELOPES, Package
from cchc_analysis.sample.package_cases import with_hard_cases
from cchc_analysis.sample.package_names import package_name

_PROVINCE = "Thành phố Hồ Chí Minh"
# One place for all departments: a draw among districts would shift when a district is added.
_CENTRE = "Quận 1"
_PACKAGES_A_YEAR = (15, 20, 26, 33, 42, 60, 110)
_FIELDS = {"goods": 340, "works": 300, "consulting": 170, "non_consulting": 170, "mixed": 20}
_FORMS = {
    "open_bidding": 200,
    "limited_bidding": 4,
    "shopping": 130,
    "shopping_shortened": 60,
    "direct_appointment": 60,
    "direct_appointment_shortened": 480,
    "direct_procurement": 26,
    "self_execution": 28,
    "special": 8,
    "community": 4,
}
_ONLINE_PER_MILLE = {2017: 130, 2018: 250, 2019: 540, 2020: 830, 2021: 900}
_PROJECT_FIELDS = ("works", "mixed")
_OTHER_PROJECTS_PER_MILLE = 250
_MONTHS_AHEAD = {0: 300, 1: 350, 2: 200, 3: 150}
_OFTEN_OFFLINE_ABOVE_VND = 5_000_000_000
_THOUSAND, _MILLION, _BILLION = 1_000, 1_000_000, 1_000_000_000
# Prices in VND at equal quantiles: each step about doubles, as prices of packages do.
_PRICES = {
    "open_bidding": (
        900 * _MILLION, 1_800 * _MILLION, 3_200 * _MILLION, 5_200 * _MILLION,
        9 * _BILLION, 18 * _BILLION, 60 * _BILLION,
    ),
    "shopping": (
        120 * _MILLION, 260 * _MILLION, 480 * _MILLION, 900 * _MILLION,
        1_700 * _MILLION, 2_900 * _MILLION, 4_900 * _MILLION,
    ),
    "shopping_shortened": (
        60 * _MILLION, 90 * _MILLION, 120 * _MILLION, 160 * _MILLION, 200 * _MILLION, 500 * _MILLION,
    ),
}  # fmt: skip
_SMALL_PRICES = (
    8 * _MILLION, 22 * _MILLION, 45 * _MILLION, 78 * _MILLION, 99 * _MILLION,
    240 * _MILLION, 490 * _MILLION,
)  # fmt: skip


def package_rows(seed: int) -> Iterator[tuple[str, ...]]:
    """Yield the rows of ``packages.csv`` by year, agency and day; values in whole đồng.

    The share bought online grows by year, the more so in agencies that are ahead; large packages stay
    offline more often. Names are generic: no contractor and no person is named.
    """
    for member, year, packages in sample_packages(seed):
        for package in packages:
            yield _row(package, member, year)


def sample_packages(seed: int) -> Iterator[tuple[Member, int, list[Package]]]:
    """Yield every agency's packages of every year, those of quarters of which nothing was sent left out."""
    for year in SAMPLE_YEARS:
        for member in assessed_members(year):
            code = member.agency_code
            packages = with_hard_cases(_packages(seed, member, year), code, year)
            yield (
                member,
                year,
                [
                    package
                    for package in packages
                    if (code, year, (package.on(year).month + 2) // 3) not in hard_cases.SILENT_QUARTERS
                ],
            )


def identity(package: Package, member: Member, year: int) -> tuple[str, str, str]:
    """Return the number of a package, the number of its plan, and its name."""
    key = f"MAU-{year}-{member.agency_code}"
    return (
        f"{key}-{package.number:03d}",
        f"KH{key}-{_plan(package):02d}",
        package_name(package.field, package.name_draw, year, package.number),
    )


def written_flag(is_so: bool) -> str:
    """Return a yes or no as the project's own tables write it."""
    return "true" if is_so else "false"


def _packages(seed: int, member: Member, year: int) -> list[Package]:
    traits = Draws(seed, "package traits", member.agency_code)
    usual_count, lead = traits.quantile(_PACKAGES_A_YEAR), traits.between(-190, 130)
    draws = Draws(seed, "packages", member.agency_code, year)
    least, _ = hard_cases.ONLINE_COUNTS.get((member.agency_code, year), (15, 0))
    count = max(least, usual_count * draws.between(850, 1150) // 1000)
    online_per_mille = min(985, max(20, _ONLINE_PER_MILLE[year] + lead))
    days = sorted(_day(draws) for _ in range(count))
    district = member.name if member.group == DISTRICT else _CENTRE
    # A stream of its own: what a plan says beside the package moves no price and no form.
    plans = Draws(seed, "plans", member.agency_code, year)
    packages = [
        _package(draws, number, day, online_per_mille, district) for number, day in enumerate(days, start=1)
    ]
    return [_planned(package, plans) for package in packages]


def _planned(package: Package, plans: Draws) -> Package:
    is_project = package.field in _PROJECT_FIELDS or plans.chance(_OTHER_PROJECTS_PER_MILLE)
    return replace(
        package, plan_type="project" if is_project else "purchase", months_ahead=plans.weighted(_MONTHS_AHEAD)
    )


def _day(draws: Draws) -> int:
    quarter = draws.weighted({0: 150, 1: 240, 2: 270, 3: 340})
    return quarter * 91 + draws.below(91)


def _package(draws: Draws, number: int, day: int, online_per_mille: int, district: str) -> Package:
    form = draws.weighted(_FORMS)
    field = draws.weighted(_FIELDS)
    price = draws.quantile(_PRICES.get(form, _SMALL_PRICES))
    value_vnd = price // _THOUSAND * _THOUSAND
    if value_vnd > _OFTEN_OFFLINE_ABOVE_VND:
        online_per_mille = online_per_mille * 6 // 10
    return Package(
        day=day,
        number=number,
        field=field,
        form=form,
        is_online=form in BIDDING_FORMS and draws.chance(online_per_mille),
        is_domestic=form != "open_bidding" or not draws.chance(12),
        method=TWO_ENVELOPES if field == "consulting" and form == "open_bidding" else ONE_ENVELOPE,
        value_vnd=value_vnd,
        district=district,
        name_draw=draws.below(1 << 16),
        plan_type="",
        months_ahead=0,
    )


def _row(package: Package, member: Member, year: int) -> tuple[str, ...]:
    package_id, plan_id, name = identity(package, member, year)
    return (
        package_id,
        plan_id,
        "01" if _plan(package) % 4 == 0 else "00",
        member.agency_code,
        member.name,
        name,
        package.field,
        package.form,
        written_flag(package.is_online),
        written_flag(package.is_domestic),
        package.method,
        str(package.value_vnd),
        package.on(year).isoformat(),
        package.district,
        _PROVINCE,
        package.plan_type,
        package.planned_start_on(year).isoformat(),
    )


def _plan(package: Package) -> int:
    return (package.number + 7) // 8
