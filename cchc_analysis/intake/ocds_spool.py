"""Releases of all files, put aside on the disk and given back one contracting process after the other."""

from __future__ import annotations

import json
import sqlite3
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Self

from cchc_analysis.intake.ocds_releases import Release, Role

_TABLE = """
CREATE TABLE release (
    position INTEGER PRIMARY KEY, file INTEGER, ocid TEXT, role TEXT, place TEXT, number INTEGER,
    instant TEXT, digest TEXT, record TEXT, body BLOB
)
"""


@dataclass(frozen=True)
class Spooled:
    """A release and the number of the file it came from; `position` is its place among all releases read."""

    position: int
    file: int
    release: Release


class ReleaseSpool:
    """Memory stays that of one process, however many releases there are; the file is removed at the end.

    What is kept of a release is what `used_fields` left of it, compressed: some 500 bytes each.
    """

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="cchc-ocds-")
        self._connection = sqlite3.connect(Path(self._folder.name) / "releases.sqlite", isolation_level=None)
        # Nothing of it outlives the process: no journal, no waiting for the disk.
        self._connection.execute("PRAGMA journal_mode = OFF")
        self._connection.execute("PRAGMA synchronous = OFF")
        self._connection.execute(_TABLE)
        self._connection.execute("BEGIN")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._connection.close()
        self._folder.cleanup()

    def add(self, release: Release, *, file: int) -> None:
        """Put a release aside."""
        body = zlib.compress(json.dumps(release.body).encode(), 1)
        row = (
            file, release.ocid, release.role, release.place, release.number,
            release.instant, release.digest, release.record, body,
        )  # fmt: skip
        self._connection.execute("INSERT INTO release VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)

    def processes(self) -> Iterator[list[Spooled]]:
        """Give back the releases of each ocid, ocids in order, releases in the order in which they were read."""
        self._connection.execute("CREATE INDEX by_ocid ON release (ocid, position)")
        rows = self._connection.execute("SELECT * FROM release ORDER BY ocid, position")
        for _, group in groupby(rows, key=lambda row: row[2]):
            yield [_spooled(row) for row in group]


def _spooled(row: tuple[int, int, str, str, str, int, str, str, str, bytes]) -> Spooled:
    position, file, ocid, role, place, number, instant, digest, record, body = row
    release = Release(
        ocid=ocid,
        role=Role(role),
        place=place,
        number=number,
        instant=instant,
        digest=digest,
        record=record,
        body=json.loads(zlib.decompress(body)),
    )
    return Spooled(position, file, release)
