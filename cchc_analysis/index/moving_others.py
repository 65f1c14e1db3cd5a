"""The other agencies a year on, if each goes on as it did last year."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pandas as pd

from cchc_analysis.index.assessment import Assessment, Points
from cchc_analysis.index.change_split import rule_pair
from cchc_analysis.index.exact_points import exact_scores
from cchc_analysis.index.what_if_fault import WhatIfError


def is_on_scale_of(assessment: Assessment, earlier: Assessment) -> bool:
    """Tell whether two years publish their index in one unit; between others no change can be told."""
    return assessment.framework.index_scale == earlier.framework.index_scale


def moving_points(
    assessment: Assessment,
    earlier: Assessment,
    *,
    agency_code: str,
    renumbered: Mapping[str, str] | None = None,
) -> Points:
    """Project every other agency of the group: last year's change of its share of points happens once more.

    Per criterion that both years have (see `cchc_analysis.index.change_split.rule_pair`), the share of the maximum
    reached moves by its change since `earlier` and is kept between 0 and the maximum; where no maximum is stated
    the points themselves move, and are kept from 0 up. A criterion that the agency was not scored on in either
    year stays as it is. Computed in fractions, so that a projected score is the nearest number to the exact one.

    Parameters
    ----------
    renumbered
        New code by old code of criteria that equal codes would match wrongly.

    Returns
    -------
    Points that count by (agency_code, criterion_code), of the criteria that move. This is an assumption to test a
    plan against, not a forecast.

    Raises
    ------
    WhatIfError
        If the two years publish their index on different scales.
    """
    if not is_on_scale_of(assessment, earlier):
        values = {"last": earlier.framework.year, "year": assessment.framework.year}
        raise WhatIfError((("what_if.fault_other_scale", values),))
    rules = rule_pair(earlier.framework, assessment.framework, renumbered)
    now, before = exact_scores(assessment), exact_scores(earlier)
    points: dict[tuple[str, str], float] = {}
    for peer in _peers(assessment, agency_code)["agency_code"]:
        own, earlier_own = now.get(peer, {}), before.get(peer, {})
        for old, new in rules.matched.items():
            score, last = own.get(new), earlier_own.get(old)
            if score is not None and last is not None:
                points[peer, new] = _moved(score, rules.restated(old, last), rules.maxima_to[new])
    return points


def without_history(assessment: Assessment, points: Points, *, agency_code: str) -> pd.DataFrame:
    """Return the agencies of the group that keep their scores because last year has none of theirs.

    `points` is what `moving_points` returned; columns as in `Assessment.assessed`.
    """
    moved = {code for code, _ in points}
    peers = _peers(assessment, agency_code)
    is_scored = peers["agency_code"].isin(assessment.nodes["agency_code"])
    return peers[is_scored & ~peers["agency_code"].isin(moved)].reset_index(drop=True)


def _peers(assessment: Assessment, agency_code: str) -> pd.DataFrame:
    assessed = assessment.assessed
    is_peer = assessed["group"].eq(assessment.groups[agency_code]) & assessed["agency_code"].ne(agency_code)
    return assessed[is_peer]


def _moved(now: Fraction, before: Fraction, most: Fraction | None) -> float:
    moved = max(2 * now - before, Fraction(0))
    return float(moved if most is None else min(moved, most))
