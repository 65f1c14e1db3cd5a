"""Small score matrices and league tables, for the tests of choices and relations."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cchc_analysis.index.hierarchy import Hierarchy, compile_tree
from cchc_analysis.index.score_matrix import ScoreMatrix
from cchc_analysis.stats.rank import competition_rank

# Two domains, codes as agencies really write them, one branch longer than the other.
PARENTS = {"Chỉ số": "", "1": "Chỉ số", "1. a": "1", "1.b.i": "1", "1 c": "1", "2": "Chỉ số"}
POINTS = {"Chỉ số": 20.0, "1": 12.0, "1. a": 6.0, "1.b.i": 4.0, "1 c": 2.0, "2": 8.0}
LEAVES = ("1. a", "1.b.i", "1 c", "2")


def hierarchy() -> Hierarchy:
    table = pd.DataFrame({"code": list(PARENTS), "parent_code": list(PARENTS.values())})
    return compile_tree(table.assign(weight=list(POINTS.values()), direction=1.0))


def matrix(values: np.ndarray, *, applicable: np.ndarray | None = None, has_maxima: bool = True) -> ScoreMatrix:
    """Points of agencies A00, A01, … on the leaves."""
    tree = hierarchy()
    applies = np.ones(values.shape, dtype=bool) if applicable is None else applicable
    maxima = np.array([POINTS[leaf] for leaf in LEAVES])
    codes = tuple(f"A{place:02}" for place in range(len(values)))
    return ScoreMatrix(codes, tree, values, applies, maxima if has_maxima else np.full(4, np.nan))


def drawn(agencies: int, *, seed: int = 1) -> np.ndarray:
    """Points with two decimals from a third of the maximum up."""
    random = np.random.default_rng(seed)
    maxima = np.array([POINTS[leaf] for leaf in LEAVES])
    return np.round(random.uniform(0.3, 1, (agencies, 4)) * maxima, 2)


def league(own: ScoreMatrix, *, groups: list[str] | None = None) -> pd.DataFrame:
    """The official league table: points over applicable maximum, rounded, ranked within the group."""
    points = np.where(own.applicable, own.values, 0.0).sum(axis=1)
    most = np.where(own.applicable, own.maxima, 0.0).sum(axis=1)
    table = pd.DataFrame(
        {
            "agency_code": own.agency_codes,
            "agency_name": [f"Agency {code}" for code in own.agency_codes],
            "group": ["department"] * len(own.agency_codes) if groups is None else groups,
            "year": 2020,
            "index": np.round(points / most * 100, 2),
        }
    )
    return table.assign(rank=competition_rank(table["index"], within=table["group"]))
