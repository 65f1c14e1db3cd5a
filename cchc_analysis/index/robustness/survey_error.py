"""How far survey points could be off because not everybody was asked."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cchc_analysis.index.aggregate import BoolArray
from cchc_analysis.index.hierarchy import FloatArray
from cchc_analysis.index.robustness.choices import SurveyError
from cchc_analysis.index.robustness.faults import UncertaintyError
from cchc_analysis.index.score_matrix import ScoreMatrix
from cchc_analysis.texts.faults import Fault

_FEWEST_PEOPLE = 2  # one answer says nothing of how answers differ
_STREAM = 2  # of the run's seed: weights have 1, the choices 0


def survey_columns(matrix: ScoreMatrix, survey_codes: Sequence[str]) -> BoolArray:
    """Return for each leaf whether it is one of the survey criteria."""
    return np.isin(np.array(matrix.hierarchy.leaf_codes), list(survey_codes))


def sampling_error(
    matrix: ScoreMatrix, *, survey_codes: Sequence[str], sample_size: float | FloatArray
) -> SurveyError:
    """Return the largest standard error that survey points of this mean can have with so many people asked.

    Answers lie between 0 and the maximum M. Whatever their distribution, their variance is at most m (M - m) for
    a mean m, so that the mean of n answers has a standard error of at most sqrt(m (M - m) / n).

    Parameters
    ----------
    sample_size
        People asked (2 or more): one number, or an array that broadcasts to agencies × survey criteria.

    Raises
    ------
    UncertaintyError
        If a survey criterion has no stated maximum, or fewer than 2 people were asked.

    Source: R. Bhatia, C. Davis, A better bound on the variance, American Mathematical Monthly 107 (2000).
    """
    faults = sampling_faults(matrix, survey_codes=survey_codes, sample_size=sample_size)
    if faults:
        raise UncertaintyError(faults)
    is_survey = survey_columns(matrix, survey_codes)
    means, maxima = matrix.values[:, is_survey], matrix.maxima[is_survey]
    errors = np.zeros(matrix.values.shape)
    errors[:, is_survey] = np.sqrt(np.maximum(means * (maxima - means), 0.0) / sample_size)
    return SurveyError(errors)


def sampling_faults(
    matrix: ScoreMatrix, *, survey_codes: Sequence[str], sample_size: float | FloatArray
) -> tuple[Fault, ...]:
    """Return why `sampling_error` has no answer: no stated maximum, or too few people asked."""
    is_survey = survey_columns(matrix, survey_codes)
    faults: list[Fault] = [
        ("robustness.fault_survey_maximum", {"code": code})
        for code, is_own, most in zip(matrix.hierarchy.leaf_codes, is_survey, matrix.maxima, strict=True)
        if is_own and not most > 0
    ]
    if not np.all(np.asarray(sample_size) >= _FEWEST_PEOPLE):
        faults.append(("robustness.fault_sample_size", {"least": _FEWEST_PEOPLE}))
    return tuple(faults)


def disturbed_points(
    points: FloatArray, maxima: FloatArray, error: SurveyError, sets: list[int], seed: int
) -> FloatArray:
    """Return the points (agencies × leaves) once for each of the numbered sets of survey draws.

    Every set has its own generator, so that set 7 is the same whichever others are asked for. A draw belongs to a
    row of the matrix: with survey error, another order of the agencies is another draw.
    """
    is_drawn = np.nan_to_num(error.standard_errors) > 0
    is_drawn &= ~np.isnan(points)
    rows, columns = np.nonzero(is_drawn)
    most = maxima[columns]
    share = points[rows, columns] / most
    spread = error.standard_errors[rows, columns] / most
    # The beta distribution with mean p and variance s² has parameters p v and (1 - p) v, v = p (1 - p) / s² - 1.
    weight = share * (1 - share) / spread**2 - 1
    result = np.repeat(points[None], len(sets), axis=0)
    for place, number in enumerate(sets):
        generator = np.random.default_rng((seed, _STREAM, number))
        result[place, rows, columns] = generator.beta(share * weight, (1 - share) * weight) * most
    return result
