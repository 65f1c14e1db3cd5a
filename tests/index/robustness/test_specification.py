"""A specification that cannot be simulated: every fault at once, in both languages; draws read from a design."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cchc_analysis.index.robustness.choices import DropOne, SurveyError, Uncertainty, WeightNoise, WeightSets
from cchc_analysis.index.robustness.draws import draws_of, random_draws, uncertain_inputs
from cchc_analysis.index.robustness.faults import UncertaintyError
from cchc_analysis.index.robustness.monte_carlo import replay, simulate
from cchc_analysis.index.robustness.sensitivity import sensitivity
from cchc_analysis.index.robustness.survey_error import disturbed_points, sampling_error
from tests.index.robustness.cases import certain, doubts, matrix

SCORES = matrix([[4, 1.5, 0.5, 4], [3, 1.2, 0.4, 2]])


def faults(uncertainty: Uncertainty, **options: int) -> list[str]:
    with pytest.raises(UncertaintyError) as caught:
        simulate(SCORES, uncertainty, **({"replications": 5, "seed": 1} | options))
    assert caught.value.message("vi") != caught.value.message("en")
    return [key.removeprefix("robustness.") for key, _ in caught.value.faults]


def test_all_faults_are_named_at_once() -> None:
    wrong = doubts(
        normalisations={},
        weights=WeightNoise(1.5),
        dropped=DropOne(("R", "9"), probability=2.0),
        survey_error=SurveyError(np.zeros((1, 4))),
    )
    assert faults(wrong, replications=0) == [
        "fault_no_option", "fault_spread", "fault_survey_shape", "fault_dropped", "fault_dropped",
        "fault_probability", "fault_replications",
    ]  # fmt: skip


def test_the_message_says_what_and_where_in_vietnamese() -> None:
    with pytest.raises(UncertaintyError) as caught:
        simulate(SCORES, doubts(dropped=DropOne(("9",))), replications=5, seed=1)
    assert 'không bỏ được "9"' in caught.value.message("vi")
    assert '"9" cannot be left out' in str(caught.value)


def test_weight_sets_need_every_node_and_some_weight_in_every_group() -> None:
    nodes = len(SCORES.hierarchy.codes)
    assert faults(certain(weights=WeightSets(np.ones((2, 3))))) == ["fault_weight_shape"]
    sets = np.ones((3, nodes))
    sets[1, 2] = -1
    sets[2, 4:6] = 0  # 1.2.1 and 1.2.2, all of 1.2
    assert faults(certain(weights=WeightSets(sets))) == [
        "fault_weight_set",
        "fault_weight_set",
    ]


def test_a_standard_error_larger_than_a_bounded_score_allows_is_refused() -> None:
    errors = np.zeros((2, 4))
    errors[0, 3] = 0.1  # full points: no error is possible
    errors[1, 3] = 2.0  # half of 4 points: 2 is the largest there is
    assert faults(certain(survey_error=SurveyError(errors))) == [
        "fault_survey_error",
        "fault_survey_error",
    ]


def test_draws_must_name_options_that_exist() -> None:
    draws = random_draws(doubts(), replications=2, seed=1).assign(normalisation="other", aggregation="worse")
    with pytest.raises(UncertaintyError) as caught:
        replay(SCORES, doubts(), draws, seed=1)
    assert [values["name"] for _, values in caught.value.faults] == ["other", "worse"]
    with pytest.raises(UncertaintyError):
        replay(SCORES, doubts(), draws.drop(columns="dropped"), seed=1)
    sets = certain(weights=WeightSets(np.ones((2, len(SCORES.hierarchy.codes)))))
    with pytest.raises(UncertaintyError):
        replay(SCORES, sets, random_draws(sets, replications=2, seed=1).assign(weight_set=2), seed=1)


def test_a_sensitivity_analysis_needs_something_that_varies_and_a_power_of_two() -> None:
    with pytest.raises(UncertaintyError) as caught:
        sensitivity(SCORES, certain(), base_samples=100, seed=1, language="en")
    assert [key.removeprefix("robustness.") for key, _ in caught.value.faults] == [
        "fault_nothing_varies",
        "fault_base_samples",
    ]


def test_only_what_varies_is_an_input() -> None:
    assert uncertain_inputs(certain()) == ()
    assert uncertain_inputs(doubts(dropped=DropOne(("2",)))) == (
        "normalisation",
        "weights",
        "aggregation",
        "dropped",
    )


def test_a_design_is_cut_into_equal_parts_per_option() -> None:
    choices = doubts(dropped=DropOne(("1.1", "2"), probability=0.5))
    unit = np.array([[0.0, 0.0, 0.0, 0.0], [0.49, 0.26, 0.51, 0.26], [0.999, 0.999, 0.999, 0.51]])
    draws = draws_of(unit, choices, sets=4)
    assert draws["normalisation"].tolist() == ["share", "share", "min_max"]
    assert draws["weight_set"].tolist() == [0, 1, 3]
    assert draws["aggregation"].tolist() == ["arithmetic", "geometric", "geometric"]
    assert draws["dropped"].tolist() == ["1.1", "2", ""]
    assert draws["survey_set"].tolist() == [-1, -1, -1]


def test_options_and_dropped_criteria_are_drawn_equally_often() -> None:
    draws = random_draws(doubts(dropped=DropOne(("1", "2"), probability=0.5)), replications=4000, seed=1)
    assert draws["normalisation"].eq("share").mean() == pytest.approx(0.5, abs=0.03)
    assert draws["dropped"].eq("").mean() == pytest.approx(0.5, abs=0.03)
    assert draws["dropped"].eq("1").mean() == pytest.approx(0.25, abs=0.03)


def test_survey_error_needs_a_maximum_and_two_people() -> None:
    without_maximum = replace(SCORES, maxima=np.array([4.0, 1.5, 0.5, np.nan]))
    with pytest.raises(UncertaintyError) as caught:
        sampling_error(without_maximum, survey_codes=["2.1"], sample_size=1)
    assert [key.removeprefix("robustness.") for key, _ in caught.value.faults] == [
        "fault_survey_maximum",
        "fault_sample_size",
    ]
    errors = np.zeros((2, 4))
    errors[:, 3] = 0.1
    with pytest.raises(UncertaintyError):
        simulate(without_maximum, certain(survey_error=SurveyError(errors)), replications=2, seed=1)


def test_the_standard_error_is_the_largest_possible_for_a_bounded_score() -> None:
    error = sampling_error(SCORES, survey_codes=["1.1", "2.1"], sample_size=25).standard_errors
    assert error[1, 3] == pytest.approx(4 * np.sqrt(0.5 * 0.5 / 25))
    assert error[1, 0] == pytest.approx(4 * np.sqrt(0.75 * 0.25 / 25))
    assert error[0, 3] == 0
    assert not error[:, 1:3].any()


def test_survey_draws_stay_within_the_points_there_are() -> None:
    error = sampling_error(SCORES, survey_codes=["1.1", "2.1"], sample_size=2)
    drawn = disturbed_points(SCORES.values, SCORES.maxima, error, list(range(300)), seed=1)
    assert drawn[..., 3].min() >= 0
    assert drawn[..., 3].max() <= 4
    assert drawn[:, 1, 3].std() == pytest.approx(error.standard_errors[1, 3], rel=0.1)
    np.testing.assert_array_equal(drawn[:, 0, 3], 4.0)
    np.testing.assert_array_equal(drawn[:, :, 1], np.tile(SCORES.values[:, 1], (300, 1)))
    again = disturbed_points(SCORES.values, SCORES.maxima, error, [7, 2], seed=1)
    np.testing.assert_array_equal(again, drawn[[7, 2]])
