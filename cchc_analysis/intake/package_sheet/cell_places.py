"""Where a cell of a list stands, as a person finds it: by its name in a workbook, by its row in a text file."""

from __future__ import annotations

from cchc_analysis.intake.workbook.cells import Cell
from cchc_analysis.vietnamese.names import clean


def place_of(cell: Cell, sheet: str, head: Cell | None = None) -> str:
    """Return the place of a cell for a finding; `sheet` is empty for a text file.

    A text file has no cells by name: its columns are known by their headings, and `head` is that of the cell's.
    """
    if sheet:
        return cell.address
    return f"row {cell.row}" + (f" · {clean(head.raw)[:80]}" if head else "")
