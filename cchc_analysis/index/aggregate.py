"""From criteria to every node of the tree, for one table of agencies or many replications of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt

from cchc_analysis.index.hierarchy import Branch, FloatArray, Hierarchy, share_of
from cchc_analysis.stats.power_mean import ARITHMETIC, power_mean

Rebasing = Literal["by_points", "within_parent"]
BoolArray = npt.NDArray[np.bool_]


def aggregate(
    values: FloatArray,
    hierarchy: Hierarchy,
    *,
    weights: FloatArray | None = None,
    applicable: BoolArray | None = None,
    powers: float | Sequence[float] = ARITHMETIC,
    rebasing: Rebasing = "by_points",
    least_share: float = 0.0,
) -> FloatArray:
    """Roll figures of criteria up to every node of the tree.

    Parameters
    ----------
    values
        … × agencies × leaves, on one scale; NaN is a missing figure and makes every node above it missing.
    weights
        … × nodes (default: the tree's own); relative within the parent. An array with leading axes gives each
        replication its own weights.
    applicable
        … × agencies × leaves: False takes the criterion out of that agency's index.
    powers
        Order of the mean, one for all nodes or one per level of the combining node, the root's (0) first.
    rebasing
        What becomes of the weight of criteria that do not apply. ``by_points``: their points leave the whole
        denominator, so that with arithmetic means and points as weights the root is points over applicable
        maximum (the official rule). ``within_parent``: a node keeps its weight and shares it among the parts left.
    least_share
        A node of which less than this share of parts applies is missing.

    Returns
    -------
    … × agencies × nodes, in the order of `hierarchy.codes`. A node of which nothing applies is NaN; it makes its
    parent missing only if nothing else of that applies either. So is a node whose parts all weigh nothing.
    """
    own = hierarchy.weights if weights is None else weights
    batch = np.broadcast_shapes(values.shape[:-2], own.shape[:-1])
    nodes = np.full((*batch, values.shape[-2], len(hierarchy.codes)), np.nan)
    if applicable is None or applicable.all():
        nodes[..., hierarchy.leaves] = values
        for branch in hierarchy.branches:
            parts = own[..., None, branch.parts]
            nodes[..., branch.node] = power_mean(nodes[..., branch.parts], parts, power=_power(powers, branch))
        return nodes
    nodes[..., hierarchy.leaves] = np.where(applicable, values, np.nan)
    coverage = np.zeros_like(nodes)
    coverage[..., hierarchy.leaves] = applicable
    for branch in hierarchy.branches:
        covered = coverage[..., branch.parts]
        stated = own[..., None, branch.parts]
        carried = stated * (covered if rebasing == "by_points" else covered > 0)
        mean = power_mean(nodes[..., branch.parts], carried, power=_power(powers, branch))
        share = (covered > 0).mean(axis=-1)
        nodes[..., branch.node] = np.where(share < least_share, np.nan, mean)
        whole = share_of((stated * covered).sum(axis=-1), stated.sum(axis=-1))
        coverage[..., branch.node] = np.where(share < least_share, 0.0, whole)
    return nodes


def _power(powers: float | Sequence[float], branch: Branch) -> float:
    return powers if isinstance(powers, (int, float)) else powers[branch.level]
