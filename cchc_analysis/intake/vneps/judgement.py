"""What becomes of every package of the plans that stand: one id is one package, and none counts in dispute."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cchc_analysis.intake.findings import Finding, Severity
from cchc_analysis.intake.outcomes import Outcome
from cchc_analysis.intake.vneps.findings import fault_finding, row_finding
from cchc_analysis.intake.vneps.literals import FaultError
from cchc_analysis.intake.vneps.packages import (
    Package,
    package_content,
    package_id,
    package_name,
    read_package,
    start_words,
)
from cchc_analysis.intake.vneps.rows import Entry, Plan
from cchc_analysis.intake.vneps.unsettled import Unsettled, unsettled_package
from cchc_analysis.intake.vneps.versions import Row
from cchc_analysis.intake.vneps.words import Words
from cchc_analysis.reference.plausible_amounts import plausible_amounts


@dataclass(frozen=True)
class Judged:
    """One package entry after judgement; one that is not used leaves what could be read of it."""

    outcome: Outcome
    package: Package | None = None
    unsettled: Unsettled | None = None
    findings: tuple[Finding, ...] = ()


@dataclass
class _Identity:
    """The entries of one package id: how many, what they say, and where the one that is kept stands."""

    count: int
    contents: set[tuple[str, ...]]
    first: tuple[dt.date, str, int, int]


def judge_packages(plans: Mapping[int, Plan], rows: Sequence[Row], words: Words) -> dict[int, list[Judged]]:
    """Judge every package of the plans that stand, by the position of their row.

    Entries of one id that say the same are one package, taken from the plan published first; entries of one
    id that differ are all rejected. A price less than any contract, such as 1 đồng, only fills the place of one:
    the package is held.
    """
    known = _identities(plans)
    judged: dict[int, list[Judged]] = defaultdict(list)
    for position, plan in plans.items():
        row = rows[position]
        for index, entry in enumerate(plan.entries):
            identity = known.get(package_id(entry) or "")
            if identity is not None and len(identity.contents) > 1:
                fault = FaultError("vneps.package_conflict", package_id(entry), entries=identity.count)
                judged[position].append(_rejected(row, entry, fault, words))
            elif identity is not None and identity.first[2:] != (position, index):
                kept = rows[identity.first[2]]
                values = {"package": package_name(entry), "other_file": kept.file, "other_row": kept.number}
                note = row_finding("vneps.package_repeated", Severity.NOTE, row, **values)
                judged[position].append(Judged(Outcome.REPEATED, findings=(note,)))
            else:
                judged[position].append(_judge(row, plan, entry, words))
    return judged


def _identities(plans: Mapping[int, Plan]) -> dict[str, _Identity]:
    known: dict[str, _Identity] = {}
    for position, plan in plans.items():
        for index, entry in enumerate(plan.entries):
            stated = package_id(entry)
            if stated is None:
                continue
            place = (plan.published_on, plan.plan_id, position, index)
            identity = known.setdefault(stated, _Identity(0, set(), place))
            identity.count += 1
            identity.contents.add(package_content(plan, entry))
            identity.first = min(identity.first, place)
    return known


def _rejected(row: Row, entry: Entry, fault: FaultError, words: Words) -> Judged:
    finding = fault_finding(row, fault, package=package_name(entry))
    return Judged(Outcome.REJECTED, None, unsettled_package(row, entry, finding, words), (finding,))


def _judge(row: Row, plan: Plan, entry: Entry, words: Words) -> Judged:
    try:
        package = read_package(plan, entry, words)
    except FaultError as fault:
        return _rejected(row, entry, fault, words)
    values = {"package": package.name[:120], "plan": plan.plan_id}
    if package.value_vnd < plausible_amounts().least_package_vnd:
        held = row_finding("vneps.placeholder_price", Severity.HELD, row, package.value_vnd, **values)
        return Judged(Outcome.REJECTED, None, unsettled_package(row, entry, held, words), (held,))
    notes: list[Finding] = []
    if not package.province:
        notes.append(row_finding("vneps.no_location", Severity.NOTE, row, **values))
    if package.planned_start_on is None:
        own, other = start_words(entry)
        stated = own if other is None else f"{own} / {other}"
        notes.append(row_finding("vneps.planned_start", Severity.NOTE, row, stated, **values))
    return Judged(Outcome.USED, package, None, tuple(notes))
