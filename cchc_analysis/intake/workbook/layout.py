"""Where things stand on a score sheet: the headings, the cover, the table."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NoReturn

from cchc_analysis.intake.findings import Finding, IntakeError, Severity
from cchc_analysis.intake.workbook.cells import Cell, Sheet
from cchc_analysis.texts import LANGUAGES, text
from cchc_analysis.vietnamese.names import name_key

SCORE_COLUMNS = ("self_score", "appraised_score", "survey_score")
REQUIRED_COLUMNS = ("code", "max_points", "applies", *SCORE_COLUMNS)
COLUMNS = ("serial", "code", "name", "max_points", "applies", *SCORE_COLUMNS, "note")
COVER_FIELDS = ("agency_code", "agency_name", "year", "framework")

_HEADER_MUST_START_BY_ROW = 40
_HEADER_SHARE = 0.8


@dataclass(frozen=True)
class ScoreTable:
    """The score table of a workbook: its sheet, its columns by name, its cover and its rows by number."""

    sheet: Sheet
    header_row: int
    columns: dict[str, int]
    cover: dict[str, Cell]
    rows: dict[int, dict[int, Cell]]
    repeated_header_rows: frozenset[int]
    findings: tuple[Finding, ...]


def label_key(value: object) -> str:
    """Key under which two ways of typing a heading are equal (line breaks, capitals, NFD, final colon)."""
    return name_key(str(value).rstrip(" :*\u00a0\n"))


@functools.cache
def labels(prefix: str, names: tuple[str, ...]) -> dict[str, str]:
    """Return `label_key -> name` for texts ``workbook.<prefix>_<name>`` in all languages."""
    return {label_key(text(f"workbook.{prefix}_{name}", lang)): name for name in names for lang in LANGUAGES}


def find_table(sheets: Sequence[Sheet], file: str) -> ScoreTable:
    """Find the one score table of a workbook.

    The header is a row with at least 80 % of the required labels in the first 40 rows of a visible sheet;
    columns may be moved. Raises `IntakeError` when there is no header, a second table, a required column is
    missing or twice, or the cover is incomplete. A hidden sheet with a table is held, other sheets are noted.
    """
    headers = [
        (sheet, row, cells) for sheet in sheets for row, cells in _rows(sheet).items() if is_score_heading(cells)
    ]
    visible = [header for header in headers if header[0].is_visible]
    if not visible or visible[0][1] > _HEADER_MUST_START_BY_ROW or visible[0][1] in visible[0][0].hidden_rows:
        _reject("workbook.header_missing", file)
    sheet, header_row, header_cells = visible[0]
    columns = _columns(sheet, header_cells, file)
    for other_sheet, row, cells in visible[1:]:
        if other_sheet.name != sheet.name or _layout(cells) != _layout(header_cells):
            _reject("workbook.header_twice", file, sheet=other_sheet.name, place=f"row {row}")
    rows = {row: cells for row, cells in _rows(sheet).items() if row > header_row}
    return ScoreTable(
        sheet=sheet,
        header_row=header_row,
        columns=columns,
        cover=_cover(sheet, header_row, file),
        rows=rows,
        repeated_header_rows=frozenset(row for _, row, _ in visible[1:]),
        findings=(
            *_other_sheet_findings(sheets, sheet, {other.name for other, _, _ in headers}, file),
            *_extra_column_findings(sheet, header_cells, rows, file),
        ),
    )


def _reject(code: str, file: str, *, sheet: str = "", place: str = "", raw_value: str = "") -> NoReturn:
    raise IntakeError([Finding(code, Severity.FILE_REJECTED, file, sheet, place, raw_value)])


def _rows(sheet: Sheet) -> dict[int, dict[int, Cell]]:
    rows: dict[int, dict[int, Cell]] = {}
    for cell in sheet.cells:
        rows.setdefault(cell.row, {})[cell.column] = cell
    return rows


def _layout(cells: dict[int, Cell]) -> dict[int, str]:
    """Return the known columns of a header row by position."""
    known = labels("column", COLUMNS)
    keys = {column: label_key(cell.value) for column, cell in cells.items()}
    return {column: known[key] for column, key in keys.items() if key in known}


def is_score_heading(cells: dict[int, Cell]) -> bool:
    """Tell whether a row has enough headings of a score table."""
    return _known_share(cells) >= _HEADER_SHARE


def _known_share(cells: dict[int, Cell]) -> float:
    return len(set(_layout(cells).values()) & set(REQUIRED_COLUMNS)) / len(REQUIRED_COLUMNS)


def _columns(sheet: Sheet, header: dict[int, Cell], file: str) -> dict[str, int]:
    layout = _layout(header)
    names = list(layout.values())
    for column, name in layout.items():
        if names.count(name) > 1:
            cell = header[column]
            _reject("workbook.header_duplicate", file, sheet=sheet.name, place=cell.address, raw_value=cell.raw)
    missing = [text(f"workbook.column_{name}", "vi") for name in REQUIRED_COLUMNS if name not in names]
    if missing:
        row = next(iter(header.values())).row
        _reject(
            "workbook.column_missing",
            file,
            sheet=sheet.name,
            place=f"row {row}",
            raw_value=", ".join(missing),
        )
    return {name: column for column, name in layout.items()}


def _cover(sheet: Sheet, header_row: int, file: str) -> dict[str, Cell]:
    """Read the cover: each label once on the sheet, above the header, its value to the right of it.

    What is hidden is not read: nobody could have seen it when the sheet was signed.
    """
    known = labels("cover", COVER_FIELDS)
    found: dict[str, Cell] = {}
    for row, cells in _rows(sheet).items():
        shown = [cell for column, cell in sorted(cells.items()) if column not in sheet.hidden_columns]
        for position, cell in enumerate(shown if row not in sheet.hidden_rows else []):
            name = known.get(label_key(cell.value))
            if name is None:
                continue
            if name in found or row > header_row:
                _reject("workbook.cover_twice", file, sheet=sheet.name, place=cell.address, raw_value=cell.raw)
            value = shown[position + 1] if position + 1 < len(shown) else cell
            if label_key(value.value) not in known:
                found[name] = value
    missing = [text(f"workbook.cover_{name}", "vi") for name in COVER_FIELDS if name not in found]
    if missing:
        _reject("workbook.cover_missing", file, sheet=sheet.name, raw_value=", ".join(missing))
    return found


def _other_sheet_findings(sheets: Sequence[Sheet], used: Sheet, with_table: set[str], file: str) -> list[Finding]:
    guides = {label_key(text("workbook.sheet_guide", language)) for language in LANGUAGES}
    findings = []
    for sheet in sheets:
        if sheet.name == used.name or not sheet.cells:
            continue
        if not sheet.is_visible and sheet.name in with_table:
            place = f"{sheet.cells[0].address}:{sheet.cells[-1].address}"
            findings.append(Finding("workbook.hidden_sheet", Severity.HELD, file, sheet.name, place))
        elif label_key(sheet.name) not in guides:
            findings.append(Finding("workbook.sheet_ignored", Severity.NOTE, file, sheet.name))
    return findings


def _extra_column_findings(
    sheet: Sheet, header: dict[int, Cell], rows: dict[int, dict[int, Cell]], file: str
) -> list[Finding]:
    known = _layout(header)
    findings = [
        Finding("workbook.extra_column", Severity.NOTE, file, sheet.name, cell.address, cell.raw)
        for column, cell in header.items()
        if column not in known
    ]
    outside = [cell.address for cells in rows.values() for column, cell in cells.items() if column not in header]
    if outside:
        addresses = ", ".join(outside)
        findings.append(Finding("workbook.outside_table", Severity.NOTE, file, sheet.name, "", addresses))
    return findings
