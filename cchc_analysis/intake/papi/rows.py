"""One row of a yearly index table: a province, its cells turned into scores or named as unusable."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cchc_analysis.intake.delimited import Record
from cchc_analysis.intake.findings import Finding, Severity
from cchc_analysis.intake.papi.heading import FRAMEWORK, Criterion, Heading
from cchc_analysis.intake.score.records import score_record

_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?", re.ASCII)
_SHOWN = 80


@dataclass(frozen=True)
class YearFile:
    """One year's table after its heading was understood."""

    file: str
    sha256: str
    heading: Heading
    records: tuple[Record, ...]
    findings: tuple[Finding, ...]
    provinces: tuple[str, ...]


@dataclass(frozen=True)
class Ruling:
    """One row: where it went, where its filled cells went, what it gives."""

    outcome: str
    cells: Counter[str]
    scores: tuple[dict[str, object], ...] = ()
    findings: tuple[Finding, ...] = ()


RowsByKey = Mapping[tuple[int, str], Sequence[tuple[YearFile, Record]]]


def rule(file: YearFile, record: Record, same_key: RowsByKey) -> Ruling:
    """Rule on a row; `same_key` holds the rows of every year and province over all files."""
    heading = file.heading
    if record.is_empty:
        return Ruling("explained", Counter())
    filled = filled_cells(record)
    if len(record.cells) != heading.width:
        return _rejected(file, record, filled, "papi.row_fields", fields=len(record.cells), expected=heading.width)
    province = record.cells[0].strip()
    if record.damage or province not in file.provinces:
        return _rejected(file, record, filled, "papi.province_unknown")
    rows = same_key[heading.year, province]
    if len({_content(*row) for row in rows}) > 1:
        return _rejected(file, record, filled, "papi.province_conflict", province=province, rows=len(rows))
    if rows[0][1] is not record:
        return Ruling("repeated", Counter(repeated=filled))
    return _scores(file, record, province)


def filled_cells(record: Record) -> int:
    """Count the cells beside the province that are not empty."""
    return sum(1 for cell in record.cells[1:] if cell.strip())


def _content(file: YearFile, record: Record) -> frozenset[tuple[str, str]]:
    return frozenset(
        (column, cell.strip()) for column, cell in zip(file.heading.columns, record.cells, strict=True)
    )


def _rejected(file: YearFile, record: Record, filled: int, code: str, **values: object) -> Ruling:
    place, raw_value = f"row {record.number}", record.cells[0][:_SHOWN]
    finding = Finding(code, Severity.ROW_REJECTED, file.file, place=place, raw_value=raw_value, values=values)
    return Ruling("rejected", Counter(rejected=filled), (), (finding,))


def _scores(file: YearFile, record: Record, province: str) -> Ruling:
    """Give every sub-criterion of the year its score; one without a column or a usable cell is missing."""
    heading = file.heading
    stated = {column: cell.strip() for column, cell in zip(heading.columns[1:], record.cells[1:], strict=True)}
    points = {code: _points(stated.get(code, ""), criterion) for code, criterion in heading.criteria.items()}
    findings = [
        _cell_finding(file, record, code, stated[code])
        for code, found in points.items()
        if found is None and stated.get(code)
    ]
    used = sum(found is not None for found in points.values())
    scores = tuple(
        score_record(
            agency_code=province,
            year=heading.year,
            framework=FRAMEWORK,
            criterion_code=code,
            score_column=heading.criteria[code].score_column,
            points=found,
            source_file=file.file,
            source_row=record.number,
        )
        for code, found in points.items()
    )
    cells = Counter(used=used, rejected=filled_cells(record) - used)
    return Ruling("used", cells, scores, tuple(findings))


def _points(stated: str, criterion: Criterion) -> float | None:
    """Return the points of a cell; None for anything but a plain number on the criterion's scale."""
    is_score = _NUMBER.fullmatch(stated) and criterion.scale.holds(Decimal(stated))
    return float(stated) if is_score else None


def _cell_finding(file: YearFile, record: Record, code: str, stated: str) -> Finding:
    lowest, highest = file.heading.criteria[code].scale.bounds
    is_number = _NUMBER.fullmatch(stated) is not None
    values = {"lowest": lowest, "highest": highest, "year": file.heading.year}
    return Finding(
        "papi.cell_range" if is_number else "papi.cell_number",
        Severity.ROW_REJECTED,
        file.file,
        place=f"{code}, row {record.number}",
        raw_value=stated[:_SHOWN],
        values=values if is_number else {},
    )
