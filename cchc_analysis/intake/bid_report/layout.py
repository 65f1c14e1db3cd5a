"""Where the figures stand on a filled sheet of the procurement report: unit, columns and rows by their words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cchc_analysis.intake.stated_units import stated_units
from cchc_analysis.intake.workbook.cells import Cell, Sheet
from cchc_analysis.reference.bid_report_form import (
    TOTAL,
    FormLine,
    FormRow,
    ReportSheet,
    row_words,
)
from cchc_analysis.vietnamese.names import name_key

_NUMBERING = re.compile(r"^(?:[ivx]+|\d+)\s*\.\s*")
_IN_BRACKETS = re.compile(r"\([^()]*\)|\(.*$")
_SHEET_NUMBER = re.compile(r"(?:biểu|bieu)(?: số)? *(\d{1,2} ?[ab]?)")
_TITLE_ROWS = 8
RowKey = tuple[str, str, bool | None, bool | None]


@dataclass(frozen=True)
class FilledRow:
    """A row with its meaning: block, code, online, domestic (None = both)."""

    row: int
    key: RowKey


@dataclass(frozen=True)
class FilledSheet:
    """A filled sheet: where its measures stand, what its rows mean, and rows whose words the form does not have.

    `units` are the units it names with the cells that name them; `columns` go by group and measure.
    """

    report_form: ReportSheet
    sheet: Sheet
    cells: dict[tuple[int, int], Cell]
    units: tuple[tuple[str, Cell], ...]
    columns: dict[tuple[str, str], int]
    rows: tuple[FilledRow, ...]
    unknown: tuple[Cell, ...]
    header: int


def label(words: object) -> str:
    """Key of a label: without numbering, remarks in brackets, line breaks, capitals and final marks."""
    plain = _IN_BRACKETS.sub("", name_key(str(words)))
    return name_key(_NUMBERING.sub("", plain.strip())).rstrip(" :*")


def sheet_number(name: str) -> str:
    """Return the number of a sheet of the report (``02A``) from its name or title, or ""."""
    match = _SHEET_NUMBER.search(name_key(name))
    return match[1].replace(" ", "").upper().lstrip("0") if match else ""


def find_sheet(sheet: Sheet, report_form: Sequence[ReportSheet]) -> FilledSheet | None:
    """Recognise a sheet of the form by its name, or else its title, and find its parts; None for any other."""
    titles = [sheet.name, *(str(cell.value) for cell in sheet.cells if cell.row <= _TITLE_ROWS)]
    numbers = [number for title in titles if (number := sheet_number(title))]
    known = {sheet_number(one.sheet): one for one in report_form if one.lines}
    found = known.get(numbers[0]) if numbers else None
    if found is None:
        return None
    filled = lay_out(sheet, found)
    # Guides and check sheets name a sheet of the form and are none.
    return filled if filled.rows or sheet_number(sheet.name) else None


def lay_out(sheet: Sheet, found: ReportSheet) -> FilledSheet:
    """Find the parts of a sheet of which it is known what it is."""
    cells = {(cell.row, cell.column): cell for cell in sheet.cells}
    header = _header_row(sheet, found)
    columns = _columns(sheet, header, found)
    rows, unknown = _rows(cells, header, found, sheet.hidden_rows)
    return FilledSheet(found, sheet, cells, tuple(_units(sheet)), columns, tuple(rows), tuple(unknown), header)


def _header_row(sheet: Sheet, report_form: ReportSheet) -> int:
    """Return the row with the most measure headings; 0 without any."""
    headings = {label(words) for words in report_form.measure_headings.values()}
    counts: dict[int, int] = {}
    for cell in sheet.cells:
        if label(cell.value) in headings:
            counts[cell.row] = counts.get(cell.row, 0) + 1
    return max(counts, key=lambda row: (counts[row], -row), default=0)


def _columns(sheet: Sheet, header: int, report_form: ReportSheet) -> dict[tuple[str, str], int]:
    """Give every measure heading to the group whose heading begins at or before it."""
    measures = {label(words): measure for measure, words in report_form.measure_headings.items()}
    groups = {_group_key(words): group for group, words in report_form.group_headings.items()}
    starts = {
        cell.column: groups[_group_key(cell.value)]
        for cell in sheet.cells
        if header - 2 <= cell.row < header and _group_key(cell.value) in groups
    }
    found: dict[tuple[str, str], int] = {}
    for cell in sheet.cells:
        if cell.row != header or label(cell.value) not in measures:
            continue
        begun = [column for column in starts if column <= cell.column]
        group = starts[max(begun)] if begun else TOTAL if not groups else ""
        if group:
            found.setdefault((group, measures[label(cell.value)]), cell.column)
    return found


def _group_key(words: object) -> str:
    """Key of a group heading; that of the sum of groups is its first word, whatever sum it spells out."""
    key = label(words)
    return "cộng" if key.startswith("cộng") else key


def _units(sheet: Sheet) -> Iterator[tuple[str, Cell]]:
    rows: dict[int, dict[int, Cell]] = {}
    for cell in sheet.cells:
        rows.setdefault(cell.row, {})[cell.column] = cell
    for row in sorted(rows):
        yield from ((unit, cell) for cell, unit in stated_units(rows[row]))


def _rows(
    cells: dict[tuple[int, int], Cell], header: int, report_form: ReportSheet, hidden: frozenset[int]
) -> tuple[list[FilledRow], list[Cell]]:
    lines: dict[tuple[str, str], FormLine] = {
        (line.block, label(line.label)): line for line in report_form.lines if line.label
    }
    blocks = {label(words): block for block, words in report_form.block_headings.items()}
    rows: list[FilledRow] = []
    unknown: list[Cell] = []
    block = ""
    line: FormLine | None = None
    place: bool | None = None
    last = max((row for row, _ in cells), default=0)
    for number in range(header + 1, last + 1):
        name, where, mark = (cells.get((number, column)) for column in (1, 2, 3))
        words = label(name.value) if name else ""
        if name and name_key(str(name.value)).startswith("ghi chú"):
            break
        if words in blocks:
            block, line, place = blocks[words], None, None
            continue
        if name:
            # A label that cannot be read (a formula, an error) is no continuation of the line above it.
            line, place = lines.get((block, words)), None
            if line is None:
                unknown.append(name)
        elif line is None and mark is not None and block:
            unknown.append(mark)
        if where is not None:
            place = _one_of(row_words("is_domestic"), where)
        is_online = None if mark is None else _one_of(row_words("is_online"), mark)
        if line is not None:
            rows.append(FilledRow(number, _row_key(line, is_online, place, is_hidden=number in hidden)))
    return rows, unknown


def _row_key(line: FormLine, is_online: bool | None, place: bool | None, *, is_hidden: bool) -> RowKey:
    # The official file hides a second total inside the line "Hỗn hợp" of Biểu 03A and 03B.
    code = TOTAL if is_hidden and is_online is None else line.code
    return (line.block, code, is_online, place if line.block == "form" and code != TOTAL else None)


def row_place(line: FormLine, row: FormRow) -> RowKey:
    """Return what a row of the form means, as `FilledRow.key` says it."""
    is_hidden = row.is_hidden and row.is_online is None
    return _row_key(line, row.is_online, row.is_domestic, is_hidden=is_hidden)


def _one_of(words: dict[bool, str], cell: Cell) -> bool | None:
    key = label(cell.value)
    return next((meaning for meaning, word in words.items() if label(word) == key), None)
