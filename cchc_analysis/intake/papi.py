"""An index published as tables, one a year (PAPI, ``YYYY.csv``): sub-criteria into the table ``scores``."""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cchc_analysis.intake.delimited import Record, read_delimited
from cchc_analysis.intake.file_account import refused_file, unused_file
from cchc_analysis.intake.findings import Counts, FileIntake, Finding, IntakeError, Severity, SourceIntake
from cchc_analysis.intake.papi_heading import Heading, read_heading
from cchc_analysis.intake.score_records import score_record, scores_table
from cchc_analysis.reference.provinces import provinces_in_force

ADAPTER = "papi"
YEAR_FILE = re.compile(r"(20\d{2}|2100)\.csv", re.IGNORECASE | re.ASCII)

_UNITS = ("row", "cell")
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?", re.ASCII)


@dataclass(frozen=True)
class _YearFile:
    """One year's table after its heading was understood."""

    file: str
    sha256: str
    heading: Heading
    records: tuple[Record, ...]
    findings: tuple[Finding, ...]
    provinces: tuple[str, ...]


@dataclass(frozen=True)
class _Ruling:
    """One row: where it went, where its filled cells went, what it gives."""

    outcome: str
    cells: Counter[str]
    scores: tuple[dict[str, object], ...] = ()
    findings: tuple[Finding, ...] = ()


def read_papi(paths: Sequence[Path], *, root: Path | None = None) -> SourceIntake:
    """Read the yearly tables of the provincial index PAPI into the table ``scores``.

    ``YYYY.csv`` holds one row per province (P01-P63) and one column per sub-criterion (SC11-SC83), in
    points. The year comes from the file's name; which sub-criteria that year has comes from the framework
    ``papi``. An empty cell is "not measured" and stays missing, never 0; so does a cell that is not a
    number, with a finding. Every other file (codebooks, derived totals, licence) is listed and not used.

    Parameters
    ----------
    root
        Folder that file names are given from (default: the one all files share).

    Returns
    -------
    ``scores`` as in `cchc_analysis.tables.contracts`, framework ``papi``, `agency_code` the province code.
    The points stand in the column of the criterion's source in the framework (`survey_score` for what
    citizens were asked). Each file has counts of rows and of filled cells.

    Source: data/reference/frameworks.yml, entry ``papi``.
    """
    base = root or Path(os.path.commonpath([path.parent for path in paths]))
    files = sorted((path.relative_to(base).as_posix(), path) for path in paths)
    read = {name: _read_file(name, path) for name, path in files}
    year_files = [one for one in read.values() if isinstance(one, _YearFile)]
    rulings = _rule_rows(year_files)
    accounts = (_account(one, rulings[name]) if isinstance(one, _YearFile) else one for name, one in read.items())
    scores = [score for ruled in rulings.values() for ruling in ruled for score in ruling.scores]
    return SourceIntake(ADAPTER, {"scores": scores_table(scores)}, tuple(accounts))


def _read_file(file: str, path: Path) -> _YearFile | FileIntake:
    named = YEAR_FILE.fullmatch(path.name)
    if named is None:
        return unused_file(file, path, adapter=ADAPTER)
    data = path.read_bytes()
    try:
        delimited = read_delimited(data, file=file)
        records = delimited.records
        heading, findings = read_heading(records, file=file, year=int(named[1]))
    except IntakeError as refusal:
        return refused_file(file, data, adapter=ADAPTER, findings=refusal.findings, units=_UNITS)
    sha256 = hashlib.sha256(data).hexdigest()
    provinces = tuple(provinces_in_force(heading.year)["code"])
    return _YearFile(file, sha256, heading, records[1:], (*delimited.findings, *findings), provinces)


def _rule_rows(files: Sequence[_YearFile]) -> dict[str, list[_Ruling]]:
    """Rule on every row of every year, in file order; a province has one row a year over all files."""
    same_key: dict[tuple[int, str], list[tuple[_YearFile, Record]]] = defaultdict(list)
    for file in files:
        for record in file.records:
            if len(record.cells) == file.heading.width:
                same_key[file.heading.year, record.cells[0].strip()].append((file, record))
    rulings: dict[str, list[_Ruling]] = {file.file: [] for file in files}
    for file in files:
        for record in file.records:
            rulings[file.file].append(_rule_row(file, record, same_key))
    return rulings


