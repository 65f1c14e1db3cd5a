"""Correlation between criteria, with the number of units each figure rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

Method = Literal["pearson", "spearman", "kendall"]

# Two points always lie on a line.
LEAST_COUNT = 3


@dataclass(frozen=True)
class Correlations:
    """Square tables by column: `values` from -1 to 1, `counts` of units that have both figures."""

    values: pd.DataFrame
    counts: pd.DataFrame


def correlations(table: pd.DataFrame, *, method: Method = "pearson") -> Correlations:
    """Return how closely each two columns go together, over the units that have both.

    ``pearson`` measures a straight-line relation, ``spearman`` the same between ranks, ``kendall`` (tau-b) the
    balance of pairs in the same and in opposite order, corrected for ties. NaN where fewer than three units have
    both figures or one of the columns does not vary among them.

    Source: M. G. Kendall, Rank Correlation Methods (1948), chapter 3, for tau-b.
    """
    figures = table.astype("float64")
    known = figures.notna().to_numpy().astype("int64")
    counts = pd.DataFrame(known.T @ known, index=table.columns, columns=table.columns)
    values = figures.corr(method=method, min_periods=LEAST_COUNT)
    # A column against itself is 1 by every method, unless there is nothing to vary.
    varies = figures.nunique().to_numpy() > 1
    enough = np.diag(counts.to_numpy()) >= LEAST_COUNT
    matrix = values.to_numpy(copy=True)
    np.fill_diagonal(matrix, np.where(varies & enough, 1.0, np.nan))
    return Correlations(pd.DataFrame(matrix, index=table.columns, columns=table.columns), counts)
