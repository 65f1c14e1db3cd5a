"""Filling missing points, for whole blocks of replications at once.

Every function takes points with agencies on axis -2 and criteria on -1 and returns the same shape. A criterion
that nobody has points for stays missing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from cchc_analysis.index.hierarchy import FloatArray

_AGENCIES = -2


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


def mean_of_group(groups: Sequence[str]) -> Callable[[FloatArray], FloatArray]:
    """Return a function that gives a missing figure the mean of the agency's own group (one name per row)."""
    rows = {group: np.flatnonzero(np.asarray(groups) == group) for group in dict.fromkeys(groups)}

    def fill(points: FloatArray) -> FloatArray:
        filled = points.copy()
        for members in rows.values():
            filled[..., members, :] = mean_of_agencies(points[..., members, :])
        return filled

    return fill
