"""Write the tables of a run as CSV: all rows, plain numbers, nothing a spreadsheet would execute."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cchc_analysis.publish.atomic import write_bytes_atomic
from cchc_analysis.publish.recorded import Cell, RecordedTable

# OWASP "CSV injection": what makes a spreadsheet take a text for a formula, also in full width.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")


def table_csv(table: RecordedTable) -> str:
    """Return a table as CSV text: one header row, then every row, also those the page does not print.

    Missing is empty, booleans are ``true``/``false``, numbers are unformatted. A text that a spreadsheet
    would execute gets a ``'`` in front; numbers, also negative ones, are never touched.
    """
    lines = [
        [column.name for column in table.columns],
        *([_cell_text(value) for value in row] for row in table.rows),
    ]
    return "".join(f"{_line(cells)}\n" for cells in lines)


def write_tables(tables: Mapping[str, RecordedTable], folder: Path) -> dict[str, int]:
    """Write ``tables/<name>.csv`` for every table (UTF-8 without BOM, LF); return their row counts."""
    tables_dir = folder / "tables"
    if tables:
        tables_dir.mkdir(exist_ok=True)
    for name, table in tables.items():
        write_bytes_atomic(tables_dir / f"{name}.csv", table_csv(table).encode("utf-8"))
    return {name: len(table.rows) for name, table in tables.items()}


def _line(cells: list[str]) -> str:
    # Not csv.writer: before Python 3.13 it leaves a lone carriage return unquoted, which cuts the row in two.
    if cells == [""]:
        return '""'  # an empty line would be skipped by readers
    return ",".join(_quoted(cell) for cell in cells)


def _quoted(cell: str) -> str:
    if any(sign in cell for sign in ',"\r\n'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _cell_text(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA_STARTS) else value
    return repr(value)
