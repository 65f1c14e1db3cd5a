"""Whole units that add up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.stats.largest_remainder import apportion, rounded


def test_the_sum_is_rounded_once_and_the_largest_remainders_grow() -> None:
    assert apportion([1_400_000, 1_400_000, 1_400_000], 1_000_000) == [2, 1, 1]
    assert apportion([600_000, 600_000, 600_000], 1_000_000) == [1, 1, 0]
    assert apportion([], 1_000_000) == []


@pytest.mark.parametrize(("amount", "expected"), [(499_999, 0), (500_000, 1), (1_500_000, 2), (0, 0)])
def test_half_a_unit_goes_up(amount: int, expected: int) -> None:
    assert rounded(amount, 1_000_000) == expected


def test_a_total_no_rounding_reaches_is_refused() -> None:
    with pytest.raises(ValueError, match="no rounding"):
        apportion([1_000_000, 0], 1_000_000, total=2)


@given(st.lists(st.integers(0, 10**15), max_size=8), st.sampled_from([1, 1_000, 1_000_000]))
def test_every_part_is_less_than_a_unit_away_and_nothing_grows_from_nothing(amounts: list[int], unit: int) -> None:
    whole = apportion(amounts, unit)
    assert sum(whole) == rounded(sum(amounts), unit)
    for amount, units in zip(amounts, whole, strict=True):
        assert abs(units * unit - amount) < unit
        assert amount or not units
