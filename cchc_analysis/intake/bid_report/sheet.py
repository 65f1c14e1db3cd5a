"""One sheet of a filled procurement report: may it be read, and where does it differ from the official form?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from cchc_analysis.intake.bid_report.figures import SheetFigures, read_figures
from cchc_analysis.intake.bid_report.layout import FilledRow, FilledSheet, row_place, sheet_number
from cchc_analysis.intake.findings import Finding, Severity
from cchc_analysis.intake.workbook.cells import Cell, Sheet
from cchc_analysis.intake.workbook.hidden import hidden_notes
from cchc_analysis.reference.bid_report_form import ReportSheet


def read_sheet(filled: FilledSheet, *, file: str) -> tuple[SheetFigures | None, list[Finding]]:
    """Read a sheet whose layout and unit are certain; None where they are not, with the finding that says why.

    Moved, missing and additional rows are notes (the system refuses such a file), hidden figures are held; labels,
    headings and units that are read although they are hidden are notes.
    """
    sheet = filled.sheet
    missing = [words for measure, words in filled.report_form.measure_headings.items()
               if not any(known == measure for _, known in filled.columns)]  # fmt: skip
    if missing or not filled.rows:
        raw = ", ".join(" ".join(words.split()) for words in missing)
        return None, [_finding("layout_missing", Severity.HELD, file, sheet, raw_value=raw)]
    units = {unit for unit, _ in filled.units}
    if len(units) != 1 or "" in units:
        raw = "; ".join(cell.raw for _, cell in filled.units)
        return None, [_finding("unit_unknown", Severity.HELD, file, sheet, raw_value=raw)]
    unit = units.pop()
    findings = []
    if unit != filled.report_form.unit:
        cell = filled.units[0][1]
        findings.append(
            _finding("unit_differs", Severity.NOTE, file, sheet, place=cell.address, raw_value=cell.raw)
        )
    figures = read_figures(filled, unit, file=file)
    return figures, [*findings, *_layout_findings(filled, file), *figures.findings]


def _layout_findings(filled: FilledSheet, file: str) -> Iterator[Finding]:
    sheet = filled.sheet
    for cell in filled.unknown:
        yield _finding(
            "row_unknown", Severity.ROW_REJECTED, file, sheet, place=cell.address, raw_value=cell.raw[:200]
        )
    expected = {row_place(line, row): row for line, row in filled.report_form.rows()}
    moved: dict[int, list[int]] = defaultdict(list)
    for row in filled.rows:
        own = expected.get(row.key)
        if own is None:
            words = _words(filled, row)
            yield _finding("row_not_on_form", Severity.NOTE, file, sheet, place=f"row {row.row}", raw_value=words)
        elif own.row != row.row:
            moved[row.row - own.row].append(row.row)
        if row.row in sheet.hidden_rows and not (own and own.is_hidden):
            yield _finding("row_hidden", Severity.HELD, file, sheet, place=f"row {row.row}")
    for shift, rows in sorted(moved.items()):
        place = f"row {rows[0]}"
        yield _finding("rows_moved", Severity.NOTE, file, sheet, place=place, count=len(rows), shift=f"{shift:+d}")
    found = {row.key for row in filled.rows}
    lost = [row.row for key, row in expected.items() if key not in found and not row.is_hidden]
    if lost:
        yield _finding("rows_missing", Severity.NOTE, file, sheet, raw_value=", ".join(map(str, lost)))
    columns = {column: key for key, column in filled.columns.items()}
    rows_with_figures = {row.row for row in filled.rows}
    for top, left, bottom, right in sorted(sheet.merged):
        # A number over two rows or measures belongs to one of them, and nobody can tell to which.
        if rows_with_figures & set(range(top, bottom + 1)) and columns.keys() & set(range(left, right + 1)):
            first = filled.cells.get((top, left))
            place, raw = (first.address, first.raw[:200]) if first else (f"row {top}", "")
            yield _finding("cells_merged", Severity.HELD, file, sheet, place=place, raw_value=raw)
    for column in sorted(sheet.hidden_columns & columns.keys()):
        heading = filled.cells[filled.header, column]
        yield _finding("column_hidden", Severity.HELD, file, sheet, place=heading.address)
    beside = (filled.cells.get((row.row, place)) for row in filled.rows for place in (1, 2, 3))
    labels = [cell for cell in beside if cell is not None]
    headings = [filled.cells[filled.header, column] for column in sorted(columns)]
    yield from hidden_notes(
        [*(cell for _, cell in filled.units), *headings, *labels],
        hidden_columns=sheet.hidden_columns - columns.keys(),
        hidden_rows=sheet.hidden_rows - rows_with_figures,
        file=file,
        sheet=sheet.name,
    )


def _words(filled: FilledSheet, row: FilledRow) -> str:
    cells: list[Cell] = [cell for column in (1, 2, 3) if (cell := filled.cells.get((row.row, column)))]
    return " ".join(cell.raw for cell in cells)[:200]


def other_sheet(sheet: Sheet, report_form: Sequence[ReportSheet], *, file: str) -> Iterator[Finding]:
    """Note a sheet that is not read: the lists of the form, guides, anything else."""
    lists = {sheet_number(one.sheet) for one in report_form if not one.lines}
    code = "list_not_read" if sheet_number(sheet.name) in lists else "sheet_ignored"
    if sheet.cells:
        yield _finding(code, Severity.NOTE, file, sheet)


def _finding(
    code: str,
    severity: Severity,
    file: str,
    sheet: Sheet,
    *,
    place: str = "",
    raw_value: str = "",
    **values: object,
) -> Finding:
    return Finding(f"bid_report.{code}", severity, file, sheet.name, place, raw_value, values)
