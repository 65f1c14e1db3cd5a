"""One year's scores as a table of agencies × criteria, for the computations that need every figure at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from cchc_analysis.index.aggregate import BoolArray
from cchc_analysis.index.hierarchy import FloatArray, Hierarchy, framework_hierarchy
from cchc_analysis.index.roll_up import UnknownCriterionError, is_rebased_without_survey
from cchc_analysis.reference.frameworks import Framework


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
    rows = scores[(scores["framework"] == framework.code) & (scores["year"] == framework.year)]
    hierarchy = framework_hierarchy(framework)
    leaf_codes = list(hierarchy.leaf_codes)
    unknown = sorted(set(rows["criterion_code"]) - set(leaf_codes))
    if unknown:
        raise UnknownCriterionError(f"{framework.code} {framework.year}: {', '.join(unknown)}")
    leaves = framework.criteria.set_index("code").loc[leaf_codes]
    is_survey = (leaves["score_source"] == "survey").to_numpy()
    agencies = tuple(sorted(set(rows["agency_code"])))
    wide = {
        column: rows.pivot(index="agency_code", columns="criterion_code", values=column).reindex(
            index=list(agencies), columns=leaf_codes
        )
        for column in ("appraised_score", "survey_score", "is_applicable")
    }
    survey, appraised = (wide[name].to_numpy("float64") for name in ("survey_score", "appraised_score"))
    points = np.where(is_survey, survey, appraised)
    maxima = leaves["max_points"].to_numpy("float64")
    is_downward = (leaves["direction"] == "down").to_numpy()
    applies_to = [frozenset(filter(None, groups_of.split(";"))) for groups_of in leaves["applies_to"]]
    is_in_group = np.array(
        [[not applies or groups[agency] in applies for applies in applies_to] for agency in agencies], dtype=bool
    ).reshape(len(agencies), len(leaf_codes))
    applicable = is_in_group & wide["is_applicable"].ne(False).to_numpy(bool)
    if is_rebased_without_survey(rows, framework):
        applicable &= ~is_survey
    return ScoreMatrix(agencies, hierarchy, np.where(is_downward, maxima - points, points), applicable, maxima)
