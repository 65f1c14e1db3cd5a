"""The formulas of the official workbook against what its rows say they add up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter

from cchc_analysis.reference.bid_report_form import MEASURES, TOTAL, FormLine, FormRow, ReportSheet, bounds

TEMPLATE = "forms/bao-cao-dau-thau-bieu-01-06.xlsx"
_PLACE = re.compile(r"[A-Z]{1,2}\d+(?::[A-Z]{1,2}\d+)?")


def name(sheet: ReportSheet, row: int, group: str, measure: str) -> str:
    return f"{get_column_letter(sheet.column(group, measure))}{row}"


def referenced(formula: str) -> set[str]:
    """Every cell a formula of the template refers to, ranges spelt out."""
    found = set()
    for place in _PLACE.findall(formula):
        left, top, right, bottom = bounds(place)
        found |= {f"{get_column_letter(c)}{r}" for r in range(top, bottom + 1) for c in range(left, right + 1)}
    return found


def wrong_formulas(folder: Path, form: tuple[ReportSheet, ...]) -> Iterator[tuple[str, str, str]]:
    """Yield sheet, cell and what is wrong: no formula, cells left out, cells referred to that do not belong."""
    book = openpyxl.load_workbook(folder / TEMPLATE)
    for sheet in form:
        for line, row in sheet.rows():
            for group in sheet.groups:
                for measure in MEASURES:
                    cell = name(sheet, row.row, group, measure)
                    fault = fault_of(
                        str(book[sheet.sheet][cell].value or ""), ways(sheet, line, row, group, measure)
                    )
                    if fault:
                        yield sheet.sheet, cell, fault


def ways(sheet: ReportSheet, line: FormLine, row: FormRow, group: str, measure: str) -> list[set[str]]:
    """The sets of cells any of which a right formula may refer to; none for a cell that is typed in."""
    found = []
    others = [one for one in sheet.groups if one != TOTAL]
    if measure == MEASURES[3]:
        found.append({name(sheet, row.row, group, amount) for amount in MEASURES[1:3]})
    if line.is_total:
        found.append({name(sheet, part, group, measure) for part in sheet.parts(line, row)})
    if group == TOTAL and others:
        found.append({name(sheet, row.row, one, measure) for one in others})
    return found


def fault_of(formula: str, right: list[set[str]]) -> str:
    if not right or (cells := referenced(formula)) in right:
        return ""
    if not formula.startswith("="):
        return "none"
    nearest = min(right, key=lambda way: len(way ^ cells))
    return "other cells" if cells - nearest else "left out"
