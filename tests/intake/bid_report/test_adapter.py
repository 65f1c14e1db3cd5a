"""Figures of procurement reports as agencies fill them in: what is read, and every fault with its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cchc_analysis.intake.findings import Severity
from cchc_analysis.tables.contracts import check_table
from cchc_analysis.texts import LANGUAGES
from tests.intake.filled_reports import GOOD, fill, found, purchase_sheet, read, set_cell

pytestmark = pytest.mark.usefixtures("in_this_process")


def test_a_filled_sheet_gives_its_rows_in_dong_and_no_finding(tmp_path: Path) -> None:
    intake = read(tmp_path)
    assert found(intake) == []
    table = check_table("reported_totals", intake.tables["reported_totals"])
    assert table[["block", "row_code", "package_count", "price_vnd", "award_vnd"]].to_numpy().tolist() == [
        ["field", "goods", 2, 5 * 10**9, 4_500_000_000],
        ["field", "total", 2, 5 * 10**9, 4_500_000_000],
        ["form", "shopping", 2, 5 * 10**9, 4_500_000_000],
        ["form", "total", 2, 5 * 10**9, 4_500_000_000],
    ]
    assert table["agency_code"].unique().tolist() == ["SNV"]
    (rows, cells) = intake.files[0].counts
    assert (rows.read, rows.used) == (37, 37)
    assert cells.used == 4 * len(GOOD)


@pytest.mark.parametrize(
    ("address", "value", "code"),
    [
        ("E12", -5_000, "cell_negative"),
        ("D12", 2.5, "cell_decimal_count"),
        ("E12", "năm tỷ", "cell_not_a_number"),
        ("E12", "5.000", "cell_two_readings"),
        ("E12", "#REF!", "cell_error_cell"),
        ("D12", True, "cell_not_a_number"),
    ],
)
def test_a_cell_that_cannot_be_believed_rejects_its_row(
    tmp_path: Path, address: str, value: Any, code: str
) -> None:
    intake = read(tmp_path, set_cell(address, value))
    assert (code, address) in found(intake)
    rows, cells = intake.files[0].counts
    assert (rows.rejected, cells.rejected) == (1, 4)
    assert "goods" not in set(intake.tables["reported_totals"]["row_code"])


@pytest.mark.parametrize(
    ("value", "expected"), [("5.000,5", 5_000_500_000), ("5.000.000", 5 * 10**12), (5000.5, 5_000_500_000)]
)
def test_a_number_with_one_reading_is_used_and_noted(tmp_path: Path, value: Any, expected: int) -> None:
    intake = read(tmp_path, set_cell("E12", value))
    assert expected in set(intake.tables["reported_totals"]["price_vnd"])
    notes = {finding.code for finding in intake.findings if finding.severity is Severity.NOTE}
    assert notes & {"bid_report.cell_text", "bid_report.cell_decimals"}


def test_a_format_that_shows_another_number_is_a_fault(tmp_path: Path) -> None:
    assert ("cell_shown_otherwise", "E12") in found(read(tmp_path, set_cell("E12", 5_000, "#,##0,")))


@pytest.mark.parametrize("shown", ['#,##0 "tỷ đồng"', '#,##0 "nghìn đ"', '#,##0 "đv"', "#,##0 [$$-409]"])
def test_a_format_that_shows_another_unit_or_an_unknown_one_holds_the_row(tmp_path: Path, shown: str) -> None:
    intake = read(tmp_path, set_cell("E12", 5_000, shown))
    (held,) = [one for one in intake.findings if one.place == "E12"]
    assert (held.code, held.severity) == ("bid_report.cell_shown_unit", Severity.HELD)
    assert "goods" not in set(intake.tables["reported_totals"]["row_code"])


def test_a_format_that_shows_the_unit_of_the_sheet_says_nothing_new(tmp_path: Path) -> None:
    def damage(book: openpyxl.Workbook) -> None:
        sheet = book["Bieu 02A"]
        sheet["E12"].number_format = '#,##0 "triệu đồng"'
        sheet["D12"].number_format = '0 "gói"'

    assert found(read(tmp_path, damage)) == []


@pytest.mark.parametrize("stated", ["ĐVT: nghìn đồng", "ĐVT: USD", "(tỷ đồng)"])
def test_a_second_unit_however_it_is_stated_holds_the_sheet(tmp_path: Path, stated: str) -> None:
    intake = read(tmp_path, set_cell("D4", stated))
    assert [code for code, _ in found(intake)] == ["unit_unknown"]
    assert stated in intake.findings[0].raw_value


def test_a_formula_that_was_never_calculated_is_a_fault_where_it_is_a_figure_and_none_where_it_is_a_total(
    tmp_path: Path,
) -> None:
    assert ("cell_not_calculated", "E12") in found(read(tmp_path, set_cell("E12", "=2500*2")))
    assert found(read(tmp_path, set_cell("E18", "=SUM(E8,E10,E12,E14,E16)"))) == [("total_not_calculated", "E18")]
    assert found(read(tmp_path, set_cell("E17", "=SUM(E7,E9,E11,E13,E15)"))) == []


def test_totals_and_differences_that_their_parts_do_not_give_are_held_with_both_figures(tmp_path: Path) -> None:
    def damage(book: openpyxl.Workbook) -> None:
        fill(book["Bieu 02A"], {12: (2, 5_000, 4_500, 400), 18: (2, 5_100, 4_500, 600)})

    intake = read(tmp_path, damage)
    assert found(intake) == [("difference_wrong", "G12"), ("total_wrong", "E18"), ("blocks_differ", "E44")]
    wrong = intake.findings[1]
    assert (wrong.severity, wrong.values["stated"], wrong.values["expected"]) == (Severity.HELD, "5100", "5000")
    assert 5_100_000_000 in set(intake.tables["reported_totals"]["price_vnd"])


def test_a_price_typed_in_dong_on_a_sheet_of_million_dong_is_held(tmp_path: Path) -> None:
    intake = read(tmp_path, set_cell("E12", 5_000_000_000))
    assert found(intake)[0] == ("cell_unit", "E12")
    assert intake.files[0].counts[0].rejected == 1


def test_another_unit_is_followed_and_said_and_no_unit_or_two_hold_the_sheet(tmp_path: Path) -> None:
    intake = read(tmp_path, set_cell("F4", "Đơn vị tính: tỷ đồng"))
    assert found(intake) == [("unit_differs", "F4")]
    assert set(intake.tables["reported_totals"]["price_vnd"]) == {5_000 * 10**9}
    for damage in (set_cell("F4", None), set_cell("D4", "Đơn vị: đồng"), set_cell("F4", "Đơn vị: USD")):
        intake = read(tmp_path, damage)
        assert [code for code, _ in found(intake)] == ["unit_unknown"]
        assert intake.tables["reported_totals"].empty


@pytest.mark.parametrize(("address", "value"), [("E12", 1e18), ("D12", 10**9), ("G12", 1e300), ("E18", -1e30)])
def test_a_number_no_report_can_hold_rejects_its_cell_and_the_rest_is_read(
    tmp_path: Path, address: str, value: float
) -> None:
    intake = read(tmp_path, set_cell(address, value))
    code = "cell_negative" if value < 0 else "cell_implausible"
    assert (code, address) in found(intake)
    table = check_table("reported_totals", intake.tables["reported_totals"])
    assert len(table) == (4 if address == "G12" else 3)


@pytest.mark.parametrize("count", [0, None])
def test_money_without_a_package_is_held_and_kept_as_reported(tmp_path: Path, count: int | None) -> None:
    intake = read(tmp_path, set_cell("D12", count))
    assert {("cell_without_packages", "E12"), ("cell_without_packages", "F12")} <= set(found(intake))
    assert intake.tables["reported_totals"]["price_vnd"].tolist() == [5 * 10**9] * 4


def test_packages_that_cost_nothing_are_held(tmp_path: Path) -> None:
    intake = read(tmp_path, set_cell("E12", 0))
    assert [one for one in found(intake) if one[0] == "cell_zero"] == [("cell_zero", "E12")]


def test_groups_of_projects_are_read_and_added_up(tmp_path: Path) -> None:
    def damage(book: openpyxl.Workbook) -> None:
        sheet = purchase_sheet(book, "Bieu 01", "Bieu 01")
        fill(sheet, {13: (1, 100, 90, 10)}, column=8)
        fill(sheet, {13: (2, 300, 250, 50)}, column=12)
        fill(sheet, {13: (3, 400, 341, 60)}, column=20)

    intake = read(tmp_path, damage)
    assert ("total_wrong", "V13") in found(intake)
    own = intake.tables["reported_totals"].query("sheet == 'Bieu 01'")
    assert own[["group", "package_count"]].to_numpy().tolist() == [["a", 1], ["b", 2], ["total", 3]]


def test_all_faults_of_a_file_are_named_at_once_and_speak_both_languages(tmp_path: Path) -> None:
    def damage(book: openpyxl.Workbook) -> None:
        fill(book["Bieu 02A"], {12: (-1, "x", 4_500, 1), 18: (2.5, -1, "1.000", 0)})

    intake = read(tmp_path, damage, cover="Cơ quan báo cáo: Sở Không Có")
    assert {"cover_agency_unknown", "cell_negative", "cell_not_a_number", "cell_decimal_count"} <= dict(
        found(intake)
    ).keys()
    for finding in intake.findings:
        said = [finding.message(language) for language in LANGUAGES]
        assert all(said)
        assert said[0] != said[1]
