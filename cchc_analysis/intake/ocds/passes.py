"""The two passes over contracting data: every release put aside on the disk, then ruled on by process."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from cchc_analysis.intake.file_account import unused_file
from cchc_analysis.intake.findings import FileIntake, Finding, Severity
from cchc_analysis.intake.ocds.coverage import Coverage
from cchc_analysis.intake.ocds.documents import Unread, is_json_name, read_documents
from cchc_analysis.intake.ocds.releases import releases_in
from cchc_analysis.intake.ocds.ruling import Ruling, rule_process
from cchc_analysis.intake.ocds.spool import ReleaseSpool, Spooled
from cchc_analysis.intake.ocds.totals import Tally
from cchc_analysis.intake.outcomes import Outcome
from cchc_analysis.intake.table_types import PROCEDURE_TYPES, typed_table
from cchc_analysis.reference.plausible_amounts import plausible_amounts

ADAPTER = "ocds"
# Values of the files, and processes, at a time: rows as objects of Python take several times the memory of typed
# columns, and no more than these are lost when a run is stopped.
AT_ONCE = 5_000


@dataclass(frozen=True)
class OcdsFile:
    """A file by its name in the source."""

    name: str
    path: Path


@dataclass
class RuledPart:
    """What some processes gave, `last` being the ocid of the last of them: rows, and what goes to the files.

    `procedures` as `cchc_analysis.intake.ocds.adapter.read_ocds` returns it, but for the buyers' names, which are
    those of each release; `tallies` by the number of the file.
    """

    last: str
    release_count: int
    procedures: pd.DataFrame
    coverage: Coverage
    tallies: dict[int, Tally]
    is_last: bool


def sort_out(named: Sequence[tuple[str, Path]]) -> tuple[list[OcdsFile], list[FileIntake]]:
    """Return the files to read, by name, and the account of each of the others."""
    files = [OcdsFile(name, path) for name, path in sorted(named) if is_json_name(name)]
    others = [unused_file(name, path, adapter=ADAPTER) for name, path in sorted(named) if not is_json_name(name)]
    return files, others


def put_aside(
    files: Sequence[OcdsFile],
    spool: ReleaseSpool,
    *,
    start: tuple[int, int] = (0, 0),
    on_read: Callable[[int, int], object] = lambda file, done: None,
) -> Iterator[tuple[int, int]]:
    """Read files into a spool, and give after every JSON value the place at which to go on.

    A place is the number of a file and how many of its values were taken. `on_read` is told how many bytes of
    which file have been read.
    """
    for number in range(start[0], len(files)):
        file, taken = files[number], start[1] if number == start[0] else 0

        def told(done: int, number: int = number) -> object:
            return on_read(number, done)

        for document in read_documents(file.path, file=file.name, skip=taken, on_read=told):
            found = [document] if isinstance(document, Unread) else releases_in(document, file=file.name)
            for one in found:
                if isinstance(one, Unread):
                    spool.tell(one.finding, file=number, stage="read", releases=one.releases)
                else:
                    spool.add(one, file=number)
            taken += 1
            yield number, taken
        yield number + 1, 0


def rulings(
    spool: ReleaseSpool, files: Sequence[OcdsFile], *, after: str = "", size: int = AT_ONCE
) -> Iterator[RuledPart]:
    """Rule on the processes behind `after`, some at a time; the last part may have none.

    What was rejected or is held is told to the spool, one by one.
    """
    spool.sort()
    part = _Part(spool, files)
    if not after:
        part.reject_crowds()
    for releases in spool.processes(after=after):
        part.take(releases[0].release.ocid, rule_process(releases), releases)
        if part.process_count == size:
            yield part.done(is_last=False)
            part = _Part(spool, files)
    yield part.done(is_last=True)


class _Part:
    """Some processes while they are ruled on."""

    def __init__(self, spool: ReleaseSpool, files: Sequence[OcdsFile]) -> None:
        self.process_count = 0
        self._spool, self._files = spool, files
        self._last, self._release_count = "", 0
        self._rows: list[dict[str, Any]] = []
        self._coverage = Coverage()
        self._tallies: dict[int, Tally] = defaultdict(Tally)

    def take(self, ocid: str, ruling: Ruling, releases: Sequence[Spooled]) -> None:
        """Count the process in every file that holds a release of it, used in the one its row comes from."""
        self.process_count += 1
        self._last, self._release_count = ocid, self._release_count + len(releases)
        for one in releases:
            self._tallies[one.file].releases[ruling.outcomes[one.position]] += 1
        for member in {one.file for one in releases}:
            is_source = ruling.source is None or ruling.source.file == member
            is_copy = ruling.outcome is Outcome.USED and not is_source
            self._tallies[member].processes[Outcome.REPEATED if is_copy else ruling.outcome] += 1
        for release, note in ruling.said:
            place = release.release.place
            if note.severity is Severity.NOTE:
                self._tallies[release.file].noticed.add(place, note)
            else:
                name = self._files[release.file].name
                self._tell(
                    Finding(note.code, note.severity, name, "", place, note.raw_value, dict(note.values)),
                    release.file,
                )
        if ruling.row is not None and ruling.source is not None:
            name = self._files[ruling.source.file].name
            self._rows.append({**ruling.row, "source_file": name, "source_row": ruling.source.release.number})
            self._coverage.add(name, ruling.compiled, ruling.row)

    def reject_crowds(self) -> None:
        """Reject what has more releases than a process can have."""
        for ocid, counts in self._spool.crowded().items():
            values = {"ocid": ocid, "count": counts.total(), "most": plausible_amounts().most_releases}
            for file, count in counts.items():
                self._release_count += count
                self._tallies[file].releases[Outcome.REJECTED] += count
                self._tallies[file].processes[Outcome.REJECTED] += 1
                name = self._files[file].name
                self._tell(Finding("ocds.crowded", Severity.ROW_REJECTED, name, values=values), file)

    def done(self, *, is_last: bool) -> RuledPart:
        """Return what these processes gave."""
        table = typed_table(self._rows, PROCEDURE_TYPES)
        return RuledPart(self._last, self._release_count, table, self._coverage, dict(self._tallies), is_last)

    def _tell(self, finding: Finding, file: int) -> None:
        self._spool.tell(finding, file=file, stage="ruled")
