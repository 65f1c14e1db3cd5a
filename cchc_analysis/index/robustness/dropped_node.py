"""Weights of a tree from which one criterion or domain has been taken out."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cchc_analysis.index.aggregate import Rebasing
from cchc_analysis.index.hierarchy import Branch, FloatArray, Hierarchy, share_of


def without_dropped(
    weights: FloatArray, dropped: pd.Series, hierarchy: Hierarchy, *, rebasing: Rebasing
) -> FloatArray:
    """Return the weights of every replication (replications × nodes) without the node it drops ("" = none)."""
    left = weights.copy()
    codes = dropped.to_numpy(dtype=object)
    for code in pd.unique(dropped):
        if code:
            rows = np.flatnonzero(codes == code)
            left[rows] = without_node(weights[rows], hierarchy, code, rebasing=rebasing)
    return left


def without_node(weights: FloatArray, hierarchy: Hierarchy, code: str, *, rebasing: Rebasing) -> FloatArray:
    """Take one node out; with ``by_points`` the nodes above it lose the weight it had in them.

    The result weighs what is left exactly as `cchc_analysis.index.aggregate.aggregate` does when the node applies
    to nobody.
    """
    above = branch_above(hierarchy)
    node = topmost(hierarchy, code)
    left = weights.copy()
    left[..., node] = 0.0
    lost = np.ones(weights.shape[:-1])  # the share of `node` that is gone
    while rebasing == "by_points" and above[node].node in above:
        parent = above[node]
        lost = lost * share_of(weights[..., node], weights[..., parent.parts].sum(axis=-1))
        node = parent.node
        left[..., node] = weights[..., node] * (1 - lost)
    return left


def branch_above(hierarchy: Hierarchy) -> dict[int, Branch]:
    """Return by position of a node the branch it is part of; the root has none."""
    return {int(part): branch for branch in hierarchy.branches for part in branch.parts}


def topmost(hierarchy: Hierarchy, code: str) -> int:
    """Return the position of the highest node that holds nothing but the node `code`."""
    above = branch_above(hierarchy)
    node = hierarchy.codes.index(code)
    while node in above and len(above[node].parts) == 1:
        node = above[node].node
    return node


def droppable_codes(hierarchy: Hierarchy) -> tuple[str, ...]:
    """Return the criteria and domains that can be taken out with something left, in the tree's order.

    A node that holds all the weight there is cannot: the root, the only criterion, every node of a single chain.
    """
    shares = hierarchy.effective_weights()
    return tuple(code for code, share in zip(hierarchy.codes, shares, strict=True) if share < 1)
