"""The smallest set of points that lifts an agency to the next class, a given index, or past others."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import pandas as pd

from cchc_analysis.index.assessment import Assessment
from cchc_analysis.index.effort_plan import all_room, check_plan, new_scores, units_needed
from cchc_analysis.index.effort_room import effort_room, whole_rooms
from cchc_analysis.index.effort_search import least_gains
from cchc_analysis.index.effort_target import (
    Bound,
    Target,
    index_bound,
    is_publishable,
    next_class_bound,
    rank_bound,
)
from cchc_analysis.index.no_index import no_index_reason
from cchc_analysis.index.what_if import before_and_after, change_steps, standing_of
from cchc_analysis.index.what_if_fault import WhatIfError
from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.texts.faults import Fault

Outcome = Literal[
    "reached", "already", "unreachable", "best_class", "no_bands", "no_index", "no_maximum", "nothing_applies"
]


@dataclass(frozen=True)
class LeastEffort:
    """The answer to "what is the least that takes us there?".

    `outcome`: ``reached`` (with the steps below), ``already`` there, ``unreachable`` (then `steps` and `ranking`
    show the most that can be won), in the ``best_class`` already, ``no_bands`` (no class bounds are sourced),
    ``no_index`` (criteria in `not_scored` lack points), ``nothing_applies`` (its own file leaves out every
    criterion), ``no_maximum`` (the framework states no maximum and `limits` gives none, so that no room is
    known). `wanted_index` is the published index that is needed,
    `wanted_class` and `wanted_rank` what it is needed for. `gain_points` is the sum of `steps`.

    `steps` (the table ``least_effort``): criterion_code, criterion_name, score, gain_points, new_score,
    max_points, room_points, gain_index, is_survey; largest gain first. `ranking`: the table ``what_if``.
    """

    outcome: Outcome
    steps: pd.DataFrame
    ranking: pd.DataFrame
    gain_points: float = 0.0
    wanted_index: float = math.nan
    wanted_class: str = ""
    wanted_rank: int | None = None
    not_scored: tuple[str, ...] = ()


def least_effort(
    assessment: Assessment,
    *,
    agency_code: str,
    target: Target = "next_class",
    target_index: float = math.nan,
    rank_gain: int = 1,
    step_points: float = 0.05,
    with_survey: bool = False,
    untouched: Collection[str] = (),
    limits: pd.DataFrame | None = None,
    most_criteria: int | None = None,
    others: pd.DataFrame | None = None,
) -> LeastEffort:
    """Find the fewest points that take an agency to the next class, to an index or up by some places.

    Of all sets of steps that reach the target the one with the smallest sum of points is chosen; of those, one on
    the fewest criteria; of those, the one with the largest gain on the criterion with most room, then on the next
    (equal rooms in the order of the framework). The answer is checked afterwards on the very computation of the
    league table: exact sums, the framework's rounding, then class or rank.

    Parameters
    ----------
    target, target_index, rank_gain
        ``next_class``; ``index``: a published index of at least `target_index`, given with no more decimals than
        indices are published with; ``rank``: up by `rank_gain` places
        (to the first at most), where equalling the index of who holds the place is enough.
    step_points, with_survey, untouched, limits
        What may be won, and how: see `cchc_analysis.index.effort_room.effort_room`.
    most_criteria
        At most so many criteria may be touched; None: any number.
    others
        Nodes of the year with other points of the other agencies, as `cchc_analysis.index.what_if.what_if` takes
        them; by default they stay as they are.

    Raises
    ------
    WhatIfError
        With every fault of the question.
    """
    own = _own_points(assessment, agency_code)
    faults = effort_faults(
        target=target, target_index=target_index, rank_gain=rank_gain, most_criteria=most_criteria,
        framework=assessment.framework,
    )  # fmt: skip
    is_scored = not own.empty
    room = _sound_room(
        own, assessment, faults=faults, step_points=step_points, with_survey=with_survey,
        # Which criteria apply to an agency is only known of one that has scores.
        untouched=untouched if is_scored else (), limits=limits if is_scored else None,
    )  # fmt: skip

    def ranking_with(changes: dict[str, float]) -> pd.DataFrame:
        return before_and_after(assessment, agency_code=agency_code, changes=changes, others=others)

    today = ranking_with({})
    nothing = change_steps(own, {}, assessment.framework)
    row = standing_of(today, agency_code)
    if no_index_reason(assessment, agency_code) == "nothing_applies":
        return LeastEffort("nothing_applies", nothing, today)
    if math.isnan(row["index_before"]):
        missing = tuple(own.loc[own["score"].isna(), "criterion_code"])
        return LeastEffort("no_index", nothing, today, not_scored=missing)
    if room["most_points"].isna().all():
        return LeastEffort("no_maximum", nothing, today)
    if target == "next_class" and assessment.bands is None:
        return LeastEffort("no_bands", nothing, today)
    bound = _bound(assessment, today, agency_code, target=target, target_index=target_index, rank_gain=rank_gain)
    if bound is None:
        return LeastEffort("best_class", nothing, today)
    outcome, changes = _plan(own, room, assessment.framework, bound, most_criteria=most_criteria)
    ranking = ranking_with(changes)
    check_plan(ranking, bound, agency_code=agency_code, is_reached=outcome != "unreachable")
    steps = change_steps(own, changes, assessment.framework)
    return LeastEffort(
        outcome,
        steps.sort_values("gain_points", ascending=False, kind="stable", ignore_index=True),
        ranking,
        gain_points=float(sum((Decimal(repr(gain)) for gain in steps["gain_points"]), Decimal(0))),
        wanted_index=float(bound.index),
        wanted_class=_class_name(assessment, bound),
        wanted_rank=bound.rank,
    )


def effort_faults(
    *, target: str, target_index: float, rank_gain: int, most_criteria: int | None, framework: Framework | None
) -> tuple[Fault, ...]:
    """Return what is wrong with a question whoever it is asked for; parameters as in `least_effort`.

    `framework` is None where the year has none: then nobody knows how many decimals an index has.
    """
    faults: list[Fault] = []
    if rank_gain < 1:
        faults.append(("what_if.fault_rank_gain", {"value": rank_gain}))
    if target == "index" and not 0 <= target_index <= 100:
        faults.append(("what_if.fault_target_index", {"value": float(target_index)}))
    elif target == "index" and framework is not None and not is_publishable(target_index, framework):
        decimals = framework.published_decimals
        values = {"value": float(target_index), "year": framework.year, "decimals": decimals}
        faults.append(("what_if.fault_target_precision", values))
    if most_criteria is not None and most_criteria < 1:
        faults.append(("what_if.fault_most_criteria", {"value": most_criteria}))
    return tuple(faults)


def _plan(
    own: pd.DataFrame, room: pd.DataFrame, framework: Framework, bound: Bound, *, most_criteria: int | None
) -> tuple[Outcome, dict[str, float]]:
    need = units_needed(own, framework, bound)
    if need <= 0:
        return "already", {}
    gains = least_gains(whole_rooms(room), need=need, most_parts=most_criteria)
    if gains is None:
        return "unreachable", all_room(room, most_criteria=most_criteria)
    return "reached", new_scores(room, gains)


def _bound(
    assessment: Assessment,
    today: pd.DataFrame,
    agency_code: str,
    *,
    target: Target,
    target_index: float,
    rank_gain: int,
) -> Bound | None:
    row = standing_of(today, agency_code)
    if target == "rank":
        peers = today.loc[today["agency_code"] != agency_code, "index_after"]
        return rank_bound(peers, max(int(row["rank_before"]) - rank_gain, 1))
    if target == "index" or assessment.bands is None:
        return index_bound(target_index)
    return next_class_bound(assessment.bands, Decimal(repr(float(row["index_before"]))), assessment.framework)


def _class_name(assessment: Assessment, bound: Bound) -> str:
    if assessment.bands is None or bound.class_code is None:
        return ""
    return assessment.bands.name(bound.class_code, assessment.language)


def _sound_room(
    own: pd.DataFrame,
    assessment: Assessment,
    *,
    faults: tuple[Fault, ...],
    step_points: float,
    with_survey: bool,
    untouched: Collection[str],
    limits: pd.DataFrame | None,
) -> pd.DataFrame:
    """Return the room on every criterion, or raise with the faults of the whole question at once."""
    try:
        room = effort_room(
            own, assessment.framework, step_points=step_points, with_survey=with_survey, untouched=untouched,
            limits=limits,
        )  # fmt: skip
    except WhatIfError as error:
        raise WhatIfError((*faults, *error.faults)) from error
    if faults:
        raise WhatIfError(faults)
    return room


def _own_points(assessment: Assessment, agency_code: str) -> pd.DataFrame:
    if agency_code not in assessment.groups:
        values = {"code": agency_code, "year": assessment.framework.year}
        raise WhatIfError((("what_if.fault_unknown_agency", values),))
    points = assessment.leaves
    return points[points["agency_code"] == agency_code].reset_index(drop=True)
