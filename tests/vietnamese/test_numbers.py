from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.vietnamese.numbers import (
    MISSING,
    format_number,
    format_share,
    format_vnd,
    format_vnd_scaled,
    is_missing,
    round_half_up,
)


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [
        (2.675, 2, "2.68"),
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),
        (-2.5, 0, "-3"),
        (84.995, 2, "85.00"),
        (np.float64(0.0525), 3, "0.053"),
        (Decimal("1.005"), 2, "1.01"),
        (1e22, 0, "10000000000000000000000"),
    ],
)
def test_a_half_is_rounded_up_as_it_is_read(value, decimals, rounded):
    assert str(round_half_up(value, decimals)) == rounded


def test_numbers_carry_the_marks_of_the_language():
    assert format_number(1234567.891, "vi", 2) == "1.234.567,89"
    assert format_number(1234567.891, "en", 2) == "1,234,567.89"
    assert format_number(1234, "vi") == "1.234"


def test_a_share_is_printed_with_one_decimal_rounded_half_up():
    assert format_share(0.6, "vi") == "60,0%"
    assert format_share(0.6, "en") == "60.0%"
    assert format_share(0.0525, "vi") == "5,3%"
    assert format_share(0.5996, "vi", 2) == "59,96%"


def test_no_minus_stands_before_a_zero():
    assert format_number(-0.04, "vi", 1) == "0,0"
    assert format_number(-0.06, "vi", 1) == "-0,1"


def test_money_is_printed_in_full_or_scaled():
    assert format_vnd(1234567, "vi") == "1.234.567 đồng"
    assert format_vnd(np.int64(1234567), "en") == "1,234,567 VND"
    assert format_vnd_scaled(61_872_400_000, "vi") == "61,9 tỷ đồng"
    assert format_vnd_scaled(61_872_400_000, "en") == "61.9 bn VND"
    assert format_vnd_scaled(2_500_000, "vi") == "2,5 triệu đồng"
    assert format_vnd_scaled(999_999, "vi") == "1,0 triệu đồng"
    assert format_vnd_scaled(900_000, "vi") == "900.000 đồng"
    assert format_vnd_scaled(999_999_999, "vi") == "1,0 tỷ đồng"
    assert format_vnd_scaled(0, "vi") == "0 đồng"


@pytest.mark.parametrize("value", [None, float("nan"), np.nan, pd.NA, pd.NaT, Decimal("NaN")])
def test_a_missing_value_is_a_dash_never_a_zero(value):
    assert is_missing(value)
    for printed in (
        format_number(value, "vi"),
        format_share(value, "en"),
        format_vnd(value, "vi"),
        format_vnd_scaled(value, "en"),
    ):
        assert printed == MISSING


@given(st.integers(min_value=-(10**18), max_value=10**18))
def test_the_full_amount_can_be_read_back(value_vnd):
    printed = format_vnd(value_vnd, "vi").removesuffix(" đồng")
    assert int(printed.replace(".", "")) == value_vnd


@given(st.floats(allow_nan=False, allow_infinity=False, width=32), st.integers(0, 6))
def test_rounding_moves_a_number_by_half_a_unit_at_most(value, decimals):
    assert abs(round_half_up(value, decimals) - Decimal(str(value))) * 2 <= Decimal(1).scaleb(-decimals)


def test_a_share_below_a_whole_percent_is_never_printed_as_that_percent() -> None:
    assert format_share(0.5996, "vi") == "59,96%"
    assert format_share(0.59996, "vi") == "59,996%"
    assert format_share(0.6, "vi") == "60,0%"
    assert format_share(0.60004, "vi") == "60,0%"
    # What six decimals do not show is said in words, not rounded into the quota.
    assert [format_share(0.2499999999, language) for language in ("vi", "en")] == ["dưới 25%", "below 25%"]
    assert format_share(0.24999999, "vi") == "24,999999%"
    assert format_share(0.2499999999, "vi", guards_quota=False) == "25,0%"


@given(st.integers(1, 10_000), st.data())
def test_a_printed_share_is_below_the_quota_when_the_share_is(eligible: int, data: st.DataObject) -> None:
    online = data.draw(st.integers(0, eligible))
    if 100 * online < 60 * eligible:
        assert float(format_share(online / eligible, "en").rstrip("%")) < 60
