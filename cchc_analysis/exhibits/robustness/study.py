"""How sure a study's league table is: the doubts named in the parameters, turned into tables."""

from __future__ import annotations

from cchc_analysis.exhibits.index.results import IndexResults
from cchc_analysis.exhibits.study import Study
from cchc_analysis.index.assessment import Assessment
from cchc_analysis.index.robustness.faults import UncertaintyError, count_faults
from cchc_analysis.index.robustness.filled_gaps import FilledGaps, filled_gaps
from cchc_analysis.index.robustness.official import official_uncertainty
from cchc_analysis.index.robustness.results import LEAST_REPLICATIONS, RobustnessResults, robustness_results
from cchc_analysis.index.score_matrix import ScoreMatrix, score_matrix


def study_robustness(
    study: Study,
    results: IndexResults,
    *,
    replications: int,
    weight_spread: float,
    drop_probability: float,
    survey_sample: int,
    top: int,
    base_samples: int,
    seed: int,
) -> RobustnessResults | None:
    """Test the league table of the study's year; None where the source holds no scores.

    `survey_sample` is how many people were asked per agency; 0 leaves survey error out, as an unknown number
    must not be guessed. Where the results fill missing scores, what they are filled with is varied too.

    Raises `UncertaintyError` with every fault of the parameters.
    """
    if not results.years:
        return None
    year = results.years[-1]
    matrix = score_matrix(year.given_scores, year.framework, groups=year.groups)
    counts = {"replications": replications, "base_samples": base_samples, "top": top, "seed": seed}
    try:
        doubts = official_uncertainty(
            matrix,
            year.framework,
            language=study.language,
            weight_spread=weight_spread,
            survey_sample=survey_sample or None,
            drop_probability=drop_probability,
            gaps=_gaps(year, matrix),
        )
    except UncertaintyError as error:
        faults = error.faults + count_faults(**counts, least_replications=LEAST_REPLICATIONS)
        raise UncertaintyError(faults) from error
    return robustness_results(
        year.given_scores,
        year.framework,
        year.league,
        groups=year.groups,
        bands=year.bands,
        language=study.language,
        uncertainty=doubts,
        **counts,
    )


def _gaps(year: Assessment, given: ScoreMatrix) -> FilledGaps | None:
    if year.imputation is None:
        return None
    filled = score_matrix(year.own_scores, year.framework, groups=year.groups)
    return filled_gaps(given, filled, year.framework, method=year.imputation.method, groups=year.groups)
