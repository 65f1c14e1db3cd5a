"""Releases of all files, put aside on the disk and given back one contracting process after the other."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from cchc_analysis.intake.findings import Finding, finding_of
from cchc_analysis.intake.ocds.releases import Release, Role
from cchc_analysis.reference.plausible_amounts import plausible_amounts

_FILE = "releases.sqlite"
_TABLES = """
CREATE TABLE IF NOT EXISTS release (
    position INTEGER PRIMARY KEY, file INTEGER, ocid TEXT, role TEXT, place TEXT, number INTEGER,
    instant TEXT, digest TEXT, record TEXT, body BLOB
);
CREATE TABLE IF NOT EXISTS told (
    position INTEGER PRIMARY KEY, stage TEXT, file INTEGER, finding TEXT, releases INTEGER
);
CREATE TABLE IF NOT EXISTS saved (position INTEGER PRIMARY KEY, stage TEXT, record TEXT);
"""
_CROWDED = "SELECT ocid FROM release GROUP BY ocid HAVING count(*) > ?"

Stage = Literal["read", "ruled"]


class BrokenSpoolError(Exception):
    """What lies in the folder of a spool is no longer what was put there."""


@dataclass(frozen=True)
class Spooled:
    """A release and the number of the file it came from; `position` is its place among all releases read."""

    position: int
    file: int
    release: Release


class ReleaseSpool:
    """Memory stays that of one process, however many releases there are; so does what is told of them.

    What is kept of a release is what `used_fields` left of it, compressed: some 500 bytes each. Without a folder
    it is gone at the end. In a folder it stays: what came before the last `save` is there again when a process
    that was stopped opens the folder anew, and what came after it is not.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._temporary = None if folder else tempfile.TemporaryDirectory(prefix="cchc-ocds-")
        self.folder = folder or Path(self._temporary.name if self._temporary else "")
        self._connection = sqlite3.connect(self.folder / _FILE, isolation_level=None)
        try:
            self._begin()
        except (sqlite3.Error, BrokenSpoolError) as error:
            self._connection.close()
            if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
                raise BrokenSpoolError from error
            raise

    def _begin(self) -> None:
        # Of what goes at the end nothing outlives the process: no journal, no waiting for the disk.
        pragmas = ("journal_mode = OFF", "synchronous = OFF") if self._temporary else ("journal_mode = WAL",)
        for pragma in pragmas:
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.executescript(_TABLES)
        if not self._temporary and self._connection.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise BrokenSpoolError
        self._connection.execute("BEGIN")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._connection.close()
        if self._temporary:
            self._temporary.cleanup()
        if isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode == sqlite3.SQLITE_FULL:
            # As of any other file that finds no room.
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self.folder)) from error
        if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
            raise BrokenSpoolError from error

    def add(self, release: Release, *, file: int) -> None:
        """Put a release aside."""
        body = zlib.compress(json.dumps(release.body).encode(), 1)
        row = (
            file, release.ocid, release.role, release.place, release.number,
            release.instant, release.digest, release.record, body,
        )  # fmt: skip
        self._connection.execute("INSERT INTO release VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)

    def tell(self, finding: Finding, *, file: int, stage: Stage, releases: int = 0) -> None:
        """Keep a finding on a file, and how many releases it rejects that were not put aside."""
        row = (stage, file, json.dumps(asdict(finding)), releases)
        self._connection.execute("INSERT INTO told VALUES (NULL, ?, ?, ?, ?)", row)

    def told(self, file: int | None = None) -> Iterator[tuple[int, Finding]]:
        """Give back what was told of a file, or of all (None) one after the other, in the order it was told."""
        where = "" if file is None else "WHERE file = ?"
        rows = self._connection.execute(
            f"SELECT file, finding FROM told {where} ORDER BY file, position",  # noqa: S608 - nothing of a file's
            () if file is None else (file,),
        )
        return ((number, finding_of(json.loads(text))) for number, text in rows)

    def unread(self) -> dict[int, int]:
        """Return by file how many releases were rejected on reading."""
        return dict(self._connection.execute("SELECT file, sum(releases) FROM told GROUP BY file"))

    def processes(self, *, after: str = "") -> Iterator[list[Spooled]]:
        """Give back the releases of each ocid behind `after`, ocids in order, releases as they were read.

        Those of an ocid with more than `PlausibleAmounts.most_releases` are left out, see `crowded`.
        """
        rows = self._connection.execute(
            f"SELECT * FROM release WHERE ocid > ? AND ocid NOT IN ({_CROWDED}) ORDER BY ocid, position",  # noqa: S608 - ours
            (after, plausible_amounts().most_releases),
        )
        for _, group in groupby(rows, key=lambda row: row[2]):
            yield [_spooled(row) for row in group]

    def crowded(self) -> dict[str, Counter[int]]:
        """Return each ocid with more than `most_releases`, and how many of them stand in which file.

        It is a placeholder under which a publisher lists everything (`PlausibleAmounts`), not one process.
        """
        found: dict[str, Counter[int]] = {}
        query = f"SELECT ocid, file, count(*) FROM release WHERE ocid IN ({_CROWDED}) GROUP BY ocid, file"  # noqa: S608 - ours
        for ocid, file, count in self._connection.execute(query, (plausible_amounts().most_releases,)):
            found.setdefault(ocid, Counter())[file] = count
        return found

    def sort(self) -> None:
        """Make ready to give processes back, once all releases are put aside."""
        self._connection.execute("CREATE INDEX IF NOT EXISTS by_ocid ON release (ocid, position)")

    def count(self) -> int:
        """Return how many releases were put aside."""
        return int(self._connection.execute("SELECT count(*) FROM release").fetchone()[0])

    def save(self, stage: Stage, record: dict[str, Any]) -> None:
        """Make sure of everything until now, and of a record of how far a stage is."""
        self._connection.execute("INSERT INTO saved VALUES (NULL, ?, ?)", (stage, json.dumps(record)))
        self._connection.execute("COMMIT")
        self._connection.execute("BEGIN")

    def saved(self, stage: Stage) -> list[dict[str, Any]]:
        """Return the records of a stage in the order in which they were saved."""
        rows = self._connection.execute("SELECT record FROM saved WHERE stage = ? ORDER BY position", (stage,))
        return [json.loads(record) for (record,) in rows]

    def forget(self, stage: Stage) -> None:
        """Forget the records of a stage and what was told in it."""
        self._connection.execute("DELETE FROM saved WHERE stage = ?", (stage,))
        self._connection.execute("DELETE FROM told WHERE stage = ?", (stage,))


def _spooled(row: tuple[int, int, str, str, str, int, str, str, str, bytes]) -> Spooled:
    position, file, ocid, role, place, number, instant, digest, record, packed = row
    try:
        body = json.loads(zlib.decompress(packed))
    except (zlib.error, ValueError) as error:
        raise BrokenSpoolError from error
    release = Release(
        ocid=ocid,
        role=Role(role),
        place=place,
        number=number,
        instant=instant,
        digest=digest,
        record=record,
        body=body,
    )
    return Spooled(position, file, release)
