"""How sure a study's league table is: the doubts named in the parameters, turned into tables."""

from __future__ import annotations

from cchc_analysis.exhibits.index_results import IndexResults
from cchc_analysis.exhibits.study import Study
from cchc_analysis.index.robustness.official import official_uncertainty
from cchc_analysis.index.robustness.results import RobustnessResults, robustness_results
from cchc_analysis.index.score_matrix import score_matrix


def study_robustness(
    study: Study,
    results: IndexResults,
    *,
    replications: int,
    weight_spread: float,
    drop_probability: float,
    survey_sample: int,
    top: int,
    seed: int,
) -> RobustnessResults | None:
    """Test the league table of the study's year; None where the source holds no scores.

    `survey_sample` is how many people were asked per agency; 0 leaves survey error out, as an unknown number
    must not be guessed. Raises `UncertaintyError` with every fault of the parameters.
    """
    if not results.years:
        return None
    year = results.years[-1]
    matrix = score_matrix(year.scores, year.framework, groups=year.groups)
    doubts = official_uncertainty(
        matrix,
        year.framework,
        language=study.language,
        weight_spread=weight_spread,
        survey_sample=survey_sample or None,
        drop_probability=drop_probability,
    )
    return robustness_results(
        year.scores,
        year.framework,
        year.league,
        groups=year.groups,
        bands=year.bands,
        language=study.language,
        uncertainty=doubts,
        replications=replications,
        top=top,
        seed=seed,
    )
