"""Principal components: the one direction along which units differ most."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class FirstComponent:
    """Loadings of the first component and what each component explains.

    `loadings` has one figure per column, their squares add up to 1; a column that does not vary has 0.
    `explained_shares` (0-1 of the variance of the standardised columns) is in falling order. Both are NaN or empty
    where fewer than two units have every figure. `unit_count` is how many have.
    """

    loadings: FloatArray
    explained_shares: FloatArray
    unit_count: int


def first_component(values: FloatArray) -> FirstComponent:
    """Return how much each column takes part in what the columns have in common.

    Columns are standardised, so that units of measurement play no part; units with a missing figure are left out.
    The sign of a component is arbitrary: it is chosen so that the loadings add up to a positive sum (if they add
    up to 0, so that the first loading that is not 0 is positive).

    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 4; I. T. Jolliffe, Principal
    Component Analysis (2002), chapter 2.
    """
    complete = values[~np.isnan(values).any(axis=1)]
    count = len(complete)
    if count < 2 or values.shape[1] == 0:
        return FirstComponent(np.full(values.shape[1], np.nan), np.empty(0), count)
    varies = complete.min(axis=0) < complete.max(axis=0)
    loadings = np.zeros(values.shape[1])
    if not varies.any():
        return FirstComponent(loadings, np.empty(0), count)
    columns = complete[:, varies]
    standard = (columns - columns.mean(axis=0)) / columns.std(axis=0, ddof=1)
    _, sizes, directions = np.linalg.svd(standard, full_matrices=False)
    loadings[varies] = _with_sign(directions[0])
    return FirstComponent(loadings, sizes**2 / (sizes**2).sum(), count)


def _with_sign(loadings: FloatArray) -> FloatArray:
    total = loadings.sum()
    # A sum of rounding errors has no sign.
    deciding = total if abs(total) > 1e-9 else loadings[np.abs(loadings) > 1e-9][0]
    return loadings if deciding > 0 else -loadings
