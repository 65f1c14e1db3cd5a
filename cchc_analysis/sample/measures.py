"""The sample's other lines of the directive: what was achieved out of what, per agency and quarter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cchc_analysis.sample import hard_cases
from cchc_analysis.sample.city import DISTRICT, WARD, Member, assessed_members, members
from cchc_analysis.sample.draw import Draws
from cchc_analysis.sample.layout import SAMPLE_YEARS
from cchc_analysis.sample.quality import quality

# Usual number of cases in a quarter, at equal quantiles of the agencies.
_QUARTERLY_CASES = {
    "online_dossiers": (150, 900, 2_500, 6_000, 14_000),
    "dossiers_on_time": (150, 900, 2_500, 6_000, 14_000),
    "petitions_on_time": (5, 20, 60, 150, 400),
    "e_payment": (80, 400, 1_200, 3_000, 9_000),
    "inspections_done": (1, 2, 4, 6, 10),
    "tasks_on_time": (10, 25, 45, 80, 160),
}
# Share reached in the first year and its growth a year, per mille.
_START_AND_GROWTH = {
    "online_dossiers": (40, 70),
    "dossiers_on_time": (905, 18),
    "petitions_on_time": (800, 30),
    "e_payment": (20, 50),
    "inspections_done": (800, 25),
    "tasks_on_time": (830, 25),
}
_SERVICES = (20, 60, 95, 130, 210)
_LEVEL_4_START, _LEVEL_4_GROWTH = 120, 90
_CERTIFIED_START, _CERTIFIED_GROWTH = 800, 45


def measure_rows(seed: int) -> Iterator[tuple[str, ...]]:
    """Yield the rows of ``measures.csv``, numerator and denominator as counts.

    Certificates and services are standings at the end of the quarter; the others count the quarter's
    own cases. ``iso_9001_ward`` stands in the rows of the district: wards certified of all its wards.
    """
    for year in SAMPLE_YEARS:
        wards = Counter(ward.parent_code for ward in members(year, WARD))
        for member in assessed_members(year):
            draws = Draws(seed, "measures", member.agency_code, year)
            for quarter in range(1, 5):
                counts = _counts(draws, member, year, quarter, seed=seed, wards=wards[member.agency_code])
                if (member.agency_code, year, quarter) not in hard_cases.SILENT_QUARTERS:
                    for measure, (part, whole) in counts.items():
                        yield (member.agency_code, str(year), str(quarter), measure, str(part), str(whole))


def _counts(
    draws: Draws, member: Member, year: int, quarter: int, *, seed: int, wards: int
) -> dict[str, tuple[int, int]]:
    code = member.agency_code
    passed = year - SAMPLE_YEARS.start
    traits = Draws(seed, "measure traits", code)
    counts = {"iso_9001_agency": (int(_is_certified(traits, year, quarter)), 1)}
    if member.group == DISTRICT:
        share = _CERTIFIED_START + _CERTIFIED_GROWTH * passed + traits.between(-80, 120)
        counts["iso_9001_ward"] = (_part(wards, share), wards)
    services = traits.quantile(_SERVICES)
    level_4 = _LEVEL_4_START + _LEVEL_4_GROWTH * passed + 10 * quarter + traits.between(-60, 60)
    counts["online_level4_services"] = (_part(services, level_4), services)
    for measure, sizes in _QUARTERLY_CASES.items():
        start, growth = _START_AND_GROWTH[measure]
        usual = traits.quantile(sizes)
        whole = max(1, usual * draws.between(850, 1150) // 1000)
        lead = (quality(seed, code, year) - 870) // 2
        share = start + growth * passed + lead + draws.between(-25, 25)
        counts[measure] = (_part(whole, max(10, share)), whole)
    without_procedures = code in hard_cases.WITHOUT_PROCEDURES
    for measure in ("online_level4_services", "online_dossiers", "dossiers_on_time", "e_payment"):
        if without_procedures:
            counts[measure] = (0, 0)
    return counts


def _is_certified(traits: Draws, year: int, quarter: int) -> bool:
    """Say whether the certificate was there by then: for most from the first year."""
    certified_from = traits.quantile((0, 0, 0, 0, 4, 8, 11, 14, 18))
    return (year - SAMPLE_YEARS.start) * 4 + quarter > certified_from


def _part(whole: int, per_mille: int) -> int:
    return min(whole, (whole * per_mille + 500) // 1000)
