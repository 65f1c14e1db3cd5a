"""Sheets of procurement reports whose rows, headings or labels are not as in the form: followed, or said."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from cchc_analysis.intake.findings import Severity
from tests.intake.filled_reports import GOOD, Damage, fill, found, purchase_sheet, read, set_cell

pytestmark = pytest.mark.usefixtures("in_this_process")


def test_moved_rows_are_read_by_their_words_and_said(tmp_path: Path) -> None:
    def damage(book: openpyxl.Workbook) -> None:
        sheet = book["Bieu 02A"]
        for span in [str(one) for one in sheet.merged_cells.ranges if one.min_row >= 19]:
            sheet.unmerge_cells(span)
        sheet.move_range("A19:G44", rows=2)

    intake = read(tmp_path, damage)
    assert ("rows_moved", "row 22") in found(intake)
    assert set(intake.tables["reported_totals"]["source_row"]) == {12, 18, 31, 46}


def test_missing_twice_unknown_and_hidden_rows_are_findings(tmp_path: Path) -> None:
    def damage(book: openpyxl.Workbook) -> None:
        sheet = book["Bieu 02A"]
        sheet["A42"] = "12. Đấu giá"
        sheet["C11"] = "QM"
        sheet.row_dimensions[29].hidden = True
        sheet.column_dimensions["E"].hidden = True

    codes = found(read(tmp_path, damage))
    assert {
        ("row_unknown", "A42"),
        ("row_twice", "C11"),
        ("row_hidden", "row 29"),
        ("column_hidden", "E5"),
    } <= set(codes)
    assert [code for code, _ in codes].count("rows_missing") == 1


def test_labels_headings_units_and_the_cover_that_are_read_although_hidden_are_noted(tmp_path: Path) -> None:
    def damage(book: openpyxl.Workbook) -> None:
        sheet = book["Bieu 02A"]
        for row in (4, 5):
            sheet.row_dimensions[row].hidden = True
        sheet.column_dimensions["C"].hidden = True

    intake = read(tmp_path, damage)
    hidden = [(one.code, one.place) for one in intake.findings if one.code.startswith("workbook.")]
    # Row 4 holds the agency (A4) and the unit (F4), row 5 the headings, column C the marks KQM and QM.
    assert hidden == [
        ("workbook.row_hidden", "A4"),
        ("workbook.row_hidden", "F4"),
        ("workbook.row_hidden", "D5"),
        ("workbook.column_hidden", "C7"),
    ]
    assert len(intake.tables["reported_totals"]) == 4


def test_a_hidden_title_is_noted_where_it_alone_tells_the_year(tmp_path: Path) -> None:
    def damage(book: openpyxl.Workbook) -> None:
        sheet = book["Bieu 02A"]
        sheet["A4"] = "Cơ quan báo cáo: Sở Nội vụ"
        sheet["A1"] = "BÁO CÁO ĐẤU THẦU NĂM 2020"
        sheet.row_dimensions[1].hidden = True

    hidden = [one.place for one in read(tmp_path, damage).findings if one.code == "workbook.row_hidden"]
    assert hidden == ["A1"]


def test_merged_figures_are_held(tmp_path: Path) -> None:
    assert ("cells_merged", "E12") in found(read(tmp_path, lambda book: book["Bieu 02A"].merge_cells("E12:E13")))


def test_headings_with_other_line_breaks_capitals_and_spaces_are_known(tmp_path: Path) -> None:
    def damage(book: openpyxl.Workbook) -> None:
        sheet = book["Bieu 02A"]
        sheet["D5"], sheet["E5"], sheet["A11"] = (
            "TỔNG\nsố gói\n thầu ",
            "Tổng  giá\ngói thầu",
            "3.Mua sắm  hàng hóa",
        )

    assert found(read(tmp_path, damage)) == []


def test_a_sheet_without_its_headings_is_held(tmp_path: Path) -> None:
    intake = read(tmp_path, set_cell("F5", "Cột 3"))
    assert found(intake) == [("layout_missing", "")]
    assert intake.findings[0].raw_value == "Tổng giá trúng thầu"


def test_a_hidden_sheet_is_held_and_a_second_sheet_of_the_same_number_rejects_the_file(tmp_path: Path) -> None:
    def hidden(book: openpyxl.Workbook) -> None:
        purchase_sheet(book, "Bieu 02B", "Bieu 02B").sheet_state = "hidden"

    def twice(book: openpyxl.Workbook) -> None:
        purchase_sheet(book, "Biểu số 02A (2)")

    assert found(read(tmp_path, hidden)) == [("sheet_hidden", "")]

    def alone(book: openpyxl.Workbook) -> None:
        book["Bieu 02A"].sheet_state = "hidden"
        book.create_sheet("Trống")

    # It is there, so nobody is told that there is none.
    intake = read(tmp_path, alone)
    assert [code for code, _ in found(intake)] == ["cover_no_year", "sheet_hidden"]
    assert intake.tables["reported_totals"].empty
    intake = read(tmp_path, twice)
    assert "sheet_twice" in dict(found(intake))
    assert intake.tables["reported_totals"].empty


def test_sheets_of_the_form_that_are_not_there_are_named(tmp_path: Path) -> None:
    (finding,) = read(tmp_path).findings
    assert (finding.code, finding.severity) == ("bid_report.sheets_missing", Severity.HELD)
    assert finding.values["sheets"] == "Bieu 01, Bieu 02B, Bieu 03A, Bieu 03B"


def test_a_hidden_sheet_is_not_called_missing(tmp_path: Path) -> None:
    def damage(book: openpyxl.Workbook) -> None:
        purchase_sheet(book, "Bieu 02B", "Bieu 02B").sheet_state = "hidden"

    told = {one.code: one.values for one in read(tmp_path, damage).findings}
    assert "Bieu 02B" not in told["bid_report.sheets_missing"]["sheets"]


def test_a_label_that_cannot_be_read_loses_its_rows_openly_and_never_takes_those_of_the_line_above(
    tmp_path: Path,
) -> None:
    intake = read(tmp_path, set_cell("A11", '=HYPERLINK("x")'))
    assert [one for one in found(intake) if one[0] in ("row_unknown", "row_twice")] == [
        ("row_unknown", "A11"),
        ("row_unknown", "C12"),
    ]
    rows = intake.files[0].counts[0]
    assert (rows.read, rows.used, rows.rejected) == (37, 35, 2)
    assert "goods" not in set(intake.tables["reported_totals"]["row_code"])


def test_the_added_sheet_for_packages_in_no_bieu_is_read_once_and_not_where_it_is_hidden(tmp_path: Path) -> None:
    def added(name: str, mark: str, *, state: str = "visible") -> Damage:
        def damage(book: openpyxl.Workbook) -> None:
            sheet = purchase_sheet(book, name)
            sheet["A1"] = mark
            fill(sheet, GOOD)
            sheet.sheet_state = state

        return damage

    vietnamese, english = ("Chua phan bieu", "NGOÀI MẪU"), ("Unsorted", "NOT PART OF THE FORM")
    for name, mark in (vietnamese, english):
        intake = read(tmp_path, added(name, mark))
        assert found(intake) == [("unsorted_sheet", "")]
        assert set(intake.tables["reported_totals"]["sheet"]) == {"Bieu 02A", "Chua phan bieu"}
    assert found(read(tmp_path, added(*vietnamese, state="hidden"))) == [("sheet_hidden", "")]
    intake = read(tmp_path, lambda book: [added(*one)(book) for one in (vietnamese, english)])
    assert ("sheet_twice", "") in found(intake)
    assert intake.tables["reported_totals"].empty
