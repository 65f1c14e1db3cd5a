"""The national e-procurement export (muasamcong.mpi.gov.vn): selection plans into the table ``packages``."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import pandas as pd

from cchc_analysis.intake.delimited import count_lines, read_delimited
from cchc_analysis.intake.file_account import refused_file, unused_file
from cchc_analysis.intake.findings import Counts, FileIntake, Finding, IntakeError, Severity, SourceIntake
from cchc_analysis.intake.vneps_packages import Package
from cchc_analysis.intake.vneps_plans import Ruling, rule_rows
from cchc_analysis.intake.vneps_rows import WIDTH
from cchc_analysis.intake.vneps_versions import Outcome, Row

ADAPTER = "vneps"
PLAN_FILE = re.compile(r"KHLCNT.*\.csv", re.IGNORECASE)
OTHER_FILE = re.compile(r"((?:TBMT|CNTTT|DHT)(?:_[A-Z]+)?).*\.csv", re.IGNORECASE)

_COLUMN_TYPES = {
    "package_id": "str", "plan_id": "str", "plan_version": "str", "agency_code": "str", "agency_name": "str",
    "name": "str", "field": "str", "form": "str", "is_online": "bool", "is_domestic": "bool",
    "method": "str", "value_vnd": "int64", "published_on": "datetime64[us]", "district": "str",
    "province": "str", "plan_type": "str", "planned_start_on": "datetime64[us]",
    "source_file": "str", "source_row": "int64",
}  # fmt: skip


@dataclass(frozen=True)
class _PlanFile:
    """A plan export after reading, before any row is judged."""

    file: str
    sha256: str
    rows: tuple[Row, ...]
    empty_count: int
    findings: tuple[Finding, ...]


def read_vneps(paths: Sequence[Path], *, root: Path | None = None) -> SourceIntake:
    """Read exports of the national e-procurement system into the table ``packages``.

    Selection plans (``KHLCNT*.csv``, 24 fields, no heading) are read; every other file is listed with what
    became of it. Repetitions, versions and disputes are judged over all files together, in the order of
    their names, so the packages do not depend on how the export was cut into files.

    Parameters
    ----------
    root
        Folder that file names are given from (default: the one all files share).

    Returns
    -------
    ``packages`` as in `cchc_analysis.tables.contracts`, sorted by plan and package; `value_vnd` in đồng,
    `published_on` the day the plan was published. Each file has counts of rows and of packages. An investor
    has the code made of its name (`Plan.agency_code`) and, if it was typed in several ways, the spelling of
    its latest plan.

    Source: fields of the export as the crawler of github.com/Pham-Anh-Vu/CrawlData writes them.
    """
    base = root or Path(os.path.commonpath([path.parent for path in paths]))
    files = sorted((path.relative_to(base).as_posix(), path) for path in paths)
    read = {name: _read_file(name, path) for name, path in files}
    plan_files = [one for one in read.values() if isinstance(one, _PlanFile)]
    rulings = rule_rows([row for one in plan_files for row in one.rows])
    by_file: dict[str, list[Ruling]] = {name: [] for name in read}
    for ruling in rulings:
        by_file[ruling.row.file].append(ruling)
    accounts = (_account(one, by_file[name]) if isinstance(one, _PlanFile) else one for name, one in read.items())
    return SourceIntake(ADAPTER, {"packages": _package_table(rulings)}, tuple(accounts))


def _read_file(file: str, path: Path) -> _PlanFile | FileIntake:
    data = path.read_bytes()
    if not PLAN_FILE.fullmatch(path.name):
        kind = OTHER_FILE.fullmatch(path.name)
        return _other_kind(file, data, kind[1]) if kind else unused_file(file, path, adapter=ADAPTER)
    try:
        delimited = read_delimited(data, file=file, width=WIDTH)
    except IntakeError as refusal:
        return refused_file(file, data, adapter=ADAPTER, findings=refusal.findings, units=("row", "package"))
    rows: list[Row] = []
    composed_count = 0
    for record in delimited.records:
        if not record.is_empty:
            cells = tuple(unicodedata.normalize("NFC", cell) for cell in record.cells)
            composed_count += sum(map(str.__ne__, cells, record.cells))
            rows.append(Row(file, record.number, cells, record.damage))
    empty_count = len(delimited.records) - len(rows)
    notes = {"intake.empty_lines": empty_count, "intake.text_composed": composed_count}
    findings = tuple(
        Finding(code, Severity.NOTE, file, values={"count": count}) for code, count in notes.items() if count
    )
    sha256 = hashlib.sha256(data).hexdigest()
    return _PlanFile(file, sha256, tuple(rows), empty_count, (*delimited.findings, *findings))


def _other_kind(file: str, data: bytes, kind: str) -> FileIntake:
    """Account for a notice, award or cancellation list: its rows are counted, none is used."""
    findings: tuple[Finding, ...] = ()
    try:
        count = sum(not record.is_empty for record in read_delimited(data, file=file).records)
    except IntakeError as refusal:
        # It would not have been used anyway: what is wrong with it costs nothing.
        findings = tuple(replace(finding, severity=Severity.NOTE) for finding in refusal.findings)
        count = count_lines(data)
    values = {"kind": kind.upper(), "count": count}
    note = Finding("vneps.kind_not_used", Severity.NOTE, file, values=values)
    counts = (Counts("row", count, 0, explained=count), Counts("package", 0, 0))
    return FileIntake(file, hashlib.sha256(data).hexdigest(), ADAPTER, counts, (note, *findings))


def _account(plan_file: _PlanFile, rulings: list[Ruling]) -> FileIntake:
    rows = Counter(ruling.outcome for ruling in rulings)
    rows[Outcome.EXPLAINED] += plan_file.empty_count
    packages = sum((ruling.package_outcomes for ruling in rulings), Counter[Outcome]())
    counts = (
        _counts("row", len(plan_file.rows) + plan_file.empty_count, rows),
        _counts("package", sum(ruling.package_count for ruling in rulings), packages),
    )
    findings = list(plan_file.findings)
    # A row whose packages are all known from other plans is no copy; its packages say so themselves.
    copies = sum(ruling.outcome is Outcome.REPEATED and not ruling.findings for ruling in rulings)
    if copies:
        values = {"count": copies}
        findings.append(Finding("vneps.rows_repeated", Severity.NOTE, plan_file.file, values=values))
    findings += [finding for ruling in rulings for finding in ruling.findings]
    return FileIntake(plan_file.file, plan_file.sha256, ADAPTER, counts, tuple(findings))


def _counts(unit: str, read: int, outcomes: Counter[Outcome]) -> Counts:
    return Counts(unit, read, *(outcomes[outcome] for outcome in Outcome))


def _package_table(rulings: Sequence[Ruling]) -> pd.DataFrame:
    used = [(package, ruling.row) for ruling in rulings for package in ruling.packages]
    used.sort(key=lambda pair: (pair[0].plan_id, pair[0].package_id))
    spellings = _latest_spellings([package for package, _ in used])
    records = [
        asdict(replace(package, agency_name=spellings[package.agency_code]))
        | {"source_file": row.file, "source_row": row.number}
        for package, row in used
    ]
    return pd.DataFrame(records, columns=list(_COLUMN_TYPES)).astype(_COLUMN_TYPES)


def _latest_spellings(packages: Sequence[Package]) -> dict[str, str]:
    """Return one name per investor, so that a name typed in two ways is not two lines of a table."""
    by_age = sorted(packages, key=lambda package: (package.published_on, package.plan_id))
    return {package.agency_code: package.agency_name for package in by_age}
