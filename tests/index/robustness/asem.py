"""COINr's example index (ASEM, 51 countries, 49 indicators) as our own structures, for the comparisons."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pandas as pd

from cchc_analysis.index.robustness.choices import Nominal, Uncertainty, WeightSets
from cchc_analysis.index.score_matrix import ScoreMatrix
from cchc_analysis.stats.normalise import min_max, z_score
from tests.index import coinr

FOLDER = "coinr-asem"


def read(folder: Path, name: str) -> pd.DataFrame:
    return coinr.read(folder / FOLDER / name)


def asem_matrix(folder: Path) -> ScoreMatrix:
    return coinr.matrix(folder / FOLDER)


def asem_uncertainty(folder: Path, matrix: ScoreMatrix) -> Uncertainty:
    """The three uncertain choices of COINr's run; its nominal index is none of them."""
    sets = read(folder, "sensitivity/weight_sets_500.csv").set_index("iCode")
    columns = [f"set{number}" for number in range(1, 501)]
    return Uncertainty(
        normalisations={
            "n_minmax": partial(min_max, low=1.0, high=100.0),
            "n_zscore": partial(z_score, mean=10.0, sd=2.0),
        },
        powers={"a_amean": 1.0, "a_gmean": 0.0},
        weights=WeightSets(sets.loc[list(matrix.hierarchy.codes), columns].to_numpy("float64").T),
        nominal=Nominal(partial(min_max, low=0.0, high=100.0)),
        on_index_scale=frozenset(),
    )


def asem_draws(parameters: pd.DataFrame) -> pd.DataFrame:
    """COINr's own draws, read from its file: set 1 is number 0."""
    return pd.DataFrame(
        {
            "replication": parameters["rep"],
            "normalisation": parameters["normalisation"],
            "aggregation": parameters["aggregation"],
            "imputation": "leave_missing",
            "weight_set": parameters["weight_set"] - 1,
            "survey_set": -1,
            "dropped": "",
        }
    )
