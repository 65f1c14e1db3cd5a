"""Lists of packages of any size, read part by part: what each part gives, and what the end asks of the whole."""

from __future__ import annotations

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from cchc_analysis.intake.delimited import Record
from cchc_analysis.intake.findings import Finding, IntakeError, Severity
from cchc_analysis.intake.package_sheet import ADAPTER as SHEET_ADAPTER
from cchc_analysis.intake.package_sheet_headings import MOST_HEAD_ROWS, find_heading, text_cells
from cchc_analysis.intake.package_sheet_list import PackageList, read_list
from cchc_analysis.intake.package_sheet_rows import load_known
from cchc_analysis.intake.package_sheet_tables import PlacedRow, package_tables
from cchc_analysis.intake.project_rows import read_part_rows
from cchc_analysis.intake.project_unsettled import unsettled_packages
from cchc_analysis.intake.stream_records import Mark, RecordBatch, read_head
from cchc_analysis.sample.layout import TABLE_COLUMNS

PROJECT_ADAPTER = "package_table"


@dataclass(frozen=True)
class Lost:
    """A row that is not used, as it stood; `code` is the finding that cost it."""

    row: int
    cells: tuple[str, ...]
    code: str
    severity: Severity = Severity.ROW_REJECTED


@dataclass(frozen=True)
class Part:
    """What some rows give before they are held against the rest of the file.

    `packages` as in the contract; `keys` has ``row, key, content, is_faulty, cells`` for each row whose key can be
    read (`content` differs where anything that counts differs, `cells` is the row as it stood); `lost` are the
    rows not used. Every row is used, lost or explained.
    """

    packages: pd.DataFrame
    keys: pd.DataFrame
    lost: tuple[Lost, ...]
    findings: tuple[Finding, ...]
    explained: int = 0


class PackageFormat(ABC):
    """How the rows of one file are read; `first` is the place of its first row of data."""

    adapter: str
    delimiter: str
    first: Mark
    width: int

    @abstractmethod
    def read(self, records: Sequence[Record]) -> Part:
        """Read some records that follow each other."""

    @abstractmethod
    def said_twice(self, row: int, key: str, cells: Sequence[str], *, contradicts: bool) -> Finding:
        """Say that a package stands in more than one row, with the same or with different contents."""

    @abstractmethod
    def unsettled(self, lost: Sequence[Lost]) -> pd.DataFrame:
        """Return rows not used as the contract ``unsettled``; all rows of a package are given together."""


def package_format(path: Path, *, file: str) -> PackageFormat:
    """Recognise the project's own table of packages, or a list with Vietnamese headings, by its first rows.

    Raises
    ------
    IntakeError
        If it is neither, or cannot be read.
    """
    head, delimiter = read_head(path, file=file, most=MOST_HEAD_ROWS)
    if head.records[0].cells == TABLE_COLUMNS["packages"]:
        first, _ = read_head(path, file=file, most=1)
        return _ProjectTable(file, delimiter, first.end)
    heading = find_heading({record.number: text_cells(record) for record in head.records})
    if heading is None:
        raise IntakeError([Finding("stream.no_packages", Severity.FILE_REJECTED, file)])
    above, _ = read_head(path, file=file, most=heading.row)
    return _Sheet(file, delimiter, above)


