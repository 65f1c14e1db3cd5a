"""The national e-procurement export (muasamcong.mpi.gov.vn): plans, notices, awards, cancellations into tables."""

from __future__ import annotations

import hashlib
import os
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from cchc_analysis.intake.delimited import count_lines, read_delimited
from cchc_analysis.intake.file_account import refused_file, unused_file
from cchc_analysis.intake.findings import Counts, FileIntake, Finding, IntakeError, Severity, SourceIntake
from cchc_analysis.intake.vneps.accounts import ReadFile, list_account, plan_account, read_records
from cchc_analysis.intake.vneps.layouts import KINDS, NOTICES
from cchc_analysis.intake.vneps.lines import read_list_file
from cchc_analysis.intake.vneps.plans import Ruling, rule_rows
from cchc_analysis.intake.vneps.procedures import procedure_table
from cchc_analysis.intake.vneps.processes import Fate, rule_processes
from cchc_analysis.intake.vneps.rows import WIDTH, plan_version
from cchc_analysis.intake.vneps.tables import amendment_table, package_table, unsettled_table
from cchc_analysis.intake.vneps.words import load_words

ADAPTER = "vneps"
PLAN_FILE = re.compile(r"KHLCNT.*\.csv", re.IGNORECASE)
OTHER_FILE = re.compile(r"((?:TBMT|CNTTT|DHT)(?:_[A-Z]+)?).*\.csv", re.IGNORECASE)
_PLANS = "KHLCNT"


def read_vneps(paths: Sequence[Path], *, root: Path | None = None) -> SourceIntake:
    """Read exports of the national e-procurement system.

    Selection plans (``KHLCNT*.csv``, 24 fields), notices (``TBMT_CDT*.csv``, 32, 35, 37 or 38), awards of online
    processes (``CNTTT*.csv``, 37) and of others (``CNTTT_KQM*.csv``, 18), cancellations (``DHT*.csv``, 32); no
    file has a heading. Every other file is listed with what became of it. Repetitions, versions and disputes are
    judged over all files together, in the order of their names, so the tables do not depend on how the export was
    cut into files.

    Parameters
    ----------
    root
        Folder that file names are given from (default: the one all files share).

    Returns
    -------
    Tables as in `cchc_analysis.tables.contracts`:

    - ``packages``, sorted by plan and package; `value_vnd` in đồng, `published_on` the day the plan was published.
      An investor has the code made of its name (`cchc_analysis.intake.vneps.rows.agency_code`) and, if it was
      typed in several ways, the spelling of its latest plan.
    - ``unsettled``: the packages that were held or rejected, as far as they can be read.
    - ``amendments``: the packages of earlier versions of a plan.
    - ``procedures``: one row per number of a notice, or per award without one, in đồng.

    Each file has counts of rows, plans also of packages.

    Source: fields of the export as the crawler of github.com/Pham-Anh-Vu/CrawlData writes them.
    """
    base = root or Path(os.path.commonpath([path.parent for path in paths]))
    files = sorted((path.relative_to(base).as_posix(), path) for path in paths)
    read = {name: _read_file(name, path) for name, path in files}
    listed = [one for one in read.values() if isinstance(one, ReadFile)]
    words = load_words()
    plan_rows = [row for one in listed if one.kind == _PLANS for row in one.rows]
    rulings = rule_rows(plan_rows, words)
    other_rows = [(one.kind, row) for one in listed if one.kind != _PLANS for row in one.rows]
    fates, processes = rule_processes(other_rows, words)
    used = [package for ruling in rulings for package in ruling.packages]
    used.sort(key=lambda package: (package.published_on, package.plan_id, package.package_id))
    plan_ids = frozenset(key[0] for row in plan_rows if (key := plan_version(row.cells)) is not None)
    procedures, unjoined = procedure_table(processes, used, plan_ids)
    tables = {
        "packages": package_table(rulings),
        "unsettled": unsettled_table(rulings),
        "amendments": amendment_table(rulings),
        "procedures": procedures,
    }
    return SourceIntake(ADAPTER, tables, _accounts(read, rulings, fates, unjoined))


def _accounts(
    read: dict[str, ReadFile | FileIntake], rulings: list[Ruling], fates: list[Fate], unjoined: list[Finding]
) -> tuple[FileIntake, ...]:
    rulings_of: dict[str, list[Ruling]] = defaultdict(list)
    fates_of: dict[str, list[Fate]] = defaultdict(list)
    unjoined_of: dict[str, list[Finding]] = defaultdict(list)
    for ruling in rulings:
        rulings_of[ruling.row.file].append(ruling)
    for fate in fates:
        fates_of[fate.row.file].append(fate)
    for finding in unjoined:
        unjoined_of[finding.file].append(finding)
    accounts = []
    for name, one in read.items():
        if isinstance(one, FileIntake):
            accounts.append(one)
        elif one.kind == _PLANS:
            accounts.append(plan_account(one, rulings_of[name], adapter=ADAPTER))
        else:
            accounts.append(list_account(one, fates_of[name], unjoined_of[name], adapter=ADAPTER))
    return tuple(accounts)


def _read_file(file: str, path: Path) -> ReadFile | FileIntake:
    is_plan = PLAN_FILE.fullmatch(path.name)
    other = OTHER_FILE.fullmatch(path.name)
    if not is_plan and not other:
        return unused_file(file, path, adapter=ADAPTER)
    data = path.read_bytes()
    kind = _PLANS if is_plan or other is None else other[1].upper()
    kind = NOTICES if kind == "TBMT" else kind
    if kind not in (_PLANS, *KINDS):
        return _other_kind(file, data, kind)
    try:
        delimited = read_delimited(data, file=file, width=WIDTH) if is_plan else read_list_file(data, file=file)
    except IntakeError as refusal:
        units = ("row", "package") if is_plan else ("row",)
        return refused_file(file, data, adapter=ADAPTER, findings=refusal.findings, units=units)
    return read_records(file, data, delimited, kind=kind)


def _other_kind(file: str, data: bytes, kind: str) -> FileIntake:
    """Account for a list of a kind that is not read: its rows are counted, none is used."""
    findings: tuple[Finding, ...] = ()
    try:
        count = sum(not record.is_empty for record in read_delimited(data, file=file).records)
    except IntakeError as refusal:
        # It would not have been used anyway: what is wrong with it costs nothing.
        findings = tuple(replace(finding, severity=Severity.NOTE) for finding in refusal.findings)
        count = count_lines(data)
    known = ", ".join((_PLANS, *KINDS))
    note = Finding(
        "vneps.kind_not_used", Severity.NOTE, file, values={"kind": kind, "count": count, "known": known}
    )
    counts = (Counts("row", count, 0, explained=count),)
    return FileIntake(file, hashlib.sha256(data).hexdigest(), ADAPTER, counts, (note, *findings))
