"""The index of every agency in many replications at once."""

from __future__ import annotations

from enum import IntEnum

import numpy as np
import numpy.typing as npt

from cchc_analysis.index.aggregate import BoolArray, Rebasing, aggregate
from cchc_analysis.index.hierarchy import FloatArray, Hierarchy
from cchc_analysis.index.robustness.choices import Powers
from cchc_analysis.stats.power_mean import ARITHMETIC, GEOMETRIC

ReasonArray = npt.NDArray[np.int8]


class Reason(IntEnum):
    """Why an agency has no index in a replication."""

    NONE = 0
    NOT_FINITE = 1
    MISSING_FIGURE = 2
    NEGATIVE_FIGURE = 3
    NOTHING_LEFT = 4


def root_scores(
    figures: FloatArray,
    weights: FloatArray,
    hierarchy: Hierarchy,
    *,
    applicable: BoolArray,
    power: Powers,
    rebasing: Rebasing,
) -> tuple[FloatArray, ReasonArray]:
    """Return the figure at the root, replications × agencies, and why it is missing where it is.

    Parameters
    ----------
    figures
        Agencies × leaves, shared by all replications, or replications × agencies × leaves; on one scale.
    weights
        Replications × nodes.
    applicable
        Agencies × leaves.
    power, rebasing
        See `cchc_analysis.index.aggregate.aggregate`, which this agrees with at the root.
    """
    is_plain = rebasing == "by_points" or bool(applicable.all())
    if isinstance(power, (int, float)) and is_plain:
        leaf_weights = hierarchy.effective_weights(weights)[:, hierarchy.leaves]
        return _in_one_step(figures, leaf_weights, applicable, float(power))
    return _level_by_level(figures, weights, hierarchy, applicable, power, rebasing)


def _in_one_step(
    figures: FloatArray, leaf_weights: FloatArray, applicable: BoolArray, power: float
) -> tuple[FloatArray, ReasonArray]:
    # Means of one order taken level by level are the mean of that order of the leaves with effective weights,
    # and points taken out of the whole denominator leave it in proportion: one matrix product does the tree.
    if (
        applicable.all()
        and np.isfinite(figures.sum())
        and (power >= ARITHMETIC or figures.min(initial=np.inf) > 0)
    ):
        # Nothing missing, nothing without a mean: no need to look at every figure again.
        scores = _lowered(_spread(leaf_weights, _raised(figures, power)), power)
        return _marked(scores, np.zeros(scores.shape, dtype=np.int8))
    is_missing = applicable & np.isnan(figures)
    is_negative = applicable & (figures < 0) if power < ARITHMETIC else None
    is_zero = applicable & (figures == 0) if power <= GEOMETRIC else None
    usable = applicable & ~is_missing
    for excluded in (is_negative, is_zero):
        if excluded is not None:
            usable &= ~excluded
    terms = np.where(usable, _raised(np.where(usable, figures, 1.0), power), 0.0)
    whole = _spread(leaf_weights, applicable.astype("float64"))
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        scores = _lowered(_spread(leaf_weights, terms) / whole, power)
    if is_zero is not None and is_zero.any():
        scores[_spread(leaf_weights, is_zero.astype("float64")) > 0] = 0.0
    reasons = np.zeros(scores.shape, dtype=np.int8)
    for excluded, reason in ((is_missing, Reason.MISSING_FIGURE), (is_negative, Reason.NEGATIVE_FIGURE)):
        if excluded is not None and excluded.any():
            reasons[_spread(leaf_weights, excluded.astype("float64")) > 0] = reason
    reasons[whole <= 0] = Reason.NOTHING_LEFT
    return _marked(scores, reasons)


def _level_by_level(
    figures: FloatArray,
    weights: FloatArray,
    hierarchy: Hierarchy,
    applicable: BoolArray,
    power: Powers,
    rebasing: Rebasing,
) -> tuple[FloatArray, ReasonArray]:
    whole = figures if figures.ndim == 3 else figures[None]
    mask = None if applicable.all() else applicable
    nodes = aggregate(whole, hierarchy, weights=weights, applicable=mask, powers=power, rebasing=rebasing)
    scores = nodes[..., 0].copy()  # the root, before its parts
    counts = applicable & (hierarchy.effective_weights(weights)[:, None, hierarchy.leaves] > 0)
    reasons = np.zeros(scores.shape, dtype=np.int8)
    has_none = np.isnan(scores)
    is_negative = (counts & (whole < 0)).any(axis=-1)
    is_missing = (counts & np.isnan(whole)).any(axis=-1)
    reasons[has_none & is_missing] = Reason.MISSING_FIGURE
    reasons[has_none & is_negative & ~is_missing] = Reason.NEGATIVE_FIGURE
    reasons[has_none & ~counts.any(axis=-1)] = Reason.NOTHING_LEFT
    return _marked(scores, reasons)


def _marked(scores: FloatArray, reasons: ReasonArray) -> tuple[FloatArray, ReasonArray]:
    reasons[(reasons == Reason.NONE) & ~np.isfinite(scores)] = Reason.NOT_FINITE
    return np.where(reasons == Reason.NONE, scores, np.nan), reasons


def _spread(leaf_weights: FloatArray, terms: FloatArray) -> FloatArray:
    """Return the weighted sum over the leaves: replications × agencies."""
    if terms.ndim == 2:
        product: FloatArray = leaf_weights @ terms.T
        return product
    summed: FloatArray = np.matmul(terms, leaf_weights[:, :, None])[..., 0]
    return summed


def _raised(figures: FloatArray, power: float) -> FloatArray:
    if power == ARITHMETIC:
        return figures
    return np.log(figures) if power == GEOMETRIC else figures**power


def _lowered(mean: FloatArray, power: float) -> FloatArray:
    if power == ARITHMETIC:
        return mean
    return np.exp(mean) if power == GEOMETRIC else mean ** (1 / power)
