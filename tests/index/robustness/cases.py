"""Small scores, trees and league tables for the tests of robustness."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from cchc_analysis.index.hierarchy import Hierarchy, compile_tree
from cchc_analysis.index.robustness.choices import Uncertainty, WeightNoise
from cchc_analysis.index.robustness.group_ranks import published_units
from cchc_analysis.index.robustness.simulation import Simulation
from cchc_analysis.index.score_matrix import ScoreMatrix
from cchc_analysis.stats.normalise import min_max, share_of_maximum

# Two domains of unequal depth; the points of parts add up to the whole.
NODES = [
    ("R", "", 10.0), ("1", "R", 6.0), ("1.1", "1", 4.0), ("1.2", "1", 2.0), ("1.2.1", "1.2", 1.5),
    ("1.2.2", "1.2", 0.5), ("2", "R", 4.0), ("2.1", "2", 4.0),
]  # fmt: skip
MAXIMA = np.array([4.0, 1.5, 0.5, 4.0])


def tree() -> Hierarchy:
    table = pd.DataFrame(NODES, columns=["code", "parent_code", "weight"])
    return compile_tree(table.assign(direction=1.0))


def matrix(
    rows: Sequence[Sequence[float]], *, applicable: object = None, codes: Sequence[str] | None = None
) -> ScoreMatrix:
    """Points of 1.1, 1.2.1, 1.2.2 and 2.1, one row per agency (A, B, C, … unless named)."""
    values = np.array(rows, dtype="float64")
    mask = np.ones(values.shape, dtype=bool) if applicable is None else np.array(applicable, dtype=bool)
    names = tuple(codes) if codes is not None else tuple(chr(ord("A") + row) for row in range(len(values)))
    return ScoreMatrix(names, tree(), values, mask, MAXIMA)


def doubts(**changes: object) -> Uncertainty:
    """Share of the maximum or min-max, arithmetic or geometric, weights ± 25%, unless changed."""
    usual: dict[str, object] = {
        "normalisations": {
            "share": partial(share_of_maximum, maxima=MAXIMA),
            "min_max": partial(min_max, low=1.0, high=100.0),
        },
        "powers": {"arithmetic": 1.0, "geometric": 0.0},
        "weights": WeightNoise(0.25),
    }
    return Uncertainty(**(usual | changes))  # type: ignore[arg-type]


def certain(**changes: object) -> Uncertainty:
    """The published index and nothing else."""
    return doubts(
        **({"normalisations": {"share": partial(share_of_maximum, maxima=MAXIMA)}, "powers": {"arithmetic": 1.0},
            "weights": None} | changes)
    )  # fmt: skip


def nominal_league(simulation: Simulation, *, year: int = 2020) -> pd.DataFrame:
    """The league table that the nominal index of a simulation makes."""
    index = simulation.nominal_scores
    if simulation.decimals is not None:
        units = published_units(index, decimals=simulation.decimals, rounding=simulation.rounding)
        index = units / 10.0**simulation.decimals
    return pd.DataFrame(
        {
            "agency_code": simulation.agency_codes,
            "agency_name": [f"Cơ quan {code}" for code in simulation.agency_codes],
            "group": simulation.groups,
            "year": year,
            "index": index,
            "rank": pd.Series(simulation.nominal_ranks).astype("Int64"),
        }
    )


@st.composite
def score_rows(draw: st.DrawFn, *, least: int = 2, most: int = 6) -> list[list[float]]:
    """Points with two decimals, from 0 to each criterion's maximum."""
    hundredths = [st.integers(0, round(maximum * 100)) for maximum in MAXIMA]
    row = st.tuples(*hundredths).map(lambda points: [value / 100 for value in points])
    return draw(st.lists(row, min_size=least, max_size=most))
