"""One row of the competitiveness index: a province in a year, its sub-indices turned into points."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from cchc_analysis.intake.delimited import Record
from cchc_analysis.intake.findings import Finding, Severity
from cchc_analysis.intake.pci.versions import (
    FRAMEWORK,
    KEY_COLUMNS,
    PUBLISHED_TOTAL,
    TOTAL_COLUMNS,
    Criterion,
    Version,
)
from cchc_analysis.intake.score.records import score_record
from cchc_analysis.reference.provinces import province_key

_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?", re.ASCII)
_YEAR = re.compile(r"(\d{4})(?:\.0+)?", re.ASCII)
_SHOWN = 80

Versions = Callable[[int], Version | None]


@dataclass(frozen=True)
class Row:
    """A row whose province and year were understood; `cells` by the name of the column."""

    file: str
    number: int
    province: str
    version: Version
    cells: Mapping[str, str]

    @property
    def key(self) -> tuple[int, str]:
        """Year and province: one row each."""
        return self.version.year, self.province

    @property
    def content(self) -> frozenset[tuple[str, str]]:
        """Every cell but province and year, which may be spelt in several ways."""
        return frozenset((column, cell) for column, cell in self.cells.items() if column not in KEY_COLUMNS)


@dataclass(frozen=True)
class Ruling:
    """Where a row went, where its filled cells went, and what it gives.

    `unknown_columns` are filled although the year's framework does not have them. `difference` is the published
    total minus the sum of the points, None where one of the two is missing.
    """

    outcome: str
    cells: Counter[str]
    row: Row | None = None
    scores: tuple[dict[str, object], ...] = ()
    findings: tuple[Finding, ...] = ()
    unknown_columns: tuple[str, ...] = ()
    difference: Decimal | None = None


def filled_cells(record: Record) -> int:
    """Count the cells beside province and year that are not empty."""
    return sum(1 for cell in record.cells[len(KEY_COLUMNS) :] if cell.strip())


def understand(
    file: str, columns: tuple[str, ...], record: Record, *, codes: Mapping[str, str], versions: Versions
) -> Row | Finding:
    """Return whose row it is and of which year, or the finding that says why nobody can know.

    `codes` holds the provinces by `cchc_analysis.reference.provinces.province_key`, `versions` gives the framework
    of a year.
    """
    place = f"row {record.number}"
    if len(record.cells) != len(columns):
        name, fields = record.cells[0], len(record.cells)
        return _rejected("pci.row_fields", file, place, name, fields=fields, expected=len(columns))
    cells = {column: cell.strip() for column, cell in zip(columns, record.cells, strict=True)}
    name, stated_year = (cells[column] for column in KEY_COLUMNS)
    if record.damage:
        return _rejected("pci.row_damaged", file, place, name, character=record.damage)
    year = _YEAR.fullmatch(stated_year)
    version = versions(int(year[1])) if year else None
    if version is None:
        return _rejected("pci.year_unknown", file, place, stated_year)
    if not name:
        total = cells.get(PUBLISHED_TOTAL) or "–"
        return _rejected("pci.name_missing", file, place, name, year=version.year, total=total)
    province = codes.get(province_key(name), "")
    if province not in version.provinces:
        code = "pci.province_ended" if province else "pci.province_unknown"
        return _rejected(code, file, place, name, year=version.year)
    return Row(file, record.number, province, version, cells)


def _rejected(
    code: str, file: str, place: str, raw_value: str, *, year: int | None = None, **values: object
) -> Finding:
    stated = values | ({} if year is None else {"year": year})
    return Finding(
        code, Severity.ROW_REJECTED, file, place=place, raw_value=raw_value[:_SHOWN], values=stated, year=year
    )


def rule(row: Row) -> Ruling:
    """Turn a row into scores: points = sub-index × maximum points / highest of its scale, in exact decimals.

    An empty sub-index stays missing, and so does one whose column is absent. What is not a number on the scale is
    rejected and stays missing too.
    """
    outcomes: Counter[str] = Counter()
    findings: list[Finding] = []
    points: dict[str, Decimal | None] = dict.fromkeys(row.version.criteria)
    for column, stated in row.cells.items():
        criterion = row.version.criteria.get(column)
        if column in KEY_COLUMNS or (criterion is None and column not in TOTAL_COLUMNS):
            continue
        value = _number(stated)
        fault = _fault(stated, value, criterion)
        if fault:
            findings.append(_cell_finding(row, column, fault, criterion))
        if stated:
            outcomes["rejected" if fault else "used" if criterion else "explained"] += 1
        if criterion is not None and value is not None and not fault:
            points[column] = value * criterion.max_points / criterion.scale.highest
    unknown = tuple(
        column
        for column, stated in row.cells.items()
        if stated and column not in (*KEY_COLUMNS, *TOTAL_COLUMNS, *row.version.criteria)
    )
    outcomes["rejected"] += len(unknown)
    return Ruling(
        "used",
        outcomes,
        row,
        tuple(_scores(row, points)),
        tuple(findings),
        unknown,
        _difference(row, points),
    )


def _scores(row: Row, points: Mapping[str, Decimal | None]) -> list[dict[str, object]]:
    return [
        score_record(
            agency_code=row.province,
            year=row.version.year,
            framework=FRAMEWORK,
            criterion_code=row.version.criteria[column].code,
            score_column=row.version.criteria[column].score_column,
            points=None if value is None else float(value),
            source_file=row.file,
            source_row=row.number,
        )
        for column, value in points.items()
    ]


def _difference(row: Row, points: Mapping[str, Decimal | None]) -> Decimal | None:
    total = _number(row.cells.get(PUBLISHED_TOTAL, ""))
    known = [value for value in points.values() if value is not None]
    is_whole = len(known) == len(row.version.criteria)
    return total - sum(known, Decimal(0)) if total is not None and is_whole else None


def _number(stated: str) -> Decimal | None:
    return Decimal(stated) if _NUMBER.fullmatch(stated) else None


def _fault(stated: str, value: Decimal | None, criterion: Criterion | None) -> str:
    if not stated:
        return ""
    if value is None:
        return "pci.cell_number"
    return "" if criterion is None or criterion.scale.holds(value) else "pci.cell_range"


def _cell_finding(row: Row, column: str, fault: str, criterion: Criterion | None) -> Finding:
    place, raw_value = f"{column}, row {row.number}", row.cells[column][:_SHOWN]
    bounds = criterion.scale.bounds if criterion and fault == "pci.cell_range" else ()
    values: dict[str, object] = dict(zip(("lowest", "highest"), bounds, strict=False))
    return Finding(
        fault, Severity.ROW_REJECTED, row.file, place=place, raw_value=raw_value, values=values,
        year=row.version.year,
    )  # fmt: skip
