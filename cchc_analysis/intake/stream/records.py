"""Delimited text of any size read record by record, from any record on: what was read need not be read again."""

from __future__ import annotations

import codecs
import csv
import gzip
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cchc_analysis.intake.delimited import MAX_FIELD_CHARACTERS, Record, delimiter_of
from cchc_analysis.intake.findings import Finding, IntakeError, Severity
from cchc_analysis.intake.packed_files import GZIP_MARK, open_unpacked

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# A line is held in memory whole; its fields are bounded by `MAX_FIELD_CHARACTERS`, as everywhere.
_MAX_LINE_BYTES = 64 * 1024**2


@dataclass(frozen=True)
class Mark:
    """A place between two records: bytes of text, records and lines before it."""

    offset: int = 0
    number: int = 0
    line: int = 0


@dataclass(frozen=True)
class RecordBatch:
    """Some records that follow each other, the place after the last, and bytes of the file read by then."""

    records: tuple[Record, ...]
    end: Mark
    file_bytes: int


def read_head(path: Path, *, file: str, most: int) -> tuple[RecordBatch, str]:
    """Return up to so many first records of a file, and the mark between its fields.

    Raises `IntakeError` as `record_batches` does.
    """
    with _opened(path, file) as (_, stream):
        # More than a line: a heading between quotation marks may run over several.
        beginning = stream.read(MAX_FIELD_CHARACTERS)
    if not beginning:
        raise _refusal("intake.empty_file", file)
    if beginning.startswith(_UTF_16):
        raise _refusal("stream.utf16", file)
    delimiter = delimiter_of(beginning.decode("utf-8-sig", errors="replace"))
    batches = record_batches(path, file=file, delimiter=delimiter, size=most)
    try:
        return next(batches), delimiter
    except StopIteration:
        raise _refusal("intake.no_records", file) from None
    finally:
        batches.close()


def record_batches(
    path: Path, *, file: str, delimiter: str, size: int, start: Mark | None = None, width: int | None = None
) -> Generator[RecordBatch]:
    """Read a UTF-8 text, also one compressed by gzip, from a place between two records to its end.

    Lines end as for `cchc_analysis.intake.delimited.read_delimited`, and as there nothing is guessed.

    Parameters
    ----------
    width
        Number of fields of a whole record, to tell whether the last one was cut off.

    Raises
    ------
    IntakeError
        With the one finding for which the file is refused whole: another encoding, zero bytes, a quotation mark
        never closed or misplaced, a field or line too long, the end cut off, a compressed file that is damaged.
    """
    begun = start or Mark()
    with _opened(path, file) as (raw, stream):
        stream.seek(begun.offset)
        lines = _Lines(stream, begun, file)
        records: list[Record] = []
        number = begun.number
        limit_before = csv.field_size_limit(MAX_FIELD_CHARACTERS)
        try:
            reader = csv.reader(lines, delimiter=delimiter, strict=True)
            while True:
                first_line = lines.line + 1
                cells = next(reader, None)
                if cells is None:
                    break
                number += 1
                records.append(Record(number, tuple(cells)))
                if len(records) == size:
                    yield RecordBatch(tuple(records), Mark(lines.offset, number, lines.line), raw.tell())
                    records = []
        except csv.Error as error:
            is_unclosed = "unexpected end of data" in str(error)
            code = "intake.unclosed_quote" if is_unclosed else "intake.broken_record"
            raise _refusal(code, file, place=f"line {first_line}") from error
        finally:
            csv.field_size_limit(limit_before)
        if records:
            _refuse_cut_off(records[-1], file, width, is_ended=lines.is_ended)
            yield RecordBatch(tuple(records), Mark(lines.offset, number, lines.line), raw.tell())


def ends_with_a_line_end(path: Path) -> bool:
    """Tell whether the last record of a text has its line end; True for a compressed one, which is not asked."""
    with path.open("rb") as stream:
        if stream.read(len(GZIP_MARK)) == GZIP_MARK:
            return True
        stream.seek(-1, 2)
        return stream.read(1) in (b"\n", b"\r")


@contextmanager
def _opened(path: Path, file: str) -> Generator[tuple[BinaryIO, BinaryIO]]:
    """Open a file as `open_unpacked` does; a damaged compressed one is refused, wherever the damage is met."""
    try:
        with open_unpacked(path) as streams:
            yield streams
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise _refusal("stream.gzip_damaged", file) from error


class _Lines:
    """The lines of a stream as text, and where the last of them ended."""

    def __init__(self, stream: BinaryIO, start: Mark, file: str) -> None:
        self._stream, self._file = stream, file
        self.offset, self.line, self.is_ended = start.offset, start.line, True

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        # Whole or not at all: a piece handed to the reader would end a record, and the rest would begin one.
        line = self._stream.readline(_MAX_LINE_BYTES)
        if not line:
            raise StopIteration
        is_first = self.offset == 0
        self.offset += len(line)
        self.line += 1
        self.is_ended = line.endswith((b"\n", b"\r"))
        if not self.is_ended and len(line) == _MAX_LINE_BYTES:
            raise _refusal("intake.broken_record", self._file, place=f"line {self.line}")
        if b"\0" in line:
            raise _refusal("intake.zero_bytes", self._file, place=f"line {self.line}", count=line.count(b"\0"))
        try:
            return line.decode("utf-8-sig" if is_first else "utf-8")
        except UnicodeDecodeError as error:
            raise _refusal("intake.encoding", self._file, place=f"line {self.line}") from error


def _refuse_cut_off(last: Record, file: str, width: int | None, *, is_ended: bool) -> None:
    if not is_ended and width is not None and len(last.cells) < width:
        place = f"row {last.number}"
        raise _refusal("intake.truncated", file, place=place, fields=len(last.cells), expected=width)


def _refusal(code: str, file: str, *, place: str = "", **values: object) -> IntakeError:
    return IntakeError([Finding(code, Severity.FILE_REJECTED, file, place=place, values=values)])
