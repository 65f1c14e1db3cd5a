"""One scale for figures of different units: what each function promises, gaps and equal figures included."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.stats import normalise
from cchc_analysis.stats.normalise import FloatArray

NAN = float("nan")
ONE_COLUMN = np.array([[2.0], [4.0], [NAN], [3.0]])

BY_THE_UNITS: dict[str, Callable[[FloatArray], FloatArray]] = {
    "min_max": normalise.min_max,
    "z_score": normalise.z_score,
    "distance_to_best": normalise.distance_to_best,
    "percentile_rank": normalise.percentile_rank,
    "rank": normalise.rank,
    "borda": normalise.borda,
}
EVERY = BY_THE_UNITS | {
    "scaled": normalise.scaled,
    "share_of_maximum": partial(normalise.share_of_maximum, maxima=np.array([10.0, 20.0])),
    "goalposts": partial(normalise.goalposts, least=np.array([0.0, 1.0]), most=np.array([9.0, 10.0])),
    "distance_to_target": partial(normalise.distance_to_target, targets=np.array([50.0, 60.0])),
}

columns = st.lists(st.tuples(*[st.integers(-20, 20).map(float) | st.just(NAN)] * 2), min_size=1, max_size=12).map(
    lambda rows: np.array(rows, dtype="float64")
)


def test_min_max_stretches_from_the_worst_to_the_best() -> None:
    np.testing.assert_array_equal(normalise.min_max(ONE_COLUMN)[:, 0], [0, 100, NAN, 50])
    np.testing.assert_array_equal(normalise.min_max(ONE_COLUMN, low=1, high=3)[:, 0], [1, 3, NAN, 2])


def test_z_scores_have_the_mean_and_the_sample_deviation_asked_for() -> None:
    scores = normalise.z_score(ONE_COLUMN, mean=10, sd=2)[:, 0]
    np.testing.assert_allclose(scores, [8, 12, NAN, 10])
    assert np.nanstd(scores, ddof=1) == pytest.approx(2)


def test_goalposts_cut_off_what_lies_beyond_them() -> None:
    moved = normalise.goalposts(ONE_COLUMN, least=np.array([2.5]), most=np.array([3.5]))
    np.testing.assert_allclose(moved[:, 0], [0, 100, NAN, 50])


def test_share_of_maximum_does_not_move_with_the_units() -> None:
    alone = normalise.share_of_maximum(ONE_COLUMN[:1], maxima=np.array([8.0]))
    together = normalise.share_of_maximum(ONE_COLUMN, maxima=np.array([8.0]))
    assert alone[0, 0] == together[0, 0] == 25


def test_ranks_count_from_the_worst_and_equals_share_the_smallest() -> None:
    figures = np.array([[5.0], [7.0], [5.0], [9.0], [NAN]])
    np.testing.assert_array_equal(normalise.rank(figures)[:, 0], [1, 3, 1, 4, NAN])
    np.testing.assert_array_equal(normalise.borda(figures)[:, 0], [0, 2, 0, 3, NAN])
    np.testing.assert_allclose(normalise.percentile_rank(figures)[:, 0], [0, 2 / 3, 0, 1, NAN])


def test_the_fraction_of_the_best_never_turns_an_order_round() -> None:
    np.testing.assert_allclose(normalise.fraction_of_best(ONE_COLUMN)[:, 0], [0.5, 1, NAN, 0.75])
    # -8 over -2 would give the worst unit the largest fraction; 0 as the best gives no fraction at all.
    assert np.isnan(normalise.fraction_of_best(np.array([[-8.0, -3.0], [-2.0, 0.0]]))).all()
    np.testing.assert_array_equal(normalise.fraction_of_best(np.array([[0.0], [0.0], [NAN]]))[:, 0], [1, 1, NAN])


def test_distance_to_a_reference_is_1_from_the_reference_on() -> None:
    np.testing.assert_allclose(normalise.distance_to_reference(ONE_COLUMN, reference=3)[:, 0], [0, 1, NAN, 1])
    uncapped = normalise.distance_to_reference(ONE_COLUMN, reference=3, cap=False)
    np.testing.assert_allclose(uncapped[:, 0], [0, 2, NAN, 1])


def test_a_reference_or_target_that_all_have_reached_does_not_hide_as_the_middle() -> None:
    np.testing.assert_array_equal(normalise.distance_to_reference(ONE_COLUMN, reference=0)[:, 0], [1, 1, NAN, 1])
    target = np.array([1.0])
    np.testing.assert_array_equal(
        normalise.distance_to_target(ONE_COLUMN, targets=target, cap=True)[:, 0], [1, 1, NAN, 1]
    )
    assert np.isnan(normalise.distance_to_target(ONE_COLUMN, targets=target)).all()


@pytest.mark.parametrize(
    ("name", "middle"),
    [
        ("min_max", 50.0),
        ("z_score", 0.0),
        ("distance_to_best", 0.5),
        ("percentile_rank", 0.5),
        ("rank", 1.0),
        ("borda", 0.0),
    ],
)
def test_a_column_of_equal_figures_is_the_middle_and_never_nan(name: str, middle: float) -> None:
    # The mean of three tenths is not a tenth in binary.
    equal = np.array([[0.1], [0.1], [NAN], [0.1]])
    np.testing.assert_array_equal(BY_THE_UNITS[name](equal)[:, 0], [middle, middle, NAN, middle])


def test_a_single_figure_has_the_middle_percentile() -> None:
    np.testing.assert_array_equal(normalise.percentile_rank(np.array([[7.0], [NAN]]))[:, 0], [0.5, NAN])


@pytest.mark.parametrize("name", BY_THE_UNITS)
def test_a_table_without_units_or_figures_is_no_error(name: str) -> None:
    assert BY_THE_UNITS[name](np.empty((0, 2))).shape == (0, 2)
    assert np.isnan(BY_THE_UNITS[name](np.full((3, 2), NAN))).all()


@pytest.mark.parametrize("name", EVERY)
@given(columns)
def test_gaps_stay_gaps_and_order_is_kept(name: str, values: FloatArray) -> None:
    moved = EVERY[name](values)
    if name != "distance_to_target" or not np.isnan(moved).all():
        np.testing.assert_array_equal(np.isnan(moved), np.isnan(values))
    for before, after in zip(values.T, moved.T, strict=True):
        order = np.argsort(before[~np.isnan(before)], kind="stable")
        assert (np.diff(after[~np.isnan(before)][order]) >= -1e-12).all()


@pytest.mark.parametrize("name", EVERY)
@given(columns, st.randoms(use_true_random=False))
def test_the_order_of_units_plays_no_part(name: str, values: FloatArray, random: object) -> None:
    order = list(range(len(values)))
    random.shuffle(order)  # type: ignore[attr-defined]
    np.testing.assert_allclose(EVERY[name](values[order]), EVERY[name](values)[order], atol=1e-12)


@pytest.mark.parametrize("name", EVERY)
@given(st.lists(columns.filter(lambda table: len(table) > 2).map(lambda table: table[:3]), min_size=1, max_size=3))
def test_replications_are_normalised_each_by_itself(name: str, tables: list[FloatArray]) -> None:
    together = EVERY[name](np.stack(tables))
    for one, table in zip(together, tables, strict=True):
        np.testing.assert_allclose(one, EVERY[name](table), atol=1e-12)
