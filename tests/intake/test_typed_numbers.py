"""Numbers as agencies type them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.intake.typed_numbers import (
    Number,
    decimals_written,
    half_of_last,
    parse_number,
    plain_number,
    read_number,
    typed_text,
)
from cchc_analysis.intake.workbook.cells import Cell


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1.234.567", "1234567"), ("1,234,567", "1234567"), ("1.234.567,5", "1234567.5"), ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"), ("12,5", "12.5"), ("12.5", "12.5"), ("1234", "1234"), ("1 234", "1234"),
        ("1\u00a0234\u00a0567", "1234567"), ("-5", "-5"), ("0.125", "0.125"), (" 7 ", "7"),
    ],
)  # fmt: skip
def test_a_number_with_one_reading_is_read(typed: str, value: str) -> None:
    assert parse_number(typed) == Number(Decimal(value), is_text=True)


@pytest.mark.parametrize("typed", ["", "  ", "-", "–"])
def test_a_dash_and_nothing_are_nothing(typed: str) -> None:
    assert parse_number(typed) == Number()


@pytest.mark.parametrize("typed", ["1.234", "12,345"])
def test_thousands_and_decimals_are_two_readings_unless_only_whole_numbers_can_be_meant(typed: str) -> None:
    assert parse_number(typed).fault == "two_readings"
    assert parse_number(typed, is_whole=True).value == int(typed.replace(".", "").replace(",", ""))


@pytest.mark.parametrize("typed", ["khoảng 10", "1.23.4", "1.2345.678", "12*", "1,2,3", "٣", "1e5", "5 tỷ"])
def test_everything_else_is_no_number(typed: str) -> None:
    assert parse_number(typed).fault == "not_a_number"


@given(st.integers(0, 10**15))
def test_vietnamese_grouping_is_read_back(number: int) -> None:
    grouped = f"{number:,}".replace(",", ".")
    assert parse_number(grouped, is_whole=True).value == number


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        (Cell(1, 1, "error", "#DIV/0!"), "error_cell"),
        (Cell(1, 1, "uncalculated", "", formula="=A1"), "not_calculated"),
        (Cell(1, 1, "date", "2020-01-01 00:00:00"), "not_a_number"),
        (Cell(1, 1, "number", 0.5, "0%"), "shown_otherwise"),
        (Cell(1, 1, "number", float("inf")), "not_a_number"),
    ],
)
def test_a_cell_that_is_no_plain_number_is_a_fault(cell: Cell, fault: str) -> None:
    assert read_number(cell).fault == fault


@pytest.mark.parametrize(
    ("shown", "number", "is_fault"),
    [
        (";;;", 5, True),
        ('"x"', 5, True),
        ("#,##0;;", -5, True),
        ("[Red];", 5, True),
        ("", 5, False),
        ("General", 5, False),
        ("@", 5, False),
        ("#,##0;-#,##0;", 0, False),
        ("#,##0;-#,##0;", -5, False),
        ('_(* #,##0_);_(* (#,##0);_(* "-"??_)', -5, False),
        ("[=0]0;", 5, False),
        (";;;", 10**400, True),
    ],
)
def test_a_format_that_shows_no_digit_of_a_number_is_a_fault_and_blank_zeros_are_none(
    shown: str, number: int, is_fault: bool
) -> None:
    fault = read_number(Cell(1, 1, "number", number, shown)).fault
    assert (fault == "shown_otherwise") is is_fault


def test_a_sum_of_tenths_is_what_excel_shows() -> None:
    assert read_number(Cell(1, 1, "number", 0.1 + 0.2)).value == Decimal("0.3")
    assert read_number(None) == Number()


@pytest.mark.parametrize(
    ("written", "decimals", "half", "plain"),
    [
        ("12", 0, "0.5", 12),
        ("1E+9", 0, "0.5", 10**9),
        ("12.5", 1, "0.05", 12.5),
        ("0.1234567", 3, "0.0005", 0.1234567),
    ],
)
def test_a_number_is_rounded_as_it_is_written_and_shown_whole_where_it_is(
    written: str, decimals: int, half: str, plain: float
) -> None:
    number = Decimal(written)
    assert decimals_written(number) == decimals
    assert half_of_last(decimals) == Decimal(half)
    assert (plain_number(number), type(plain_number(number))) == (plain, type(plain))


@pytest.mark.parametrize(("value", "typed"), [(1.0, "1"), (1.5, "1.5"), (7, "7"), ("01", "01"), ("1.0", "1.0")])
def test_a_whole_number_of_excel_is_the_text_that_was_typed(value: float | str, typed: str) -> None:
    assert typed_text(Cell(1, 1, "text" if isinstance(value, str) else "number", value)) == typed
