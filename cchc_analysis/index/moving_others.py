"""The other agencies a year on, if each goes on as it did last year."""

from __future__ import annotations

import math
from fractions import Fraction

import pandas as pd

from cchc_analysis.index.assessment import Assessment, leaf_points

Points = dict[tuple[str, str], float]


def moving_points(assessment: Assessment, earlier: Assessment, *, agency_code: str) -> Points:
    """Project every other agency of the group: last year's change of its share of points happens once more.

    Per criterion, the share of the maximum reached moves by its change since `earlier` and is kept between 0 and
    the maximum; where no maximum is stated the points themselves move, and are kept from 0 up. A criterion that
    the agency was not scored on in either year stays as it is. Computed in fractions, so that a projected score
    is the nearest number to the exact one.

    Returns points that count by (agency_code, criterion_code), of the criteria that move. This is an assumption
    to test a plan against, not a forecast.
    """
    groups = assessment.groups
    now = leaf_points(assessment, assessment.nodes())
    peers = [code for code, group in groups.items() if group == groups[agency_code] and code != agency_code]
    before = leaf_points(earlier, earlier.nodes())
    both = now[now["agency_code"].isin(peers)].merge(
        before[["agency_code", "criterion_code", "score", "max_points"]],
        on=["agency_code", "criterion_code"], suffixes=("", "_before"), validate="1:1",
    )  # fmt: skip
    both = both.dropna(subset=["score", "score_before"])
    return {
        (str(row["agency_code"]), str(row["criterion_code"])): _moved(
            row["score"], row["score_before"], row["max_points"], row["max_points_before"]
        )
        for row in both.to_dict("records")
    }


def without_history(assessment: Assessment, points: Points, *, agency_code: str) -> pd.DataFrame:
    """Return the agencies of the group that keep their scores because last year has none of theirs.

    `points` is what `moving_points` returned; columns as in `Assessment.assessed`.
    """
    moved = {code for code, _ in points}
    assessed, nodes = assessment.assessed, assessment.nodes()
    is_peer = assessed["group"].eq(assessment.groups[agency_code]) & assessed["agency_code"].ne(agency_code)
    is_scored = assessed["agency_code"].isin(nodes["agency_code"])
    return assessed[is_peer & is_scored & ~assessed["agency_code"].isin(moved)].reset_index(drop=True)


def _moved(score: float, before: float, maximum: float, maximum_before: float) -> float:
    now, then = _fraction(score), _fraction(before)
    if math.isnan(maximum) or math.isnan(maximum_before):
        return float(max(2 * now - then, Fraction(0)))
    most = _fraction(maximum)
    share = now / most
    moved = share + share - then / _fraction(maximum_before)
    return float(min(max(moved, Fraction(0)), Fraction(1)) * most)


def _fraction(value: float) -> Fraction:
    """Return the decimal that was typed, as a fraction."""
    return Fraction(repr(float(value)))
