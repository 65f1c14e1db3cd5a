"""All replications computed: what does not differ between them is computed once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import numpy as np
import pandas as pd

from cchc_analysis.index.aggregate import BoolArray
from cchc_analysis.index.hierarchy import FloatArray, IntArray
from cchc_analysis.index.robustness.choices import Transform, Uncertainty
from cchc_analysis.index.robustness.draws import NONE_DRAWN, drawn_weights
from cchc_analysis.index.robustness.dropped_node import without_dropped
from cchc_analysis.index.robustness.root_scores import ReasonArray, root_scores
from cchc_analysis.index.robustness.survey_error import disturbed_points
from cchc_analysis.index.score_matrix import ScoreMatrix

# Figures held in one block of replications (times agencies and criteria): 8 MB an array, about a dozen at a time.
_BLOCK_FIGURES = 1_000_000


def replication_scores(
    matrix: ScoreMatrix, uncertainty: Uncertainty, draws: pd.DataFrame, *, seed: int, reuse: bool = True
) -> tuple[FloatArray, ReasonArray]:
    """Return the index of every agency in every replication, and why it is missing where it is.

    Replications that take the same options share their points, filled and normalised once; only weights then
    differ. With survey error, points are filled and normalised again in every replication. `reuse` False does so
    always: the same figures, more slowly.
    """
    shape = (len(draws), len(matrix.agency_codes))
    scores, reasons = np.full(shape, np.nan), np.zeros(shape, dtype=np.int8)
    weights = drawn_weights(draws, uncertainty, matrix.hierarchy, seed=seed)
    weights = without_dropped(weights, draws["dropped"], matrix.hierarchy, rebasing=uncertainty.rebasing)
    has_own_points = draws["survey_set"].to_numpy() != NONE_DRAWN if reuse else np.ones(len(draws), dtype=bool)
    kinds = draws.assign(has_own_points=has_own_points).groupby(
        ["imputation", "normalisation", "dropped", "has_own_points"], sort=False
    )
    for kind, rows in kinds.indices.items():
        imputation, normalisation, dropped, own = cast(tuple[str, str, str, bool], kind)
        steps = (uncertainty.imputations[imputation], uncertainty.normalisations[normalisation])
        counted = matrix.applicable & ~_leaves_under(matrix, dropped)
        shared = None if own else prepared_figures(matrix.values, counted, *steps)
        options = draws["aggregation"].to_numpy()[rows]
        for name in pd.unique(options):
            power = uncertainty.powers[name]
            # Means of mixed order need every node of the tree, replication by replication.
            is_light = (
                shared is not None and isinstance(power, (int, float)) and uncertainty.rebasing == "by_points"
            )
            for block in _blocks(rows[options == name], matrix, is_light=is_light):
                figures = shared
                if figures is None:
                    figures = prepared_figures(
                        _own_points(matrix, uncertainty, draws, block, seed), counted, *steps
                    )
                scores[block], reasons[block] = root_scores(
                    figures,
                    weights[block],
                    matrix.hierarchy,
                    applicable=matrix.applicable,
                    power=power,
                    rebasing=uncertainty.rebasing,
                )
    return scores, reasons


def prepared_figures(
    points: FloatArray, counted: BoolArray, impute: Transform, normalise: Transform
) -> FloatArray:
    """Fill and normalise points (agencies on axis -2, leaves on -1); what does not count takes no part."""
    with np.errstate(all="ignore"):  # a figure that is not finite is reported with its replication
        if counted.all():
            return normalise(impute(points))
        given = np.where(counted, points, np.nan)
        return normalise(np.where(counted, impute(given), np.nan))


def _own_points(
    matrix: ScoreMatrix, uncertainty: Uncertainty, draws: pd.DataFrame, block: IntArray, seed: int
) -> FloatArray:
    numbers = draws["survey_set"].to_numpy()[block]
    if uncertainty.survey_error is None or (numbers == NONE_DRAWN).all():
        return np.repeat(matrix.values[None], len(block), axis=0)
    sets, places = np.unique(numbers, return_inverse=True)
    drawn = disturbed_points(matrix.values, matrix.maxima, uncertainty.survey_error, sets.tolist(), seed)
    return drawn if len(sets) == len(block) and (sets == numbers).all() else drawn[places]


def _blocks(rows: IntArray, matrix: ScoreMatrix, *, is_light: bool) -> Iterator[IntArray]:
    """Cut replications into blocks that fit in memory; light ones hold a figure per agency, not per criterion."""
    agencies, leaves = matrix.values.shape
    size = max(1, _BLOCK_FIGURES // max(agencies if is_light else agencies * leaves, 1))
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def _leaves_under(matrix: ScoreMatrix, code: str) -> BoolArray:
    """Return for each leaf whether it is, or lies under, the node `code`; nothing lies under ""."""
    hierarchy = matrix.hierarchy
    below = np.zeros(len(hierarchy.codes), dtype=bool)
    if code:
        below[hierarchy.codes.index(code)] = True
        for branch in reversed(hierarchy.branches):
            below[branch.parts] |= below[branch.node]
    return below[hierarchy.leaves]
