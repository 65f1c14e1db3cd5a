"""Simulations: same seed same result, nothing depends on names or order, no doubt gives the published ranks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.index.robustness.choices import DropOne, SurveyError, Uncertainty, WeightNoise
from cchc_analysis.index.robustness.fill_functions import mean_of_agencies, median_of_agencies, zero_points
from cchc_analysis.index.robustness.intervals import rank_intervals
from cchc_analysis.index.robustness.monte_carlo import replay, simulate
from cchc_analysis.index.robustness.simulation import Simulation
from cchc_analysis.index.robustness.survey_error import sampling_error
from tests.index.robustness.cases import certain, doubts, matrix, nominal_league, score_rows

ROWS = [[4, 1.5, 0.5, 4], [3, 1.2, 0.4, 2], [2, 1.4, 0.3, 3], [2.2, 0.9, 0.5, 1], [1, 0.1, 0.2, 3.9]]
EVERYTHING = DropOne(("1.1", "1.2", "2"), probability=0.5)


def all_doubts(rows: list[list[float]]) -> Uncertainty:
    return doubts(
        imputations={"mean": mean_of_agencies, "median": median_of_agencies},
        dropped=EVERYTHING,
        survey_error=sampling_error(matrix(rows), survey_codes=["2.1"], sample_size=40),
    )


def test_the_same_seed_gives_the_same_result_and_another_seed_another() -> None:
    first, second, other = (
        simulate(matrix(ROWS), all_doubts(ROWS), replications=40, seed=seed) for seed in (7, 7, 8)
    )
    pd.testing.assert_frame_equal(first.draws, second.draws)
    np.testing.assert_array_equal(first.scores, second.scores)
    assert not np.array_equal(first.scores, other.scores)


def test_a_replay_of_the_draws_gives_the_simulation() -> None:
    simulation = simulate(matrix(ROWS), all_doubts(ROWS), replications=40, seed=7)
    some = simulation.draws.iloc[[30, 3, 17]]
    again = replay(matrix(ROWS), all_doubts(ROWS), some, seed=7)
    np.testing.assert_allclose(again.scores, simulation.scores[[30, 3, 17]], rtol=1e-12)


def test_a_longer_run_begins_with_the_same_draws_of_noise() -> None:
    short, long = (simulate(matrix(ROWS), certain(weights=WeightNoise()), replications=n, seed=7) for n in (5, 50))
    np.testing.assert_allclose(long.scores[:5], short.scores, rtol=1e-12)


def test_computing_every_step_in_every_replication_changes_nothing() -> None:
    with_gaps = [[4, 1.5, np.nan, 4], *ROWS[1:]]
    choices = all_doubts(with_gaps)
    simulation = simulate(matrix(with_gaps), choices, replications=60, seed=7)
    again = replay(matrix(with_gaps), choices, simulation.draws, seed=7, reuse=False)
    np.testing.assert_allclose(again.scores, simulation.scores, rtol=1e-12)


@given(rows=score_rows(), order=st.randoms(use_true_random=False))
def test_ranks_depend_neither_on_the_order_of_rows_nor_on_names(rows: list[list[float]], order: object) -> None:
    choices = doubts(dropped=EVERYTHING)
    simulation = simulate(matrix(rows), choices, replications=20, seed=7, decimals=2)
    mixed = list(range(len(rows)))
    order.shuffle(mixed)  # type: ignore[attr-defined]
    renamed = matrix([rows[row] for row in mixed], codes=[f"x{row}" for row in mixed])
    other = simulate(renamed, choices, replications=20, seed=7, decimals=2)
    np.testing.assert_array_equal(other.ranks, simulation.ranks[:, mixed])


@given(rows=score_rows())
def test_without_doubt_every_replication_has_the_published_ranks(rows: list[list[float]]) -> None:
    choices = certain(weights=WeightNoise(spread=0.0))
    simulation = simulate(matrix(rows), choices, replications=5, seed=7, decimals=2)
    assert (simulation.ranks == simulation.nominal_ranks).all()
    table = rank_intervals(simulation, nominal_league(simulation))
    for bound in ("rank_low", "rank_median", "rank_high", "rank_mean"):
        assert (table[bound] == table["rank"]).all()
    assert table["is_within_three"].all()


@given(rows=score_rows(), seed=st.integers(0, 1000))
def test_intervals_hold_the_median_and_stay_within_the_table(rows: list[list[float]], seed: int) -> None:
    simulation = simulate(matrix(rows), doubts(), replications=30, seed=seed, decimals=2)
    table = rank_intervals(simulation, nominal_league(simulation), top=2)
    assert (table["rank_low"] <= table["rank_median"]).all()
    assert (table["rank_median"] <= table["rank_high"]).all()
    assert table["rank_low"].ge(1).all()
    assert table["rank_high"].le(len(rows)).all()
    assert table["top_share"].between(0, 1).all()


def test_ranks_are_within_groups_and_a_group_of_one_is_first() -> None:
    groups = {"A": "department", "B": "district", "C": "district", "D": "district", "E": "district"}
    simulation = simulate(matrix(ROWS), doubts(), replications=30, seed=7, groups=groups)
    assert (simulation.ranks[:, 0] == 1).all()
    assert (np.sort(simulation.ranks[:, 1:]) == [1, 2, 3, 4]).all()


def test_an_agency_without_a_figure_has_no_rank_and_takes_no_place() -> None:
    rows = [[4, 1.5, np.nan, 4], *ROWS[1:]]
    simulation = simulate(matrix(rows), doubts(), replications=30, seed=7)
    assert np.isnan(simulation.ranks[:, 0]).all()
    assert (simulation.ranks[:, 1:].min(axis=1) == 1).all()
    table = rank_intervals(simulation, nominal_league(simulation))
    assert table.loc[0, ["rank_low", "rank_median", "top_share"]].isna().all()
    assert (table.loc[0, "replications"], table.loc[1, "replications"]) == (0, 30)
    assert (table["failed_replications"] == 0).all()
    assert table["is_within_three"].isna().tolist() == [True, False, False, False, False]


def test_an_imputation_lets_the_agency_be_ranked() -> None:
    rows = [[4, 1.5, np.nan, 4], *ROWS[1:]]
    for fill in (mean_of_agencies, median_of_agencies, zero_points):
        simulation = simulate(matrix(rows), certain(imputations={"fill": fill}), replications=2, seed=7)
        assert not np.isnan(simulation.ranks).any()


def test_figures_of_criteria_that_do_not_apply_move_nobody() -> None:
    mask = np.ones((5, 4), dtype=bool)
    mask[0, 1] = False
    other = [[4, 0.0, 0.5, 4], *ROWS[1:]]
    choices = doubts(imputations={"mean": mean_of_agencies})
    first, second = (
        simulate(matrix(rows, applicable=mask), choices, replications=30, seed=7) for rows in (ROWS, other)
    )
    np.testing.assert_array_equal(first.scores, second.scores)


def test_survey_error_moves_only_the_survey_criteria_and_keeps_the_mean() -> None:
    scores = matrix(ROWS)
    choices = certain(survey_error=sampling_error(scores, survey_codes=["2.1"], sample_size=50))
    simulation = simulate(scores, choices, replications=4000, seed=7)
    moved = simulation.scores.std(axis=0)
    assert moved[0] == pytest.approx(0, abs=1e-9)  # full points: nobody could have answered higher or lower
    share = 2.0 / 4.0  # of B, whose weight in the whole is 4 of 10 points
    expected = 100 * 0.4 * np.sqrt(share * (1 - share) / 50)
    assert moved[1] == pytest.approx(expected, rel=0.05)
    np.testing.assert_allclose(simulation.scores.mean(axis=0), simulation.nominal_scores, atol=0.3)


def test_a_block_at_a_time_gives_what_all_at_once_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = simulate(matrix(ROWS), all_doubts(ROWS), replications=40, seed=7)
    monkeypatch.setattr("cchc_analysis.index.robustness.replications._BLOCK_FIGURES", 45)
    parts = simulate(matrix(ROWS), all_doubts(ROWS), replications=40, seed=7)
    np.testing.assert_allclose(parts.scores, whole.scores, rtol=1e-12)


def test_only_replications_on_the_scale_are_rounded_before_ranking() -> None:
    # Both print 50.00; another scale has no printed figure that they could share.
    rows = [[2.0004, 0.75, 0.25, 2], [2, 0.75, 0.25, 2], [4, 1.5, 0.5, 4]]
    simulation = simulate(matrix(rows), doubts(powers={"arithmetic": 1.0}), replications=40, seed=7, decimals=2)
    is_equal = simulation.ranks[:, 0] == simulation.ranks[:, 1]
    assert is_equal[simulation.keeps_scale].all()
    assert not is_equal[~simulation.keeps_scale].any()


def test_simulations_are_values() -> None:
    simulation: Simulation = simulate(matrix(ROWS), doubts(), replications=2, seed=7)
    assert replace(simulation, seed=1).seed == 1
    with pytest.raises(AttributeError):
        simulation.seed = 1  # type: ignore[misc]


def test_standard_errors_can_be_given_as_they_are() -> None:
    errors = np.zeros((5, 4))
    errors[1, 0] = 0.2
    simulation = simulate(matrix(ROWS), certain(survey_error=SurveyError(errors)), replications=3000, seed=7)
    assert simulation.scores.std(axis=0)[1] == pytest.approx(100 * 0.2 / 10, rel=0.05)
    assert (simulation.scores.std(axis=0)[[0, 2, 3, 4]] < 1e-9).all()


def test_a_dropped_criterion_plays_no_part_in_filling_the_others() -> None:
    def mean_of_own_row(points: np.ndarray) -> np.ndarray:
        return np.where(np.isnan(points), np.nanmean(points, axis=-1, keepdims=True), points)

    rows = [[4, 1.5, np.nan, 4], *ROWS[1:]]
    other = [[1, 1.5, np.nan, 4], *ROWS[1:]]
    choices = certain(imputations={"row": mean_of_own_row}, dropped=DropOne(("1.1",)))
    first, second = (simulate(matrix(own), choices, replications=2, seed=7) for own in (rows, other))
    np.testing.assert_array_equal(first.scores, second.scores)
