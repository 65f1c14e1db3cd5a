"""Files that may be compressed by gzip: seen by their first bytes, whatever they are called."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

GZIP_MARK = b"\x1f\x8b"
# Every workbook of Excel since 2007 is a zip file.
ZIP_MARK = b"PK\x03\x04"


def is_zip(path: Path) -> bool:
    """Tell whether a file is a zip file, as workbooks are, by its first bytes."""
    with path.open("rb") as raw:
        return raw.read(len(ZIP_MARK)) == ZIP_MARK


@contextmanager
def open_unpacked(path: Path) -> Iterator[tuple[BinaryIO, BinaryIO]]:
    """Open a file; give its bytes as they lie, and its content, unpacked where it is compressed.

    Damage is found when the content is read: `gzip.BadGzipFile`, `EOFError` or `zlib.error`.
    """
    with path.open("rb") as raw:
        is_gzip = raw.read(len(GZIP_MARK)) == GZIP_MARK
        raw.seek(0)
        if not is_gzip:
            yield raw, raw
            return
        with gzip.GzipFile(fileobj=raw) as unpacked:
            yield raw, cast(BinaryIO, unpacked)
