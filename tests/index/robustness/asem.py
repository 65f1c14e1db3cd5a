"""COINr's example index (ASEM, 51 countries, 49 indicators) as our own structures, for the comparisons."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

from cchc_analysis.index.hierarchy import compile_tree
from cchc_analysis.index.robustness.choices import Nominal, Uncertainty, WeightSets
from cchc_analysis.index.score_matrix import ScoreMatrix
from cchc_analysis.stats.normalise import min_max, z_score


def read(folder: Path, name: str, **options: object) -> pd.DataFrame:
    # "NA" is a value of no file here, and a unit could be named so.
    return pd.read_csv(folder / "coinr-asem" / name, **options)  # type: ignore[call-overload,no-any-return]


def asem_matrix(folder: Path) -> ScoreMatrix:
    """The treated indicators, multiplied by their directions: what COINr normalises."""
    meta = read(folder, "data/ASEM_iMeta.csv")
    tree = meta[meta["Type"].isin(["Indicator", "Aggregate"])]
    hierarchy = compile_tree(
        pd.DataFrame(
            {
                "code": tree["iCode"],
                "parent_code": tree["Parent"].fillna(""),
                "weight": tree["Weight"].astype("float64"),
                "direction": tree["Direction"].astype("float64"),
            }
        )
    )
    treated = read(folder, "stages/Treated.csv").set_index("uCode")
    values = treated[list(hierarchy.leaf_codes)].to_numpy("float64") * hierarchy.directions
    return ScoreMatrix(
        agency_codes=tuple(treated.index),
        hierarchy=hierarchy,
        values=values,
        applicable=np.ones(values.shape, dtype=bool),
        maxima=np.full(values.shape[1], np.nan),
    )


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
