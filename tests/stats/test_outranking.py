"""Outranking: pairs compared on what both have, whatever the order of rows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.stats.outranking import copeland, outranking_matrix

NAN = float("nan")

tables = st.lists(st.tuples(*[st.integers(0, 3).map(float) | st.just(NAN)] * 4), min_size=1, max_size=9).map(
    lambda rows: np.array(rows, dtype="float64")
)
weights = st.lists(st.sampled_from([0.1, 0.2, 0.3, 0.5, 1.0]), min_size=4, max_size=4).map(np.array)


def test_the_weight_of_what_one_is_ahead_in_half_of_what_is_equal() -> None:
    values = np.array([[3.0, 1, 5], [2, 1, 9]])
    shares = outranking_matrix(values, np.array([0.5, 0.3, 0.2]))
    np.testing.assert_allclose(shares, [[NAN, 0.65], [0.35, NAN]])
    assert copeland(values, np.array([0.5, 0.3, 0.2])).tolist() == [1, -1]


def test_only_criteria_that_both_have_count_and_their_weights_are_rescaled() -> None:
    values = np.array([[3.0, NAN, 5], [2, 1, 9]])
    shares = outranking_matrix(values, np.array([0.5, 0.3, 0.2]))
    np.testing.assert_allclose(shares[0, 1], 0.5 / 0.7)


def test_without_a_common_criterion_neither_is_ahead() -> None:
    values = np.array([[1.0, NAN], [NAN, 1], [2, 2]])
    shares = outranking_matrix(values, np.ones(2))
    assert np.isnan(shares[0, 1])
    assert copeland(values, np.ones(2)).tolist() == [-1, -1, 2]


def test_a_unit_without_figures_has_no_place() -> None:
    result = copeland(np.array([[NAN, NAN], [1, 1], [2, 2]]), np.ones(2))
    np.testing.assert_array_equal(result, [NAN, -1, 1])


def test_a_tie_of_weights_is_a_tie_however_they_are_rounded() -> None:
    # 0.1 + 0.2 against 0.3: equal to a person, not to a computer.
    values = np.array([[1.0, 1, 0], [0, 0, 1]])
    assert copeland(values, np.array([0.1, 0.2, 0.3])).tolist() == [0, 0]


def test_one_unit_alone_wins_and_loses_nothing() -> None:
    assert copeland(np.array([[1.0]]), np.ones(1)).tolist() == [0]
    assert np.isnan(copeland(np.array([[NAN]]), np.ones(1))).all()
    assert copeland(np.empty((0, 2)), np.ones(2)).shape == (0,)


@given(tables, weights, st.randoms(use_true_random=False))
def test_the_order_of_rows_plays_no_part(values: np.ndarray, own: np.ndarray, random: object) -> None:
    order = list(range(len(values)))
    random.shuffle(order)  # type: ignore[attr-defined]
    shares = outranking_matrix(values, own)
    np.testing.assert_array_equal(outranking_matrix(values[order], own), shares[np.ix_(order, order)])
    np.testing.assert_array_equal(copeland(values[order], own), copeland(values, own)[order])


@given(tables, weights)
def test_the_two_figures_of_a_pair_make_a_whole_and_wins_are_losses(values: np.ndarray, own: np.ndarray) -> None:
    shares = outranking_matrix(values, own)
    both = shares + shares.T
    np.testing.assert_allclose(both[~np.isnan(both)], 1.0)
    assert np.nansum(copeland(values, own)) == 0


@given(tables, weights, st.data())
def test_a_better_figure_never_costs_a_unit_a_win(
    values: np.ndarray, own: np.ndarray, data: st.DataObject
) -> None:
    row, column = data.draw(st.integers(0, len(values) - 1)), data.draw(st.integers(0, 3))
    raised = values.copy()
    raised[row, column] += 1
    before, after = copeland(values, own)[row], copeland(raised, own)[row]
    assert np.isnan(before) or after >= before


@pytest.mark.parametrize("factor", [0.01, 7.0])
def test_only_the_proportions_of_weights_count(factor: float) -> None:
    values = np.random.default_rng(2).integers(0, 4, (6, 3)).astype("float64")
    own = np.array([0.2, 0.3, 0.5])
    np.testing.assert_allclose(outranking_matrix(values, own * factor), outranking_matrix(values, own))
