"""One way to make an index of scores: a normalisation, weights, a way to combine, perhaps outlier treatment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from cchc_analysis.index.aggregate import BoolArray, aggregate
from cchc_analysis.index.hierarchy import FloatArray, Hierarchy
from cchc_analysis.stats.benefit_of_doubt import ShareBounds, benefit_of_doubt
from cchc_analysis.stats.outranking import copeland
from cchc_analysis.stats.power_mean import ARITHMETIC

Combine = float | tuple[float, ...] | Literal["copeland", "benefit_of_doubt"]
Normalise = Callable[[FloatArray], FloatArray]
LearntWeights = Callable[[FloatArray, Hierarchy], FloatArray]

# Under benefit of the doubt a domain's share of an agency's score stays within these multiples of its stated
# share: without bounds most agencies reach the full score on the one domain they are best at.
LEAST_MULTIPLE, MOST_MULTIPLE = 0.5, 1.5


@dataclass(frozen=True, eq=False)
class Recipe:
    """A named, complete set of choices.

    `normalise` takes agencies × criteria (larger is better, NaN missing) to one scale. `weights` are one figure
    per node, None for the tree's own, or a function of the nodes' figures under the tree's own weights and the
    tree. `combine` is the power of the mean at every node, one power per level (the root's first), ``copeland``
    (agencies compared two by two over all criteria) or ``benefit_of_doubt`` (each agency by its own best weights
    of the domains). `treat` takes the edge off outliers before normalising.
    """

    name: str
    normalise: Normalise
    weights: FloatArray | LearntWeights | None = None
    combine: Combine = ARITHMETIC
    treat: Normalise | None = None


def score_recipe(
    values: FloatArray, hierarchy: Hierarchy, recipe: Recipe, *, applicable: BoolArray | None = None
) -> FloatArray:
    """Return every agency's index under one recipe, on the recipe's own scale (larger is better).

    A criterion that does not apply to an agency plays no part for it and none in the scale of the others. A
    missing figure makes an index of means missing; Copeland and benefit of the doubt go on without it.

    Parameters
    ----------
    values
        Agencies × leaves, directed so that larger is better, as in `cchc_analysis.index.score_matrix.ScoreMatrix`.
    applicable
        Agencies × leaves; None: everything applies to all.

    Returns
    -------
    One figure per agency: the mean on the normalised scale; for ``copeland`` wins less losses; for
    ``benefit_of_doubt`` 0 to 1, NaN for an agency for which the bounds on the domains' shares cannot hold.
    """
    kept = values if applicable is None else np.where(applicable, values, np.nan)
    figures = recipe.normalise(kept if recipe.treat is None else recipe.treat(kept))
    weights = hierarchy.weights
    if callable(recipe.weights):
        weights = recipe.weights(aggregate(figures, hierarchy, applicable=applicable), hierarchy)
    elif recipe.weights is not None:
        weights = recipe.weights
    if recipe.combine == "copeland":
        return copeland(figures, hierarchy.effective_weights(weights)[hierarchy.leaves])
    if recipe.combine == "benefit_of_doubt":
        nodes = aggregate(figures, hierarchy, weights=weights, applicable=applicable)
        return _best_domain_weights(nodes, hierarchy, weights)
    nodes = aggregate(figures, hierarchy, weights=weights, applicable=applicable, powers=recipe.combine)
    return nodes[..., 0]


def _best_domain_weights(nodes: FloatArray, hierarchy: Hierarchy, weights: FloatArray) -> FloatArray:
    domains = hierarchy.domains
    figures = nodes[:, domains]
    known = ~np.isnan(figures) * weights[domains]
    totals = known.sum(axis=1, keepdims=True)
    stated = np.divide(known, totals, out=np.zeros_like(known), where=totals > 0)
    bounds = ShareBounds(LEAST_MULTIPLE * stated, np.minimum(MOST_MULTIPLE * stated, 1.0))
    return benefit_of_doubt(pd.DataFrame(figures), bounds=bounds).scores.to_numpy("float64")
