"""The score table is found by its headings, or the file is rejected with the reason."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from cchc_analysis.intake.findings import Severity
from cchc_analysis.intake.score.workbook_file import ScoreFile
from cchc_analysis.texts import LANGUAGES
from tests.intake.score_forms import found, load_small, read_form, set_cells, used, write_form


@pytest.fixture(scope="module", autouse=True)
def small_framework_only() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patcher:
        patcher.setattr("cchc_analysis.intake.score.cover.load_framework", load_small)
        yield


def read(tmp_path: Path, edit: Callable[[Worksheet], Any]) -> ScoreFile:
    file = read_form(write_form(tmp_path / "form.xlsx", edit))
    for finding in file.intake.findings:
        assert all(finding.message(language) for language in LANGUAGES)
    return file


def assert_rejected(file: ScoreFile, code: str, place: str = "") -> None:
    (finding,) = file.intake.findings
    assert (finding.code, finding.severity, finding.place) == (
        f"workbook.{code}",
        Severity.FILE_REJECTED,
        place,
    )
    assert not file.rows
    assert file.cover is None
    for counts in file.intake.counts:
        assert counts.read == counts.rejected


def move_columns(sheet: Worksheet) -> None:
    """Turn the columns around, as a person who prefers scores on the left would."""
    for cells in sheet.iter_rows(min_row=9, max_row=19, max_col=9):
        values = [cell.value for cell in cells]
        formats = [cell.number_format for cell in cells]
        for cell, value, number_format in zip(cells, reversed(values), reversed(formats), strict=True):
            cell.value = value
            cell.number_format = number_format


def decompose(sheet: Worksheet) -> None:
    """Type headings, cover and answers in NFD with line breaks, as some keyboards and people do."""
    for cells in sheet.iter_rows(max_row=19, max_col=9):
        for cell in cells:
            if isinstance(cell.value, str) and cell.row != 5:
                cell.value = unicodedata.normalize("NFD", cell.value)
            if cell.row == 9:
                cell.value = str(cell.value).replace(" ", "\n").upper()


@pytest.mark.parametrize("edit", [move_columns, decompose, lambda sheet: sheet.insert_rows(1, 20)])
def test_moved_columns_decomposed_letters_and_more_title_rows_change_nothing(
    tmp_path: Path, edit: Callable[[Worksheet], Any]
) -> None:
    plain = read_form(write_form(tmp_path / "plain.xlsx"))
    assert str(used(read(tmp_path, edit))) == str(used(plain))


def test_a_heading_below_row_40_is_not_looked_for(tmp_path: Path) -> None:
    assert_rejected(read(tmp_path, lambda sheet: sheet.insert_rows(1, 32)), "header_missing")


def test_no_heading_rejects_the_file(tmp_path: Path) -> None:
    assert_rejected(read(tmp_path, lambda sheet: sheet.delete_rows(9)), "header_missing")


def test_a_hidden_heading_rejects_the_file(tmp_path: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[9].hidden = True

    assert_rejected(read(tmp_path, hide), "header_missing")


def test_a_renamed_score_column_rejects_the_file_and_is_named(tmp_path: Path) -> None:
    file = read(tmp_path, set_cells(G9="Điểm chấm lại"))
    assert_rejected(file, "column_missing", "row 9")
    assert file.intake.findings[0].raw_value == "Điểm thẩm định"


def test_a_heading_given_twice_rejects_the_file(tmp_path: Path) -> None:
    assert_rejected(read(tmp_path, set_cells(J9="Điểm tự đánh giá")), "header_duplicate", "F9")


def second_table(sheet: Worksheet) -> None:
    for column, source in zip("KLMNOPQRS", "ABCDEFGHI", strict=True):
        sheet[f"{column}30"] = sheet[f"{source}9"].value


def test_a_second_table_rejects_the_file(tmp_path: Path) -> None:
    assert_rejected(read(tmp_path, second_table), "header_twice", "row 30")


def test_a_second_table_on_another_sheet_rejects_the_file(tmp_path: Path) -> None:
    file = read(tmp_path, lambda sheet: sheet.parent.copy_worksheet(sheet))
    assert_rejected(file, "header_twice", "row 9")


def test_a_second_cover_under_the_table_rejects_the_file(tmp_path: Path) -> None:
    assert_rejected(read(tmp_path, set_cells(A25="Mã cơ quan", C25="SNV")), "cover_twice", "A25")


def test_a_cover_line_moved_under_the_table_rejects_the_file(tmp_path: Path) -> None:
    moved = set_cells(A7=None, C7=None, A25="Khung chấm điểm", C25="small")
    assert_rejected(read(tmp_path, moved), "cover_twice", "A25")


def test_an_incomplete_cover_rejects_the_file(tmp_path: Path) -> None:
    assert_rejected(read(tmp_path, set_cells(C6=None)), "cover_missing")
    assert_rejected(read(tmp_path, set_cells(A4=None)), "cover_missing")


def test_a_hidden_cover_is_not_read(tmp_path: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[4].hidden = True

    def hide_column(sheet: Worksheet) -> None:
        sheet.column_dimensions["C"].hidden = True

    assert_rejected(read(tmp_path, hide), "cover_missing")
    assert_rejected(read(tmp_path, hide_column), "cover_missing")


def test_a_hidden_sheet_with_a_table_is_held_and_the_visible_one_is_used(tmp_path: Path) -> None:
    def add(sheet: Worksheet) -> None:
        sheet.parent.copy_worksheet(sheet).sheet_state = "veryHidden"

    file = read(tmp_path, add)
    (held,) = [finding for finding in file.intake.findings if finding.severity is Severity.HELD]
    assert (held.code, held.sheet) == ("workbook.hidden_sheet", "Chấm điểm Copy")
    assert held.place.startswith("A1:")
    assert len(used(file)) == 5


def test_other_sheets_are_noted_and_their_cells_explained(tmp_path: Path) -> None:
    path = write_form(tmp_path / "form.xlsx")
    plain = read_form(path)
    book = openpyxl.load_workbook(path)
    book.create_sheet("Nháp")["B2"] = "ghi chú"
    book.save(path)
    file = read_form(path)
    assert found(file)[0] == ("sheet_ignored", "")
    assert file.intake.counts[1].explained == plain.intake.counts[1].explained + 1
