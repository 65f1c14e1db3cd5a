"""One year's scores as a table of agencies × criteria, for the computations that need every figure at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from cchc_analysis.index.aggregate import BoolArray
from cchc_analysis.index.hierarchy import FloatArray, Hierarchy, framework_hierarchy
from cchc_analysis.index.leaf_scores import sent_leaf_scores
from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.stats.exact import as_float


@dataclass(frozen=True)
class ScoreMatrix:
    """Points by agency (row) and leaf criterion (column, in the order of `hierarchy.leaf_codes`).

    `values` are points, directed so that more is better where a maximum is stated; NaN is a missing score.
    `applicable` is False where the criterion does not count for the agency. `maxima` are points per column, NaN
    where the framework states none.
    """

    agency_codes: tuple[str, ...]
    hierarchy: Hierarchy
    values: FloatArray
    applicable: BoolArray
    maxima: FloatArray


def score_matrix(scores: pd.DataFrame, framework: Framework, *, groups: Mapping[str, str]) -> ScoreMatrix:
    """Spread the scores of one framework and year: appraised points, survey points on survey criteria.

    Takes the same arguments as `cchc_analysis.index.roll_up.roll_up` and applies the same rules of what counts;
    rows are the agencies of `groups` that have any score, by code.

    Raises
    ------
    UnknownCriterionError
        If a score belongs to no leaf of the framework.
    """
    hierarchy = framework_hierarchy(framework)
    leaves = sent_leaf_scores(scores, framework, groups=groups)
    shape = (-1, len(hierarchy.leaves))
    # Rows come agency by agency and, within one, in the order of the columns.
    points = list(map(as_float, leaves["counted"]))
    maxima = framework.criteria.set_index("code").loc[list(hierarchy.leaf_codes), "max_points"]
    return ScoreMatrix(
        agency_codes=tuple(leaves["agency_code"].unique()),
        hierarchy=hierarchy,
        values=np.array(points, dtype="float64").reshape(shape),
        applicable=leaves["reason"].eq("").to_numpy(bool).reshape(shape),
        maxima=maxima.to_numpy("float64"),
    )
