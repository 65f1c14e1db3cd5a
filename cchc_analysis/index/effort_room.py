"""Where an agency can still win points, and in what steps."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from decimal import ROUND_FLOOR, Decimal

import pandas as pd

from cchc_analysis.index.change_request import change_faults, criterion_faults
from cchc_analysis.index.effort_search import Room
from cchc_analysis.index.what_if_fault import WhatIfError
from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.stats.exact import difference, to_decimal
from cchc_analysis.texts.faults import Fault

# Points are won in hundredths, as score sheets have them. Finer units would make no plan better, but the search
# for one that fits them to the last digit as hard as any knapsack.
FINEST = Decimal("0.01")


def effort_room(
    own: pd.DataFrame,
    framework: Framework,
    *,
    step_points: float,
    with_survey: bool = False,
    untouched: Collection[str] = (),
    limits: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Tell for every criterion of an agency how many points it may still win, and in what steps.

    Parameters
    ----------
    own
        The criteria that apply to the agency, from `cchc_analysis.index.assessment.Assessment.leaves`.
    step_points
        Points are won in multiples of this, or all that is left up to the limit of the criterion (in whole
        hundredths of a point).
    with_survey
        Whether survey criteria may be touched: the agency does not set those points itself. One with a limit of
        points may be in any case, for whoever says how high it can go means it to move.
    untouched
        Codes of criteria that may not be touched.
    limits
        Optional table: ``criterion_code``, ``most_points`` (highest new score thought possible, NaN = the
        maximum) and, if need be, ``step_points`` (of this criterion, NaN = the general one).

    Returns
    -------
    The rows of `own` with step_points, most_points and room_points (0 where the criterion may not be touched or
    nothing is known of its maximum), largest room first, then in the framework's order.

    Raises
    ------
    WhatIfError
        With every fault of step, limits and codes.
    """
    most, steps = _stated(limits, "most_points"), _stated(limits, "step_points")
    limited = [] if limits is None else [code for code in limits["criterion_code"] if code not in most]
    faults = [
        *step_faults({"": step_points, **steps}),
        *criterion_faults([*untouched, *limited], set(own["criterion_code"]), framework),
        *change_faults(most, own, framework),
    ]
    if faults:
        raise WhatIfError(tuple(faults))
    table = own.assign(
        most_points=own["criterion_code"].map(most).astype("float64").fillna(own["max_points"]),
        step_points=own["criterion_code"].map(steps).astype("float64").fillna(float(step_points)),
    )
    is_meant = with_survey | ~table["is_survey"] | table["criterion_code"].isin(most)
    is_open = is_meant & ~table["criterion_code"].isin(untouched)
    table["room_points"] = [
        float(_room(score, most) * FINEST) if is_open_here else 0.0
        for score, most, is_open_here in zip(table["score"], table["most_points"], is_open, strict=True)
    ]
    return table.sort_values("room_points", ascending=False, kind="stable", ignore_index=True)


def whole_rooms(room: pd.DataFrame) -> list[Room]:
    """Return the rooms in whole units of `FINEST`, as the search wants them."""
    return [
        Room(_units(points), _units(step))
        for points, step in zip(room["room_points"], room["step_points"], strict=True)
    ]


def _room(score: float, most: float) -> int:
    # The difference of the decimals, not of the floats: 1.00 - 0.85 is fifteen hundredths.
    points = difference(to_decimal(most), to_decimal(score))
    return 0 if points is None else max(int((points / FINEST).to_integral_value(ROUND_FLOOR)), 0)


def _units(points: float) -> int:
    return int(Decimal(repr(float(points))) / FINEST)


def _stated(limits: pd.DataFrame | None, column: str) -> dict[str, float]:
    if limits is None or column not in limits:
        return {}
    given = limits.dropna(subset=column)
    return {str(code): float(value) for code, value in zip(given["criterion_code"], given[column], strict=True)}


def step_faults(steps: Mapping[str, float]) -> list[Fault]:
    """Return what is wrong with steps, by criterion code; "" is the general step."""
    return [
        (
            "what_if.fault_step_of" if code else "what_if.fault_step",
            {"step": float(step), "finest": FINEST, "code": code},
        )
        for code, step in steps.items()
        if not math.isfinite(step) or not step > 0 or Decimal(repr(float(step))) % FINEST
    ]
