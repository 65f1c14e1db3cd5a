"""What a file named .xlsx must prove before anything opens it as a workbook."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from cchc_analysis.intake.findings import Finding, Severity
from cchc_analysis.intake.packed_files import ZIP_MARK

MAX_FILE_BYTES = 20 * 1024**2
_MAX_UNPACKED_BYTES = 200 * 1024**2
_MAX_ENTRIES = 1_000
_MAX_RATIO = 100
# Tiny repetitive parts compress more than a hundredfold in honest files; they cannot fill a memory.
_RATIO_FLOOR_BYTES = 1024**2
_MAX_FORM_CELLS = 200_000
# The child process of `workbook/sandbox.py` may have 2 GiB: 999,000 cells took 1.3 GiB of it.
MAX_LIST_CELLS = 1_000_000
# A column formatted to the last row of the sheet is a habit (1,048,576 x 20); one cell at XFD1048576 is not.
_MAX_SHEET_AREA = 50_000_000
_MAX_RANGE_AREA = 2_000_000

_ZIP, _OLE = ZIP_MARK, bytes.fromhex("d0cf11e0a1b11ae1")
_TEXT_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_WORKBOOK_SUFFIXES = {".xlsx", ".xlsm", ".xlsb", ".xls"}
_REQUIRED_PARTS = {"[Content_Types].xml", "xl/workbook.xml"}

_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_ADDRESS = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Za-z]{1,3})(\d{1,7})"')
# openpyxl visits every cell of these two kinds of range, however few of them exist.
_RANGE = re.compile(
    rb'<(?:\w+:)?(?:mergeCell|hyperlink)\s[^>]*?\bref="([A-Za-z]{1,3})(\d{1,7}):([A-Za-z]{1,3})(\d{1,7})"'
)


def is_workbook(path: Path) -> bool:
    """Tell whether a file is meant as a workbook, by its name or its first bytes, however old or broken it is."""
    if path.suffix.lower() in _WORKBOOK_SUFFIXES:
        return True
    with path.open("rb") as stream:
        return stream.read(len(_ZIP)) == _ZIP


def check_container(content: bytes, file: str, *, is_list: bool = False) -> tuple[Finding, ...]:
    """Say why the bytes of `file` must not be opened as a workbook, or what to know before it is.

    A finding of severity FILE_REJECTED stops: empty or foreign files (HTML, CSV, .xls, password-protected),
    broken or hostile archives (bombs, path tricks, entities). Macros and links to other workbooks are
    notes: nothing is ever run or followed. Limits: reliability.md I-01 to I-13; a list (`is_list`) may have
    `MAX_LIST_CELLS` cells, a form 200,000.
    """
    foreign = _foreign_format(content)
    if foreign:
        return (
            _too_large_list(file) if is_list and foreign == "workbook.too_large" else _rejected(foreign, file),
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            fault = _archive_fault(archive) or _parts_fault(
                archive, MAX_LIST_CELLS if is_list else _MAX_FORM_CELLS
            )
            names = archive.namelist()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OverflowError, ValueError):
        return (_rejected("workbook.damaged", file),)
    if fault:
        code, part = fault
        if is_list and code == "workbook.too_many_cells":
            return (_too_large_list(file),)
        return (_rejected(code, file, part),)
    return tuple(_notes(names, file))


def _rejected(code: str, file: str, raw_value: str = "") -> Finding:
    return Finding(code, Severity.FILE_REJECTED, file, raw_value=raw_value)


def _too_large_list(file: str) -> Finding:
    return _rejected("workbook.list_too_large", file)


def _foreign_format(content: bytes) -> str | None:
    """Name the finding for content that is not a zip archive at all."""
    head = content[:4096]
    if content.startswith(_ZIP):
        return None if len(content) <= MAX_FILE_BYTES else "workbook.too_large"
    if content.startswith(_OLE):
        is_encrypted = "EncryptedPackage".encode("utf-16-le") in content
        return "workbook.encrypted" if is_encrypted else "workbook.old_xls"
    if re.match(rb"\s*(?:\xef\xbb\xbf)?\s*<", head):
        return "workbook.is_html"
    if content and (head.startswith(_TEXT_MARKS) or not _CONTROL.search(head)):
        return "workbook.is_text"
    return "workbook.not_xlsx" if content else "workbook.empty_file"


def _archive_fault(archive: zipfile.ZipFile) -> tuple[str, str] | None:
    """Judge the archive by its directory alone, before a byte is unpacked."""
    entries = archive.infolist()
    if len(entries) > _MAX_ENTRIES or sum(entry.file_size for entry in entries) > _MAX_UNPACKED_BYTES:
        return "workbook.zip_bomb", ""
    for entry in entries:
        if fault := _entry_fault(entry):
            return fault, entry.filename
    names = [entry.filename for entry in entries]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        return "workbook.entry_name", twice
    return None if set(names) >= _REQUIRED_PARTS else ("workbook.not_xlsx", "")


def _entry_fault(entry: zipfile.ZipInfo) -> str | None:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in entry.filename:
        return "workbook.entry_name"
    if entry.flag_bits & 0x1:
        return "workbook.encrypted"
    ratio = entry.file_size / max(entry.compress_size, 1)
    is_bomb = entry.file_size > _RATIO_FLOOR_BYTES and ratio > _MAX_RATIO
    return "workbook.zip_bomb" if is_bomb else None


def _parts_fault(archive: zipfile.ZipFile, most_cells: int) -> tuple[str, str] | None:
    """Unpack every part once (its checksum is proved) and judge the XML by its raw bytes."""
    cell_count = 0
    for entry in archive.infolist():
        part = archive.read(entry)
        if entry.filename.startswith("xl/media/"):
            continue
        # Without its NUL bytes, UTF-16 XML shows the same marks as UTF-8.
        if _DOCTYPE.search(part.replace(b"\0", b"")):
            return "workbook.doctype", entry.filename
        # A sheet may be kept under any name, so every part is looked at.
        cell_count += sum(1 for _ in _CELL.finditer(part))
        if cell_count > most_cells:
            return "workbook.too_many_cells", entry.filename
        if _sheet_area(part) > _MAX_SHEET_AREA or _ranges_area(part) > _MAX_RANGE_AREA:
            return "workbook.sparse_bomb", entry.filename
    return None


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _sheet_area(part: bytes) -> int:
    last_row = last_column = 0
    for column, row in _ADDRESS.findall(part):
        last_row, last_column = max(last_row, int(row)), max(last_column, _column_number(column))
    return last_row * last_column


def _ranges_area(part: bytes) -> int:
    return sum(
        (abs(int(bottom) - int(top)) + 1) * (abs(_column_number(right) - _column_number(left)) + 1)
        for left, top, right, bottom in _RANGE.findall(part)
    )


def _notes(names: list[str], file: str) -> Iterator[Finding]:
    if any(PurePosixPath(name).name.startswith("vbaProject") for name in names):
        yield Finding("workbook.has_macros", Severity.NOTE, file)
    for name in sorted(names):
        if re.fullmatch(r"xl/(?:externalLinks/externalLink\d+|connections|queryTables/\w+)\.xml", name):
            yield Finding("workbook.has_external_link", Severity.NOTE, file, raw_value=name)
    if not file.lower().endswith(".xlsx"):
        yield Finding("workbook.extension_differs", Severity.NOTE, file)
