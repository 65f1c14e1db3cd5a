"""Filled procurement report workbooks, made from our own form and then damaged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from cchc_analysis.intake.bid_report.adapter import read_bid_reports
from cchc_analysis.intake.findings import SourceIntake
from cchc_analysis.reference.bid_report_form import bounds, load_bid_report_form, row_words

FORM = {sheet.sheet: sheet for sheet in load_bid_report_form()}
Damage = Callable[[openpyxl.Workbook], Any]


def purchase_sheet(book: openpyxl.Workbook, name: str = "Bieu 02A", model: str = "Bieu 02A") -> Worksheet:
    """An empty sheet of the form, laid out as the official one, without formulas."""
    form, sheet = FORM[model], book.create_sheet(name)
    for place, words in form.texts.items():
        left, top, right, bottom = bounds(place)
        sheet.cell(top, left, words)
        if (left, top) != (right, bottom):
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    for line, row in form.rows():
        if row is line.rows[0]:
            sheet.cell(row.row, 1, line.label)
        if row.is_domestic is not None:
            sheet.cell(row.row, 2, row_words("is_domestic")[row.is_domestic])
        if row.is_online is not None:
            sheet.cell(row.row, 3, row_words("is_online")[row.is_online])
        sheet.row_dimensions[row.row].hidden = row.is_hidden
    return sheet


def fill(sheet: Worksheet, rows: dict[int, tuple[Any, ...]], *, column: int = 4) -> None:
    for row, values in rows.items():
        for place, value in enumerate(values):
            sheet.cell(row, column + place, value)


def set_cell(address: str, value: Any, number_format: str = "General") -> Damage:
    def damage(book: openpyxl.Workbook) -> None:
        cell = book["Bieu 02A"][address]
        cell.value, cell.number_format = value, number_format

    return damage


GOOD = {
    12: (2, 5_000, 4_500, 500), 18: (2, 5_000, 4_500, 500), 29: (2, 5_000, 4_500, 500), 44: (2, 5_000, 4_500, 500),
}  # fmt: skip


def write(path: Path, damage: Damage | None = None, *, cover: str | None = "Cơ quan báo cáo: Sở Nội vụ") -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    sheet = purchase_sheet(book)
    if cover:
        sheet["A4"] = f"{cover} – Kỳ báo cáo: Năm 2020"
    fill(sheet, GOOD)
    if damage:
        damage(book)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def read(folder: Path, damage: Damage | None = None, **other: Any) -> SourceIntake:
    return read_bid_reports([write(folder / "bao_cao.xlsx", damage, **other)])


def found(intake: SourceIntake) -> list[tuple[str, str]]:
    """Codes and places of the findings, but for the sheets that these small workbooks leave out."""
    codes = [(one.code.removeprefix("bid_report."), one.place) for one in intake.findings]
    return [one for one in codes if one[0] != "sheets_missing"]
