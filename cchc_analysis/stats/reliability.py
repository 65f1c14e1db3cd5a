"""Reliability: do the criteria of one domain measure one thing."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.special import fdtri

Cases = Literal["complete", "pairwise"]
FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Reliability:
    """Cronbach's alpha with its interval; NaN where it is not defined.

    `item_count` criteria, `unit_count` units that the interval counts on, `cases` how missing figures were met.
    """

    alpha: float
    low: float
    high: float
    item_count: int
    unit_count: int
    cases: Cases


def cronbach_alpha(values: FloatArray, *, cases: Cases = "complete", confidence: float = 0.95) -> Reliability:
    """Return the share of the variance of a sum of criteria that they have in common.

    Near 1 the criteria say the same; below about 0.6 their sum hides differences. It may be negative, where
    criteria run against each other.

    Parameters
    ----------
    values
        Units × criteria, on one scale, larger is better.
    cases
        ``complete``: units with every figure. ``pairwise``: each covariance over the units that have both figures;
        the interval then rests on the smallest of these counts, and is wide rather than bold.
    confidence
        Of the interval (0.95 = 95%).

    Source: L. J. Cronbach, Psychometrika 16 (1951), 297-334; interval: L. S. Feldt, Psychometrika 30 (1965),
    357-370, for criteria that are jointly normal with equal covariances.
    """
    known = ~np.isnan(values)
    if cases == "complete":
        whole = known.all(axis=1)
        values, known = values[whole], known[whole]
    items = values.shape[1]
    counts = known.T.astype("int64") @ known.astype("int64")
    units = int(counts.min()) if items else 0
    nothing = Reliability(math.nan, math.nan, math.nan, items, units, cases)
    if items < 2 or units < 2:
        return nothing
    covariances = _covariances(values, known, counts)
    total = covariances.sum()
    if not total > 0:
        return nothing
    shared = total - np.trace(covariances)
    alpha = float(items / (items - 1) * shared / total)
    low, high = _feldt(alpha, units, items, confidence)
    return Reliability(alpha, low, high, items, units, cases)


def _covariances(values: FloatArray, known: npt.NDArray[np.bool_], counts: npt.NDArray[np.int64]) -> FloatArray:
    figures = np.where(known, values, 0.0)
    present = known.astype("float64")
    # Means of each column over the units that have the other one too.
    means = (figures.T @ present) / counts
    # Centred first: sums of squares of large figures would lose the digits that matter.
    centre = figures.sum(axis=0) / known.sum(axis=0)
    centred = np.where(known, values - centre, 0.0)
    shift = means - centre[:, None]
    summed: FloatArray = centred.T @ centred - counts * shift * shift.T
    covariances: FloatArray = summed / (counts - 1)
    return covariances


def _feldt(alpha: float, units: int, items: int, confidence: float) -> tuple[float, float]:
    freedom, other = units - 1, (units - 1) * (items - 1)
    tail = (1 - confidence) / 2
    low, high = (1 - (1 - alpha) * float(fdtri(freedom, other, chance)) for chance in (1 - tail, tail))
    return low, high
