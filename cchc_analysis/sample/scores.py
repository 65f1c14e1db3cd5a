"""The sample's scores: self, appraised and survey points per criterion, agency and year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from cchc_analysis.reference.assessed import group_in_year
from cchc_analysis.reference.frameworks import Framework, load_framework
from cchc_analysis.sample import hard_cases
from cchc_analysis.sample.city import WARD, Member, assessed_members, members
from cchc_analysis.sample.draw import Draws
from cchc_analysis.sample.layout import CITY_FRAMEWORK, SAMPLE_YEARS, WARD_FRAMEWORK
from cchc_analysis.sample.quality import quality, self_surplus

_NO_SCORE = ""


@dataclass(frozen=True)
class _Leaf:
    code: str
    max_hundredths: int
    is_survey: bool
    groups: frozenset[str]


def score_rows(seed: int) -> Iterator[tuple[str, ...]]:
    """Yield the rows of ``scores.csv``: points with two decimals, by framework, year, agency, criterion.

    Agencies are scored on every criterion of `sample_city` that applies to the group they are assessed in, wards
    on the domains of `sample_ward`. Survey criteria hold survey points only, as they are not self-scored.
    """
    for year in SAMPLE_YEARS:
        framework = load_framework(CITY_FRAMEWORK, year)
        senders = [
            replace(member, group=group_in_year(member.agency_code, year, registered=member.group))
            for member in assessed_members(year)
            if (member.agency_code, year) not in hard_cases.NO_SCORES
        ]
        yield from _framework_rows(seed, framework, senders)
    for year in SAMPLE_YEARS:
        yield from _framework_rows(seed, load_framework(WARD_FRAMEWORK, year), members(year, WARD))


def _framework_rows(seed: int, framework: Framework, senders: Sequence[Member]) -> Iterator[tuple[str, ...]]:
    leaves = _leaves(framework)
    for member in senders:
        yield from _agency_rows(seed, member, framework, leaves)


def _agency_rows(
    seed: int, member: Member, framework: Framework, leaves: Sequence[_Leaf]
) -> Iterator[tuple[str, ...]]:
    year = framework.year
    draws = Draws(seed, "scores", member.agency_code, year)
    level = quality(seed, member.agency_code, year)
    surplus = self_surplus(seed, member.agency_code)
    for leaf in leaves:
        if leaf.groups and member.group not in leaf.groups:
            continue
        key = (member.agency_code, str(year), framework.code, leaf.code)
        points = _points(draws, leaf, level, surplus)
        if _is_waived(member.agency_code, leaf.code):
            yield (*key, _NO_SCORE, _NO_SCORE, _NO_SCORE, "false")
        else:
            yield (*key, *points, "true")


def _leaves(framework: Framework) -> list[_Leaf]:
    table = framework.criteria
    inner = set(table["parent_code"])
    return [
        _Leaf(
            row["code"],
            int(Decimal(str(row["max_points"])) * 100),
            row["score_source"] == "survey",
            frozenset(filter(None, row["applies_to"].split(";"))),
        )
        for row in table.to_dict("records")
        if row["code"] not in inner
    ]


def _is_waived(agency_code: str, criterion_code: str) -> bool:
    return (agency_code in hard_cases.WITHOUT_PROCEDURES and criterion_code in hard_cases.PROCEDURE_CRITERIA) or (
        agency_code in hard_cases.WITHOUT_SERVICE_UNITS and criterion_code in hard_cases.SERVICE_UNIT_CRITERIA
    )


def _points(draws: Draws, leaf: _Leaf, level: int, surplus: int) -> tuple[str, str, str]:
    share = min(1000, max(250, level + draws.between(-110, 110)))
    earned = leaf.max_hundredths * share // 1000
    if leaf.is_survey:
        return _NO_SCORE, _NO_SCORE, _two_decimals(earned)
    # Appraisers award steps of 0.05; every maximum is a multiple of it.
    appraised = earned // 5 * 5
    if draws.chance(30):
        own = appraised - draws.between(1, 4) * 5
    else:
        own = appraised + leaf.max_hundredths * draws.between(0, 2 * surplus) // 5000 * 5
    own = max(0, min(leaf.max_hundredths, own))
    return _two_decimals(own), _two_decimals(appraised), _NO_SCORE


def _two_decimals(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02d}"
