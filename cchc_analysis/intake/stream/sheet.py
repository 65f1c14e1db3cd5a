"""A list with Vietnamese headings of any size as CSV, see `cchc_analysis.intake.package_sheet.adapter`."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterable, Iterator, Sequence

import pandas as pd

from cchc_analysis.intake.delimited import Record
from cchc_analysis.intake.findings import Finding, IntakeError, Severity
from cchc_analysis.intake.package_sheet.adapter import ADAPTER
from cchc_analysis.intake.package_sheet.headings import PackageHeading, Rows, text_cells
from cchc_analysis.intake.package_sheet.judging import REPEATED, lookalike_finding, rival_of, twice_finding
from cchc_analysis.intake.package_sheet.list_faults import prices_of, units_of
from cchc_analysis.intake.package_sheet.numbers import Lookalike
from cchc_analysis.intake.package_sheet.package_list import (
    PackageList,
    WholeList,
    read_list,
    row_kinds,
    rows_explained,
    totals_of,
)
from cchc_analysis.intake.package_sheet.row_kinds import number_forms
from cchc_analysis.intake.package_sheet.rows import load_known
from cchc_analysis.intake.package_sheet.slips import usual_price
from cchc_analysis.intake.package_sheet.tables import PlacedRow, outcome_table, package_tables
from cchc_analysis.intake.package_sheet.unsettled import CLAIMED, CONTRADICTS
from cchc_analysis.intake.stream.parts import Lost, Part, RowReader, Verdict, content_digest
from cchc_analysis.intake.stream.records import RecordBatch
from cchc_analysis.intake.workbook.cells import Cell

# Words as people type them take more time than the cells of the project's own table.
_ROWS_PER_PART = 10_000
_CODES: dict[Verdict, str] = {"repeated": REPEATED, "contradicts": CONTRADICTS, "claimed": CLAIMED}
_KEY_TYPES = {
    "row": "int64", "key": "str", "content": "int64", "is_faulty": "bool", "cells": "str", "alike": "str",
    "twin": "str",
}  # fmt: skip
Listed = Callable[[Sequence[Record]], PackageList]


def sheet_reader(
    file: str,
    delimiter: str,
    above: RecordBatch,
    heading: PackageHeading,
    below: Callable[[], Iterable[Sequence[Record]]],
) -> RowReader:
    """Return how the rows below a heading are read.

    `above` are the rows down to the heading; `below` gives all others, and is asked for the first of them, to know
    how packages are numbered; for all where the heading does not say the unit of money, which is then that of the
    whole list; and at the end, where rows that are no packages may be totals.
    """
    known = load_known()
    least = None if heading.units.get("value") else _least_price(heading, below())
    prices = [] if least is None else [least]
    usual = usual_price(heading, _cells(below()), units_of(heading, prices)["value"])
    whole = WholeList(prices, number_forms(heading, _cells(below())), usual)
    top = {record.number: text_cells(record) for record in above.records}

    def listed(records: Sequence[Record]) -> PackageList:
        one = PackageList(file, "")
        rows = {record.number: cells for record in records if (cells := text_cells(record))}
        read_list(one, top | rows, known, whole=whole)
        return one

    def totals() -> Iterator[Finding]:
        kinds = row_kinds(heading, top[heading.row], whole.forms, known)
        return totals_of(file, heading, whole.prices, ((cells, kinds.kind(cells)) for cells in _cells(below())))

    first = above.end
    return RowReader(
        adapter=ADAPTER,
        delimiter=delimiter,
        first=first,
        width=len(above.records[-1].cells),
        read=functools.partial(_read, listed, first.number + 1),
        said_twice=functools.partial(_said_twice, listed, file),
        say_alike=functools.partial(_said_alike, file),
        unsettled=functools.partial(_unsettled, listed),
        say_explained=lambda rows: rows_explained(file, "", rows) if rows else None,
        say_totals=totals,
        rows_per_part=_ROWS_PER_PART,
    )


def _cells(parts: Iterable[Sequence[Record]]) -> Iterator[dict[int, Cell]]:
    return (cells for records in parts for record in records if (cells := text_cells(record)))


def _least_price(heading: PackageHeading, parts: Iterable[Sequence[Record]]) -> int | None:
    least: int | None = None
    for records in parts:
        rows: Rows = {record.number: text_cells(record) for record in records}
        found = prices_of(heading, rows)
        least = min(([] if least is None else [least]) + found, default=None)
    return least


def _read(listed: Listed, first_row: int, records: Sequence[Record]) -> Part:
    one = listed(records)
    if one.outcomes["rejected"]:
        raise IntakeError([finding for finding in one.findings if finding.severity is not Severity.NOTE])
    rows = [placed for placed in one.rows if not placed.finding]
    keyed = [placed for placed in one.rows if placed.key]
    by_number = {record.number: record.cells for record in records}
    keys = pd.DataFrame(
        {
            "row": [placed.row.number for placed in keyed],
            "key": [placed.key for placed in keyed],
            "content": [content_digest(map(str, sorted(placed.content.items()))) for placed in keyed],
            "is_faulty": [bool(placed.finding) for placed in keyed],
            "cells": [json.dumps(by_number[placed.row.number], ensure_ascii=False) for placed in keyed],
            "alike": [placed.alike for placed in keyed],
            "twin": [placed.twin for placed in keyed],
        }
    ).astype(_KEY_TYPES)
    lost = tuple(
        Lost(placed.row.number, by_number[placed.row.number], placed.finding, Severity(placed.severity))
        for placed in one.rows
        if placed.finding
    )
    own = {f"row {record.number}" for record in records}
    # What there is to say of the heading is said once, with the first rows; what is no package, at the end.
    is_first = bool(records) and records[0].number == first_row
    findings = tuple(
        finding
        for finding in one.findings
        if (is_first and finding.place) or finding.place.partition(" · ")[0] in own
    )
    packages = package_tables(rows)["packages"]
    return Part(packages, outcome_table(rows), keys, lost, findings, tuple(one.explained))


def _said_twice(
    listed: Listed,
    file: str,
    row: int,
    key: str,
    cells: Sequence[str],
    *,
    verdict: Verdict,
    other: Record | None = None,
) -> Finding:
    rival = None
    if other is not None:
        placed = {one.row.number: one for one in listed([Record(row, tuple(cells)), other]).rows}
        rival = rival_of(placed[row], placed[other.number])
    return twice_finding(_CODES[verdict], file, row, key, rival=rival)


def _said_alike(file: str, one: Lookalike) -> Finding:
    return lookalike_finding(one, file=file, row=one.place, sheet="", other_file=file, other_row=one.other_place)


def _unsettled(listed: Listed, lost: Sequence[Lost]) -> pd.DataFrame:
    codes = {one.row: one for one in lost}
    rows = [
        PlacedRow(placed.file, placed.row, placed.has_outcome, own.code, own.severity.value)
        for placed in listed([Record(one.row, one.cells) for one in lost]).rows
        for own in [codes[placed.row.number]]
    ]
    return package_tables(rows)["unsettled"]
