"""What was noticed about one contracting process, before it is known which file it is told of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from cchc_analysis.intake.findings import Severity
from cchc_analysis.intake.ocds.text import shown


@dataclass(frozen=True)
class Note:
    """One thing noticed: key of its text, what it cost, what stood there, values of the text."""

    code: str
    severity: Severity
    raw_value: str
    values: dict[str, Any]


@dataclass
class Notes:
    """Collects while one process is read."""

    found: list[Note] = field(default_factory=list)

    def note(self, code: str, raw: Any = "", **values: Any) -> None:
        """Note what costs nothing but a value: it is missing, or taken in the way the text says."""
        self.add(code, Severity.NOTE, raw, **values)

    def hold(self, code: str, raw: Any = "", **values: Any) -> None:
        """Note what a person has to decide."""
        self.add(code, Severity.HELD, raw, **values)

    def add(self, code: str, severity: Severity, raw: Any = "", **values: Any) -> None:
        """Note one thing; the same thing twice in a process is noted once."""
        one = Note(code, severity, shown(raw), {name: shown(value, limit=300) for name, value in values.items()})
        if one not in self.found:
            self.found.append(one)
