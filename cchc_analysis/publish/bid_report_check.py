"""The check sheet of the procurement report: does what is counted by field equal what is counted by form?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import xlsxwriter
from openpyxl.utils import get_column_letter
from xlsxwriter.format import Format

from cchc_analysis.publish.bid_report_cells import FigureCell
from cchc_analysis.reference.bid_report_form import MEASURES, TOTAL, ReportSheet, row_words
from cchc_analysis.texts import Language, text

_GROUPS = ("national", "a", "b", "c", TOTAL)


def write_check(
    workbook: xlsxwriter.Workbook,
    sheets: Sequence[ReportSheet],
    cells: Mapping[str, Sequence[FigureCell]],
    *,
    formats: Mapping[str, Format],
    language: Language,
) -> None:
    """Add the sheet that shows an X wherever total I is not total II, offline or online.

    The official file checks Biểu 01, 02A and 03B; this one checks every sheet of figures.
    """
    target = workbook.add_worksheet(text("bid_report.sheet_check", language))
    target.set_column(0, 1 + 3 * len(_GROUPS), 14)
    target.write_string(0, 0, text("bid_report.check_title", language), formats["subtitle"])
    target.write_string(2, 0, text("bid_report.check_sheet", language), formats["head"])
    target.write_string(2, 1, text("bid_report.check_mark", language), formats["head"])
    columns = [(group, measure) for group in _GROUPS for measure in MEASURES[:3]]
    for column, (group, measure) in enumerate(columns, start=2):
        heading = (text(f"bid_report.check_{name}", language) for name in (group, measure))
        target.write_string(2, column, "\n".join(heading), formats["head"])
    row = 3
    for sheet in sheets:
        shown = {cell.address: cell.value or 0 for cell in cells[sheet.sheet]}
        for is_online, mark in reversed(row_words("is_online").items()):
            target.write_string(row, 0, sheet.sheet, formats["label"])
            target.write_string(row, 1, mark, formats["mark"])
            for column, (group, measure) in enumerate(columns, start=2):
                if group in sheet.groups:
                    by_field, by_form = _totals(sheet, group, measure, is_online=is_online)
                    result = "X" if shown[by_field] != shown[by_form] else ""
                    field, form = (f"N('{sheet.sheet}'!{address})" for address in (by_field, by_form))
                    target.write_formula(row, column, f'=IF({field}<>{form},"X","")', formats["mark"], result)
            row += 1


def _totals(sheet: ReportSheet, group: str, measure: str, *, is_online: bool) -> tuple[str, str]:
    """Return the addresses of the two totals (one by field, one by form)."""
    letter = get_column_letter(sheet.column(group, measure))
    rows = {line.block: row.row for line, row in sheet.rows() if line.is_total and row.is_online is is_online}
    return f"{letter}{rows['field']}", f"{letter}{rows['form']}"
