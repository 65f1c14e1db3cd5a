"""The published index as the case to be tested, and the usual doubts about it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from cchc_analysis.index.hierarchy import FloatArray, Hierarchy
from cchc_analysis.index.robustness.choices import DropOne, Transform, Uncertainty, WeightNoise
from cchc_analysis.index.robustness.dropped_node import droppable_codes
from cchc_analysis.index.robustness.faults import UncertaintyError, uncertainty_faults
from cchc_analysis.index.robustness.filled_gaps import FilledGaps, imputation_choices
from cchc_analysis.index.robustness.survey_error import sampling_error, sampling_faults
from cchc_analysis.index.score_matrix import ScoreMatrix
from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.stats.normalise import min_max, share_of_maximum
from cchc_analysis.stats.power_mean import ARITHMETIC, GEOMETRIC
from cchc_analysis.texts import Language, text


def published_scale(matrix: ScoreMatrix, framework: Framework) -> Transform:
    """Return the normalisation under which weighted means of criteria give the published index.

    Share of the maximum × 100; or, for an index that is a sum of points, in which every criterion weighs the same,
    points × the number of the agency's applicable criteria.
    """
    if framework.index_scale == "share":
        return partial(share_of_maximum, maxima=matrix.maxima)
    return partial(_times, count=matrix.applicable.sum(axis=1, keepdims=True).astype("float64"))


def official_uncertainty(
    matrix: ScoreMatrix,
    framework: Framework,
    *,
    language: Language,
    weight_spread: float = 0.25,
    survey_sample: float | FloatArray | None = None,
    drop_probability: float = 0.0,
    gaps: FilledGaps | None = None,
) -> Uncertainty:
    """Return the doubts that an audit of a published index raises as a rule.

    Points of a criterion (its weight) up to 25% more or less; the published scale, or each criterion stretched
    from its worst agency (1) to its best (100); domains that make up for each other (arithmetic mean) or less so
    (geometric). Within a domain the mean stays arithmetic: one criterion of 0 points would otherwise make the
    whole index 0.

    Parameters
    ----------
    matrix
        From `cchc_analysis.index.score_matrix.score_matrix`, of the scores as they were given.
    survey_sample
        People asked, if survey error is to be carried into the ranks; see
        `cchc_analysis.index.robustness.survey_error.sampling_error`.
    drop_probability
        In how many replications (0-1) one criterion, each as likely, does not count.
    gaps
        Missing scores that the published index fills by a declared method; the other methods are tried too. None:
        an agency with a missing score has no index.

    Raises
    ------
    UncertaintyError
        If survey error is asked for and cannot be computed; lists every fault of the arguments.

    Source: the audits of the JRC (weights ± 25%, arithmetic against geometric mean); M. Saisana, A. Saltelli,
    S. Tarantola, Journal of the Royal Statistical Society A 168 (2005).
    """
    leaves = framework.criteria.set_index("code").loc[list(matrix.hierarchy.leaf_codes)]
    survey_codes = list(leaves.index[leaves["score_source"] == "survey"])
    published = text("robustness.option_published", language)
    can_go = set(droppable_codes(matrix.hierarchy))
    criteria = tuple(code for code in matrix.hierarchy.leaf_codes if code in can_go)
    doubts = Uncertainty(
        normalisations={
            published: published_scale(matrix, framework),
            text("robustness.option_min_max", language): partial(min_max, low=1.0, high=100.0),
        },
        powers={
            text("robustness.option_arithmetic", language): ARITHMETIC,
            text("robustness.option_geometric", language): _geometric_at_the_top(matrix.hierarchy),
        },
        weights=WeightNoise(weight_spread) if weight_spread else None,
        dropped=DropOne(criteria, drop_probability) if drop_probability and criteria else None,
        on_index_scale=frozenset([published]),
    )
    if gaps is not None:
        doubts = replace(doubts, imputations=imputation_choices(gaps, language=language))
    if survey_sample is None or not survey_codes:
        return doubts
    faults = uncertainty_faults(matrix, doubts)
    faults += sampling_faults(matrix, survey_codes=survey_codes, sample_size=survey_sample)
    if faults:
        raise UncertaintyError(faults)
    error = sampling_error(matrix, survey_codes=survey_codes, sample_size=survey_sample)
    return replace(doubts, survey_error=error)


def _geometric_at_the_top(hierarchy: Hierarchy) -> tuple[float, ...]:
    depth = max((branch.level for branch in hierarchy.branches), default=0)
    return (GEOMETRIC, *[ARITHMETIC] * depth)


def _times(points: FloatArray, *, count: FloatArray) -> FloatArray:
    return points * count