class _ProjectTable(PackageFormat):
    """The project's own ``packages.csv``, each cell exactly as agreed."""

    adapter = PROJECT_ADAPTER

    def __init__(self, file: str, delimiter: str, first: Mark) -> None:
        self.file, self.delimiter, self.first = file, delimiter, first
        self.width = len(TABLE_COLUMNS["packages"])

    def read(self, records: Sequence[Record]) -> Part:
        found = read_part_rows("packages", records, file=self.file)
        by_number = {record.number: record.cells for record in records}
        cells = [by_number[row] for row in found.keys["row"]]
        keys = found.keys.assign(
            content=[_digest(one) for one in cells], cells=[json.dumps(one, ensure_ascii=False) for one in cells]
        )
        costly = [finding for finding in found.findings if finding.severity is not Severity.NOTE]
        codes: dict[int, str] = {}
        for finding in costly:
            codes.setdefault(int(finding.place.removeprefix("row ")), finding.code)
        lost = tuple(Lost(row, by_number[row], code) for row, code in sorted(codes.items()))
        return Part(found.table, keys, lost, tuple(found.findings))

    def said_twice(self, row: int, key: str, cells: Sequence[str], *, contradicts: bool) -> Finding:
        code = "sample.rows_contradict" if contradicts else "sample.row_repeated"
        severity = Severity.ROW_REJECTED if contradicts else Severity.NOTE
        return Finding(code, severity, self.file, place=f"row {row}", raw_value=",".join(cells))

    def unsettled(self, lost: Sequence[Lost]) -> pd.DataFrame:
        rows = sorted(lost, key=lambda one: one.row)
        records = [Record(one.row, one.cells) for one in rows]
        findings = [Finding(one.code, one.severity, self.file, place=f"row {one.row}") for one in rows]
        return unsettled_packages(records, findings, file=self.file)


class _Sheet(PackageFormat):
    """A list with Vietnamese headings, see `cchc_analysis.intake.package_sheet`."""

    adapter = SHEET_ADAPTER

    def __init__(self, file: str, delimiter: str, above: RecordBatch) -> None:
        self.file, self.delimiter, self.first = file, delimiter, above.end
        self._above = {record.number: text_cells(record) for record in above.records}
        self.width = len(above.records[-1].cells)
        self._known = load_known()

    def read(self, records: Sequence[Record]) -> Part:
        one = self._listed(records)
        rows = [placed for placed in one.rows if not placed.finding]
        by_number = {record.number: record.cells for record in records}
        keys = pd.DataFrame(
            {
                "row": [placed.row.number for placed in rows],
                "key": [placed.row.read["package_id"] for placed in rows],
                "content": [_digest(map(str, sorted(placed.row.read.items()))) for placed in rows],
                "is_faulty": False,
                "cells": [json.dumps(by_number[placed.row.number], ensure_ascii=False) for placed in rows],
            }
        ).astype({"row": "int64", "key": "str", "cells": "str", "is_faulty": "bool"})
        lost = tuple(
            Lost(placed.row.number, by_number[placed.row.number], placed.finding, Severity(placed.severity))
            for placed in one.rows
            if placed.finding
        )
        if one.outcomes["rejected"]:
            raise IntakeError([finding for finding in one.findings if finding.severity is not Severity.NOTE])
        own = {f"row {record.number}" for record in records}
        # What there is to say of the heading is said once, with the first rows.
        is_first = bool(records) and records[0].number == self.first.number + 1
        findings = tuple(
            finding for finding in one.findings if is_first or finding.place.partition(" · ")[0] in own
        )
        return Part(package_tables(rows)["packages"], keys, lost, findings, one.outcomes["explained"])

    def said_twice(self, row: int, key: str, cells: Sequence[str], *, contradicts: bool) -> Finding:
        code = "package_sheet.contradicts" if contradicts else "package_sheet.repeated"
        severity = Severity.ROW_REJECTED if contradicts else Severity.NOTE
        return Finding(code, severity, self.file, place=f"row {row}", values={"package_id": key})

    def unsettled(self, lost: Sequence[Lost]) -> pd.DataFrame:
        codes = {one.row: one for one in lost}
        listed = self._listed([Record(one.row, one.cells) for one in lost])
        rows = [
            PlacedRow(placed.file, placed.row, placed.has_outcome, own.code, own.severity.value)
            for placed in listed.rows
            for own in [codes[placed.row.number]]
        ]
        return package_tables(rows)["unsettled"]

    def _listed(self, records: Sequence[Record]) -> PackageList:
        one = PackageList(self.file, "")
        below = {record.number: cells for record in records if (cells := text_cells(record))}
        read_list(one, self._above | below, self._known)
        return one


def _digest(texts: Sequence[str] | map[str]) -> int:
    """Return 63 bits of a digest: compared within one key only, where an accident would take 10^18 rows."""
    joined = "\x1f".join(texts).encode()
    return int.from_bytes(hashlib.blake2b(joined, digest_size=8).digest()) >> 1
