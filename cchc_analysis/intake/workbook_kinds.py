"""Tells lists of packages and procurement reports from other files by a bounded look inside: for `sources.py`."""

from __future__ import annotations

import html
import re
import zipfile
import zlib
from pathlib import Path

from cchc_analysis.intake.bid_report.layout import label, sheet_number
from cchc_analysis.intake.delimited import read_head
from cchc_analysis.intake.package_sheet.headings import MOST_HEAD_ROWS, find_heading, text_cells
from cchc_analysis.intake.workbook.cells import Cell
from cchc_analysis.intake.workbook.layout import is_score_heading
from cchc_analysis.reference.bid_report_form import load_bid_report_form

TEXT_SUFFIXES = {".csv", ".tsv"}
_LOOK_BYTES = 4 * 1024**2
# Programs that write no shared strings put the words into the sheets: the official report has 12 of these.
_MOST_SHEETS, _SHEET_LOOK_BYTES = 16, 256 * 1024
_SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml")
_SHEET_NAME = re.compile(r"<(?:\w+:)?sheet\s[^>]*?\bname=\"([^\"]*)\"")
_STRING = re.compile(r"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</(?:\w+:)?t>")


class BrokenWorkbookError(Exception):
    """A file that cannot be opened as a workbook: its kind cannot be told."""


def is_package_text(path: Path) -> bool:
    """Tell whether a CSV of any size begins like a list of packages, whatever stands below its heading."""
    if path.suffix.lower() not in TEXT_SUFFIXES:
        return False
    with path.open("rb") as stream:
        records = read_head(stream.read(_LOOK_BYTES), MOST_HEAD_ROWS)
    return find_heading({record.number: text_cells(record) for record in records}) is not None


def workbook_kind(path: Path) -> str | None:
    """Return ``bid_reports``, ``packages`` or ``scores`` for a workbook of these kinds, None for any other.

    Raises `BrokenWorkbookError` for a file that cannot be opened as a workbook.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = _part(archive, "xl/workbook.xml")
            strings = "".join(_part(archive, name) for name in _parts_with_words(archive))
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        OverflowError,
        RuntimeError,
        ValueError,
    ) as error:
        raise BrokenWorkbookError(path.name) from error
    words = dict(enumerate(map(html.unescape, _STRING.findall(strings)), start=1))
    # A sheet of the report is known by its name or, where that was changed, by its title.
    numbers = set(map(sheet_number, (*map(html.unescape, _SHEET_NAME.findall(names)), *words.values())))
    report_form = [sheet for sheet in load_bid_report_form() if sheet.lines]
    headings = {label(text) for sheet in report_form for text in sheet.measure_headings.values()}
    if numbers & {sheet_number(sheet.sheet) for sheet in report_form} and headings <= set(
        map(label, words.values())
    ):
        return "bid_reports"
    row = {column: Cell(1, column, "text", text) for column, text in words.items()}
    if row and find_heading({1: row}) is not None:
        return "packages"
    return "scores" if is_score_heading(row) else None


def _parts_with_words(archive: zipfile.ZipFile) -> list[str]:
    sheets = [name for name in archive.namelist() if _SHEET_PART.fullmatch(name)]
    return ["xl/sharedStrings.xml", *sheets[:_MOST_SHEETS]]


def _part(archive: zipfile.ZipFile, name: str) -> str:
    if name not in archive.namelist():
        return ""
    most = _SHEET_LOOK_BYTES if _SHEET_PART.fullmatch(name) else _LOOK_BYTES
    with archive.open(name) as stream:
        return stream.read(most).decode("utf-8", "replace")
