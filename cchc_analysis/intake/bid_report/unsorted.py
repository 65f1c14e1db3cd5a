"""The sheet that `bid-report` adds for packages in no Biểu: known again, read for the total of all, and said."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_analysis.intake.bid_report.figures import SheetFigures
from cchc_analysis.intake.bid_report.layout import lay_out
from cchc_analysis.intake.bid_report.sheet import read_sheet
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


def read_unsorted(
    sheet: Sheet, report_form: Sequence[ReportSheet], *, file: str
) -> tuple[SheetFigures | None, list[Finding]]:
    """Read the packages of `is_unsorted` and say how many stand in no Biểu.

    Their figures belong to the total of all Biểu and to no one of them, under the Vietnamese name of the sheet.
    None where there are no packages, and where they cannot be read off the sheet, which is held.
    """
    if not sheet.is_visible:
        return None, [Finding("bid_report.sheet_hidden", Severity.HELD, file, sheet.name)]
    filled = lay_out(sheet, unsorted_layout(report_form, "vi"))
    unread = Finding("bid_report.unsorted_unread", Severity.HELD, file, sheet.name)
    figures, findings = read_sheet(filled, file=file) if (TOTAL, _COUNT) in filled.columns else (None, [])
    if figures is None:
        return None, [*findings, unread]
    own = {row.row for row in filled.rows if row.key[0] == "field" and row.key[1] != TOTAL}
    if any(row in own and measure == _COUNT for row, _, measure in figures.faulty):
        return None, [*findings, unread]
    # Every package stands once by field; a row that is rejected has said so itself.
    counts = {row: int(figures.values.get((row, TOTAL, _COUNT), 0)) for row in own}
    if not any(counts.values()):
        return None, [Finding("bid_report.sheet_ignored", Severity.NOTE, file, sheet.name)]
    used = sum(count for row, count in counts.items() if row not in figures.rejected_rows)
    notes = [Finding(UNSORTED, Severity.NOTE, file, sheet.name, values={"count": used})] if used else []
    return figures, [*findings, *notes]
