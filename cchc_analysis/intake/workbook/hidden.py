"""Cells that are read although nobody sees them: every workbook adapter says so, each with its place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from cchc_analysis.intake.findings import Finding, Severity
from cchc_analysis.intake.workbook.cells import Cell


def hidden_notes(
    used: Iterable[Cell],
    *,
    hidden_columns: Collection[int],
    hidden_rows: Collection[int],
    file: str,
    sheet: str,
) -> Iterator[Finding]:
    """Note each hidden column and each hidden row of which a cell is used, at the first such cell.

    Whoever signed did not see what stands there. An adapter that may not use it at all holds it instead.
    """
    noted: set[tuple[str, int]] = set()
    for cell in used:
        for kind, number, hidden in (("column", cell.column, hidden_columns), ("row", cell.row, hidden_rows)):
            if number in hidden and (kind, number) not in noted:
                noted.add((kind, number))
                code = f"workbook.{kind}_hidden"
                yield Finding(code, Severity.NOTE, file, sheet, cell.address, cell.raw[:200])
