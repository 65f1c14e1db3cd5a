"""How a list of packages is read part by part: what each part gives, and what the end asks of the whole."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import pandas as pd

from cchc_analysis.intake.delimited import Record
from cchc_analysis.intake.findings import Finding, Severity
from cchc_analysis.intake.package_sheet.numbers import Lookalike
from cchc_analysis.intake.stream.records import Mark


@dataclass(frozen=True)
class Lost:
    """A row that is not used, as it stood; `code` is the finding that cost it."""

    row: int
    cells: tuple[str, ...]
    code: str
    severity: Severity = Severity.ROW_REJECTED


@dataclass(frozen=True)
class Part:
    """What some rows give before they are held against the rest of the file.

    `packages` as in the contract; `outcomes` what became of them, as
    `cchc_analysis.intake.package_sheet.tables.outcome_table` returns it, None where the list does not tell; `keys`
    has ``row, key, content, is_faulty, cells, alike, twin`` for each row whose key can be read (`content` differs
    where anything that counts differs, `cells` is the row as it stood, `alike` and `twin` are as of
    `cchc_analysis.intake.package_sheet.tables.PlacedRow` and may be empty); `lost` are the rows not used,
    `explained` the numbers of those that are no package. Every row is used, lost or explained.
    """

    packages: pd.DataFrame
    outcomes: pd.DataFrame | None
    keys: pd.DataFrame
    lost: tuple[Lost, ...]
    findings: tuple[Finding, ...]
    explained: tuple[int, ...] = ()


# How a package stands in more than one row: with the same content, with others, or under another agency too.
Verdict = Literal["repeated", "contradicts", "claimed"]


class SayTwice(Protocol):
    """Says that a package stands in more than one row."""

    def __call__(
        self, row: int, key: str, cells: Sequence[str], *, verdict: Verdict, other: Record | None = None
    ) -> Finding:
        """Return the finding on a row; `other` is the first that says otherwise of a package."""


@dataclass(frozen=True)
class RowReader:
    """How the rows of one file are read; `first` is the place of its first row of data.

    `read` takes records that follow each other. `unsettled` returns rows not used as the contract of that name,
    all rows of a package being given together. `say_explained` says which rows are no package, `say_alike` that a
    number looks like another, whose places are rows, `say_totals` in their order which totals disagree with the
    rows (asked only where rows are no package, or named so). `rows_per_part` are as many as are read in some
    seconds: what a run that was stopped has to read again.
    """

    adapter: str
    delimiter: str
    first: Mark
    width: int
    read: Callable[[Sequence[Record]], Part]
    said_twice: SayTwice
    unsettled: Callable[[Sequence[Lost]], pd.DataFrame]
    say_explained: Callable[[Sequence[int]], Finding | None] = lambda rows: None
    say_alike: Callable[[Lookalike], Finding | None] = lambda one: None
    say_totals: Callable[[], Iterable[Finding]] = tuple
    rows_per_part: int = 50_000


def content_digest(texts: Iterable[str]) -> int:
    """Return 63 bits of a digest: compared within one key only, where an accident would take 10^18 rows."""
    joined = "\x1f".join(texts).encode()
    return int.from_bytes(hashlib.blake2b(joined, digest_size=8).digest()) >> 1
