"""The project's own tables, as the sample city is written: strict files in, contract tables out."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from cchc_analysis.intake.delimited import Record, read_delimited
from cchc_analysis.intake.file_account import refused_file
from cchc_analysis.intake.findings import FileIntake, Finding, IntakeError, Severity, SourceIntake
from cchc_analysis.intake.own_tables.rows import empty_table, read_rows
from cchc_analysis.intake.own_tables.unsettled import unsettled_packages
from cchc_analysis.sample.layout import CHECKSUM_FILE, TABLE_COLUMNS

_ADAPTER = "project_tables"
_PACKAGES = "packages"


def read_sample(folder: Path) -> SourceIntake:
    """Read the sample city's tables; every figure made from them is synthetic.

    A row that is not exactly as agreed is rejected with its row and column named, an identical row is
    counted once, rows that contradict each other are all rejected. A file whose header is not exactly
    as agreed, or that cannot be read at all, is rejected whole and its table is empty.

    Returns
    -------
    Tables ``scores``, ``packages``, ``reports``, ``measures``, ``procedures`` as in
    `cchc_analysis.tables.contracts`, and ``unsettled``: the rejected packages as far as they can be read;
    ``source_row`` is the row of the file, its heading being row 1.

    Raises
    ------
    IntakeError
        If a file is absent or is not what the checksums say.
    """
    contents = _checked_contents(folder)
    tables: dict[str, pd.DataFrame] = {}
    files = []
    for name in TABLE_COLUMNS:
        read, file = _read_table(name, contents[_file(name)])
        tables |= read
        files.append(file)
    return SourceIntake(source="sample", tables=tables, files=tuple(files), is_synthetic=True)


def _file(name: str) -> str:
    return f"{name}.csv"


def _checked_contents(folder: Path) -> dict[str, bytes]:
    files = [_file(name) for name in TABLE_COLUMNS]
    absent = [name for name in (*files, CHECKSUM_FILE) if not (folder / name).is_file()]
    if absent:
        raise _unusable("sample.file_absent", absent)
    sums = (folder / CHECKSUM_FILE).read_text(encoding="utf-8", errors="replace").splitlines()
    contents = {name: (folder / name).read_bytes() for name in files}
    changed = [
        name for name, content in contents.items() if f"{hashlib.sha256(content).hexdigest()}  {name}" not in sums
    ]
    if changed:
        raise _unusable("sample.checksum_differs", changed)
    return contents


def _unusable(code: str, files: list[str]) -> IntakeError:
    return IntakeError(Finding(code, Severity.FILE_REJECTED, file) for file in files)


def _read_table(name: str, content: bytes) -> tuple[dict[str, pd.DataFrame], FileIntake]:
    """Read one file into its table, and packages that were rejected into ``unsettled`` as well."""
    file = _file(name)
    try:
        delimited = read_delimited(content, file=file, width=len(TABLE_COLUMNS[name]))
        heading, *records = delimited.records
        _check_heading(file, heading.cells, TABLE_COLUMNS[name])
    except IntakeError as error:
        refused = refused_file(file, content, adapter=_ADAPTER, findings=error.findings)
        return _tables(name, empty_table(name), [], []), refused
    table, findings, counts = read_rows(name, records, file=file)
    sha256 = hashlib.sha256(content).hexdigest()
    tables = _tables(name, table, records, findings)
    return tables, FileIntake(file, sha256, _ADAPTER, (counts,), (*delimited.findings, *findings))


def _tables(
    name: str, table: pd.DataFrame, records: Sequence[Record], findings: Sequence[Finding]
) -> dict[str, pd.DataFrame]:
    if name != _PACKAGES:
        return {name: table}
    return {name: table, "unsettled": unsettled_packages(records, findings, file=_file(name))}


def _check_heading(file: str, heading: tuple[str, ...], agreed: tuple[str, ...]) -> None:
    times = Counter(heading)
    faults = [("project_table.column_unknown", column) for column in times if column not in agreed]
    faults += [("project_table.column_missing", column) for column in agreed if column not in times]
    faults += [("project_table.column_repeated", column) for column, count in times.items() if count > 1]
    if not faults and heading != agreed:
        faults = [("project_table.column_order", ", ".join(agreed))]
    if faults:
        raise IntakeError(
            Finding(code, Severity.FILE_REJECTED, file, place="row 1", values={"column": column})
            for code, column in faults
        )
