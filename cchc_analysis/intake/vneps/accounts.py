"""The account of every file of the export: its records, what became of each, what there is to say."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from dataclasses import dataclass

from cchc_analysis.intake.delimited import Delimited
from cchc_analysis.intake.findings import Counts, FileIntake, Finding
from cchc_analysis.intake.outcomes import Outcome
from cchc_analysis.intake.vneps.findings import file_note
from cchc_analysis.intake.vneps.layouts import CANCELLATIONS
from cchc_analysis.intake.vneps.plans import Ruling
from cchc_analysis.intake.vneps.processes import Fate
from cchc_analysis.intake.vneps.versions import Row


@dataclass(frozen=True)
class ReadFile:
    """An export file after reading, before any row is judged."""

    file: str
    kind: str
    sha256: str
    rows: tuple[Row, ...]
    empty_count: int
    findings: tuple[Finding, ...]


def read_records(file: str, data: bytes, delimited: Delimited, *, kind: str) -> ReadFile:
    """Take the records of a file, their text composed (NFC)."""
    rows: list[Row] = []
    composed_count = 0
    for record in delimited.records:
        if not record.is_empty:
            cells = tuple(unicodedata.normalize("NFC", cell) for cell in record.cells)
            composed_count += sum(map(str.__ne__, cells, record.cells))
            rows.append(Row(file, record.number, cells, record.damage))
    empty_count = len(delimited.records) - len(rows)
    findings = list(delimited.findings)
    if empty_count:
        findings.append(file_note("intake.empty_lines", file, count=empty_count))
    if composed_count:
        findings.append(file_note("intake.text_composed", file, count=composed_count))
    return ReadFile(file, kind, hashlib.sha256(data).hexdigest(), tuple(rows), empty_count, tuple(findings))


def plan_account(read: ReadFile, rulings: list[Ruling], *, adapter: str) -> FileIntake:
    """Account for the rows and the packages of a file of plans."""
    packages = sum((ruling.package_outcomes for ruling in rulings), Counter[Outcome]())
    counts = (
        _row_counts(read, [ruling.outcome for ruling in rulings]),
        _counts("package", sum(ruling.package_count for ruling in rulings), packages),
    )
    findings = list(read.findings)
    # A row whose packages are all known from other plans is no copy; its packages say so themselves.
    copies = sum(ruling.outcome is Outcome.REPEATED and not ruling.findings for ruling in rulings)
    if copies:
        findings.append(file_note("vneps.rows_repeated", read.file, count=copies))
    findings += [finding for ruling in rulings for finding in ruling.findings]
    return FileIntake(read.file, read.sha256, adapter, counts, tuple(findings))


def list_account(read: ReadFile, fates: list[Fate], unjoined: list[Finding], *, adapter: str) -> FileIntake:
    """Account for the rows of a file of notices, awards or cancellations.

    What its layout leaves out of every row is said once: the value of awards without a list of winners, the day of
    cancellations.
    """
    findings = list(read.findings)
    copies = sum(fate.is_copy for fate in fates)
    retold = sum(fate.outcome is Outcome.REPEATED for fate in fates) - copies
    without_winner = sum(fate.outcome is Outcome.USED and fate.is_without_winner for fate in fates)
    cancelled = sum(fate.outcome is Outcome.USED for fate in fates) if read.kind == CANCELLATIONS else 0
    if copies:
        findings.append(file_note("vneps.rows_repeated", read.file, count=copies))
    if retold:
        findings.append(file_note("vneps.notices_retold", read.file, count=retold))
    if without_winner:
        findings.append(file_note("vneps.winners_absent", read.file, count=without_winner))
    if cancelled:
        findings.append(file_note("vneps.cancel_date_absent", read.file, count=cancelled))
    findings += [finding for fate in fates for finding in fate.findings]
    counts = (_row_counts(read, [fate.outcome for fate in fates]),)
    return FileIntake(read.file, read.sha256, adapter, counts, (*findings, *unjoined))


def _row_counts(read: ReadFile, outcomes: list[Outcome]) -> Counts:
    found = Counter(outcomes)
    found[Outcome.EXPLAINED] += read.empty_count
    return _counts("row", len(read.rows) + read.empty_count, found)


def _counts(unit: str, read: int, outcomes: Counter[Outcome]) -> Counts:
    return Counts(unit, read, *(outcomes[outcome] for outcome in Outcome))
