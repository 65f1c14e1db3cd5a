"""Packages merged over their lots: whose price the merged one is."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from cchc_analysis.intake.findings import Severity
from cchc_analysis.intake.package_sheet.adapter import read_package_sheets
from tests.intake.package_lists import found, row
from tests.intake.package_sheet.test_row_kinds import NUMBERED, outcomes, package

pytestmark = pytest.mark.usefixtures("in_this_process")


@pytest.mark.parametrize(
    ("merged", "expected", "told"),
    [
        (("A2:A3", "J2:J3"), (2, 0, 1), ["rows_explained"]),
        (("C2:C3", "J2:J3"), (2, 0, 1), ["rows_explained"]),
        (("A2:A3",), (1, 2, 0), ["contradicts", "contradicts"]),
        (("J2:J3",), (1, 2, 0), ["price_merged", "price_merged"]),
        (("A2:A3", "J2:J4"), (0, 3, 0), ["price_merged"] * 3 + ["contradicts"] * 2),
    ],
)
def test_a_package_merged_over_its_lots_counts_once_where_its_price_is_merged_too(
    tmp_path: Path, merged: tuple[str, ...], expected: tuple[int, int, int], told: list[str]
) -> None:
    path = tmp_path / "lo.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    names = ("B", "B") if "C2:C3" in merged else ("B", "C")
    rows = [package("01", Tên=names[0]), package("02", Tên=names[1], Giá=7), package("03", Tên="D")]
    for cells in (NUMBERED, *rows):
        sheet.append(cells)
    for span in merged:
        sheet.merge_cells(span)
    book.save(path)
    intake = read_package_sheets([path])
    assert outcomes(intake) == expected
    assert [code for code, _ in found(intake)] == told
    if "price_merged" in told:
        assert all(one.severity is Severity.HELD for one in intake.findings if one.code.endswith("price_merged"))
        assert [finding.place for finding in intake.findings[:2]] == ["J2", "row 3"]
        assert intake.tables["unsettled"]["value_vnd"].isna().all()


def test_a_price_merged_over_a_package_and_lines_that_are_none_is_its_own(tmp_path: Path) -> None:
    path = tmp_path / "lo.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    lot = (None, None, "Phần 1: thuốc", *[None] * 8)
    marked = ("04", *row(Tên="Lô 1: vải"))
    for cells in (NUMBERED, package("01"), lot, package("03", Tên="D"), marked, package("05", Tên="Lô 2: chỉ")):
        sheet.append(cells)
    for span in ("J2:J3", "A5:A6", "J5:J6"):
        sheet.merge_cells(span)
    book.save(path)
    intake = read_package_sheets([path])
    assert found(intake) == [("rows_explained", "")]
    # The first lot under a number and a price that are merged over all bears the price of the whole.
    assert intake.tables["packages"]["package_id"].tolist() == ["SNV/01", "SNV/03", "SNV/04"]
