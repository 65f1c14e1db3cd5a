"""Normalisation: figures of different units brought to one scale, column by column.

Every function takes an array whose last two axes are units × indicators (more axes before them are replications)
and returns one of the same shape. Larger is taken to be better: figures of which less is better are multiplied
by -1 first. A missing figure (NaN) stays missing and moves no other. A column in which all known figures are
equal tells units apart no better than no column at all: where the units set a scale, it becomes the middle of that
scale, never NaN.

Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 5.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cchc_analysis.stats.rank import competition_ranks

FloatArray = npt.NDArray[np.float64]

_UNITS = -2


def min_max(values: FloatArray, *, low: float = 0.0, high: float = 100.0) -> FloatArray:
    """Stretch each column so that its worst unit gets `low` and its best `high`."""
    least, most = _extremes(values)
    return _between(values, least, most, low=low, high=high)


def z_score(values: FloatArray, *, mean: float = 0.0, sd: float = 1.0) -> FloatArray:
    """Give each column the mean `mean` and the sample standard deviation (n - 1) `sd`."""
    centre, spread = _moments(values)
    # Not by the spread: the mean of equal figures can miss them by a rounding error.
    is_constant = _is_constant(values) | (spread == 0)
    standardised: FloatArray = values - centre
    standardised *= np.where(is_constant, 0.0, sd / np.where(is_constant, 1.0, spread))
    standardised += mean
    return standardised


def scaled(values: FloatArray, *, least: float = 0.0, most: float = 100.0, high: float = 100.0) -> FloatArray:
    """Rescale all columns by the same two stated bounds: `least` becomes 0 and `most` becomes `high`."""
    return (values - least) / (most - least) * high


def goalposts(
    values: FloatArray, *, least: FloatArray, most: FloatArray, low: float = 0.0, high: float = 100.0
) -> FloatArray:
    """Stretch each column between its own two stated goalposts; beyond them it is cut off.

    `least` and `most` hold one figure per column. Goalposts do not move with the units, so that years compare.
    """
    return np.clip(_between(values, least, most, low=low, high=high), min(low, high), max(low, high))


def share_of_maximum(values: FloatArray, *, maxima: FloatArray, high: float = 100.0) -> FloatArray:
    """Divide each column by its stated maximum of points: the index's own scale, comparable over the years."""
    return values / maxima * high


def fraction_of_best(values: FloatArray) -> FloatArray:
    """Divide each column by its largest figure, so that the best unit has 1.

    A column whose best is 0 or negative has no such fractions (they would turn its order round): it is missing,
    unless all are equal, when all are best.
    """
    least, most = _extremes(values)
    fractions = np.where(most > 0, values / np.where(most > 0, most, 1.0), np.nan)
    return np.where((least == most) & ~np.isnan(values), 1.0, fractions)


def distance_to_best(values: FloatArray) -> FloatArray:
    """Return 1 for the best unit, 0 for the worst, by distance to the best in units of the column's range."""
    least, most = _extremes(values)
    return _between(values, least, most, low=0.0, high=1.0)


def distance_to_reference(values: FloatArray, *, reference: int, cap: bool = True) -> FloatArray:
    """Return 1 for the unit at row `reference`, less for units behind it; `cap` lets none exceed 1.

    Where the reference is itself the worst, no distance behind it can be measured: all have reached it (1), and
    without `cap` the column is missing.
    """
    return _toward(values, np.take(values, [reference], axis=_UNITS), cap=cap)


def distance_to_target(values: FloatArray, *, targets: FloatArray, cap: bool = False) -> FloatArray:
    """Return 1 at a column's target, 0 for its worst unit; `cap` lets none exceed 1.

    Where even the worst unit has reached the target, all have 1, and without `cap` the column is missing.
    """
    return _toward(values, targets, cap=cap)


def rank(values: FloatArray) -> FloatArray:
    """Rank from the lowest (1) up; equals share the smallest rank."""
    return competition_ranks(values, axis=_UNITS, descending=False)


def borda(values: FloatArray) -> FloatArray:
    """Count how many units a unit stands above, without those equal to it: rank - 1."""
    return rank(values) - 1


def percentile_rank(values: FloatArray) -> FloatArray:
    """Return the share of the other units that a unit stands above: (rank - 1) / (n - 1)."""
    others = (~np.isnan(values)).sum(axis=_UNITS, keepdims=True) - 1
    shares = borda(values) / np.maximum(others, 1)
    return np.where(_is_constant(values) & ~np.isnan(values), 0.5, shares)


def _toward(values: FloatArray, anchor: FloatArray, *, cap: bool) -> FloatArray:
    least, most = _extremes(values)
    moved = _between(values, least, anchor, low=0.0, high=1.0)
    is_reached = (anchor < least) | ((anchor == least) & (least < most))
    moved = np.where(is_reached & ~np.isnan(values), 1.0 if cap else np.nan, moved)
    return np.minimum(moved, 1.0) if cap else moved


def _between(values: FloatArray, least: FloatArray, most: FloatArray, *, low: float, high: float) -> FloatArray:
    span = most - least
    is_constant = span == 0
    stretched: FloatArray = values - least
    # In place: thousands of replications are stretched at once, and each copy of them costs as much as the sum.
    stretched /= np.where(is_constant, 1.0, span)
    stretched *= np.where(is_constant, 0.0, high - low)
    stretched += np.where(is_constant, (low + high) / 2, low)
    return stretched


def _extremes(values: FloatArray) -> tuple[FloatArray, FloatArray]:
    # Unlike nanmin, these are silent about a column that nobody has a figure for, and a table without units.
    least: FloatArray = np.fmin.reduce(values, axis=_UNITS, keepdims=True, initial=np.nan)
    most: FloatArray = np.fmax.reduce(values, axis=_UNITS, keepdims=True, initial=np.nan)
    return least, most


def _is_constant(values: FloatArray) -> npt.NDArray[np.bool_]:
    least, most = _extremes(values)
    is_constant: npt.NDArray[np.bool_] = least == most
    return is_constant


def _moments(values: FloatArray) -> tuple[FloatArray, FloatArray]:
    is_known = ~np.isnan(values)
    if is_known.all() and values.shape[_UNITS]:
        freedom = max(values.shape[_UNITS] - 1, 1)
        mean: FloatArray = values.mean(axis=_UNITS, keepdims=True)
        deviations = values - mean
        return mean, np.sqrt((deviations * deviations).sum(axis=_UNITS, keepdims=True) / freedom)
    count = is_known.sum(axis=_UNITS, keepdims=True)
    centre = np.where(is_known, values, 0.0).sum(axis=_UNITS, keepdims=True) / np.maximum(count, 1)
    squares = np.where(is_known, values - centre, 0.0) ** 2
    spread = np.sqrt(squares.sum(axis=_UNITS, keepdims=True) / np.maximum(count - 1, 1))
    return centre, spread
