"""From a bound to the points that are missing, and from gains back to scores and proof."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from cchc_analysis.index.effort_room import FINEST, whole_rooms
from cchc_analysis.index.effort_target import Bound, exact_threshold
from cchc_analysis.index.what_if import standing_of
from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.stats.exact import sum_fractions


def units_needed(own: pd.DataFrame, framework: Framework, bound: Bound) -> int:
    """Return the units of `FINEST` points an agency lacks to a bound, exactly; 0 or less if it is there.

    `own` are the criteria that apply to it, all of them scored, from
    `cchc_analysis.index.assessment.Assessment.leaves`.
    """
    threshold, is_reached = exact_threshold(bound.index, framework)
    if framework.index_scale == "share":
        threshold = threshold * _sum(own["max_points"]) / 100
    units = (threshold - _sum(own["score"])) / Fraction(FINEST)
    return math.ceil(units) if is_reached else math.floor(units) + 1


def new_scores(room: pd.DataFrame, gains: Sequence[int]) -> dict[str, float]:
    """Return the new score of every criterion that gains; `gains` in units of `FINEST`, in the order of `room`."""
    rows = zip(room["criterion_code"], room["score"], gains, strict=True)
    return {code: float(Decimal(repr(float(score))) + gain * FINEST) for code, score, gain in rows if gain}


def all_room(room: pd.DataFrame, *, most_criteria: int | None) -> dict[str, float]:
    """Return the scores with all room used; of the roomiest criteria only, where their number is bounded."""
    gains = [own.room for own in whole_rooms(room)]
    kept = len(gains) if most_criteria is None else most_criteria
    return new_scores(room, [*gains[:kept], *([0] * len(gains[kept:]))])


def check_plan(ranking: pd.DataFrame, bound: Bound, *, agency_code: str, is_reached: bool) -> None:
    """Hold an answer against the league table made of it: it stands only if index and rank there say so.

    Raises
    ------
    RuntimeError
        If search and league table disagree; that would be an error of this program, not of the question.
    """
    row = standing_of(ranking, agency_code)
    is_there = Decimal(repr(float(row["index_after"]))) >= bound.index
    if bound.rank is not None:
        is_there = is_there and bool(row["rank_after"] <= bound.rank)
    if is_there != is_reached:
        raise RuntimeError(f"{agency_code}: the search and the league table disagree: {row}")


def _sum(values: pd.Series) -> Fraction:
    # No figure may be missing here; one that is fails, for it is never zero.
    return sum_fractions(Fraction(repr(float(value))) for value in values)
