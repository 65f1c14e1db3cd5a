"""What intake says of a file: findings with their place, and counts that must balance."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pandas as pd

from cchc_analysis.texts import Language, spoken_traceback, text
from cchc_analysis.vietnamese.numbers import format_number

_ROW = re.compile(r"\b(row|line) (\d+)")
# Among the values of a finding that speaks of others which are not listed: how many of them, by severity.
LEFT_OUT = "left_out"
# Among the same values: how many rows were rejected of which no listed finding speaks.
LEFT_OUT_ROWS = "left_out_rows"
# A finding on one cell of a row names its column too, of a workbook the cell.
_ROW_OF_PLACE = re.compile(r"(?:row |line |[A-Z]{1,3})(\d+)(?: · .*)?", re.DOTALL)


class Severity(StrEnum):
    """What a finding cost: nothing, one row, the whole file, or a person must decide."""

    NOTE = "note"
    ROW_REJECTED = "row_rejected"
    FILE_REJECTED = "file_rejected"
    HELD = "held"


@dataclass(frozen=True)
class Finding:
    """One thing found in an agency's file; `code` is the key of its text (``vneps.row_fields``).

    `place` is a cell (``C12``), a row (``row 17``) or empty for the whole file. `raw_value` is shown
    exactly as it stood. `values` fill the placeholders of the text; a float is printed as the language
    writes decimals. `year` is the one year it concerns, None where it concerns no year or several.
    """

    code: str
    severity: Severity
    file: str
    sheet: str = ""
    place: str = ""
    raw_value: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    year: int | None = None

    def sentence(self, language: Language) -> str:
        """Say what was found and what to do, without the place."""
        values = {name: _printed(value, language) for name, value in self.values.items()}
        return text(self.code, language, raw_value=self.raw_value, **values)

    def where(self, language: Language) -> str:
        """Name sheet and place in the language (``Chấm điểm · C12``, ``dòng 17``)."""
        place = _ROW.sub(lambda found: text(f"findings.{found[1]}", language, row=found[2]), self.place)
        return " · ".join(part for part in (self.sheet, place) if part)

    def message(self, language: Language) -> str:
        """Say what was found and what to do, naming file, sheet and place."""
        place = " · ".join(part for part in (self.file, self.where(language)) if part)
        return f"{place}: {self.sentence(language)}"


def finding_of(entry: Mapping[str, Any]) -> Finding:
    """Make a finding anew from its fields as they were written down (`dataclasses.asdict`)."""
    return Finding(**{**entry, "severity": Severity(entry["severity"])})


def _printed(value: Any, language: Language) -> Any:
    """Print a float with all its decimals and no more; everything else stays as it is."""
    if not isinstance(value, float) or not math.isfinite(value):
        return value
    shortest = Decimal(repr(float(value))).normalize()
    return format_number(shortest, language, max(0, -int(shortest.as_tuple().exponent)))


def finding_counts(findings: Iterable[Finding]) -> Counter[Severity]:
    """Count findings by severity; of a conversion also those that stand in its file only (`LEFT_OUT`)."""
    counts: Counter[Severity] = Counter()
    for finding in findings:
        counts[finding.severity] += 1
        counts.update({Severity(severity): count for severity, count in finding.values.get(LEFT_OUT, {}).items()})
    return counts


def rejected_rows(findings: Iterable[Finding]) -> int:
    """Count the rows that findings reject: one with several faults once, one whose place is no row by itself.

    Of a conversion also those of which only its file of findings speaks (`LEFT_OUT_ROWS`).
    """
    rows: set[tuple[str, str, str]] = set()
    others = 0
    for finding in findings:
        others += finding.values.get(LEFT_OUT_ROWS, 0)
        if finding.severity is Severity.ROW_REJECTED:
            row = row_of_place(finding)
            others += row is None
            rows |= set() if row is None else {row}
    return len(rows) + others


def row_of_place(finding: Finding) -> tuple[str, str, str] | None:
    """Return file, sheet and row number of a finding on a row or a cell of it; None for any other place."""
    place = _ROW_OF_PLACE.fullmatch(finding.place)
    return (finding.file, finding.sheet, place[1]) if place else None


def findings_of_year(findings: Iterable[Finding], year: int) -> tuple[list[Finding], int]:
    """Return the findings that concern a year or no year in particular, and how many concern others only."""
    given = list(findings)
    own = [finding for finding in given if finding.year in (None, year)]
    return own, len(given) - len(own)


class UnbalancedCountsError(AssertionError):
    """Rows were read that nobody accounts for: the run stops."""


@dataclass(frozen=True)
class Counts:
    """Where every row (or package) of an input went: read = used + repeated + rejected + explained."""

    unit: str
    read: int
    used: int
    repeated: int = 0
    rejected: int = 0
    explained: int = 0

    def __post_init__(self) -> None:
        if self.read != self.used + self.repeated + self.rejected + self.explained:
            raise UnbalancedCountsError(str(self))

    @staticmethod
    def total(counts: Iterable[Counts], unit: str) -> Counts:
        """Add up the counts of several files."""
        parts = [part for part in counts if part.unit == unit]
        fields = ("read", "used", "repeated", "rejected", "explained")
        return Counts(unit, *(sum(getattr(part, name) for part in parts) for name in fields))


@dataclass(frozen=True)
class FileIntake:
    """One input file after intake: its identity, its balanced counts and its findings."""

    file: str
    sha256: str
    adapter: str
    counts: tuple[Counts, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class SourceIntake:
    """A whole source after intake: typed tables by name, and every file accounted for."""

    source: str
    tables: dict[str, pd.DataFrame]
    files: tuple[FileIntake, ...]
    is_synthetic: bool = False

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Findings of all files, in file order."""
        return tuple(finding for file in self.files for finding in file.findings)


class IntakeError(Exception):
    """A source that cannot be used at all; carries the findings that say why, and the account of files read."""

    def __init__(self, findings: Iterable[Finding], files: Iterable[FileIntake] = ()) -> None:
        self.findings = tuple(findings)
        self.files = tuple(files)
        # Raised in a worker process, it is made anew from what stands here.
        super().__init__(self.findings, self.files)

    def message(self, language: Language) -> str:
        """Say every finding, one a line."""
        return "\n".join(finding.message(language) for finding in self.findings)

    def __str__(self) -> str:
        return self.message("en")

    def _render_traceback_(self) -> list[str]:
        return spoken_traceback(self.message)
