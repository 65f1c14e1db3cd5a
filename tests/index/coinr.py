"""Reads the reference values that COINr 1.1.14 computed on its ASEM example; joined by key, never by position."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from cchc_analysis.index.hierarchy import Hierarchy, compile_tree
from cchc_analysis.index.score_matrix import ScoreMatrix

UNIT, CODE = "uCode", "iCode"


def read(path: Path) -> pd.DataFrame:
    """A table as it stands in its file; only an empty cell is a gap, for a unit could be named NA."""
    return pd.read_csv(path, keep_default_na=False, na_values=[""])


def units(path: Path, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """A table with one row per unit, by unit code; `columns` picks and orders."""
    table = read(path).set_index(UNIT)
    assert table.index.is_unique
    return table if columns is None else table[list(columns)]


def items(path: Path) -> pd.DataFrame:
    """A table with one row per indicator or aggregate, by its code."""
    table = read(path).set_index(CODE)
    assert table.index.is_unique
    return table


def nodes(folder: Path) -> pd.DataFrame:
    """The metadata of indicators and aggregates (groups and denominators are no nodes of the tree)."""
    meta = items(folder / "data" / "ASEM_iMeta.csv")
    return meta[meta["Type"].isin(["Indicator", "Aggregate"])]


def tree(folder: Path) -> Hierarchy:
    meta = nodes(folder)
    return compile_tree(
        pd.DataFrame(
            {
                "code": meta.index,
                "parent_code": meta["Parent"].fillna("").to_numpy(),
                "weight": meta["Weight"].to_numpy("float64"),
                "direction": meta["Direction"].to_numpy("float64"),
            }
        )
    )


def matrix(folder: Path) -> ScoreMatrix:
    """The treated indicators of 51 countries, multiplied by their directions: what COINr normalises."""
    own = tree(folder)
    treated = units(folder / "stages" / "Treated.csv", own.leaf_codes)
    values = treated.to_numpy("float64") * own.directions
    maxima = np.full(values.shape[1], np.nan)
    return ScoreMatrix(tuple(treated.index), own, values, np.ones(values.shape, dtype=bool), maxima)


def assert_same(ours: pd.DataFrame, theirs: pd.DataFrame, *, tolerance: float = 1e-9) -> None:
    """Both tables hold the same figures under the same keys, and have the same gaps.

    Up to 1e-9 of a figure's size where it is above 1.
    """
    assert set(ours.index) == set(theirs.index)
    assert set(ours.columns) == set(theirs.columns)
    expected = theirs.loc[ours.index, list(ours.columns)].to_numpy("float64")
    np.testing.assert_allclose(ours.to_numpy("float64"), expected, rtol=tolerance, atol=tolerance, equal_nan=True)
