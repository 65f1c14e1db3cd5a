"""Lists of packages of any size: which kind of list a file is, by its first rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from cchc_analysis.intake.delimited import Record
from cchc_analysis.intake.findings import Finding, IntakeError, Severity
from cchc_analysis.intake.package_sheet.headings import MOST_HEAD_ROWS, find_heading, text_cells
from cchc_analysis.intake.stream.parts import RowReader
from cchc_analysis.intake.stream.records import read_head, record_batches
from cchc_analysis.intake.stream.sheet import sheet_reader
from cchc_analysis.intake.stream.table import table_reader
from cchc_analysis.sample.layout import TABLE_COLUMNS

_ROWS_AT_ONCE = 50_000


def row_reader(path: Path, *, file: str) -> RowReader:
    """Recognise the project's own table of packages, or a list with Vietnamese headings, by its first rows.

    Raises
    ------
    IntakeError
        If it is neither, or cannot be read.
    """
    head, delimiter = read_head(path, file=file, most=MOST_HEAD_ROWS)
    if head.records[0].cells == TABLE_COLUMNS["packages"]:
        first, _ = read_head(path, file=file, most=1)
        return table_reader(file, delimiter, first.end)
    heading = find_heading({record.number: text_cells(record) for record in head.records})
    if heading is None:
        raise IntakeError([Finding("stream.no_packages", Severity.FILE_REJECTED, file)])
    above, _ = read_head(path, file=file, most=heading.row)

    def below() -> Iterator[Sequence[Record]]:
        batches = record_batches(path, file=file, delimiter=delimiter, size=_ROWS_AT_ONCE, start=above.end)
        return (batch.records for batch in batches)

    return sheet_reader(file, delimiter, above, heading, below)
