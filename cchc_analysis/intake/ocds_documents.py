"""The JSON values of one file: a document, a list of documents or one value a line; gzip is seen by its mark."""

from __future__ import annotations

import codecs
import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cchc_analysis.intake.findings import Finding, Severity
from cchc_analysis.intake.ocds_json import BrokenJsonError, parse_json
from cchc_analysis.intake.packed_files import open_unpacked

LINE_SUFFIXES = (".jsonl", ".ndjson", ".jsonlines")
SUFFIXES = (".json", *LINE_SUFFIXES)
# A document is held in memory whole, some ten times its size; lines are held one at a time.
MAX_DOCUMENT_BYTES = 256 * 1024**2
MAX_LINE_BYTES = 64 * 1024**2
_MARKS = (b'"ocid"', b'"releases"', b'"records"')
_PEEK_BYTES = 64 * 1024


@dataclass(frozen=True)
class Document:
    """One JSON value of a file; `number` counts lines or documents from 1, `place` is "" for the whole file."""

    value: Any
    place: str
    number: int


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


def read_documents(
    path: Path, *, file: str, max_document: int = MAX_DOCUMENT_BYTES
) -> Iterator[Document | Unread]:
    """Read the JSON values of a file one after the other, each with its place, and what cannot be read.

    A file named ``.jsonl``, ``.ndjson`` or ``.jsonlines``, or whose first line is a whole JSON value with more
    behind it, is read line by line: a broken line is refused by its number and the others go on. Every other file
    is one document; a list in it counts as its elements. Text is UTF-8; a document may be UTF-16.
    """
    try:
        if is_line_file(path):
            yield from _read_lines(path, file=file)
        else:
            yield from _read_whole(path, file=file, max_document=max_document)
    except (EOFError, gzip.BadGzipFile, zlib.error):
        yield Unread(Finding("ocds.gzip_damaged", Severity.FILE_REJECTED, file))


def is_line_file(path: Path) -> bool:
    """Tell whether a file holds one value a line: by its name, or its first line is a value and more follows."""
    if path.name.lower().removesuffix(".gz").endswith(LINE_SUFFIXES):
        return True
    with open_unpacked(path) as (_, stream):
        first = b"\n"
        while first and not first.strip():
            first = stream.readline(MAX_LINE_BYTES)
        try:
            parse_json(first.decode("utf-8-sig"))
        except (UnicodeDecodeError, BrokenJsonError):
            return False
        return any(line.strip() for line in iter(lambda: stream.readline(MAX_LINE_BYTES), b""))


def _read_lines(path: Path, *, file: str) -> Iterator[Document | Unread]:
    with open_unpacked(path) as (_, stream):
        number = 0
        while line := stream.readline(MAX_LINE_BYTES + 1):
            number += 1
            place = f"row {number}"
            if len(line) > MAX_LINE_BYTES:
                yield _unread("ocds.line_too_long", file, place, limit_mib=MAX_LINE_BYTES // 1024**2)
                while line and not line.endswith(b"\n"):
                    line = stream.readline(MAX_LINE_BYTES)
            elif line.strip():
                yield _document_of(line, file=file, place=place, number=number)


def _document_of(line: bytes, *, file: str, place: str, number: int) -> Document | Unread:
    try:
        return Document(parse_json(line.decode("utf-8-sig")), place, number)
    except UnicodeDecodeError:
        return _unread("ocds.encoding", file, place)
    except BrokenJsonError as fault:
        return _unread(fault.code, file, place, at=fault.place)


def _read_whole(path: Path, *, file: str, max_document: int) -> Iterator[Document | Unread]:
    with open_unpacked(path) as (_, stream):
        data = stream.read(max_document + 1)
    if not data.strip():
        yield Unread(Finding("intake.empty_file", Severity.FILE_REJECTED, file), releases=0)
        return
    if len(data) > max_document:
        limit = max_document // 1024**2
        yield Unread(Finding("ocds.document_too_large", Severity.FILE_REJECTED, file, values={"limit_mib": limit}))
        return
    is_utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        value = parse_json(data.decode("utf-16" if is_utf16 else "utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        yield Unread(Finding("ocds.encoding", Severity.FILE_REJECTED, file, place=f"row {line}"))
        return
    except BrokenJsonError as fault:
        values = {"at": fault.place}
        yield Unread(Finding(fault.code, Severity.FILE_REJECTED, file, values=values))
        return
    if not isinstance(value, list):
        yield Document(value, "", 1)
        return
    yield from (Document(one, f"[{number - 1}]", number) for number, one in enumerate(value, start=1))


def _unread(code: str, file: str, place: str, **values: object) -> Unread:
    return Unread(Finding(code, Severity.ROW_REJECTED, file, place=place, values=values))
