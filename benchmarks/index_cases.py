"""The cases of the index benchmark: what is computed, and how a user of plain numpy would compute it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

from cchc_analysis.index.hierarchy import compile_tree
from cchc_analysis.index.robustness.choices import Nominal, Uncertainty, WeightNoise
from cchc_analysis.index.robustness.fill_functions import mean_of_agencies
from cchc_analysis.index.score_matrix import ScoreMatrix
from cchc_analysis.stats.normalise import min_max, z_score
from tests.index import coinr

# COINr's own example, as the tests read it.
asem_matrix = coinr.matrix
ASEM = Path(__file__).resolve().parents[2] / "shared" / "data" / "coinr-asem"
SEED = 20


def generated_matrix(agencies: int, criteria: int, *, missing_share: float = 0.03) -> ScoreMatrix:
    """Random scores on a tree of 8 domains, 2 halves and 1 index, some of them missing."""
    domains = [f"D{number}" for number in range(8)]
    rows = [("I", ""), ("H0", "I"), ("H1", "I")]
    rows += [(domain, f"H{place % 2}") for place, domain in enumerate(domains)]
    rows += [(f"C{number}", domains[number % 8]) for number in range(criteria)]
    tree = compile_tree(pd.DataFrame(rows, columns=["code", "parent_code"]).assign(weight=1.0, direction=1.0))
    generator = np.random.default_rng(SEED)
    values = generator.gamma(4.0, 10.0, (agencies, criteria))
    values[generator.random(values.shape) < missing_share] = np.nan
    codes = tuple(f"A{number:04}" for number in range(agencies))
    return ScoreMatrix(codes, tree, values, np.ones(values.shape, dtype=bool), np.full(criteria, np.nan))


def choices() -> Uncertainty:
    """What COINr's run varied: weights ± 25%, two normalisations, two means; gaps are filled each time."""
    return Uncertainty(
        normalisations={
            "min_max": partial(min_max, low=1.0, high=100.0),
            "z_score": partial(z_score, mean=10.0, sd=2.0),
        },
        powers={"arithmetic": 1.0, "geometric": 0.0},
        imputations={"mean": mean_of_agencies},
        weights=WeightNoise(0.25),
        nominal=Nominal(min_max, impute=mean_of_agencies),
        on_index_scale=frozenset(),
    )


def plain_numpy(matrix: ScoreMatrix, draws: pd.DataFrame, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The same replications as a user of numpy would write them: a loop, every step in every replication."""
    scores, ranks = [], []
    for normalisation, aggregation, own in zip(draws["normalisation"], draws["aggregation"], weights, strict=True):
        filled = np.where(np.isnan(matrix.values), np.nanmean(matrix.values, axis=0), matrix.values)
        if normalisation == "min_max":
            low, high = filled.min(axis=0), filled.max(axis=0)
            figures = 1 + (filled - low) / (high - low) * 99
        else:
            figures = 10 + (filled - filled.mean(axis=0)) / filled.std(axis=0, ddof=1) * 2
        nodes = np.empty((len(figures), len(matrix.hierarchy.codes)))
        nodes[:, matrix.hierarchy.leaves] = figures
        for branch in matrix.hierarchy.branches:
            share = own[branch.parts] / own[branch.parts].sum()
            if aggregation == "arithmetic":
                nodes[:, branch.node] = nodes[:, branch.parts] @ share
            else:
                nodes[:, branch.node] = np.exp(np.log(nodes[:, branch.parts]) @ share)
        index = nodes[:, 0]
        # How many are strictly better, plus one: ties share the smallest rank.
        ranks.append(len(index) - np.searchsorted(np.sort(index), index, side="right") + 1)
        scores.append(index)
    return np.array(scores), np.array(ranks)
