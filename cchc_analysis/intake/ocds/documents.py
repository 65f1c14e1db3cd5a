"""The JSON values of one file: a document, a list of documents or one value a line; gzip is seen by its mark."""

from __future__ import annotations

import codecs
import gzip
import zlib
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cchc_analysis.intake.findings import Finding, Severity
from cchc_analysis.intake.ocds.json_text import BrokenJsonError, DoubledKeys, parse_json
from cchc_analysis.intake.ocds.large import TooLargeError, WrongLetterError, entries_of, outline
from cchc_analysis.intake.packed_files import open_unpacked

LINE_SUFFIXES = (".jsonl", ".ndjson", ".jsonlines")
SUFFIXES = (".json", *LINE_SUFFIXES)
# What is held in memory whole, some ten times its size: a line, a document, or an entry of a longer document.
MAX_VALUE_BYTES = 64 * 1024**2
_MARKS = (b'"ocid"', b'"releases"', b'"records"')
_PEEK_BYTES = 64 * 1024


@dataclass(frozen=True)
class Document:
    """One JSON value of a file; `number` counts lines or documents from 1, `place` is "" for the whole file.

    Of a package that is read in pieces, `first` is the place of the first entry of this piece in its list.
    """

    value: Any
    place: str
    number: int
    first: int = 0


@dataclass(frozen=True)
class Unread:
    """A part of a file that is no JSON value: why, and as how many releases it counts."""

    finding: Finding
    releases: int = 1


def is_json_name(name: str) -> bool:
    """Tell by its name whether a file holds JSON (``.json``, ``.jsonl``, ``.ndjson``, also with ``.gz``)."""
    return name.lower().removesuffix(".gz").endswith(SUFFIXES)


def is_ocds_file(path: Path) -> bool:
    """Tell whether a JSON file speaks of contracting processes, by what stands at its beginning."""
    if not is_json_name(path.name):
        return False
    try:
        with open_unpacked(path) as (_, stream):
            start = stream.read(_PEEK_BYTES)
    except (EOFError, OSError, zlib.error):
        return False
    return any(mark in start for mark in _MARKS)


def list_key(keys: Container[str]) -> str:
    """Return the key under which a package holds its entries, by the keys of an object; "" for what is no package.

    An object with ``releases`` is a record by itself if it has an ocid or a compiled or versioned release.
    """
    if "records" in keys:
        return "records"
    is_record = any(key in keys for key in ("ocid", "compiledRelease", "versionedRelease"))
    return "releases" if "releases" in keys and not is_record else ""


def read_documents(
    path: Path, *, file: str, skip: int = 0, on_read: Callable[[int], object] = lambda done: None
) -> Iterator[Document | Unread]:
    """Read the JSON values of a file one after the other, each with its place, and what cannot be read.

    A file named ``.jsonl``, ``.ndjson`` or ``.jsonlines``, or whose first line is a whole JSON value with more
    behind it, is read line by line: a broken line is refused by its number and the others go on. Every other file
    is one document; a list in it counts as its elements. A document beyond `MAX_VALUE_BYTES` is read entry by
    entry if it is a list or a package, after it was seen to be sound to its end. Text is UTF-8; a document may be
    UTF-16.

    Parameters
    ----------
    skip
        How many of the first values were taken before and are passed over.
    on_read
        Is told how many bytes of the file have been read.
    """
    for number, one in enumerate(_values(path, file=file, skip=skip, on_read=on_read)):
        if one is not None and number >= skip:
            yield one


def _values(
    path: Path, *, file: str, skip: int, on_read: Callable[[int], object]
) -> Iterator[Document | Unread | None]:
    """Give every value; None for one that is passed over and need not be read for it."""
    # Of lines those before the damage are used, of a document nothing.
    damage = "ocds.document_damaged"
    try:
        if is_line_file(path):
            damage = "ocds.gzip_damaged"
            yield from _read_lines(path, file=file, skip=skip, on_read=on_read)
        else:
            yield from _read_whole(path, file=file, on_read=on_read)
    except (EOFError, gzip.BadGzipFile, zlib.error):
        yield Unread(Finding(damage, Severity.FILE_REJECTED, file))


