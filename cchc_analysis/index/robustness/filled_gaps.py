"""Missing scores that the published index fills, and what else they could have been filled with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from cchc_analysis.index.aggregate import BoolArray
from cchc_analysis.index.hierarchy import FloatArray
from cchc_analysis.index.robustness.choices import Transform
from cchc_analysis.index.robustness.fill_functions import fill_function, fill_gaps, stated_points
from cchc_analysis.index.score_matrix import ScoreMatrix
from cchc_analysis.index.stand_ins import Method
from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.texts import Language, text

_OTHERS: tuple[Method, ...] = ("group_median_share", "group_mean_share", "zero")


@dataclass(frozen=True)
class FilledGaps:
    """Which points (agencies × criteria) are stand-ins, made by which method, and the points with them.

    `is_appraised` says it of each criterion; the others are survey results.
    """

    method: Method
    is_gap: BoolArray
    is_appraised: BoolArray
    points: FloatArray
    groups: tuple[str, ...]


def filled_gaps(
    given: ScoreMatrix, filled: ScoreMatrix, framework: Framework, *, method: Method, groups: Mapping[str, str]
) -> FilledGaps | None:
    """Set the given scores beside those with stand-ins; None where nothing was filled.

    Both matrices are of one framework and year and have the same agencies.
    """
    is_gap = np.isnan(given.values) & ~np.isnan(filled.values) & given.applicable
    if not is_gap.any():
        return None
    sources = framework.criteria.set_index("code").loc[list(given.hierarchy.leaf_codes), "score_source"]
    names = tuple(groups[code] for code in given.agency_codes)
    return FilledGaps(method, is_gap, sources.ne("survey").to_numpy(bool), filled.values, names)


def imputation_choices(gaps: FilledGaps, *, language: Language) -> dict[str, Transform]:
    """Return by name the ways to fill the gaps, each as likely: the declared one first, then the usual others.

    The others are the group's median, the group's mean and, on appraised criteria, no points: an appraisal can
    find nothing, a survey that was not made did not. Where the group has too few scores for its median or
    mean, and on survey criteria for no points, the declared stand-in is kept. Nothing but the gaps is filled.
    """
    declared = _declared(gaps)
    fills = {gaps.method: declared}
    for method in _OTHERS:
        if method not in fills and (method != "zero" or (gaps.is_gap & gaps.is_appraised).any()):
            fills[method] = fill_gaps(gaps.is_gap, _other(gaps, method), declared)
    return {text(f"results.method_{method}", language): fill for method, fill in fills.items()}


def _other(gaps: FilledGaps, method: Method) -> Transform:
    if method == "zero":
        return stated_points(np.where(gaps.is_appraised, 0.0, np.nan))
    return fill_function(method, groups=gaps.groups)


def _declared(gaps: FilledGaps) -> Transform:
    stated = stated_points(gaps.points)
    if gaps.method == "previous_year_share":
        return fill_gaps(gaps.is_gap, stated, stated)
    # Computed anew, so that a group's middle follows the survey points that a replication draws.
    return fill_gaps(gaps.is_gap, fill_function(gaps.method, groups=gaps.groups), stated)
