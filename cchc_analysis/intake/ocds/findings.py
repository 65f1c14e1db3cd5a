"""Notes of the processes of a file, told once each with how many there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from cchc_analysis.intake.findings import Finding, Severity
from cchc_analysis.intake.ocds.notes import Note

# Where the raw value is a word of the publisher's, each word is told; elsewhere the first value stands for all.
_TOLD_BY_VALUE = {"ocds.code_unknown", "ocds.code_ambiguous", "ocds.currency_unknown", "ocds.currency_spelling"}
# A note that concerns more processes names these and says how many more there are.
_MOST_PLACES = 10


@dataclass
class _Repeated:
    """A note as it came first, how often it came, and where the first times."""

    note: Note
    count: int = 0
    places: list[str] = field(default_factory=list)


@dataclass
class Noticed:
    """What costs nothing, added up as it comes: memory grows with the different notes, not with the processes."""

    notes: dict[tuple[Any, ...], _Repeated] = field(default_factory=dict)

    def add(self, place: str, note: Note) -> None:
        """Take a note of the release at a place."""
        self._add(note, 1, [place])

    def include(self, records: Iterable[dict[str, Any]]) -> None:
        """Take what was noticed of later processes, as `records` gave it."""
        for one in records:
            note = Note(**{**one["note"], "severity": Severity(one["note"]["severity"])})
            self._add(note, one["count"], one["places"])

    def records(self) -> list[dict[str, Any]]:
        """Return all of it in a form that can be written down."""
        return [asdict(one) for one in self.notes.values()]

    def findings(self, file: str) -> list[Finding]:
        """Return the findings of the file.

        Notes that say the same are one finding with the value of the first and how many there are (`count`), or a
        national file would drown what matters; its place lists the first ten, and ``(+7)`` says how many more
        there are.
        """
        found: list[Finding] = []
        for one in self.notes.values():
            more = one.count - len(one.places)
            place = ", ".join(place for place in one.places if place) + (f" (+{more})" if more else "")
            values = {**one.note.values, "count": one.count}
            found.append(Finding(one.note.code, Severity.NOTE, file, "", place, one.note.raw_value, values))
        return found

    def _add(self, note: Note, count: int, places: list[str]) -> None:
        raw = note.raw_value if note.code in _TOLD_BY_VALUE else ""
        own = self.notes.setdefault((note.code, raw, *sorted(note.values.items())), _Repeated(note))
        own.count += count
        own.places += places[: _MOST_PLACES - len(own.places)]