def is_line_file(path: Path) -> bool:
    """Tell whether a file holds one value a line: by its name, or its first line is a value and more follows."""
    if path.name.lower().removesuffix(".gz").endswith(LINE_SUFFIXES):
        return True
    with open_unpacked(path) as (_, stream):
        first = b"\n"
        while first and not first.strip():
            first = stream.readline(MAX_VALUE_BYTES)
        if not first.endswith(b"\n"):
            return False
        if not any(line.strip() for line in iter(lambda: stream.readline(MAX_VALUE_BYTES), b"")):
            return False
    try:
        parse_json(first.decode("utf-8-sig"))
    except (UnicodeDecodeError, BrokenJsonError):
        return False
    return True


def _read_lines(
    path: Path, *, file: str, skip: int, on_read: Callable[[int], object]
) -> Iterator[Document | Unread | None]:
    with open_unpacked(path) as (raw, stream):
        number = 0
        while line := stream.readline(MAX_VALUE_BYTES + 1):
            number += 1
            place = f"row {number}"
            if len(line) > MAX_VALUE_BYTES:
                while line and not line.endswith(b"\n"):
                    line = stream.readline(MAX_VALUE_BYTES)
                found: Document | Unread | None = _unread(
                    "ocds.line_too_long", file, place, limit_mib=MAX_VALUE_BYTES // 1024**2
                )
            elif not line.strip():
                continue
            elif skip > 0:
                found = None
            else:
                found = _document_of(line, file=file, place=place, number=number)
            skip -= 1
            on_read(raw.tell())
            yield found


def _document_of(line: bytes, *, file: str, place: str, number: int) -> Document | Unread:
    try:
        return Document(parse_json(line.decode("utf-8-sig")), place, number)
    except UnicodeDecodeError:
        return _unread("ocds.encoding", file, place)
    except BrokenJsonError as fault:
        return _unread(fault.code, file, place, at=fault.place)


def _read_whole(path: Path, *, file: str, on_read: Callable[[int], object]) -> Iterator[Document | Unread]:
    with open_unpacked(path) as (_, stream):
        data = stream.read(MAX_VALUE_BYTES + 1)
    try:
        if len(data) > MAX_VALUE_BYTES:
            del data
            yield from _read_large(path, on_read)
            return
        if not data.strip():
            yield Unread(Finding("intake.empty_file", Severity.FILE_REJECTED, file), releases=0)
            return
        value = parse_json(_decoded(data))
    except WrongLetterError as error:
        yield Unread(Finding("ocds.encoding", Severity.FILE_REJECTED, file, place=f"row {error.line}"))
        return
    except TooLargeError:
        values: dict[str, object] = {"limit_mib": MAX_VALUE_BYTES // 1024**2}
        yield Unread(Finding("ocds.document_too_large", Severity.FILE_REJECTED, file, values=values))
        return
    except BrokenJsonError as fault:
        values = {"at": fault.place}
        yield Unread(Finding(fault.code, Severity.FILE_REJECTED, file, values=values))
        return
    if isinstance(value, list):
        yield from (Document(one, f"[{number - 1}]", number) for number, one in enumerate(value, start=1))
    else:
        yield Document(value, "", 1)


def _decoded(data: bytes) -> str:
    is_utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return data.decode("utf-16" if is_utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongLetterError(data.count(b"\n", 0, error.start) + 1) from error


def _read_large(path: Path, on_read: Callable[[int], object]) -> Iterator[Document]:
    """Read a document entry by entry; nothing of one that is broken somewhere, as nothing of a smaller one."""
    # Twice over the file: half of its bytes are told of at the end of the first time.
    half = path.stat().st_size // 2
    with open_unpacked(path) as (raw, stream):
        keys = outline(stream, limit=MAX_VALUE_BYTES, on_read=lambda: on_read(raw.tell() // 2))
    key = None if keys is None else list_key(keys)
    if keys is not None and len(set(keys)) < len(keys):
        doubled = DoubledKeys(dict.fromkeys(keys))
        doubled.key = next(one for one in keys if keys.count(one) > 1)
        yield Document(doubled, "", 1)
        return
    if key == "":
        raise TooLargeError
    with open_unpacked(path) as (raw, stream):
        told = entries_of(stream, key, limit=MAX_VALUE_BYTES, on_read=lambda: on_read(half + raw.tell() // 2))
        for position, value in told:
            if position is None:
                # No list, or an empty one: told as of a smaller document. A list without entries says nothing.
                if key is not None:
                    yield Document({key: value}, "", 1)
            elif key is None:
                yield Document(value, f"[{position}]", position + 1)
            else:
                yield Document({key: [value]}, "", 1, first=position)


def _unread(code: str, file: str, place: str, **values: object) -> Unread:
    return Unread(Finding(code, Severity.ROW_REJECTED, file, place=place, values=values))
