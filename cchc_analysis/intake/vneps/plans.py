"""What becomes of every row and every package of the selection-plan export, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cchc_analysis.intake.findings import Finding, Severity
from cchc_analysis.intake.outcomes import Outcome
from cchc_analysis.intake.vneps.amendments import Amendment, read_amendments
from cchc_analysis.intake.vneps.findings import fault_finding, row_finding
from cchc_analysis.intake.vneps.judgement import Judged, judge_packages
from cchc_analysis.intake.vneps.literals import FaultError
from cchc_analysis.intake.vneps.packages import Package
from cchc_analysis.intake.vneps.rows import Entry, Plan, read_entries, read_plan
from cchc_analysis.intake.vneps.unsettled import Unsettled, unlisted_packages, unsettled_package
from cchc_analysis.intake.vneps.versions import Row, Standing, standings
from cchc_analysis.intake.vneps.words import Words, meaning

Entries = tuple[Entry, ...] | FaultError


@dataclass(frozen=True)
class Ruling:
    """One row: its outcome, the outcomes of the packages in it, what it gives, the findings."""

    row: Row
    outcome: Outcome
    package_outcomes: Counter[Outcome]
    packages: tuple[Package, ...] = ()
    unsettled: tuple[Unsettled, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def package_count(self) -> int:
        """Return the number of package entries that could be told apart in the row."""
        return self.package_outcomes.total()


def rule_rows(rows: Sequence[Row], words: Words) -> list[Ruling]:
    """Rule on every row of the source, in its order; repetition, dispute and version come before content.

    Where the lists of a row cannot be told apart its packages are not known and count 0; the finding of the
    row says so.
    """
    all_standings = standings(rows)
    entries: list[Entries] = []
    for row, standing in zip(rows, all_standings, strict=True):
        # Two rows of three repeat another: what they hold is read once.
        entries.append(_entries(row) if standing.repeats is None else entries[standing.repeats])
    plans: dict[int, Plan] = {}
    rulings: dict[int, Ruling] = {}
    for position, (row, standing) in enumerate(zip(rows, all_standings, strict=True)):
        own = entries[position]
        if standing != Standing():
            rulings[position] = _not_standing(row, own, standing, words)
            continue
        try:
            if isinstance(own, FaultError):
                raise own
            plans[position] = read_plan(row.cells, own)
        except FaultError as fault:
            rulings[position] = _rejected(row, own, fault_finding(row, fault), words)
    judged = judge_packages(plans, rows, words)
    for position, plan in plans.items():
        rulings[position] = _with_packages(rows[position], plan, judged[position], words)
    return [rulings[position] for position in range(len(rows))]


def _entries(row: Row) -> Entries:
    try:
        if row.damage:
            raise FaultError("vneps.row_damaged", row.damage)
        return read_entries(row.cells)
    except FaultError as fault:
        return fault


def _all(entries: Entries, outcome: Outcome) -> Counter[Outcome]:
    return Counter() if isinstance(entries, FaultError) else Counter({outcome: len(entries)})


def _rejected(row: Row, entries: Entries, finding: Finding, words: Words) -> Ruling:
    if isinstance(entries, FaultError):
        unsettled = unlisted_packages(row, finding)
    else:
        unsettled = [unsettled_package(row, entry, finding, words) for entry in entries]
    outcomes = _all(entries, Outcome.REJECTED)
    return Ruling(row, Outcome.REJECTED, outcomes, unsettled=tuple(unsettled), findings=(finding,))


def _not_standing(row: Row, entries: Entries, standing: Standing, words: Words) -> Ruling:
    """Rule on a row that other rows keep from counting, whatever its packages are."""
    if standing.repeats is not None:
        return Ruling(row, Outcome.REPEATED, _all(entries, Outcome.REPEATED))
    if standing.disputed_by is not None:
        finding = _against("vneps.plan_conflict", Severity.ROW_REJECTED, row, standing.disputed_by)
        ruling = _rejected(row, entries, finding, words)
        # A version that is out of date has nothing left to settle.
        return ruling if standing.superseded_by is None else _settled(ruling)
    last = standing.superseded_by
    if last is None:
        raise AssertionError(standing)
    amendments, unread_count = read_amendments(row, entries, last.cells[2].strip(), words)
    findings = [_against("vneps.plan_superseded", Severity.NOTE, row, last)]
    if unread_count:
        findings.append(row_finding("vneps.amendments_unread", Severity.NOTE, row, count=unread_count))
    outcomes = _all(entries, Outcome.EXPLAINED)
    return Ruling(row, Outcome.EXPLAINED, outcomes, amendments=amendments, findings=tuple(findings))


def _settled(ruling: Ruling) -> Ruling:
    return Ruling(ruling.row, ruling.outcome, ruling.package_outcomes, findings=ruling.findings)


def _against(code: str, severity: Severity, row: Row, other: Row) -> Finding:
    values = {
        "plan": row.cells[0].strip(),
        "version": row.cells[2].strip(),
        "other_file": other.file,
        "other_row": other.number,
    }
    return row_finding(code, severity, row, **values)


def _with_packages(row: Row, plan: Plan, judged: list[Judged], words: Words) -> Ruling:
    """Rule on a row by its packages: used if one of them is, rejected if none of them could be."""
    outcomes = Counter(one.outcome for one in judged)
    outcome = next(one for one in (Outcome.USED, Outcome.REPEATED, Outcome.REJECTED) if outcomes[one])
    findings: list[Finding] = []
    unsettled = [one.unsettled for one in judged if one.unsettled is not None]
    if plan.declared_count != str(len(plan.entries)):
        listed = len(plan.entries)
        held = row_finding(
            "vneps.package_count", Severity.HELD, row, plan.declared_count, plan=plan.plan_id, listed=listed
        )
        findings.append(held)
        unsettled += unlisted_packages(row, held, listed=listed)
    if meaning(plan.type_word, words["plan_type"]) is None:
        findings.append(row_finding("vneps.plan_type", Severity.NOTE, row, plan.type_word, plan=plan.plan_id))
    findings += [finding for one in judged for finding in one.findings]
    packages = tuple(one.package for one in judged if one.package is not None)
    return Ruling(row, outcome, outcomes, packages, tuple(unsettled), findings=tuple(findings))
