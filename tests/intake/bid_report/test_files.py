"""Files of procurement reports, read as in a run: in the child process that opens workbooks."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from cchc_analysis.intake.bid_report.adapter import read_bid_reports
from cchc_analysis.intake.findings import IntakeError
from cchc_analysis.intake.sources import check_path
from cchc_analysis.intake.workbook_kinds import workbook_kind
from cchc_analysis.tables.contracts import check_table
from tests.intake.filled_reports import fill, found, write
from tests.reference.template_faults import TEMPLATE


def test_two_reports_of_one_agency_and_year_are_both_rejected(tmp_path: Path) -> None:
    paths = [write(tmp_path / name / "bao_cao.xlsx") for name in ("a", "b")]
    intake = read_bid_reports(paths, root=tmp_path)
    assert [code for code, _ in found(intake)] == ["agency_twice"] * 2
    assert intake.tables["reported_totals"].empty
    assert [file.counts[0].rejected for file in intake.files] == [37, 37]


def test_what_is_no_workbook_or_no_report_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "a.xlsx"
    text.write_text("a,b\n", encoding="utf-8")
    other, empty = openpyxl.Workbook(), tmp_path / "c.xlsx"
    other.save(empty)
    other.worksheets[0]["A1"] = "x"
    other.save(tmp_path / "b.xlsx")
    intake = read_bid_reports([text, tmp_path / "b.xlsx", empty])
    codes = [
        (finding.file, finding.code) for finding in intake.findings if finding.code != "bid_report.sheet_ignored"
    ]
    assert codes == [
        ("a.xlsx", "workbook.is_text"),
        ("b.xlsx", "bid_report.cover_no_year"),
        ("b.xlsx", "bid_report.no_sheet"),
        ("c.xlsx", "workbook.no_cells"),
    ]


def test_the_kind_of_a_workbook_is_known_by_its_sheets_or_their_titles(tmp_path: Path) -> None:
    assert check_path(write(tmp_path / "x" / "bao_cao.xlsx")).source == "bid_reports"
    renamed = write(tmp_path / "y" / "bao_cao.xlsx", lambda book: setattr(book["Bieu 02A"], "title", "Sheet1"))
    assert workbook_kind(renamed) == "bid_reports"


def test_a_workbook_of_no_kind_is_not_only_told_what_a_score_workbook_has(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "x"
    book.save(tmp_path / "x.xlsx")
    with pytest.raises(IntakeError) as caught:
        check_path(tmp_path / "x.xlsx")
    codes = [finding.code for finding in caught.value.findings]
    assert codes == ["workbook.header_missing", "intake.unknown_kind"]
    assert [file.file for file in caught.value.files] == ["x.xlsx"]


@pytest.mark.real_data
def test_the_official_workbook_is_read_where_its_file_name_says_whose_it_is(
    shared_data: Path, tmp_path: Path
) -> None:
    path = tmp_path / "SNV_2022.xlsx"
    shutil.copy(shared_data / TEMPLATE, path)
    intake = read_bid_reports([path])
    assert {code for code, _ in found(intake)} == {"sheet_ignored", "list_not_read"}
    table = check_table("reported_totals", intake.tables["reported_totals"])
    assert set(table["sheet"]) == {"Bieu 01", "Bieu 02A", "Bieu 02B", "Bieu 03A", "Bieu 03B"}
    assert table["package_count"].fillna(0).eq(0).all()


@pytest.mark.real_data
def test_the_faulty_formulas_of_the_official_workbook_are_found_once_it_is_filled_in(
    shared_data: Path, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(shared_data / TEMPLATE, data_only=True)
    sheet = book["Bieu 01"]
    # What Excel would show for mixed packages, online: their sum is left out, their difference is that of works.
    fill(sheet, {18: (1, 900, 800, 0)})
    fill(sheet, {23: (1, 900, 800, 100)})
    path = tmp_path / "SNV_2022.xlsx"
    book.save(path)
    codes = found(read_bid_reports([path]))
    assert {("difference_wrong", "G18"), ("total_wrong", "D20"), ("total_wrong", "E20")} <= set(codes)
