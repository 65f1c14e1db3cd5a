"""The project's own ``packages.csv`` of any size, each cell exactly as agreed."""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence

import pandas as pd

from cchc_analysis.intake.delimited import Record
from cchc_analysis.intake.findings import Finding, Severity
from cchc_analysis.intake.own_tables.rows import read_part_rows
from cchc_analysis.intake.own_tables.unsettled import unsettled_packages
from cchc_analysis.intake.stream.parts import Lost, Part, RowReader, Verdict, content_digest
from cchc_analysis.intake.stream.records import Mark
from cchc_analysis.sample.layout import TABLE_COLUMNS

PROJECT_ADAPTER = "package_table"


def table_reader(file: str, delimiter: str, first: Mark) -> RowReader:
    """Return how the rows below the heading are read."""
    return RowReader(
        adapter=PROJECT_ADAPTER,
        delimiter=delimiter,
        first=first,
        width=len(TABLE_COLUMNS["packages"]),
        read=functools.partial(_read, file),
        said_twice=functools.partial(_said_twice, file),
        unsettled=functools.partial(_unsettled, file),
    )


def _read(file: str, records: Sequence[Record]) -> Part:
    found = read_part_rows("packages", records, file=file)
    by_number = {record.number: record.cells for record in records}
    cells = [by_number[row] for row in found.keys["row"]]
    keys = found.keys.assign(
        content=[content_digest(one) for one in cells],
        cells=[json.dumps(one, ensure_ascii=False) for one in cells],
        alike="",
        twin="",
    )
    costly = [finding for finding in found.findings if finding.severity is not Severity.NOTE]
    codes: dict[int, str] = {}
    for finding in costly:
        codes.setdefault(int(finding.place.removeprefix("row ")), finding.code)
    lost = tuple(Lost(row, by_number[row], code) for row, code in sorted(codes.items()))
    return Part(found.table, None, keys, lost, tuple(found.findings))


def _said_twice(
    file: str, row: int, key: str, cells: Sequence[str], *, verdict: Verdict, other: Record | None = None
) -> Finding:
    code = "project_table.row_repeated" if verdict == "repeated" else "project_table.rows_contradict"
    severity = Severity.NOTE if verdict == "repeated" else Severity.ROW_REJECTED
    return Finding(code, severity, file, place=f"row {row}", raw_value=",".join(cells))


def _unsettled(file: str, lost: Sequence[Lost]) -> pd.DataFrame:
    rows = sorted(lost, key=lambda one: one.row)
    records = [Record(one.row, one.cells) for one in rows]
    findings = [Finding(one.code, one.severity, file, place=f"row {one.row}") for one in rows]
    return unsettled_packages(records, findings, file=file)
