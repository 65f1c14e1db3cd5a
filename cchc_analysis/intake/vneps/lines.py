"""A list that is no sound CSV, read line by line: only lines that prove themselves whole are of use."""

from __future__ import annotations

import csv
import re

from cchc_analysis.intake.delimited import Delimited, Record, read_delimited
from cchc_analysis.intake.findings import Finding, IntakeError, Severity

# Faults of the records, not of the file as a whole: what stands before and after them may be sound.
_RECORD_FAULTS = {"intake.broken_record", "intake.unclosed_quote", "intake.truncated"}
_LINE_END = re.compile("\r\r\n|\r\n|\n|\r")


def read_list_file(data: bytes, *, file: str) -> Delimited:
    """Read a list of notices, awards or cancellations, if need be line by line.

    Two programmes that wrote one file at the same time cut each other's lines. A file of plans is then refused,
    for nothing tells where its rows end. A row of a list ends in keys that name the row itself
    (`cchc_analysis.intake.vneps.layouts.read_fields`), so each line can be read alone: a piece of a row proves
    nothing and is rejected.

    Raises `IntakeError` for a file that cannot be read as text at all.
    """
    try:
        return read_delimited(data, file=file)
    except IntakeError as refusal:
        (fault,) = refusal.findings
        if fault.code not in _RECORD_FAULTS:
            raise
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise refusal from None
    lines = _LINE_END.split(text)
    if not lines[-1]:
        lines.pop()
    records = tuple(Record(number, _cells(line)) for number, line in enumerate(lines, start=1))
    return Delimited(records, (Finding("vneps.lines_alone", Severity.HELD, file, place=fault.place),))


def _cells(line: str) -> tuple[str, ...]:
    """Cut one line into its cells; a line that is no record by itself is one cell."""
    try:
        return next((tuple(cells) for cells in csv.reader([line], strict=True)), ("",))
    except csv.Error:
        return (line,)
