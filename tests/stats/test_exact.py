"""Exact sums and one rounding."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.stats.exact import (
    as_float,
    difference,
    round_decimal,
    sum_fractions,
    sum_or_missing,
    to_decimal,
    to_fraction,
)
from cchc_analysis.stats.rank import competition_rank


def test_a_float_stands_for_the_decimal_that_was_typed() -> None:
    assert to_decimal(2.675) == Decimal("2.675")
    assert to_decimal(math.nan) is None
    assert to_fraction(0.1) == Fraction(1, 10)
    assert to_fraction(math.nan) is None


def test_an_exact_figure_becomes_the_nearest_number_and_a_missing_one_stays_missing() -> None:
    assert as_float(Decimal("0.1")) == 0.1
    assert as_float(Fraction(1, 4)) == 0.25
    assert math.isnan(as_float(None))


def test_halves_go_up_or_to_even_as_the_rule_says() -> None:
    half = Decimal("2.675")
    assert round_decimal(half, 2, "half_up") == Decimal("2.68")
    assert round_decimal(Decimal("2.665"), 2, "half_even") == Decimal("2.66")


@given(st.lists(st.integers(-(10**12), 10**12)))
def test_sums_of_hundredths_do_not_depend_on_order(hundredths: list[int]) -> None:
    values = [to_decimal(number / 100) for number in hundredths]
    assert sum_or_missing(values) == sum_or_missing(reversed(values)) == Decimal(sum(hundredths)) / 100


def test_one_missing_part_makes_the_sum_missing() -> None:
    assert sum_or_missing([Decimal(1), None]) is None
    assert difference(Decimal("0.3"), Decimal("0.1")) == Decimal("0.2")
    assert difference(None, Decimal(1)) is difference(Decimal(1), None) is None


def test_fractions_add_up_exactly_and_nothing_to_zero() -> None:
    assert sum_fractions([Fraction(1, 3)] * 3) == 1
    assert sum_fractions([]) == 0


def test_missing_values_have_no_rank_and_take_no_place() -> None:
    ranks = competition_rank(pd.Series([1.0, math.nan, 3.0, 3.0]), within=pd.Series(["g"] * 4))
    assert ranks.tolist() == [3, pd.NA, 1, 1]
