"""What becomes of every row of the notices, awards and cancellations: one number is one process."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from cchc_analysis.intake.findings import Finding, Severity
from cchc_analysis.intake.outcomes import Outcome
from cchc_analysis.intake.vneps.findings import fault_finding, row_finding
from cchc_analysis.intake.vneps.layouts import AWARDS_OFFLINE, NOTICES
from cchc_analysis.intake.vneps.literals import FaultError
from cchc_analysis.intake.vneps.notices import AWARDED, Reading, read_row
from cchc_analysis.intake.vneps.versions import Row
from cchc_analysis.intake.vneps.words import Words
from cchc_analysis.reference.vocabulary import word_key

_STATUS = "status"


@dataclass(frozen=True)
class Fate:
    """One row: its outcome, and what there is to say.

    `is_copy` is a repetition word for word; `is_without_winner` an award whose list of winners is empty.
    """

    row: Row
    outcome: Outcome
    is_copy: bool = False
    is_without_winner: bool = False
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Process:
    """One contracting process: its number, the row that names it, its facts by column of ``procedures``.

    `result_row` is the row of its award or cancellation, None where there is none.
    """

    number: str
    row: Row
    result_row: Row | None
    facts: dict[str, Any]


def rule_processes(rows: Sequence[tuple[str, Row]], words: Words) -> tuple[list[Fate], list[Process]]:
    """Rule on every row, given with its kind, in its order; then put notice and result of one number together.

    A row that says what an earlier one says is a repetition, also in another layout: then each gives what the
    other leaves out. The version published last stands, also when it turns out to be in dispute. Rows that give
    one version different content are all held.
    """
    fates: dict[int, Fate] = {}
    groups: dict[tuple[str, bool], list[tuple[int, Reading]]] = defaultdict(list)
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for position, (kind, row) in enumerate(rows):
        if (kind, row.cells) in seen:
            fates[position] = Fate(row, Outcome.REPEATED, is_copy=True)
            continue
        seen.add((kind, row.cells))
        try:
            reading = read_row(row, kind, words)
        except FaultError as fault:
            fates[position] = Fate(row, Outcome.REJECTED, findings=(fault_finding(row, fault),))
            continue
        groups[reading.number, kind == NOTICES].append((position, reading))
    standing = {
        key: agreed for key, group in groups.items() if (agreed := _last_version(group, fates)) is not None
    }
    processes: list[Process] = []
    for number in dict.fromkeys(number for number, _ in standing):
        notice, result = standing.get((number, True)), standing.get((number, False))
        item = _disagreement(notice, result)
        if item is None:
            processes.append(_process(number, notice, result))
        else:
            _hold([*groups[number, True], *groups[number, False]], item, fates)
    _hold_impossible_awards(processes, fates, {id(row): position for position, (_, row) in enumerate(rows)})
    return [fates[position] for position in range(len(rows))], processes


def _last_version(group: list[tuple[int, Reading]], fates: dict[int, Fate]) -> Reading | None:
    """Rule on the rows that speak of one number; return what its last version says, None if that is in dispute."""
    if len({reading.facts[_STATUS] for _, reading in group}) > 1:
        # Awarded and cancelled: no date tells which of the two is meant.
        _hold(group, _STATUS, fates)
        return None
    last = max(reading.moment for _, reading in group)
    current = [one for one in group if one[1].moment == last]
    newest = current[0][1].row
    for position, reading in group:
        if reading.moment < last:
            values = {"number": reading.number, "other_file": newest.file, "other_row": newest.number}
            note = row_finding("vneps.notice_superseded", Severity.NOTE, reading.row, **values)
            fates[position] = Fate(reading.row, Outcome.EXPLAINED, findings=(note,))
    first_position, agreed = current[0]
    for _, reading in current[1:]:
        item = contradiction(agreed.facts, reading.facts)
        if item is not None:
            _hold(current, item, fates)
            return None
        facts = {
            **agreed.facts,
            **{name: value for name, value in reading.facts.items() if agreed.facts.get(name) is None},
        }
        agreed = replace(agreed, facts=facts)
    told: set[str] = set()
    for position, reading in current:
        # A fault that two layouts of one notice share is one fault.
        own = tuple(finding for finding in reading.findings if finding.code not in told)
        told.update(finding.code for finding in own)
        outcome = Outcome.USED if position == first_position else Outcome.REPEATED
        is_without_winner = reading.facts[_STATUS] == AWARDED and reading.facts["supplier_count"] is None
        fates[position] = Fate(reading.row, outcome, is_without_winner=is_without_winner, findings=own)
    return agreed


def _disagreement(notice: Reading | None, result: Reading | None) -> str | None:
    """Return what a result says differently of the very version of the notice that it repeats, None if nothing."""
    if notice is None or result is None or result.kind == AWARDS_OFFLINE or result.moment != notice.moment:
        return None
    return contradiction(notice.facts, result.facts)


def _hold(group: list[tuple[int, Reading]], item: str, fates: dict[int, Fate]) -> None:
    """Hold rows that contradict each other; what an earlier version said stays explained."""
    current = [one for one in group if fates.get(one[0]) is None or fates[one[0]].outcome is not Outcome.EXPLAINED]
    for position, reading in current:
        other = next(one.row for _, one in current if one.row is not reading.row)
        values = {"number": reading.number, "other_file": other.file, "other_row": other.number}
        code = "vneps.award_and_cancellation" if item == _STATUS else "vneps.notice_conflict"
        held = row_finding(code, Severity.HELD, reading.row, reading.stated(item), **values)
        fates[position] = Fate(reading.row, Outcome.REJECTED, findings=(held,))


def contradiction(first: dict[str, Any], second: dict[str, Any]) -> str | None:
    """Return the first fact that both state and state differently, None if there is none.

    Names are compared without regard to capitals and spaces; the investor by its code.
    """
    for column, value in first.items():
        other = second.get(column)
        if value == other or value is None or other is None or column == "agency_name":
            continue
        if not isinstance(value, str) or word_key(value) != word_key(str(other)):
            return column
    return None


def _process(number: str, notice: Reading | None, result: Reading | None) -> Process:
    """Put notice and result together: what both state is taken from the one published later.

    An award that was not online is published long after its notice, and speaks of the award: there the notice
    leads.
    """
    first = notice or result
    if first is None:
        raise AssertionError(number)
    parts = [part.facts for part in (notice, result) if part is not None]
    if notice and result and result.kind != AWARDS_OFFLINE and result.moment > notice.moment:
        parts.reverse()
    facts: dict[str, Any] = {}
    for part in parts:
        facts |= {name: value for name, value in part.items() if value not in (None, "") and name not in facts}
    return Process(number, first.row, result.row if result else None, facts)


def _hold_impossible_awards(processes: list[Process], fates: dict[int, Fate], positions: dict[int, int]) -> None:
    """Leave out the date of an award that was decided before its bids were closed, and say so."""
    for process in processes:
        closed, awarded = process.facts.get("closed_on"), process.facts.get("awarded_on")
        row = process.result_row
        if row is None or closed is None or awarded is None or awarded >= closed:
            continue
        del process.facts["awarded_on"]
        values = {"number": process.number, "closed": closed.isoformat()}
        held = row_finding("vneps.award_before_close", Severity.HELD, row, awarded.isoformat(), **values)
        position = positions[id(row)]
        fates[position] = replace(fates[position], findings=(*fates[position].findings, held))
