"""Outranking: units compared two by two, without any scale."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]

# Weights are shares: a majority narrower than this is the rounding of a tie.
_TIE = 1e-9


def outranking_matrix(values: FloatArray, weights: FloatArray) -> FloatArray:
    """Return, for each two units, the weight of the criteria on which the first is ahead of the second (0-1).

    Half the weight of criteria on which they are equal counts for each, so that the two figures of a pair add up
    to 1. Only criteria on which both units have a figure count, and their weights are rescaled to add up to 1: the
    order of rows plays no part. NaN for a unit against itself, and for a pair without any criterion in common.

    Parameters
    ----------
    values
        Units × criteria, larger is better.
    weights
        One per criterion, from 0 up.

    Source: G. Munda, M. Nardo, Applied Economics 41 (2009), 1513-1523.
    """
    units = len(values)
    ahead, common = np.zeros((units, units)), np.zeros((units, units))
    for figures, weight in zip(values.T, weights, strict=True):
        known = ~np.isnan(figures)
        both = known[:, None] & known[None, :]
        above = figures[:, None] > figures[None, :]
        equal = figures[:, None] == figures[None, :]
        ahead += weight * (above + 0.5 * equal)
        common += weight * both
    shares: FloatArray = np.divide(ahead, common, out=np.full_like(ahead, np.nan), where=common > 0)
    np.fill_diagonal(shares, np.nan)
    return shares


def copeland(values: FloatArray, weights: FloatArray) -> FloatArray:
    """Return how many units each one beats, less how many it loses to, by weighted majority of criteria.

    From -(n - 1) to n - 1. Pairs without any criterion in common count for neither; a unit that can be compared
    with nobody has NaN.

    Source: A. H. Copeland, A "reasonable" social welfare function (1951); weights and ties as in
    `outranking_matrix`.
    """
    shares = outranking_matrix(values, weights)
    margins = np.where(np.isnan(shares), 0.0, shares - 0.5)
    wins = np.where(np.abs(margins) <= _TIE, 0.0, np.sign(margins)).sum(axis=1)
    is_comparable = ~np.isnan(shares).all(axis=1)
    # One unit alone beats nobody and loses to nobody.
    is_comparable |= (len(values) == 1) & ~np.isnan(values).all(axis=1)
    return np.where(is_comparable, wins, np.nan)
