"""What a criterion weighs by the rules, and what it weighs in fact."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from cchc_analysis.index.hierarchy import FloatArray, Hierarchy, IntArray
from cchc_analysis.stats.correlation import LEAST_COUNT, correlations

WEIGHT_COLUMNS = [
    "criterion_code", "criterion_name", "level", "stated_weight", "correlation", "count", "importance_share",
]  # fmt: skip


def statistical_weights(nodes: pd.DataFrame, hierarchy: Hierarchy, *, names: Mapping[str, str]) -> pd.DataFrame:
    """Return each criterion's stated weight beside how much it decides in fact who has a high index.

    Importance is the squared correlation of a criterion with the index, as a share of the sum over the tree cut at
    the criterion's level (all nodes of that level and the leaves that end above it). A criterion on which all
    agencies score alike has none, whatever its points; one that varies much, or goes with many others, has more
    than its points.

    Parameters
    ----------
    nodes
        From `cchc_analysis.index.multivariate.node_figures`; agencies of one group where criteria differ between
        groups. Criteria that none of them has are left out, and their weight is shared out over the whole.
    names
        Criterion name by code.

    Returns
    -------
    The ``statistical_weights`` table, without the root: criterion_code, criterion_name, level (1 = domain),
    stated_weight (0-1 of the whole), correlation (with the index; NaN where it does not vary), count (agencies),
    importance_share (0-1; NaN where fewer than three agencies have the criterion and the index).

    Source: P. Paruolo, M. Saisana, A. Saltelli, Ratings and rankings: voodoo or science?, Journal of the Royal
    Statistical Society A 176 (2013), 609-634 (here with the linear measure of importance).
    """
    found = correlations(nodes)
    with_index, counts = found.values.to_numpy()[:, 0], found.counts.to_numpy()[:, 0]
    squares = np.where(np.isnan(with_index) & (counts >= LEAST_COUNT), 0.0, with_index**2)
    levels = hierarchy.levels
    importance = np.full(len(squares), np.nan)
    for level in range(1, levels.max() + 1):
        cut = _cut(hierarchy, levels, level)
        total = np.nansum(squares[cut])
        own = cut[levels[cut] == level]
        if total > 0:
            importance[own] = squares[own] / total
    is_present = nodes.notna().any().to_numpy()
    table = pd.DataFrame(
        {
            "criterion_code": hierarchy.codes,
            "criterion_name": [names[code] for code in hierarchy.codes],
            "level": levels,
            "stated_weight": _stated(hierarchy, is_present),
            "correlation": with_index,
            "count": counts,
            "importance_share": importance,
        },
        columns=WEIGHT_COLUMNS,
    )
    return table[is_present].iloc[1:].reset_index(drop=True)


def _stated(hierarchy: Hierarchy, is_present: npt.NDArray[np.bool_]) -> FloatArray:
    stated = np.where(is_present, hierarchy.effective_weights(), 0.0)
    # Upward from the criteria that are there, so that every level is a whole again.
    for branch in hierarchy.branches:
        stated[branch.node] = stated[branch.parts].sum()
    return stated / stated[0] if stated[0] > 0 else stated


def _cut(hierarchy: Hierarchy, levels: IntArray, level: int) -> IntArray:
    is_leaf = np.zeros(len(levels), dtype=bool)
    is_leaf[hierarchy.leaves] = True
    return np.flatnonzero((levels == level) | (is_leaf & (levels < level)))
