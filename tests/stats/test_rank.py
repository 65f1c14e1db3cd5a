"""Ranks: one rule for ties, gaps take no place."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.stats.rank import competition_rank, competition_ranks

NAN = float("nan")
lines = st.lists(st.integers(0, 5).map(float) | st.just(NAN), max_size=15)


def test_equals_share_the_smallest_rank_and_the_next_is_skipped() -> None:
    ranks = competition_ranks(np.array([80.0, 90.0, 80.0, NAN, 70.0]))
    np.testing.assert_array_equal(ranks, [2, 1, 2, NAN, 4])


def test_ranks_may_count_from_the_lowest_up() -> None:
    np.testing.assert_array_equal(competition_ranks(np.array([3.0, 1.0, 3.0]), descending=False), [2, 1, 2])


def test_any_axis_may_be_ranked() -> None:
    table = np.array([[1.0, 9.0], [2.0, 8.0]])
    np.testing.assert_array_equal(competition_ranks(table, axis=0), [[2, 1], [1, 2]])
    np.testing.assert_array_equal(competition_ranks(table, axis=1), [[2, 1], [2, 1]])


def test_groups_are_ranked_each_by_itself() -> None:
    ranks = competition_rank(pd.Series([5.0, 6.0, 7.0, NAN]), within=pd.Series(["a", "a", "b", "b"]))
    assert ranks.tolist()[:3] == [2, 1, 1]
    assert ranks.isna().tolist() == [False, False, False, True]


@given(lines)
def test_both_functions_follow_one_rule(values: list[float]) -> None:
    figures = pd.Series(values, dtype="float64")
    by_group = competition_rank(figures, within=pd.Series(["all"] * len(values), dtype="str"))
    np.testing.assert_array_equal(competition_ranks(figures.to_numpy()), by_group.astype("float64"))


@given(lines)
def test_a_rank_is_one_more_than_how_many_are_ahead(values: list[float]) -> None:
    figures = np.array(values)
    for own, rank in zip(figures, competition_ranks(figures), strict=True):
        assert np.isnan(rank) if np.isnan(own) else rank == 1 + (figures > own).sum()
