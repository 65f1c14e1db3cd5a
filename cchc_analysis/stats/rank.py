"""Ranks with one stated rule for ties."""

from __future__ import annotations

import pandas as pd


def competition_rank(values: pd.Series, *, within: pd.Series) -> pd.Series:
    """Rank from the highest down within each group; equals share the smallest rank (1, 2, 2, 4).

    A missing value has no rank (``NA``) and takes no place.
    """
    ranks = values.groupby(within, observed=True).rank(method="min", ascending=False)
    return ranks.astype("Int64")
