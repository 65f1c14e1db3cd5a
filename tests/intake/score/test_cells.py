"""A score cell has one reading or none."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.intake.score.cells import Score, read_applies, read_code, read_score
from cchc_analysis.intake.workbook.cells import Cell, Kind, Value


def cell(value: Value, kind: Kind = "text", number_format: str = "General", formula: str = "") -> Cell:
    return Cell(1, 1, kind, value, number_format, formula)


def test_a_blank_cell_is_missing_and_not_zero() -> None:
    assert math.isnan(read_score(None).points)
    assert math.isnan(read_score(cell(" \u00a0\n")).points)
    assert read_score(cell(0, "number")).points == 0


@pytest.mark.parametrize(
    ("typed", "points"),
    [("1,5", 1.5), ("1.5", 1.5), ("10", 10), (" 1,25\u00a0", 1.25), ("0", 0), ("0,05", 0.05)],
)
def test_a_number_typed_as_text_with_one_reading_is_used_with_a_note(typed: str, points: float) -> None:
    assert read_score(cell(typed)) == Score(points, note="workbook.text_number")


@pytest.mark.parametrize(
    "typed",
    [
        "1.234", "1,234", "1.234,5", "12*", "12(1)", "(1.0)", "khoảng 10", "10 (ước)", "-", "−1", "-1", "1,",
        ",5", "1 5", "50%", "1e1", "Không áp dụng", "N/A", "x", "1/2", "٣", "１", "1,5 điểm", "1..5", "NaN",
        "inf",
    ],
)  # fmt: skip
def test_text_with_no_or_two_readings_is_a_fault(typed: str) -> None:
    assert read_score(cell(typed)).fault == "workbook.score_unreadable"


@pytest.mark.parametrize(
    ("faulty", "fault"),
    [
        (cell("#REF!", "error"), "error_cell"),
        (cell("#DIV/0!", "error", formula="=1/0"), "error_cell"),
        (cell("", "uncalculated", formula="=SUM(A1:A2)"), "formula_not_calculated"),
        (cell(1.5, "number", formula="=[1]Sheet1!A1"), "formula_external"),
        (cell(1.5, "number", formula="='file:///tmp/a.ods'#$Sheet1.A1"), "formula_external"),
        (cell(True, "bool"), "score_unreadable"),
        (cell("2020-05-01", "date"), "score_unreadable"),
        (cell(math.inf, "number"), "score_unreadable"),
        (cell(0.5, "number", "0%"), "display_differs"),
        (cell(5000, "number", "0,"), "display_differs"),
        (cell(5, "number", '"1"0'), "display_differs"),
        (cell(5, "number", ";;;"), "display_differs"),
        (cell(5, "number", "0.00E+00"), "display_differs"),
    ],
)
def test_cells_that_cannot_be_believed_are_faults(faulty: Cell, fault: str) -> None:
    reading = read_score(faulty)
    assert reading.fault == f"workbook.{fault}"
    assert math.isnan(reading.points)


@pytest.mark.parametrize(
    "plain", ["General", "0.00", "0.00##", "#,##0.00", "@", '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)']
)
def test_ordinary_number_formats_are_read(plain: str) -> None:
    assert read_score(cell(1.5, "number", plain)) == Score(1.5)


@pytest.mark.parametrize(
    ("points", "number_format"),
    [(1.5, "0"), (1.26, "0.0"), (1.255, "#,##0.00"), (0.4, "#"), (1.26, "[Red]0.0;-0.0"), (1.26, '0.0" điểm"')],
)
def test_a_number_that_is_shown_rounded_is_used_as_stored_with_a_note(points: float, number_format: str) -> None:
    assert read_score(cell(points, "number", number_format)) == Score(points, note="workbook.display_rounded")


@pytest.mark.parametrize(
    ("points", "number_format"), [(1.25, "0.00"), (2, "0"), (1.2345, "General"), (1.5, "@"), (1.5, "0.0_)")]
)
def test_a_number_that_is_shown_whole_has_no_note(points: float, number_format: str) -> None:
    assert read_score(cell(points, "number", number_format)) == Score(points)


@pytest.mark.parametrize("formula", ["=1+2", "=SUM(F1:F2)", "=SUM(Bảng1[Điểm])", "='Chấm điểm'!F11"])
def test_a_calculated_formula_is_used_with_a_note(formula: str) -> None:
    assert read_score(cell(3, "number", formula=formula)) == Score(3, note="workbook.formula_used")


def test_the_dust_of_a_sum_is_not_part_of_the_score() -> None:
    assert read_score(cell(0.1 + 0.2, "number", formula="=0.1+0.2")).points == 0.3


@given(st.integers(0, 10_000))
def test_a_score_in_hundredths_reads_the_same_as_number_and_as_text(hundredths: int) -> None:
    points = hundredths / 100
    typed = f"{points:.2f}"
    readings = [
        read_score(cell(value, kind)).points
        for value, kind in ((points, "number"), (typed, "text"), (typed.replace(".", ","), "text"))
    ]
    assert readings == [points] * 3


@pytest.mark.parametrize(
    ("answer", "meaning"),
    [
        ("Có", True), ("có ", True), ("Co\u0301", True), ("Không áp dụng", False), ("KHÔNG  ÁP DỤNG", False),
        ("Not applicable", False), ("Không", None), ("x", None), ("1", None),
    ],
)  # fmt: skip
def test_the_answer_whether_a_criterion_applies(answer: str, meaning: bool | None) -> None:
    assert read_applies(cell(answer)) is meaning


def test_no_answer_means_the_criterion_applies_and_a_tick_means_nothing() -> None:
    assert read_applies(None) is True
    assert read_applies(cell(True, "bool")) is None
    assert read_applies(cell("Có", formula='="Có"')) is None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (cell(" 1.1\u00a0"), ("1.1", "")),
        (cell(1.2, "number"), ("1.2", "workbook.code_number")),
        (cell(1, "number"), ("1", "workbook.code_number")),
        (cell(1.1, "number"), ("", "workbook.code_unreadable")),  # 1.1 or 1.10
        (cell(9.9, "number"), ("", "workbook.code_unreadable")),
        (cell("2020-01-02 00:00:00", "date"), ("", "workbook.code_unreadable")),
        (cell("1.1", formula='="1.1"'), ("", "workbook.code_unreadable")),
        (None, ("", "")),
    ],
)
def test_a_criterion_code_is_text_or_a_number_with_one_reading(
    typed: Cell | None, expected: tuple[str, str]
) -> None:
    assert read_code(typed, {"1", "1.1", "1.10", "1.2", "A-1"}) == expected
