"""What becomes of every row and every package of the selection-plan export, and why."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cchc_analysis.intake.findings import Finding, Severity
from cchc_analysis.intake.vneps_packages import (
    Package,
    Words,
    load_words,
    package_content,
    package_id,
    package_name,
    read_package,
)
from cchc_analysis.intake.vneps_rows import Entry, FaultError, Plan, read_entries, read_plan
from cchc_analysis.intake.vneps_versions import Outcome, Row, Standing, standings

_PLACEHOLDER_VND = 1


@dataclass(frozen=True)
class Ruling:
    """One row: its outcome, the outcomes of the packages in it, the packages it gives, the findings."""

    row: Row
    outcome: Outcome
    package_outcomes: Counter[Outcome]
    packages: tuple[Package, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def package_count(self) -> int:
        """Return the number of package entries that could be told apart in the row."""
        return self.package_outcomes.total()


@dataclass(frozen=True)
class _Judged:
    """One package entry after judgement."""

    outcome: Outcome
    package: Package | None = None
    findings: tuple[Finding, ...] = ()


def rule_rows(rows: Sequence[Row]) -> list[Ruling]:
    """Rule on every row of the source, in its order; repetition, dispute and version come before content.

    Where the lists of a row cannot be told apart its packages are not known and count 0; the finding of the
    row says so. A price of 1 đồng is a placeholder that the system accepts: the package is counted, in
    number and in value, and held for a person to complete (severity HELD).
    """
    entries = [_entries(row) for row in rows]
    plans: dict[int, Plan] = {}
    rulings: dict[int, Ruling] = {}
    for position, (row, standing) in enumerate(zip(rows, standings(rows), strict=True)):
        own = entries[position]
        if _stands(standing) and not isinstance(own, FaultError):
            try:
                plans[position] = read_plan(row.cells, own)
                continue
            except FaultError as fault:
                finding = _finding(row, fault)
                rulings[position] = Ruling(row, Outcome.REJECTED, _all(own, Outcome.REJECTED), (), (finding,))
        else:
            rulings[position] = _without_use(row, own, standing)
    judged = _judge_packages(plans, rows, load_words())
    for position, plan in plans.items():
        rulings[position] = _with_packages(rows[position], plan, judged[position])
    return [rulings[position] for position in range(len(rows))]


def _entries(row: Row) -> tuple[Entry, ...] | FaultError:
    try:
        if row.damage:
            raise FaultError("vneps.row_damaged", row.damage)
        return read_entries(row.cells)
    except FaultError as fault:
        return fault


def _stands(standing: Standing) -> bool:
    return standing == Standing()


def _all(entries: tuple[Entry, ...] | FaultError, outcome: Outcome) -> Counter[Outcome]:
    return Counter() if isinstance(entries, FaultError) else Counter({outcome: len(entries)})


def _without_use(row: Row, entries: tuple[Entry, ...] | FaultError, standing: Standing) -> Ruling:
    """Rule on a row that gives nothing, whatever its packages are."""
    outcome, finding = Outcome.REJECTED, None
    if standing.repeats is not None:
        outcome = Outcome.REPEATED
    elif standing.disputed_by is not None:
        finding = _row_finding("vneps.plan_conflict", Severity.ROW_REJECTED, row, standing.disputed_by)
    elif standing.superseded_by is not None:
        outcome = Outcome.EXPLAINED
        finding = _row_finding("vneps.plan_superseded", Severity.NOTE, row, standing.superseded_by)
    elif isinstance(entries, FaultError):
        finding = _finding(row, entries)
    return Ruling(row, outcome, _all(entries, outcome), (), (finding,) if finding else ())


def _row_finding(code: str, severity: Severity, row: Row, other: Row) -> Finding:
    values = {
        "plan": row.cells[0].strip(),
        "version": row.cells[2].strip(),
        "other_file": other.file,
        "other_row": other.number,
    }
    return Finding(code, severity, row.file, place=row.place, values=values)


def _finding(row: Row, fault: FaultError, **values: object) -> Finding:
    return Finding(
        fault.code,
        Severity.ROW_REJECTED,
        row.file,
        place=row.place,
        raw_value=fault.raw_value,
        values={**fault.values, **values},
    )


def _judge_packages(plans: dict[int, Plan], rows: Sequence[Row], words: Words) -> dict[int, list[_Judged]]:
    """Judge every package of the plans that stand: one id is one package.

    Entries of one id that say the same are one package, taken from the plan published first; entries of one
    id that differ are all rejected.
    """
    by_id: dict[str, list[tuple[dt.date, str, int, int]]] = defaultdict(list)
    for position, plan in plans.items():
        for index, entry in enumerate(plan.entries):
            identity = package_id(entry)
            if identity is not None:
                by_id[identity].append((plan.published_on, plan.plan_id, position, index))
    judged: dict[int, list[_Judged]] = defaultdict(list)
    for position, plan in plans.items():
        row = rows[position]
        for index, entry in enumerate(plan.entries):
            same_id = by_id.get(package_id(entry) or "", [(plan.published_on, plan.plan_id, position, index)])
            contents = {package_content(plans[other], plans[other].entries[at]) for *_, other, at in same_id}
            if len(contents) > 1:
                fault = FaultError("vneps.package_conflict", package_id(entry), entries=len(same_id))
                finding = _finding(row, fault, package=package_name(entry))
                judged[position].append(_Judged(Outcome.REJECTED, None, (finding,)))
            elif min(same_id)[2:] != (position, index):
                kept = rows[min(same_id)[2]]
                values = {"package": package_name(entry), "other_file": kept.file, "other_row": kept.number}
                note = Finding("vneps.package_repeated", Severity.NOTE, row.file, place=row.place, values=values)
                judged[position].append(_Judged(Outcome.REPEATED, None, (note,)))
            else:
                judged[position].append(_judge(row, plan, entry, words))
    return judged


def _judge(row: Row, plan: Plan, entry: Entry, words: Words) -> _Judged:
    try:
        package = read_package(plan, entry, words)
    except FaultError as fault:
        return _Judged(Outcome.REJECTED, None, (_finding(row, fault, package=package_name(entry)),))
    values = {"package": package.name[:120], "plan": plan.plan_id}
    notes: list[Finding] = []
    if package.value_vnd == _PLACEHOLDER_VND:
        notes.append(_note("vneps.placeholder_price", Severity.HELD, row, str(package.value_vnd), values))
    if not package.province:
        notes.append(_note("vneps.no_location", Severity.NOTE, row, "", values))
    return _Judged(Outcome.USED, package, tuple(notes))


def _note(code: str, severity: Severity, row: Row, raw_value: str, values: Mapping[str, object]) -> Finding:
    return Finding(code, severity, row.file, place=row.place, raw_value=raw_value, values=dict(values))


def _with_packages(row: Row, plan: Plan, judged: list[_Judged]) -> Ruling:
    """Rule on a row by its packages: used if one of them is, rejected if none of them could be."""
    outcomes = Counter(one.outcome for one in judged)
    outcome = next(one for one in (Outcome.USED, Outcome.REPEATED, Outcome.REJECTED) if outcomes[one])
    findings = [finding for one in judged for finding in one.findings]
    if plan.declared_count != str(len(plan.entries)):
        values: dict[str, object] = {"plan": plan.plan_id, "listed": len(plan.entries)}
        findings.insert(0, _note("vneps.package_count", Severity.HELD, row, plan.declared_count, values))
    packages = tuple(one.package for one in judged if one.package is not None)
    return Ruling(row, outcome, outcomes, packages, tuple(findings))