def _rule_row(
    file: _YearFile, record: Record, same_key: dict[tuple[int, str], list[tuple[_YearFile, Record]]]
) -> _Ruling:
    heading = file.heading
    if record.is_empty:
        return _Ruling("explained", Counter())
    filled = sum(1 for cell in record.cells[1:] if cell.strip())
    if len(record.cells) != heading.width:
        return _rejected(file, record, filled, "papi.row_fields", fields=len(record.cells), expected=heading.width)
    province = record.cells[0].strip()
    if record.damage or province not in file.provinces:
        return _rejected(file, record, filled, "papi.province_unknown")
    rows = same_key[heading.year, province]
    if len({_content(*row) for row in rows}) > 1:
        return _rejected(file, record, filled, "papi.province_conflict", province=province, rows=len(rows))
    if rows[0][1] is not record:
        return _Ruling("repeated", Counter(repeated=filled))
    return _scores(file, record, province)


def _content(file: _YearFile, record: Record) -> frozenset[tuple[str, str]]:
    return frozenset(
        (column, cell.strip()) for column, cell in zip(file.heading.columns, record.cells, strict=True)
    )


def _rejected(file: _YearFile, record: Record, filled: int, code: str, **values: object) -> _Ruling:
    finding = Finding(
        code,
        Severity.ROW_REJECTED,
        file.file,
        place=f"row {record.number}",
        raw_value=record.cells[0][:80],
        values=values,
    )
    return _Ruling("rejected", Counter(rejected=filled), (), (finding,))


def _scores(file: _YearFile, record: Record, province: str) -> _Ruling:
    scores: list[dict[str, object]] = []
    findings: list[Finding] = []
    cells: Counter[str] = Counter()
    for column, cell in zip(file.heading.columns[1:], record.cells[1:], strict=True):
        stated = cell.strip()
        score_column = file.heading.score_columns.get(column)
        points = _points(stated)
        if stated:
            cells["used" if score_column and points is not None else "rejected"] += 1
        if score_column is None:
            continue
        if stated and points is None:
            place = f"{column}, row {record.number}"
            findings.append(
                Finding("papi.cell_number", Severity.ROW_REJECTED, file.file, place=place, raw_value=stated[:80])
            )
        scores.append(
            score_record(
                agency_code=province,
                year=file.heading.year,
                framework=ADAPTER,
                criterion_code=column,
                score_column=score_column,
                points=points,
                source_file=file.file,
                source_row=record.number,
            )
        )
    return _Ruling("used", cells, tuple(scores), tuple(findings))


def _points(stated: str) -> float | None:
    """Return the points of a cell; None for anything but a plain number from 0 that a float can hold."""
    if not _NUMBER.fullmatch(stated):
        return None
    points = float(stated)
    return points if points != float("inf") else None


def _account(file: _YearFile, rulings: list[_Ruling]) -> FileIntake:
    rows = Counter(ruling.outcome for ruling in rulings)
    cells = sum((ruling.cells for ruling in rulings), Counter[str]())
    filled = sum(1 for record in file.records for cell in record.cells[1:] if cell.strip())
    findings = [*file.findings, *_coverage(file)]
    if rows["explained"]:
        values = {"count": rows["explained"]}
        findings.append(Finding("intake.empty_lines", Severity.NOTE, file.file, values=values))
    if rows["repeated"]:
        findings.append(
            Finding("papi.rows_repeated", Severity.NOTE, file.file, values={"count": rows["repeated"]})
        )
    findings += [finding for ruling in rulings for finding in ruling.findings]
    counts = (
        Counts("row", len(file.records), **_filled_in(rows)),
        Counts("cell", filled, **_filled_in(cells)),
    )
    return FileIntake(file.file, file.sha256, ADAPTER, counts, tuple(findings))


def _filled_in(outcomes: Counter[str]) -> dict[str, int]:
    return {name: outcomes[name] for name in ("used", "repeated", "rejected", "explained")}


def _coverage(file: _YearFile) -> list[Finding]:
    """Name the provinces without a row and those whose row is empty: neither is a score of 0."""
    given = {record.cells[0].strip(): record for record in file.records if record.cells}
    absent = [province for province in file.provinces if province not in given]
    unmeasured = [
        province
        for province in file.provinces
        if province in given and not any(cell.strip() for cell in given[province].cells[1:])
    ]
    said = (
        ("papi.provinces_absent", Severity.HELD, absent),
        ("papi.provinces_unmeasured", Severity.NOTE, unmeasured),
    )
    return [
        Finding(code, severity, file.file, values={"provinces": ", ".join(names), "count": len(names)})
        for code, severity, names in said
        if names
    ]
