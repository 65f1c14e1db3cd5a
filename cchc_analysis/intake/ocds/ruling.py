"""What becomes of every release of one process: which of them give its state, and why the others do not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from cchc_analysis.intake.findings import Severity
from cchc_analysis.intake.ocds.cancellations import with_cancellation
from cchc_analysis.intake.ocds.dates import read_moment
from cchc_analysis.intake.ocds.merge import CannotMergeError, merged
from cchc_analysis.intake.ocds.notes import Note, Notes
from cchc_analysis.intake.ocds.procedure import Row, read_procedure
from cchc_analysis.intake.ocds.releases import Role
from cchc_analysis.intake.ocds.spool import Spooled
from cchc_analysis.intake.ocds.unnamed import unnamed_lists, without_their_money
from cchc_analysis.intake.outcomes import Outcome
from cchc_analysis.intake.stated_days import implausible_day

# Lists in which two objects of one id change a figure.
_COUNTED_LISTS = ("awards", "contracts", "tender/tenderers", "awards/suppliers", "parties")


@dataclass
class Ruling:
    """The ruling on one process: outcome of each release, its row, and the release that gave its last state.

    `said` pairs each note with the release that it is told of; `compiled` is the whole state.
    """

    outcomes: dict[int, Outcome]
    row: Row | None = None
    source: Spooled | None = None
    compiled: dict[str, Any] = field(default_factory=dict)
    said: list[tuple[Spooled, Note]] = field(default_factory=list)

    def add(self, release: Spooled, notes: Notes) -> None:
        """Tell of a release what was noticed."""
        self.said += [(release, note) for note in notes.found]

    @property
    def outcome(self) -> Outcome:
        """Outcome of the process: used if it has a row, rejected if a release of it was, else explained."""
        if self.row is not None:
            return Outcome.USED
        return Outcome.REJECTED if Outcome.REJECTED in self.outcomes.values() else Outcome.EXPLAINED


def rule_process(releases: Sequence[Spooled]) -> Ruling:
    """Rule on all releases of one ocid.

    - An address (linked release) and a versioned release are explained: nothing is fetched, and the history of
      every field says nothing that the state does not.
    - A release with the content of an earlier one is its repetition.
    - A compiled release, the latest if there are several, is the state; the parts are in it and are explained.
      Parts embedded in its record are merged as a check, parts dated after it are looked at: where a figure would
      differ, a person has to decide.
    - Without one, the parts are merged in the order of their dates and all of them are used; what was cancelled by
      a tag is cancelled, and awards without an id in several of them give no money. Where one id and one
      date stand with several contents nobody can tell which holds: all parts are rejected.
    """
    ruling = Ruling({})
    for one in releases:
        if one.release.role in (Role.LINKED, Role.VERSIONED):
            ruling.outcomes[one.position] = Outcome.EXPLAINED
            _note(ruling, one, f"ocds.{one.release.role}")
    candidates = _without_repetitions(releases, ruling)
    compiled = [one for one in candidates if one.release.role is Role.COMPILED]
    parts = [one for one in candidates if one.release.role is Role.PART]
    if compiled:
        _use_compiled(compiled, parts, releases, ruling)
    elif parts:
        _merge_parts(parts, ruling)
    elif releases:
        _note(ruling, releases[0], "ocds.only_links", Severity.HELD)
    return ruling


def _without_repetitions(releases: Sequence[Spooled], ruling: Ruling) -> list[Spooled]:
    first: dict[str, Spooled] = {}
    for one in releases:
        if one.position in ruling.outcomes:
            continue
        if one.release.digest in first:
            ruling.outcomes[one.position] = Outcome.REPEATED
            _note(ruling, one, "ocds.repeated")
        first.setdefault(one.release.digest, one)
    for one in first.values():
        _note_date(one, len(first), ruling)
    return list(first.values())


def _note_date(one: Spooled, candidates: int, ruling: Ruling) -> None:
    raw = one.release.body.get("date")
    moment = read_moment(raw)
    if moment is None and raw not in (None, ""):
        _note(ruling, one, "ocds.date_form", raw=raw, path="date")
    elif moment is not None and (years := implausible_day(moment.day)) is not None:
        _note(ruling, one, "ocds.day_implausible", Severity.HELD, raw=raw, path="date", **years)
    elif moment is not None and not moment.has_zone and candidates > 1:
        _note(ruling, one, "ocds.zone_absent", raw=raw)


def _use_compiled(
    compiled: Sequence[Spooled], parts: Sequence[Spooled], releases: Sequence[Spooled], ruling: Ruling
) -> None:
    latest = max(one.release.instant for one in compiled)
    last = [one for one in compiled if one.release.instant == latest]
    older = [one for one in compiled if one not in last]
    for one in older:
        ruling.outcomes[one.position] = Outcome.EXPLAINED
        _note(ruling, one, "ocds.compiled_older")
    if len(last) > 1:
        _reject([*last, *parts], "ocds.compiled_conflict", ruling)
        return
    chosen = last[0]
    for one in parts:
        ruling.outcomes[one.position] = Outcome.EXPLAINED
        _note(ruling, one, "ocds.in_compiled")
    _read(chosen, chosen.release.body, [chosen], ruling)
    if ruling.row is None:
        return
    _look_back(chosen, older, ruling)
    embedded = [one for one in releases if one.release.record and one.release.record == chosen.release.record]
    if not any(one.release.role is Role.LINKED for one in embedded):
        own = [one for one in embedded if one.release.role is Role.PART]
        _compare(chosen, own, None, "ocds.compiled_differs", ruling)
    later = [one for one in parts if one.release.instant > latest]
    _compare(chosen, later, chosen.release.body, "ocds.later_than_compiled", ruling)


def _look_back(chosen: Spooled, older: Sequence[Spooled], ruling: Ruling) -> None:
    """Hold the process where an award that an earlier compiled release had is gone from the latest."""
    is_awarded = ruling.row is not None and ruling.row["status"] == "awarded"
    rows = () if is_awarded else (read_procedure(one.release.body, Notes()) for one in older)
    if any(row is not None and row["status"] == "awarded" for row in rows):
        _note(ruling, chosen, "ocds.award_gone", Severity.HELD, ocid=chosen.release.ocid)


def _compare(
    chosen: Spooled, parts: Sequence[Spooled], onto: dict[str, Any] | None, code: str, ruling: Ruling
) -> None:
    """Hold the process where merging the parts would give another row than the compiled release did."""
    if not parts or ruling.row is None:
        return
    try:
        bodies = [with_cancellation(one.release.body, Notes()) for one in _ordered(parts)]
        other = read_procedure(merged(bodies, onto=onto)[0], Notes()) or {}
    except CannotMergeError:
        other = {}
    differing = [name for name, value in ruling.row.items() if name != "version" and other.get(name) != value]
    if differing:
        values = {"ocid": chosen.release.ocid, "columns": ", ".join(differing)}
        _note(ruling, chosen, code, Severity.HELD, **values)


def _merge_parts(parts: Sequence[Spooled], ruling: Ruling) -> None:
    dated = [one for one in parts if one.release.instant or len(parts) == 1]
    for one in parts:
        if one not in dated:
            ruling.outcomes[one.position] = Outcome.REJECTED
            raw = one.release.body.get("date")
            _note(ruling, one, "ocds.release_undated", Severity.ROW_REJECTED, raw=raw)
    if not dated:
        return
    ordered = _ordered(dated)
    if _contradict(ordered):
        _reject(ordered, "ocds.release_conflict", ruling)
        return
    last = ordered[-1]
    notes = Notes()
    bodies = [with_cancellation(one.release.body, notes) for one in ordered]
    try:
        state, doubled = merged(bodies)
    except CannotMergeError:
        _reject(ordered, "ocds.cannot_merge", ruling)
        return
    counted = [path for path in doubled.split(", ") if path.replace(".", "/") in _COUNTED_LISTS]
    if counted:
        _note(ruling, last, "ocds.ids_doubled", Severity.HELD, ocid=last.release.ocid, paths=", ".join(counted))
    ruling.add(last, notes)
    unnamed = unnamed_lists(bodies)
    if unnamed:
        _note(ruling, last, "ocds.ids_absent", Severity.HELD, ocid=last.release.ocid, paths=", ".join(unnamed))
    _read(last, without_their_money(state, unnamed), ordered, ruling)
    ruling.compiled = state


def _contradict(parts: Sequence[Spooled]) -> bool:
    """Tell whether a release of one id and date stands with several contents, in the fields that are used."""
    contents: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for one in parts:
        contents[one.release.instant, str(one.release.body.get("id"))].append(one.release.body)
    return any(body != bodies[0] for bodies in contents.values() for body in bodies)


def _ordered(parts: Sequence[Spooled]) -> list[Spooled]:
    """Order by date; of one date, by the release's own id and content, so that no order of files shows."""
    return sorted(
        parts, key=lambda one: (one.release.instant, str(one.release.body.get("id")), one.release.digest)
    )


def _read(source: Spooled, state: dict[str, Any], used: Sequence[Spooled], ruling: Ruling) -> None:
    notes = Notes()
    ruling.row = read_procedure(state, notes)
    ruling.source, ruling.compiled = source, state
    outcome = Outcome.REJECTED if ruling.row is None else Outcome.USED
    ruling.outcomes |= {one.position: outcome for one in used}
    ruling.add(source, notes)


def _reject(releases: Sequence[Spooled], code: str, ruling: Ruling) -> None:
    for one in releases:
        ruling.outcomes[one.position] = Outcome.REJECTED
        _note(ruling, one, code, Severity.ROW_REJECTED)


def _note(
    ruling: Ruling, release: Spooled, code: str, severity: Severity = Severity.NOTE, raw: Any = "", **values: Any
) -> None:
    notes = Notes()
    notes.add(code, severity, raw, **values)
    ruling.add(release, notes)
