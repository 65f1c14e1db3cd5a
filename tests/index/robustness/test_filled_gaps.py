"""An index with filled gaps is tested as it is published, and what it is filled with is varied."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from cchc_analysis.index.imputation import impute_scores
from cchc_analysis.index.robustness.filled_gaps import FilledGaps, filled_gaps, imputation_choices
from cchc_analysis.index.robustness.monte_carlo import simulate
from cchc_analysis.index.robustness.official import official_uncertainty
from cchc_analysis.index.score_matrix import ScoreMatrix, score_matrix
from cchc_analysis.index.stand_ins import METHODS, Method
from tests.index.robustness.test_official import league_of
from tests.index.trees import FRAMEWORK, scores

CODES = ["A", "B", "C", "D", "E", "F", "G"]
GROUPS = dict(zip(CODES, ["department"] * 5 + ["district"] * 2, strict=True))
ROWS = [
    {"1.1": 4, "1.2.1": 0.9, "1.2.2": 1, "2": 3.9},
    {"1.1": 3, "1.2.1": 0.2, "1.2.2": 0.25, "2": None},
    {"1.1": 2, "1.2.1": 0.7, "1.2.2": None, "2": 2},
    {"1.1": 3.3, "1.2.1": 0.4, "1.2.2": 0.5, "2": 1.1},
    {"1.1": 1, "1.2.1": 0.8, "1.2.2": 0.75, "2": 0.4},
    {"1.1": 2.5, "1.2.1": None, "1.2.2": 1, "2": 2},
    {"1.1": 3.5, "1.2.1": 0.1, "1.2.2": 1, "2": 3},
]
DECLARED = [method for method in METHODS if method not in ("none", "previous_year_share")]


def table() -> pd.DataFrame:
    return pd.concat([scores(code, dict(row)) for code, row in zip(CODES, ROWS, strict=True)], ignore_index=True)


def filled_by(method: Method) -> pd.DataFrame:
    assessed = pd.DataFrame({"agency_code": CODES, "agency_name": CODES, "group": GROUPS.values()})
    return impute_scores(table(), FRAMEWORK, assessed, method=method, language="vi").scores


def case(method: Method) -> tuple[ScoreMatrix, FilledGaps]:
    given = score_matrix(table(), FRAMEWORK, groups=GROUPS)
    filled = score_matrix(filled_by(method), FRAMEWORK, groups=GROUPS)
    gaps = filled_gaps(given, filled, FRAMEWORK, method=method, groups=GROUPS)
    assert gaps is not None
    return given, gaps


@pytest.mark.parametrize("method", DECLARED)
def test_the_nominal_index_is_that_of_the_filled_scores(method: Method) -> None:
    given, gaps = case(method)
    doubts = official_uncertainty(given, FRAMEWORK, language="vi", gaps=gaps)
    simulation = simulate(given, doubts, replications=2, seed=1, groups=GROUPS, decimals=2)
    league = league_of(filled_by(method), FRAMEWORK, GROUPS).set_index("agency_code").loc[CODES]
    np.testing.assert_allclose(simulation.nominal_scores, league["index"].astype("float64"), atol=0.005 + 1e-9)
    np.testing.assert_array_equal(simulation.nominal_ranks, league["rank"].astype("float64"))
    # F's only missing score has one donor: no group figure, so no index; with 0 points it has one.
    assert np.isnan(simulation.nominal_scores[5]) == (method != "zero")


@pytest.mark.parametrize("method", DECLARED)
def test_every_way_to_fill_leaves_given_scores_alone_and_fills_every_gap(method: Method) -> None:
    given, gaps = case(method)
    choices = imputation_choices(gaps, language="en")
    assert len(choices) == 3
    figures = [fill(given.values) for fill in choices.values()]
    for filled in figures:
        np.testing.assert_array_equal(filled[~gaps.is_gap], given.values[~gaps.is_gap])
        assert not np.isnan(filled[gaps.is_gap]).any()
    np.testing.assert_allclose(figures[0][gaps.is_gap], gaps.points[gaps.is_gap], rtol=0, atol=1e-12)
    assert len({tuple(filled[gaps.is_gap].round(6)) for filled in figures}) == 3


def test_the_declared_way_stands_first_and_the_simulation_draws_all() -> None:
    given, gaps = case("zero")
    doubts = official_uncertainty(given, FRAMEWORK, language="en", gaps=gaps)
    assert next(iter(doubts.imputations)) == "0 points"
    simulation = simulate(given, doubts, replications=100, seed=1, groups=GROUPS, decimals=2)
    assert set(simulation.draws["imputation"]) == set(doubts.imputations)
    assert simulation.is_ranked.all()  # a group's figure that does not exist is no failure
    with_0 = (simulation.draws["imputation"] == "0 points") & simulation.keeps_scale
    without_0 = ~with_0 & simulation.keeps_scale
    assert simulation.scores[with_0, 1].max() < simulation.scores[without_0, 1].min()


def test_stand_ins_of_the_year_before_are_taken_as_they_are() -> None:
    given, gaps = case("group_mean_share")
    earlier = replace(gaps, method="previous_year_share", points=np.full(given.values.shape, 0.125))
    choices = imputation_choices(earlier, language="vi")
    assert len(choices) == 4
    first = next(iter(choices.values()))(given.values)
    assert set(first[gaps.is_gap]) == {0.125}
    np.testing.assert_array_equal(first[~gaps.is_gap], given.values[~gaps.is_gap])


def test_no_points_are_tried_on_appraised_criteria_only() -> None:
    given, gaps = case("group_mean_share")
    tried = imputation_choices(gaps, language="en")["0 points"](given.values)
    assert (tried[2, 2], tried[1, 3]) == (0.0, pytest.approx(gaps.points[1, 3]))
    is_survey = ~gaps.is_appraised
    assert is_survey.tolist() == [False, False, False, True]
    only_survey = imputation_choices(replace(gaps, is_gap=gaps.is_gap & is_survey), language="en")
    assert "0 points" not in only_survey
    assert len(only_survey) == 2


def test_a_group_middle_follows_the_survey_points_that_were_drawn() -> None:
    given, gaps = case("group_mean_share")
    drawn = given.values + np.where(np.arange(given.values.shape[1]) == 3, 0.1, 0.0)
    first = next(iter(imputation_choices(gaps, language="vi").values()))
    assert first(drawn)[1, 3] == pytest.approx(gaps.points[1, 3] + 0.1)


def test_where_nothing_was_filled_there_is_nothing_to_vary() -> None:
    given = score_matrix(table(), FRAMEWORK, groups=GROUPS)
    assert filled_gaps(given, given, FRAMEWORK, method="none", groups=GROUPS) is None
    doubts = official_uncertainty(given, FRAMEWORK, language="vi")
    assert len(doubts.imputations) == 1
