"""Weighted power means: arithmetic, geometric, harmonic and all between."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]

ARITHMETIC, GEOMETRIC, HARMONIC = 1.0, 0.0, -1.0


def power_mean(values: FloatArray, weights: FloatArray, *, power: float = ARITHMETIC) -> FloatArray:
    """Return the weighted mean of order `power` over the last axis.

    1 is the arithmetic mean, 0 the geometric, -1 the harmonic; the smaller the power, the less a strong part makes
    up for a weak one. A part of weight 0 does not count, whatever its figure; a missing part of positive weight
    makes the mean missing, and so does a total weight of 0. Below power 1 a mean is defined for figures from 0 up
    (of power 0 or less it is 0 where any part is 0); a negative one makes it missing.

    Parameters
    ----------
    values, weights
        Arrays that broadcast against each other; weights from 0 up.

    Source: OECD/JRC Handbook (2008), step 6; G. H. Hardy, J. E. Littlewood, G. Pólya, Inequalities, chapter II.
    """
    counts = weights != 0
    shape = np.broadcast_shapes(values.shape, weights.shape)
    total: FloatArray = np.broadcast_to(weights, shape).sum(axis=-1)
    kept = values if counts.all() else np.where(counts, values, 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        if power == ARITHMETIC:
            return _weighted_sum(kept, weights) / total
        kept = np.where(kept < 0, np.nan, kept)
        if power == GEOMETRIC:
            mean: FloatArray = np.exp(_weighted_sum(np.log(kept), weights) / total)
            return mean
        return np.where(total > 0, (_weighted_sum(kept**power, weights) / total) ** (1 / power), np.nan)


def _weighted_sum(values: FloatArray, weights: FloatArray) -> FloatArray:
    summed: FloatArray
    if weights.ndim >= 2 and weights.shape[-2] == 1 and (weights != 0).all():
        # One vector of weights for all rows of a block: a matrix product is several times faster.
        summed = np.matmul(values, np.swapaxes(weights, -1, -2))[..., 0]
    else:
        summed = (values * weights).sum(axis=-1)
    return summed
