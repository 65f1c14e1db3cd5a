"""The figures of a heatmap of agencies and criteria, and which of them are missing or not asked for."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from cchc_analysis.charts.criterion_tree import CriterionTree, criterion_tree


@dataclass(frozen=True)
class CriterionCells:
    """Figures by agency and leaf criterion; `is_missing` where a score is due, `is_outside` where none is."""

    tree: CriterionTree
    leaves: tuple[str, ...]
    figures: pd.DataFrame
    is_missing: pd.DataFrame
    is_outside: pd.DataFrame
    is_share: bool


def criterion_cells(nodes: pd.DataFrame) -> CriterionCells:
    """Read the cells from the nodes of one year; without maxima a figure is a place between lowest and highest."""
    tree = criterion_tree(nodes)
    leaves = tuple(leaf for domain in tree.domains for leaf in tree.leaves(domain))
    own = nodes[nodes["criterion_code"].isin(leaves)]
    figures = own.pivot(index="agency_code", columns="criterion_code", values="index").reindex(columns=leaves)
    is_outside = ~own.assign(is_there=True).pivot(
        index="agency_code", columns="criterion_code", values="is_there"
    ).reindex(columns=leaves).notna()  # fmt: skip
    is_missing = figures.isna() & ~is_outside
    is_share = bool(own["max_points"].notna().any())
    if not is_share:
        width = figures.max() - figures.min()
        within = 100 * (figures - figures.min()) / width.where(width > 0)
        # A criterion at which all agencies stand equal has no lowest and no highest.
        figures = within.where(figures.isna() | (width > 0), 50.0)
    return CriterionCells(tree, leaves, figures, is_missing, is_outside, is_share)
