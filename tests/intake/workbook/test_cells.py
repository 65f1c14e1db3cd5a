"""Every non-empty cell is read as it is stored, and counted a second way."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
import xlsxwriter

from cchc_analysis.intake.workbook.cells import Cell, CellCountError, Sheet, read_cells
from tests.intake.score_forms import patch


def workbook(fill: object = None) -> bytes:
    """Write a workbook with XlsxWriter: `fill(sheet, book)` types into its only sheet."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Bảng")
        if callable(fill):
            fill(sheet, book)
    return target.getvalue()


def only_sheet(content: bytes) -> Sheet:
    (sheet,) = read_cells(content)
    return sheet


def test_kinds_of_cells_are_told_apart_and_nothing_is_converted() -> None:
    def fill(sheet: xlsxwriter.worksheet.Worksheet, book: xlsxwriter.Workbook) -> None:
        sheet.write_string("A1", "00123")
        sheet.write_number("B1", 1.5, book.add_format({"num_format": "0%"}))
        sheet.write_boolean("C1", True)
        sheet.write_datetime("D1", dt.datetime(2020, 2, 1), book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write_string("E1", "NA")
        sheet.write_string("F1", "=1+1")

    cells = only_sheet(workbook(fill)).cells
    assert [(cell.address, cell.kind, cell.value) for cell in cells] == [
        ("A1", "text", "00123"),
        ("B1", "number", 1.5),
        ("C1", "bool", True),
        ("D1", "date", "2020-02-01 00:00:00"),
        ("E1", "text", "NA"),
        ("F1", "text", "=1+1"),
    ]
    assert cells[1].number_format == "0%"
    assert cells[5].formula == ""


def test_formulas_keep_their_text_and_the_value_excel_calculated() -> None:
    def fill(sheet: xlsxwriter.worksheet.Worksheet, _: object) -> None:
        sheet.write_formula("A1", "=1+2", None, 3)
        sheet.write_formula("A2", "=1/0", None, "#DIV/0!")
        sheet.write_array_formula("A3:A3", "{=SUM(1,2)}", None, 3)

    cells = only_sheet(workbook(fill)).cells
    assert [(cell.kind, cell.value, cell.formula) for cell in cells] == [
        ("number", 3, "=1+2"),
        ("error", "#DIV/0!", "=1/0"),
        ("number", 3, "=SUM(1,2)"),
    ]


def test_a_formula_never_calculated_is_not_a_blank_cell() -> None:
    book = openpyxl.Workbook()
    book.active["B2"] = "=SUM(A1:A3)"
    target = io.BytesIO()
    book.save(target)
    assert only_sheet(target.getvalue()).cells == (Cell(2, 2, "uncalculated", "", "General", "=SUM(A1:A3)"),)


def test_rows_and_columns_too_small_to_be_seen_are_hidden_and_narrow_ones_are_not() -> None:
    def fill(sheet: xlsxwriter.worksheet.Worksheet, _: xlsxwriter.Workbook) -> None:
        for row, height in enumerate((1, 2, 15)):
            sheet.set_row(row, height)
        sheet.set_column("A:A", 0.1)
        sheet.set_column("B:B", 1)
        sheet.write(0, 0, "x")

    (sheet,) = read_cells(workbook(fill))
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({1}, {1})


def test_hidden_rows_columns_and_sheets_are_reported() -> None:
    def fill(sheet: xlsxwriter.worksheet.Worksheet, book: xlsxwriter.Workbook) -> None:
        sheet.write_string("A1", "x")
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column("D:F", None, None, {"hidden": True})
        sheet.set_column("H:H", 0)
        sheet.merge_range("A5:B6", "y")
        book.add_worksheet("ẩn").hide()
        book.add_worksheet("rất ẩn").very_hidden()

    sheet, hidden, very_hidden = read_cells(workbook(fill))
    assert sheet.hidden_rows == {3}
    assert sheet.hidden_columns == {4, 5, 6, 8}
    assert sheet.merged == ((5, 1, 6, 2),)
    assert (sheet.is_visible, hidden.is_visible, very_hidden.is_visible) == (True, False, False)


def two_rows(sheet: xlsxwriter.worksheet.Worksheet, _: object) -> None:
    sheet.write_column("A1", [1, 2, 3])


def test_a_wrong_dimension_tag_loses_nothing() -> None:
    content = patch(workbook(two_rows), "xl/worksheets/sheet1.xml", 'ref="A1:A3"', 'ref="A1:A1"')
    assert [cell.value for cell in only_sheet(content).cells] == [1, 2, 3]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<c r="A3">', '<c r="A2">'),  # two cells at one address: the second hides the first
        ("</sheetData>", '</sheetData><mergeCells><mergeCell ref="A2:A3"/></mergeCells>'),
    ],
)
def test_a_cell_that_openpyxl_drops_stops_the_file(old: str, new: str) -> None:
    content = patch(workbook(two_rows), "xl/worksheets/sheet1.xml", old, new)
    with pytest.raises(CellCountError):
        read_cells(content)


def test_empty_texts_are_empty_in_both_counts() -> None:
    def fill(sheet: xlsxwriter.worksheet.Worksheet, book: xlsxwriter.Workbook) -> None:
        sheet.write_string("A1", "x")
        sheet.write_blank("B1", None, book.add_format({"bold": True}))

    inline = '<c r="C1" t="inlineStr"><is><t></t></is></c><c r="D1" t="inlineStr"><is><t>y</t></is></c></row>'
    content = patch(workbook(fill), "xl/worksheets/sheet1.xml", "</row>", inline)
    assert [cell.address for cell in only_sheet(content).cells] == ["A1", "D1"]
