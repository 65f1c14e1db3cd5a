"""An index published as tables, one a year (PAPI, ``YYYY.csv``): sub-criteria into the table ``scores``."""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from cchc_analysis.intake.delimited import Record, read_delimited
from cchc_analysis.intake.file_account import refused_file, unused_file
from cchc_analysis.intake.findings import Counts, FileIntake, Finding, IntakeError, Severity, SourceIntake
from cchc_analysis.intake.papi.heading import read_heading
from cchc_analysis.intake.papi.rows import Ruling, YearFile, filled_cells, rule
from cchc_analysis.intake.score.records import scores_table
from cchc_analysis.reference.provinces import provinces_in_force

ADAPTER = "papi"
YEAR_FILE = re.compile(r"(20\d{2}|2100)\.csv", re.IGNORECASE | re.ASCII)

_UNITS = ("row", "cell")


def read_papi(paths: Sequence[Path], *, root: Path | None = None) -> SourceIntake:
    """Read the yearly tables of the provincial index PAPI into the table ``scores``.

    ``YYYY.csv`` holds one row per province (P01-P63) and one column per sub-criterion (SC11-SC83), in
    points. The year comes from the file's name; which sub-criteria that year has comes from the framework
    ``papi``. An empty cell is "not measured" and stays missing, never 0, and so does a sub-criterion whose
    column is absent; a cell that is not a number on the scale of its sub-criterion is missing too, with a
    finding. Every other file (codebooks, derived totals, licence) is listed and not used.

    Parameters
    ----------
    root
        Folder that file names are given from (default: the one all files share).

    Returns
    -------
    ``scores`` as in `cchc_analysis.tables.contracts`, framework ``papi``, `agency_code` the province code: one
    row for each sub-criterion of the year. The points stand in the column of the criterion's source in the
    framework (`survey_score` for what citizens were asked). Each file has counts of rows and of filled cells.

    Source: data/reference/frameworks.yml, entry ``papi``; scales: data/reference/score_ranges.csv.
    """
    base = root or Path(os.path.commonpath([path.parent for path in paths]))
    files = sorted((path.relative_to(base).as_posix(), path) for path in paths)
    read = {name: _read_file(name, path) for name, path in files}
    year_files = [one for one in read.values() if isinstance(one, YearFile)]
    rulings = _rule_rows(year_files)
    accounts = (_account(one, rulings[name]) if isinstance(one, YearFile) else one for name, one in read.items())
    scores = [score for ruled in rulings.values() for ruling in ruled for score in ruling.scores]
    return SourceIntake(ADAPTER, {"scores": scores_table(scores)}, tuple(accounts))


def _read_file(file: str, path: Path) -> YearFile | FileIntake:
    named = YEAR_FILE.fullmatch(path.name)
    if named is None:
        return unused_file(file, path, adapter=ADAPTER)
    data, year = path.read_bytes(), int(named[1])
    try:
        delimited = read_delimited(data, file=file)
        records = delimited.records
        heading, findings = read_heading(records, file=file, year=year)
    except IntakeError as refusal:
        refused = [replace(finding, year=year) for finding in refusal.findings]
        return refused_file(file, data, adapter=ADAPTER, findings=refused, units=_UNITS)
    sha256 = hashlib.sha256(data).hexdigest()
    provinces = tuple(provinces_in_force(heading.year)["code"])
    return YearFile(file, sha256, heading, records[1:], (*delimited.findings, *findings), provinces)


def _rule_rows(files: Sequence[YearFile]) -> dict[str, list[Ruling]]:
    """Rule on every row of every year, in file order; a province has one row a year over all files."""
    same_key: dict[tuple[int, str], list[tuple[YearFile, Record]]] = defaultdict(list)
    for file in files:
        for record in file.records:
            if len(record.cells) == file.heading.width:
                same_key[file.heading.year, record.cells[0].strip()].append((file, record))
    return {file.file: [rule(file, record, same_key) for record in file.records] for file in files}


def _account(file: YearFile, rulings: list[Ruling]) -> FileIntake:
    rows = Counter(ruling.outcome for ruling in rulings)
    cells = sum((ruling.cells for ruling in rulings), Counter[str]())
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
        Counts("cell", sum(map(filled_cells, file.records)), **_filled_in(cells)),
    )
    of_year = tuple(replace(finding, year=file.heading.year) for finding in findings)
    return FileIntake(file.file, file.sha256, ADAPTER, counts, of_year)


def _filled_in(outcomes: Counter[str]) -> dict[str, int]:
    return {name: outcomes[name] for name in ("used", "repeated", "rejected", "explained")}


def _coverage(file: YearFile) -> list[Finding]:
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
