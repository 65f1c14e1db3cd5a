"""Judging sums of packages by a quota, in whole numbers only."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

# The least percent by number and by value; None where the law sets or sources none.
Minimums = tuple[int | None, int | None]


def judge(table: pd.DataFrame, minimums: Minimums) -> pd.DataFrame:
    """Add shares, margins and passed legs to a table with the four sums of `quota_sums`.

    `minimums` are the least percent by number and by value; a leg without one is missing and does not
    decide, and without any nothing is decided.

    Returns the table with ``count_share``, ``value_share`` (0-1, missing where nothing is eligible),
    ``min_count_pct``, ``min_value_pct``, ``count_margin`` (packages) and ``value_margin_vnd`` (đồng), which say
    how much online is above the least that passes (negative: how much more of the same eligible packages would
    have to be online), and ``is_count_passed``, ``is_value_passed``, ``is_passed``.
    """
    has_eligible = table["eligible_count"].gt(0)
    min_count_pct, min_value_pct = minimums
    legs = {
        "count": ("online_count", "eligible_count", min_count_pct),
        "value": ("online_value_vnd", "eligible_value_vnd", min_value_pct),
    }
    judged = table.assign(
        count_share=table["online_count"] / table["eligible_count"].where(has_eligible),
        value_share=table["online_value_vnd"] / table["eligible_value_vnd"].where(has_eligible),
        min_count_pct=_constant(min_count_pct, table.index),
        min_value_pct=_constant(min_value_pct, table.index),
    )
    for leg, unit in (("count", ""), ("value", "_vnd")):
        part, whole, minimum = legs[leg]
        judged[f"{leg}_margin{unit}"] = _leg(table, part, whole, minimum, has_eligible, margin, "Int64")
    for leg, (part, whole, minimum) in legs.items():
        judged[f"is_{leg}_passed"] = _leg(table, part, whole, minimum, has_eligible, is_reached, "boolean")
    count_leg, value_leg = judged["is_count_passed"], judged["is_value_passed"]
    judged["is_passed"] = count_leg if min_value_pct is None else count_leg & value_leg
    return judged


def is_reached(part: int, whole: int, minimum_pct: int) -> bool:
    """Tell whether a part is at least so many percent of the whole, compared in whole numbers.

    >>> is_reached(6, 10, 60), is_reached(59, 99, 60)
    (True, False)
    """
    return 100 * part >= minimum_pct * whole


def margin(part: int, whole: int, minimum_pct: int) -> int:
    """Return how far a part is above the least whole number that reaches the percent; negative if it is below.

    >>> margin(5, 9, 60), margin(6, 9, 60)
    (-1, 0)
    """
    return part - -(-minimum_pct * whole // 100)


def _leg(
    table: pd.DataFrame,
    part: str,
    whole: str,
    minimum_pct: int | None,
    has_eligible: pd.Series,
    rule: Callable[[int, int, int], int],
    dtype: str,
) -> pd.Series:
    if minimum_pct is None:
        return pd.Series(pd.NA, index=table.index, dtype=dtype)
    # Python integers: 100 × a nation's value in đồng may pass 2^63.
    results = [rule(int(p), int(w), minimum_pct) for p, w in zip(table[part], table[whole], strict=True)]
    return pd.Series(results, index=table.index, dtype=dtype).where(has_eligible)


def _constant(value: int | None, index: pd.Index) -> pd.Series:
    return pd.Series(pd.NA if value is None else value, index=index, dtype="Int64")
