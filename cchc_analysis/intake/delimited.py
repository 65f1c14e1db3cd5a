"""One careful reader of delimited text: records with their numbers, or the reason the file is refused."""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import itertools
import re
from dataclasses import dataclass

from cchc_analysis.intake.findings import Finding, IntakeError, Severity

_MAX_FILE_BYTES = 256 * 1024**2
# One plan of a large hospital lists hundreds of packages in one field; Python's own limit is 128 KiB.
MAX_FIELD_CHARACTERS = 4 * 1024**2
_DELIMITERS = (",", ";", "\t")
# A quotation mark opens a field only at its beginning; anywhere else it is a letter of it.
_FIRST_RECORD = re.compile(r'(?P<quoted>(?<![^,;\t\n])"(?:[^"]++|"")*+")|\n|[^\n",;\t]++|["\t,;]')
# What no honest text holds: control characters, marks that turn the reading order, the mark of a lost letter.
_DAMAGE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffd]")


@dataclass(frozen=True)
class Record:
    """One record of a file; `number` counts every record from 1, heading and empty ones included."""

    number: int
    cells: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing in it but spaces."""
        return not any(cell.strip() for cell in self.cells)

    @property
    def damage(self) -> str | None:
        """Name the first character that no honest text holds (``U+FFFD``), or None."""
        match = next(filter(None, map(_DAMAGE.search, self.cells)), None)
        return f"U+{ord(match[0]):04X}" if match else None


@dataclass(frozen=True)
class Delimited:
    """The records of one file and what there was to note."""

    records: tuple[Record, ...]
    findings: tuple[Finding, ...]


def count_lines(data: bytes) -> int:
    """Count the lines that are not blank, to account for a file that cannot be read as records."""
    return sum(1 for line in data.splitlines() if line.strip(b"\0 \t"))


def read_delimited(data: bytes, *, file: str, width: int | None = None) -> Delimited:
    r"""Read comma-, semicolon- or tab-separated text of UTF-8 or UTF-16 into records.

    A line may end in ``\n``, ``\r\n`` or ``\r\r\n`` (what a crawler on Windows writes): all three end
    one record. Nothing is guessed: a file that cannot be read with certainty is refused whole.

    Parameters
    ----------
    width
        Number of fields of a whole record; None takes that of the first one. Only used to tell whether
        the last record was cut off: judging the others is left to the caller.

    Raises
    ------
    IntakeError
        With one finding that says why and what to do: empty, too large, another encoding, zero bytes,
        a quotation mark never closed or misplaced, the end cut off.
    """
    text = _decode(data, file)
    records = _parse(text, file)
    whole = [record for record in records if not record.is_empty]
    if not whole:
        raise _refusal("intake.no_records", file)
    findings: list[Finding] = []
    if not text.endswith(("\n", "\r")):
        expected = width or len(whole[0].cells)
        if len(records[-1].cells) < expected:
            raise _refusal(
                "intake.truncated", file, place=f"row {records[-1].number}",
                fields=len(records[-1].cells), expected=expected,
            )  # fmt: skip
        findings.append(Finding("intake.no_final_newline", Severity.NOTE, file))
    return Delimited(tuple(records), tuple(findings))


def read_head(data: bytes, most_records: int) -> tuple[Record, ...]:
    """Read the first records as far as they can be read, whatever follows: only to tell what a file is.

    `data` may end anywhere; a byte that is no text reads as the mark of a lost letter.
    """
    text = data.decode("utf-16" if _is_utf16(data) else "utf-8-sig", "replace")
    reader = csv.reader(io.StringIO(text, newline="\n"), delimiter=delimiter_of(text))
    records: list[Record] = []
    with contextlib.suppress(csv.Error):
        for number, cells in enumerate(itertools.islice(reader, most_records), start=1):
            records.append(Record(number, tuple(cells)))
    return tuple(records)


def _is_utf16(data: bytes) -> bool:
    return data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def _refusal(code: str, file: str, *, place: str = "", **values: object) -> IntakeError:
    return IntakeError([Finding(code, Severity.FILE_REJECTED, file, place=place, values=values)])


def _decode(data: bytes, file: str) -> str:
    if not data:
        raise _refusal("intake.empty_file", file)
    if len(data) > _MAX_FILE_BYTES:
        raise _refusal("intake.too_large", file, limit_mib=_MAX_FILE_BYTES // 1024**2)
    try:
        text = data.decode("utf-16" if _is_utf16(data) else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _refusal("intake.encoding", file, place=f"line {line}") from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise _refusal("intake.zero_bytes", file, place=f"line {line}", count=text.count("\0"))
    return text


def _parse(text: str, file: str) -> list[Record]:
    # Cutting at \n alone lets the csv module take \r\r\n as one line end; its own cutting makes an empty
    # record out of each. Strict, because a quotation mark in the wrong place swallows the rows after it.
    lines = io.StringIO(text, newline="\n")
    reader = csv.reader(lines, delimiter=delimiter_of(text), strict=True)
    records: list[Record] = []
    first_line = 1
    limit_before = csv.field_size_limit(MAX_FIELD_CHARACTERS)
    try:
        for number, cells in enumerate(reader, start=1):
            records.append(Record(number, tuple(cells)))
            first_line = reader.line_num + 1
    except csv.Error as error:
        is_unclosed = "unexpected end of data" in str(error)
        code = "intake.unclosed_quote" if is_unclosed else "intake.broken_record"
        raise _refusal(code, file, place=f"line {first_line}") from error
    finally:
        csv.field_size_limit(limit_before)
    return records


def delimiter_of(text: str) -> str:
    """Return the mark between the fields: the first of comma, semicolon and tab that the first record holds.

    What stands between quotation marks is the field's own, line ends too.
    """
    seen: set[str] = set()
    for part in _FIRST_RECORD.finditer(text):
        if part[0] == "\n":
            break
        if part.lastgroup != "quoted":
            seen.update(part[0])
    return next((mark for mark in _DELIMITERS if mark in seen), ",")
