"""What every agency should have points on, what it has, and why a criterion does not count for it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, NamedTuple

import pandas as pd

from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.stats.exact import to_decimal

Basis = Literal["official", "self"]

_TYPES = {
    "agency_code": "str", "group": "str", "criterion_code": "str", "max_points": "float64", "score_source": "str",
    "is_downward": "bool", "score": "float64", "counted": "object", "has_row": "bool", "reason": "str",
}  # fmt: skip


class _Row(NamedTuple):
    """What an agency's file says of one criterion."""

    self_score: float
    appraised_score: float
    survey_score: float
    is_applicable: bool


_NO_ROW = _Row(math.nan, math.nan, math.nan, is_applicable=True)


class UnknownCriterionError(ValueError):
    """Scores name criteria that the framework of that year does not have."""


def leaf_scores(
    scores: pd.DataFrame, framework: Framework, *, groups: Mapping[str, str], basis: Basis = "official"
) -> pd.DataFrame:
    """Lay out one year's points, agency by criterion, without a gap, and say which of them count.

    Nothing else decides what counts for whom: the index, the score matrix and every table of points stand on this.

    Parameters
    ----------
    scores
        The contract ``scores``, sound in the sense of `cchc_analysis.index.score_faults.check_scores`; rows of
        other frameworks and years are ignored.
    groups
        Group of every agency wanted in the result, also of those without any row in `scores`.
    basis
        ``official``: appraised points, survey points on survey criteria. ``self``: the agency's own points, on the
        criteria that agencies score themselves.

    Returns
    -------
    One row per agency (by code) and leaf (as printed): agency_code, group, criterion_code, max_points (points, NaN
    = not stated), score_source, is_downward, score (points as given; NaN = missing), counted (exact points of
    which more is better, as decimals; None = missing), has_row, reason ("" = the criterion counts; ``group``: not
    meant for this group; ``own_file``: the agency's own file says so; ``no_survey``: there was no survey that year
    and the framework then rebases; ``not_self_scored``: agencies do not score it themselves).
    """
    rows = scores[(scores["framework"] == framework.code) & (scores["year"] == framework.year)]
    given = _given(rows)
    is_surveyless = is_rebased_without_survey(rows, framework)
    criteria = {row["code"]: row for row in framework.criteria.to_dict("records")}
    leaves = [(code, criteria[code]) for code in framework.leaf_codes]
    meant_for = {group: framework.leaves_for(group) for group in set(groups.values())}

    def reason(code: str, group: str, *, is_survey: bool, is_exempt: bool) -> str:
        if code not in meant_for[group]:
            return "group"
        if is_exempt:
            return "own_file"
        if is_survey and basis == "self":
            return "not_self_scored"
        return "no_survey" if is_survey and is_surveyless else ""

    records: list[tuple[object, ...]] = []
    for agency in sorted(groups):
        for code, leaf in leaves:
            row = given.get((agency, code), _NO_ROW)
            source, most, is_downward = leaf["score_source"], leaf["max_points"], leaf["direction"] == "down"
            is_survey = source == "survey"
            own = row.self_score if basis == "self" else row.survey_score if is_survey else row.appraised_score
            why = reason(code, groups[agency], is_survey=is_survey, is_exempt=not row.is_applicable)
            counted = directed(to_decimal(own), most, is_downward)
            figures = (most, source, is_downward, own, counted, row is not _NO_ROW, why)
            records.append((agency, groups[agency], code, *figures))
    table = pd.DataFrame.from_records(records, columns=list(_TYPES))
    return table.astype(_TYPES)


def _given(rows: pd.DataFrame) -> dict[tuple[str, str], _Row]:
    keys = list(zip(rows["agency_code"], rows["criterion_code"], strict=True))
    columns = (rows[name] for name in _Row._fields)
    given = dict(zip(keys, map(_Row, *columns), strict=True))
    if len(given) < len(keys):
        raise ValueError("one agency has two rows for one criterion")
    return given


def sent_leaf_scores(
    scores: pd.DataFrame, framework: Framework, *, groups: Mapping[str, str], basis: Basis = "official"
) -> pd.DataFrame:
    """Return `leaf_scores` of the agencies that have any row that year.

    Raises
    ------
    UnknownCriterionError
        If a score belongs to no leaf of the framework.
    """
    rows = scores[(scores["framework"] == framework.code) & (scores["year"] == framework.year)]
    unknown = sorted(set(rows["criterion_code"]) - set(framework.leaf_codes))
    if unknown:
        raise UnknownCriterionError(f"{framework.code} {framework.year}: {', '.join(unknown)}")
    sent = {str(code): groups[str(code)] for code in rows["agency_code"].unique()}
    return leaf_scores(rows, framework, groups=sent, basis=basis)


def directed(points: Decimal | None, max_points: float, is_downward: bool) -> Decimal | None:
    """Return points of which more is better from points as given, or the reverse.

    Of a criterion on which less is better these are the points left to its maximum, where one is stated.
    """
    maximum = to_decimal(max_points) if is_downward else None
    return points if points is None or maximum is None else maximum - points


def is_rebased_without_survey(scores: pd.DataFrame, framework: Framework) -> bool:
    """Tell whether the year had no survey at all and the framework then rebases to the appraised criteria."""
    if framework.without_survey != "rebase":
        return False
    survey = framework.criteria.loc[framework.criteria["score_source"] == "survey", "code"]
    asked = scores[scores["criterion_code"].isin(survey) & scores["is_applicable"]]
    return len(survey) > 0 and bool(asked["survey_score"].isna().all())


def groups_of(assessed: pd.DataFrame) -> dict[str, str]:
    """Return the group of every agency that had to be assessed, by code."""
    return dict(zip(assessed["agency_code"], assessed["group"], strict=True))
