"""Filling missing points, for whole blocks of replications at once, by the methods of `index.stand_ins`.

Every function takes points, directed so that more is better, with agencies on axis -2 and criteria on -1, and
returns the same shape. A criterion that nobody has points for stays missing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from cchc_analysis.index.aggregate import BoolArray
from cchc_analysis.index.hierarchy import FloatArray
from cchc_analysis.index.robustness.group_ranks import group_rows
from cchc_analysis.index.stand_ins import Method

Fill = Callable[[FloatArray], FloatArray]

LEAST_DONORS = 3
_AGENCIES = -2


def fill_function(method: Method, *, groups: Sequence[str], least_donors: int = LEAST_DONORS) -> Fill:
    """Return the function that fills by a declared method; one name of `groups` per row of the points.

    Where fewer than `least_donors` agencies of the group have points, its middle fills nothing.

    Raises
    ------
    ValueError
        For ``previous_year_share``: the points of one year do not know the year before. See `stated_points`.
    """
    if method == "none":
        return leave_missing
    if method == "zero":
        return zero_points
    if method == "previous_year_share":
        raise ValueError("the points of one year do not know the year before")
    middle = median_of_agencies if method == "group_median_share" else mean_of_agencies
    rows = tuple(group_rows(groups).values())
    return partial(_by_group, rows=rows, middle=middle, least_donors=least_donors)


def stated_points(stand_ins: FloatArray) -> Fill:
    """Return a function that gives every missing figure the stated one (agencies × criteria)."""
    return partial(_from_table, stand_ins=stand_ins)


def fill_gaps(is_gap: BoolArray, first: Fill, otherwise: Fill) -> Fill:
    """Return a function that fills the gaps (agencies × criteria) by `first`, by `otherwise` where it cannot.

    What is missing elsewhere stays missing.
    """
    return partial(_only_gaps, is_gap=is_gap, first=first, otherwise=otherwise)


def leave_missing(points: FloatArray) -> FloatArray:
    """Fill nothing: an agency with a missing figure has no index."""
    return points


def mean_of_agencies(points: FloatArray) -> FloatArray:
    """Give a missing figure the mean of the agencies that have one."""
    is_missing = np.isnan(points)
    if not is_missing.any():
        return points
    count = points.shape[_AGENCIES] - np.count_nonzero(is_missing, axis=_AGENCIES, keepdims=True)
    filled: FloatArray = np.where(is_missing, 0.0, points)
    total = filled.sum(axis=_AGENCIES, keepdims=True)
    np.copyto(filled, np.where(count > 0, total / np.maximum(count, 1), np.nan), where=is_missing)
    return filled


def median_of_agencies(points: FloatArray) -> FloatArray:
    """Give a missing figure the median of the agencies that have one."""
    is_known = ~np.isnan(points)
    if is_known.all():
        return points
    count = is_known.sum(axis=_AGENCIES, keepdims=True)
    ordered = np.sort(points, axis=_AGENCIES)  # missing ones go last
    lower = np.take_along_axis(ordered, np.maximum(count - 1, 0) // 2, axis=_AGENCIES)
    upper = np.take_along_axis(ordered, np.minimum(count // 2, points.shape[_AGENCIES] - 1), axis=_AGENCIES)
    return np.where(is_known, points, (lower + upper) / 2)


def zero_points(points: FloatArray) -> FloatArray:
    """Give a missing figure no points: the harshest reading of a score that was not sent."""
    return np.nan_to_num(points, nan=0.0, posinf=np.inf, neginf=-np.inf)


def _by_group(points: FloatArray, *, rows: Sequence[np.ndarray], middle: Fill, least_donors: int) -> FloatArray:
    filled = points.copy()
    for members in rows:
        own = points[..., members, :]
        donors = np.count_nonzero(~np.isnan(own), axis=_AGENCIES, keepdims=True)
        filled[..., members, :] = np.where(donors >= least_donors, middle(own), own)
    return filled


def _from_table(points: FloatArray, *, stand_ins: FloatArray) -> FloatArray:
    return np.where(np.isnan(points), stand_ins, points)


def _only_gaps(points: FloatArray, *, is_gap: BoolArray, first: Fill, otherwise: Fill) -> FloatArray:
    is_filled = np.isnan(points) & is_gap
    made = first(points)
    made = np.where(np.isnan(made), otherwise(points), made)
    return np.where(is_filled, made, points)
