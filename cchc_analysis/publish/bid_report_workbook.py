"""The procurement report as a workbook in the layout of the official form, with totals that are right."""

from __future__ import annotations

import datetime as dt
import io
import math
from itertools import groupby

import xlsxwriter
from openpyxl.utils import get_column_letter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cchc_analysis.compliance.bid_report import BidReport
from cchc_analysis.publish.bid_report_cells import FigureCell, sheet_cells
from cchc_analysis.publish.bid_report_check import write_check
from cchc_analysis.publish.bid_report_comparison import write_comparison
from cchc_analysis.publish.bid_report_notes import cover, notes, subtitle
from cchc_analysis.publish.deterministic_zip import repack
from cchc_analysis.reference.bid_report_form import FormLine, FormRow, ReportSheet, bounds, row_words
from cchc_analysis.texts import Language, text

_INERT = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_FONT = {"font_name": "Times New Roman", "font_size": 11, "valign": "vcenter", "text_wrap": True}
_WIDTHS = {"A": 26, "B": 12, "C": 7}
_COLUMN_WIDTH, _LIST_WIDTH, _NOTE_WIDTH, _LINE_HEIGHT = 13, 14, 110, 16
Formats = dict[str, Format]


def write_bid_report(report: BidReport, *, language: Language = "vi") -> bytes:
    """Return the report as .xlsx: sheets, headings and cells of the official form, a check sheet and notes.

    Figures are numbers in the unit of the sheet; totals and differences are formulas that carry their results, so
    that a reader without a calculator sees them too. Words of agencies are text, never formulas. The same report
    gives the same bytes. The language is that of check and notes: the form itself is Vietnamese.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _INERT) as workbook:
        created = dt.datetime.combine(report.period.end_on, dt.time())
        workbook.set_properties({"title": subtitle(report, language), "created": created})
        formats = _formats(workbook)
        with_figures = [sheet for sheet in report.sheets if sheet.lines]
        cells = {sheet.sheet: _cells(sheet, report) for sheet in with_figures}
        for sheet in with_figures:
            target = workbook.add_worksheet(sheet.sheet)
            _write_headings(target, sheet, subtitle(report, language), formats)
            for cell in cells[sheet.sheet]:
                _write_figure(target, cell, formats)
        write_check(workbook, with_figures, cells, formats=formats, language=language)
        for sheet in report.sheets:
            if not sheet.lines:
                _write_list(workbook.add_worksheet(sheet.sheet), sheet, formats)
        if report.comparison is not None:
            write_comparison(workbook, report.comparison, with_figures, formats, language)
        _write_notes(workbook.add_worksheet(text("bid_report.sheet_notes", language)), report, formats, language)
    return repack(file.getvalue())


def _formats(workbook: xlsxwriter.Workbook) -> Formats:
    cell, bold, grey = {**_FONT, "border": 1}, {"bold": True}, {"bg_color": "#F2F2F2"}
    kinds = {
        "plain": _FONT,
        "line": {**_FONT, "text_wrap": False},
        "subtitle": {**_FONT, "text_wrap": False, "italic": True},
        "title": {**_FONT, **bold, "align": "center"},
        # One column is too narrow for it: it runs over the empty one beside it.
        "unit": {**_FONT, **bold, "text_wrap": False, "align": "right"},
        "head": {**cell, **bold, **grey, "align": "center"},
        "label": cell,
        "mark": {**cell, "align": "center"},
        "number": {**cell, "num_format": "#,##0"},
        "sum": {**cell, **bold, **grey, "num_format": "#,##0"},
        "strong": {**cell, **bold, **grey},
        # Words of agencies: they stay text when somebody edits the cell, too.
        "words": {**cell, "quote_prefix": True},
    }
    return {name: workbook.add_format(kind) for name, kind in kinds.items()}


def _cells(sheet: ReportSheet, report: BidReport) -> list[FigureCell]:
    figures = report.figures[report.figures["sheet"] == sheet.sheet]
    # Where some packages may belong to any sheet, a row without packages is not known to be empty.
    says_none = sheet.plan_type == "" or (sheet.plan_type is not None and not report.unsorted_count)
    return sheet_cells(sheet, figures, says_none=says_none, has_awards=report.has_awards)


def _write_headings(target: Worksheet, sheet: ReportSheet, head: str, formats: Formats) -> None:
    last_column = max(sheet.column(group, "difference_vnd") for group in sheet.groups)
    _set_up(target, last_column, _COLUMN_WIDTH)
    for column, width in _WIDTHS.items():
        target.set_column(f"{column}:{column}", width)
    first_row = min(row.row for _, row in sheet.rows())
    for place, words in sheet.texts.items():
        _, top, _, bottom = bounds(place)
        is_part = words.startswith(("I. ", "II. "))
        is_head = _unit_row(sheet) < top < first_row or is_part
        below = "plain" if ":" in place else "line"
        above = "unit" if top == _unit_row(sheet) and ":" not in place else "title"
        _put(target, place, words, formats["head" if is_head else above if top < first_row else below])
        if is_head and not is_part and top == bottom:
            # A heading of two lines in one row.
            target.set_row(top - 1, 2 * _LINE_HEIGHT)
        if top > first_row and "\n" in words and bottom > top:
            # Rows do not grow by themselves under a merged range.
            for row_number in range(top, bottom + 1):
                target.set_row(
                    row_number - 1, _LINE_HEIGHT * math.ceil((words.count("\n") + 2) / (bottom - top + 1))
                )
    _put(target, f"A{_unit_row(sheet)}", head, formats["subtitle"])
    for line in sheet.lines:
        _write_labels(target, line, formats)
    for _, row in sheet.rows():
        if row.is_hidden:
            target.set_row(row.row - 1, None, None, {"hidden": True})
    target.freeze_panes(first_row - 2, 3)
    target.repeat_rows(_unit_row(sheet), first_row - 3)


def _unit_row(sheet: ReportSheet) -> int:
    return bounds(sheet.unit_cell)[1]


def _write_figure(target: Worksheet, cell: FigureCell, formats: Formats) -> None:
    row, column = cell.row - 1, cell.column - 1
    if cell.formula:
        target.write_formula(row, column, cell.formula, formats["sum"], "" if cell.value is None else cell.value)
    elif cell.value is None:
        target.write_blank(row, column, None, formats["number"])
    else:
        target.write_number(row, column, cell.value, formats["number"])


def _write_labels(target: Worksheet, line: FormLine, formats: Formats) -> None:
    label = formats["strong" if line.is_total else "label"]
    if line.label:
        last = "A" if line.rows[0].is_domestic is not None else "B"
        _put(target, f"A{line.rows[0].row}:{last}{line.rows[-1].row}", line.label, label)
    for is_domestic, rows in groupby(line.rows, key=_is_domestic):
        own = list(rows)
        if is_domestic is not None:
            _put(target, f"B{own[0].row}:B{own[-1].row}", row_words("is_domestic")[is_domestic], formats["label"])
        for row in own:
            if row.is_online is not None:
                _put(target, f"C{row.row}", row_words("is_online")[row.is_online], formats["mark"])


def _is_domestic(row: FormRow) -> bool | None:
    return row.is_domestic


def _write_list(target: Worksheet, sheet: ReportSheet, formats: Formats) -> None:
    """Write a sheet that is filled in by hand: its headings only."""
    _set_up(target, max(bounds(place)[2] for place in sheet.texts), _LIST_WIDTH)
    # The headings begin with the first cells that reach over several rows.
    spans = [bounds(place) for place in sheet.texts]
    first = min(top for _, top, _, bottom in spans if bottom > top)
    last = max(bottom for _, top, _, bottom in spans if top == first)
    for place, words in sheet.texts.items():
        top = bounds(place)[1]
        below = "plain" if ":" in place else "line"
        shown = "title" if top < first else "head" if top <= last else below
        _put(target, place, words, formats[shown])


def _write_notes(target: Worksheet, report: BidReport, formats: Formats, language: Language) -> None:
    target.set_column("A:A", 24)
    target.set_column("B:B", _NOTE_WIDTH)
    target.set_paper(9)
    target.fit_to_pages(1, 0)
    row = 0
    for label, value in cover(report, language):
        target.write_string(row, 0, label, formats["label"])
        if isinstance(value, int):
            target.write_number(row, 1, value, formats["label"])
        else:
            target.write_string(row, 1, value, formats["words"])
        row += 1
    for number, sentence in enumerate(notes(report, language), start=1):
        row += 1
        target.write_number(row, 0, number, formats["plain"])
        target.write_string(row, 1, sentence, formats["plain"])
        # LibreOffice opens a row at the height of one line, however many its words take.
        target.set_row(row, _LINE_HEIGHT * math.ceil(len(sentence) / _NOTE_WIDTH))


def _put(target: Worksheet, place: str, words: str, shown: Format | None) -> None:
    """Write a text into a cell or a merged range; as text, whatever it begins with."""
    left, top, right, bottom = (bound - 1 for bound in bounds(place))
    if (left, top) != (right, bottom):
        target.merge_range(top, left, bottom, right, "", shown)
    target.write_string(top, left, words, shown)


def _set_up(target: Worksheet, last_column: int, width: int) -> None:
    target.set_column(f"A:{get_column_letter(last_column)}", width)
    target.set_landscape()
    target.set_paper(9)
    target.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    target.fit_to_pages(1, 0)
