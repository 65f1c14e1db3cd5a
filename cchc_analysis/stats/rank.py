"""Ranks with one stated rule for ties."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd


def competition_rank(values: pd.Series, *, within: pd.Series) -> pd.Series:
    """Rank from the highest down within each group; equals share the smallest rank (1, 2, 2, 4).

    A missing value has no rank (``NA``) and takes no place.
    """
    ranks = values.groupby(within, observed=True).rank(method="min", ascending=False)
    return ranks.astype("Int64")


def competition_ranks(
    values: npt.NDArray[np.float64], *, axis: int = -1, descending: bool = True
) -> npt.NDArray[np.float64]:
    """Rank every line of an array along one axis by the same rule; a missing value has the rank NaN."""
    lines = np.moveaxis(-values if descending else values, axis, -1)
    order = np.argsort(lines, axis=-1, kind="stable")  # missing ones go last
    in_order = np.take_along_axis(lines, order, axis=-1)
    places = np.arange(1.0, lines.shape[-1] + 1)
    is_first_of_its_kind = np.ones(lines.shape, dtype=bool)
    is_first_of_its_kind[..., 1:] = in_order[..., 1:] != in_order[..., :-1]
    shared = np.maximum.accumulate(np.where(is_first_of_its_kind, places, 0.0), axis=-1)
    ranks = np.empty(lines.shape)
    np.put_along_axis(ranks, order, np.where(np.isnan(in_order), np.nan, shared), axis=-1)
    return np.moveaxis(ranks, -1, axis)
