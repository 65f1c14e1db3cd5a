"""Intervals that one more draw lies in with a given probability, going by the draws so far."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from scipy.special import stdtrit


def student_interval(changes: Sequence[float], *, level: float) -> tuple[float, float, float]:
    """Return the mean of some changes, and the bounds that one more of them lies in with probability `level`.

    Student's prediction interval, mean ± t·s·√(1 + 1/n) with n − 1 degrees of freedom (Hahn, Meeker and Escobar,
    Statistical Intervals, 2nd ed., Wiley 2017): for independent changes that are about normal. At least two.
    """
    values = np.asarray(changes, dtype="float64")
    mean, spread = float(values.mean()), float(values.std(ddof=1))
    half = float(stdtrit(len(values) - 1, (1 + level) / 2)) * spread * math.sqrt(1 + 1 / len(values))
    return mean, mean - half, mean + half


def ranked_interval(changes: Sequence[float], *, level: float) -> tuple[float, float, float] | None:
    """Return the median of some changes and two of them between which one more lies with probability `level`.

    The k-th smallest and k-th largest of n, with k the whole part of (n + 1)(1 − level)/2: it holds at least
    `level` if the next change is exchangeable with these (Lei, G'Sell, Rinaldo, Tibshirani and Wasserman,
    Distribution-Free Predictive Inference for Regression, JASA 113, 2018). None where k is less than 1.
    """
    ordered = np.sort(np.asarray(changes, dtype="float64"))
    # Rounded first: 10 × 0.1 in floats must not become 0.9999….
    place = math.floor(round((len(ordered) + 1) * (1 - level) / 2, 9))
    if place < 1:
        return None
    return float(np.median(ordered)), float(ordered[place - 1]), float(ordered[-place])
