"""Bounds of ranks are ranks, and fewer than 5% of the replications lie beyond either of them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.index.robustness.rank_bounds import rank_bounds


def of_one(ranks: list[float], coverage: float = 0.90) -> list[float]:
    bounds: list[float] = rank_bounds(np.array(ranks)[:, None], coverage=coverage)[:, 0].tolist()
    return bounds


@pytest.mark.parametrize(
    ("count", "bounds"),
    [
        (1, [1, 1, 1]),
        (4, [1, 2, 4]),
        (20, [1, 10, 20]),
        (21, [2, 11, 20]),
        (100, [5, 50, 96]),
        (1000, [50, 500, 951]),
    ],
)
def test_of_ranks_in_order_the_bounds_are_one_in_twenty_from_either_end(count: int, bounds: list[float]) -> None:
    assert of_one([float(rank) for rank in range(1, count + 1)]) == bounds


def test_a_bound_never_lies_between_two_ranks() -> None:
    # Quantiles of type 7 of the same ranks are 3.9 and 21.05.
    ranks = [2.0] * 5 + [4.0] * 90 + [22.0] * 5
    assert of_one(ranks) == [2, 4, 22]


@given(ranks=st.lists(st.integers(1, 9).map(float), min_size=1, max_size=250))
def test_fewer_than_five_percent_lie_beyond_either_bound(ranks: list[float]) -> None:
    low, median, high = of_one(ranks)
    assert {low, median, high} <= set(ranks)
    assert low <= median <= high
    for beyond in (sum(rank < low for rank in ranks), sum(rank > high for rank in ranks)):
        assert beyond < 0.05 * len(ranks)


@given(ranks=st.lists(st.integers(1, 9).map(float), min_size=1, max_size=250))
def test_both_ends_are_treated_alike(ranks: list[float]) -> None:
    low, _, high = of_one(ranks)
    mirrored = of_one([10 - rank for rank in ranks])
    assert [mirrored[0], mirrored[2]] == [10 - high, 10 - low]
