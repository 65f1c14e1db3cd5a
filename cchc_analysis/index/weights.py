"""Sets of weights for a tree of criteria: stated, equal, from the data, from experts.

Every set has one figure per node, in the order of `hierarchy.codes`, that counts relative to the other parts of
the same parent, as `cchc_analysis.index.aggregate.aggregate` takes it.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from cchc_analysis.index.hierarchy import FloatArray, Hierarchy
from cchc_analysis.index.weight_faults import WeightsError, budget_faults, user_weight_faults
from cchc_analysis.stats.principal_components import first_component


def point_weights(hierarchy: Hierarchy) -> FloatArray:
    """Return the weights of the rules: maximum points."""
    return hierarchy.weights.copy()


def equal_within_parent(hierarchy: Hierarchy) -> FloatArray:
    """Return weights under which all parts of one parent count the same."""
    return np.ones(len(hierarchy.codes))


def equal_over_leaves(hierarchy: Hierarchy) -> FloatArray:
    """Return weights under which all criteria that are scored count the same in the whole."""
    counts = np.zeros(len(hierarchy.codes))
    counts[hierarchy.leaves] = 1.0
    for branch in hierarchy.branches:
        counts[branch.node] = counts[branch.parts].sum()
    return counts


def component_loadings(nodes: FloatArray, hierarchy: Hierarchy) -> FloatArray:
    """Return, within each parent, how much each part takes part in what the parts have in common.

    The loadings of the first principal component of the parts; their sum is positive, single ones may be negative,
    where a part runs against its siblings. A part without siblings, and the root, have 1.

    Parameters
    ----------
    nodes
        Agencies × nodes, as `aggregate` returns them; of each parent, agencies with all parts count.

    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 6; see
    `cchc_analysis.stats.principal_components.first_component`.
    """
    loadings = np.ones(len(hierarchy.codes))
    for branch in hierarchy.branches:
        if len(branch.parts) > 1:
            loadings[branch.parts] = first_component(nodes[:, branch.parts]).loadings
    return loadings


def component_weights(nodes: FloatArray, hierarchy: Hierarchy) -> FloatArray:
    """Return weights from the data: the squared loadings of the first component within each parent.

    They add up to 1 within a parent and are never negative. Where the parts do not vary, or too few agencies have
    all of them, nothing can be learnt from the data and the parts count the same.

    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 6, weights from factor loadings.
    """
    weights = component_loadings(nodes, hierarchy) ** 2
    for branch in hierarchy.branches:
        if not weights[branch.parts].sum() > 0:
            weights[branch.parts] = 1 / len(branch.parts)
    return weights


def budget_weights(budgets: pd.DataFrame, hierarchy: Hierarchy, *, total: float = 100.0) -> FloatArray:
    """Return weights from experts who each shared out a budget of points among the parts of a parent.

    A part's weight is the mean of its points over the experts. Parents that no expert spoke about keep the tree's
    own weights.

    Parameters
    ----------
    budgets
        ``expert, criterion_code, points``. An expert who speaks about one part of a parent speaks about all of
        them, 0 included; the points of one expert within one parent add up to `total`.

    Raises
    ------
    WeightsError
        Lists every fault of every expert.

    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 6, budget allocation.
    """
    faults = budget_faults(budgets, hierarchy, total=total)
    if faults:
        raise WeightsError(faults)
    means = budgets.groupby("criterion_code")["points"].mean()
    weights = point_weights(hierarchy)
    for branch in hierarchy.branches:
        codes = [hierarchy.codes[part] for part in branch.parts]
        if codes[0] in means.index:
            weights[branch.parts] = means.loc[codes].to_numpy("float64")
    return weights


def user_weights(weights: Mapping[str, float], hierarchy: Hierarchy) -> FloatArray:
    """Return weights that a person typed, by criterion code; all but the root's must be there.

    Raises
    ------
    WeightsError
        Lists every code that is unknown or missing, every figure below 0 or not a number, and every parent whose
        parts all have 0.
    """
    faults = user_weight_faults(weights, hierarchy)
    if faults:
        raise WeightsError(faults)
    root = hierarchy.codes[0]
    return np.array([1.0 if code == root else float(weights[code]) for code in hierarchy.codes])
