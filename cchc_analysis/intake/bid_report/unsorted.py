"""The sheet that `bid-report` adds for packages in no Biểu: known again, passed over, and its packages said."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_analysis.intake.bid_report.figures import read_figures
from cchc_analysis.intake.bid_report.layout import lay_out
from cchc_analysis.intake.findings import Finding, Severity
from cchc_analysis.intake.workbook.cells import Sheet
from cchc_analysis.reference.bid_report_form import MEASURES, TOTAL, ReportSheet, unsorted_sheet
from cchc_analysis.texts import LANGUAGES, Language, text
from cchc_analysis.vietnamese.names import name_key

UNSORTED = "bid_report.unsorted_sheet"
_TITLE_ROWS = 3
_COUNT = MEASURES[0]


def unsorted_layout(report_form: Sequence[ReportSheet], language: Language) -> ReportSheet:
    """Return the sheet for packages of plans that do not say what they are of, in its words of a language."""
    words = {name: text(f"bid_report.{name}_unsorted", language) for name in ("sheet", "code", "title")}
    return unsorted_sheet(report_form, name=words["sheet"], code=words["code"], title=words["title"])


def is_unsorted(sheet: Sheet) -> bool:
    """Tell our own sheet by two marks of one language: its name, and the mark that it is no part of the form."""
    above = {name_key(str(cell.value)) for cell in sheet.cells if cell.row <= _TITLE_ROWS}
    marks = ((text("bid_report.sheet_unsorted", one), text("bid_report.code_unsorted", one)) for one in LANGUAGES)
    return any(name_key(sheet.name) == name_key(name) and name_key(code) in above for name, code in marks)


def unsorted_findings(sheet: Sheet, report_form: Sequence[ReportSheet], *, file: str) -> list[Finding]:
    """Say how many packages of `is_unsorted` stand in no Biểu; held where that cannot be read off the sheet."""
    layout = unsorted_layout(report_form, "vi")
    filled = lay_out(sheet, layout)
    if not filled.rows or (TOTAL, _COUNT) not in filled.columns:
        return [Finding("bid_report.unsorted_unread", Severity.HELD, file, sheet.name)]
    figures = read_figures(filled, str(layout.unit), file=file)
    own = {row.row for row in filled.rows if row.key[0] == "field" and row.key[1] != TOTAL}
    if any(row in own and measure == _COUNT for row, _, measure in figures.faulty):
        return [Finding("bid_report.unsorted_unread", Severity.HELD, file, sheet.name)]
    # Every package stands once by field.
    count = int(
        sum(value for (row, _, measure), value in figures.values.items() if row in own and measure == _COUNT)
    )
    if not count:
        return [Finding("bid_report.sheet_ignored", Severity.NOTE, file, sheet.name)]
    return [Finding(UNSORTED, Severity.NOTE, file, sheet.name, values={"count": count})]
