"""Judging sums of packages by a quota, in whole numbers only."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from cchc_analysis.reference.procurement_rules import LEGS, NO_MINIMUMS, Leg, Minimums

# What a quota is made of, by leg: the part that went online and the whole that counts.
PARTS: dict[Leg, str] = {"count": "online_count", "value": "online_value_vnd"}
WHOLES: dict[Leg, str] = {"count": "eligible_count", "value": "eligible_value_vnd"}
QUOTA_SUMS = ("eligible_count", "online_count", "eligible_value_vnd", "online_value_vnd")
# A share of less than this is at least a hundredth of a trillionth off a whole percent, which a float shows.
_LEAST_AMBIGUOUS = 10**12
_NEAR_PCT = 1e-9
_MARGINS: dict[Leg, str] = {"count": "count_margin", "value": "value_margin_vnd"}


def judge(table: pd.DataFrame, minimums: Minimums | Sequence[Minimums]) -> pd.DataFrame:
    """Add shares, margins and passed legs to a table with the four `QUOTA_SUMS`.

    `minimums` are those of every row, or one for each. A leg without a minimum is missing and does not decide;
    without any minimum nothing is decided.

    Returns the table with ``count_share``, ``value_share`` (0-1, missing where nothing is eligible),
    ``min_count_pct``, ``min_value_pct``, ``count_margin`` (packages) and ``value_margin_vnd`` (đồng), which say
    how much online is above the least that passes (negative: how much more of the same eligible packages would
    have to be online), and ``is_count_passed``, ``is_value_passed``, ``is_passed``.
    """
    least = _least(minimums, len(table))
    added = {f"min_{leg}_pct": _known(table, least[leg], "Int64") for leg in LEGS}
    added |= {_MARGINS[leg]: _judged(table, _exact(table, leg, least[leg], margin), "Int64") for leg in LEGS}
    # Put beside each other at once: column by column takes as long as the question to the engine.
    return pd.concat([with_shares(table), pd.DataFrame(added), passed_legs(table, minimums)], axis="columns")


def passed_legs(table: pd.DataFrame, minimums: Minimums | Sequence[Minimums]) -> pd.DataFrame:
    """Return ``is_count_passed``, ``is_value_passed``, ``is_passed`` of a table with `QUOTA_SUMS`, see `judge`.

    Sums given as Python integers may be of any size.
    """
    least = _least(minimums, len(table))
    reached = {leg: _exact(table, leg, least[leg], is_reached) for leg in LEGS}
    # A leg that is not set is never in the way; a row of which none is set is not decided.
    every = np.logical_and.reduce([reached[leg].astype(bool) | ~_is_set(least[leg]) for leg in LEGS]).astype(
        "object"
    )
    every[~np.logical_or.reduce([_is_set(least[leg]) for leg in LEGS])] = None
    return pd.DataFrame(
        {
            **{f"is_{leg}_passed": _judged(table, reached[leg], "boolean") for leg in LEGS},
            "is_passed": _judged(table, every, "boolean"),
        }
    )


def with_shares(table: pd.DataFrame) -> pd.DataFrame:
    """Add ``count_share`` and ``value_share`` (0-1) to `QUOTA_SUMS`; missing where nothing is eligible.

    A share is on the side of every whole percent that its sums are on, see `share_of`.
    """
    has_eligible = table["eligible_count"].gt(0)
    return table.assign(
        **{f"{leg}_share": _shares(table[PARTS[leg]], table[WHOLES[leg]], has_eligible) for leg in LEGS}
    )


def share_of(part: int, whole: int) -> float:
    """Return a part of a whole (0-1) as a float that is below a whole percent exactly where the part is.

    The nearest float to a share just below 25 % may be 0.25 itself: then it is the float before it.

    >>> share_of(25 * 10**16 - 1, 10**18), share_of(25 * 10**16, 10**18)
    (0.24999999999999997, 0.25)
    """
    share = part / whole
    least = -(-100 * part // whole)  # the whole percent that is reached or next above
    is_below = 100 * part < least * whole
    return math.nextafter(least / 100, -math.inf) if is_below and share >= least / 100 else share


def _shares(part: pd.Series, whole: pd.Series, has_eligible: pd.Series) -> pd.Series:
    shares = part / whole.where(has_eligible)
    pct = shares.astype("Float64").to_numpy(dtype="float64", na_value=np.nan) * 100
    ambiguous = (np.abs(pct - np.rint(pct)) < _NEAR_PCT) & whole.ge(_LEAST_AMBIGUOUS).fillna(value=False)
    if not ambiguous.any():
        return shares
    exact = [share_of(int(p), int(w)) for p, w in zip(part[ambiguous], whole[ambiguous], strict=True)]
    shares[ambiguous] = exact
    return shares


def is_passed(sums: Mapping[Any, Any], minimums: Minimums) -> bool | None:
    """Tell whether `QUOTA_SUMS` meet every leg that is set; None where none is set or nothing is eligible."""
    if minimums == NO_MINIMUMS or not int(sums["eligible_count"]):
        return None
    return all(is_leg_met(sums, leg, minimums) for leg in LEGS)


def is_leg_met(sums: Mapping[Any, Any], leg: Leg, minimums: Minimums) -> bool:
    """Tell whether a leg is met; one that is not set is never in the way."""
    minimum_pct = minimums.of(leg)
    # Python integers: 100 × a nation's value in đồng may pass 2^63.
    return minimum_pct is None or is_reached(int(sums[PARTS[leg]]), int(sums[WHOLES[leg]]), minimum_pct)


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


def _least(minimums: Minimums | Sequence[Minimums], rows: int) -> dict[Leg, np.ndarray]:
    """Return the minimum of each leg in every row, None where none is set."""
    each = [minimums] * rows if isinstance(minimums, Minimums) else minimums
    return {leg: np.array([one.of(leg) for one in each], dtype="object") for leg in LEGS}


def _is_set(least: np.ndarray) -> np.ndarray:
    return ~pd.isna(least)


def _exact(table: pd.DataFrame, leg: Leg, least: np.ndarray, rule: Callable[[Any, Any, Any], Any]) -> np.ndarray:
    """Return what a rule finds of each row, None where the leg is not set.

    It is given Python integers, for which its comparisons have no limit: 100 × a nation's value may pass 2^63.
    """
    is_set = _is_set(least)
    part, whole = (table[columns[leg]].to_numpy(dtype="object")[is_set] for columns in (PARTS, WHOLES))
    found = np.full(len(table), None, dtype="object")
    found[is_set] = rule(part, whole, least[is_set])
    return found


def _judged(table: pd.DataFrame, found: np.ndarray, dtype: str) -> pd.Series:
    """Return what was found of each row as a column; missing where it is None or nothing is eligible."""
    judged = found.copy()
    judged[~table["eligible_count"].gt(0).to_numpy(dtype="bool", na_value=False)] = None
    return _known(table, judged, dtype)


def _known(table: pd.DataFrame, found: np.ndarray, dtype: str) -> pd.Series:
    return pd.Series(found, index=table.index, dtype=dtype)
