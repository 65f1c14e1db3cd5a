"""One row of a hand-made list of packages: every cell read, every fault named at once."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from cchc_analysis.intake.bid_report_numbers import LEAST_PACKAGE_VND, MAX_PACKAGE_VND, read_number
from cchc_analysis.intake.findings import Severity
from cchc_analysis.intake.workbook_cells import Cell
from cchc_analysis.reference.agencies import UnknownAgencyError, find_agency, load_agencies, resolve_name
from cchc_analysis.reference.strict_files import read_rows, reference_file
from cchc_analysis.reference.vocabulary import field_codes, form_codes, method_codes, word_key
from cchc_analysis.vietnamese.names import clean, name_key
from cchc_analysis.vietnamese.numbers import MISSING

_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: \d{1,2}:\d{2}(?::\d{2})?)?", re.ASCII)
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?: \d{2}:\d{2}:\d{2})?", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_DATES = ("notice_published_on", "closed_on", "awarded_on", "award_published_on")
# What is true of almost every package of an agency, taken where a list has no such column (and said).
ASSUMED: dict[str, Any] = {"is_domestic": True, "method": "one_stage_one_envelope"}


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a row: `code` of its text, severity, and the cell (None: the row)."""

    code: str
    severity: Severity
    cell: Cell | None
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass
class SheetRow:
    """A row as far as it could be read (`read` by column of the tables), and its faults."""

    number: int
    cells: Mapping[str, Cell]
    read: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_rejected(self) -> bool:
        """Tell whether the row is not used."""
        return any(fault.severity is not Severity.NOTE for fault in self.faults)

    def fault(self, code: str, name: str, severity: Severity = Severity.ROW_REJECTED, **values: object) -> None:
        """Add a fault of one column."""
        self.faults.append(Fault(f"package_sheet.{code}", severity, self.cells.get(name), values))


@dataclass(frozen=True)
class Known:
    """What rows are read by: the meanings of words by column, and the agencies of a day."""

    words: Mapping[str, Mapping[str, Any]]
    agency: Callable[[str, str, dt.date], tuple[tuple[str, str] | None, str]]


def load_known() -> Known:
    """Read vocabulary and registry once for many rows."""
    find = functools.partial(_known_agency, load_agencies())
    return Known(_vocabularies(), functools.lru_cache(maxsize=4096)(find))


def read_row(
    number: int, cells: Mapping[str, Cell], known: Known, *, value_unit: int, award_unit: int
) -> SheetRow:
    """Read a row of a list: words by the vocabulary, days as dd/mm/yyyy, money in the unit of its heading.

    A missing or unreadable name, agency, field, form, online mark, price or day rejects the row; a price no
    package has is held. What became of the package (award, bidders, later days) never rejects it: what cannot be
    read is missing, with a note.
    """
    row = SheetRow(number, cells)
    row.read["name"] = _text(row, "name")
    if not row.read["name"]:
        row.fault("empty", "name", column="Tên gói thầu")
    for name, words in known.words.items():
        if name in cells:
            _read_word(row, name, words)
    row.read["value_vnd"] = _money(row, "value", value_unit, is_price=True)
    row.read["published_on"] = _day(row, "published_on", is_required=True)
    _read_agency(row, known)
    for name in ("plan_id", "notice_id", "package_id", "supplier_name", "district", "province"):
        row.read[name] = _text(row, name)
    row.read["award_vnd"] = _money(row, "award", award_unit, is_price=False)
    row.read["bidder_count"] = _count(row)
    for name in _DATES:
        row.read[name] = _day(row, name, is_required=False)
    row.read["package_id"] = row.read["package_id"] or row.read["notice_id"] or _made_id(row)
    return row


def _vocabularies() -> dict[str, dict[str, Any]]:
    table = read_rows(reference_file("forms/package_words.csv", None), ["column", "raw", "meaning", "source"])
    meanings: dict[str, dict[str, Any]] = {"field": dict(field_codes()), "form": dict(form_codes())}
    meanings["method"] = dict(method_codes())
    for column, raw, meaning in zip(table["column"], table["raw"], table["meaning"], strict=True):
        value = {"true": True, "false": False}.get(meaning, meaning)
        meanings.setdefault(column, {})[word_key(raw)] = value
    return meanings


def _text(row: SheetRow, name: str) -> str:
    cell = row.cells.get(name)
    if cell is None or cell.kind in ("error", "uncalculated"):
        return ""
    # Excel keeps a number typed for a code as a number.
    if isinstance(cell.value, float) and cell.value.is_integer():
        return str(int(cell.value))
    return clean(str(cell.value))


def _read_word(row: SheetRow, name: str, words: Mapping[str, Any]) -> None:
    typed = _text(row, name)
    if not typed:
        if name == "plan_type":
            row.read[name] = ""
        else:
            row.fault("empty", name, column=name)
    elif word_key(typed) in words:
        row.read[name] = words[word_key(typed)]
    else:
        row.fault(f"unknown_{name}", name)


def _money(row: SheetRow, name: str, unit: int, *, is_price: bool) -> int | None:
    severity = Severity.ROW_REJECTED if is_price else Severity.NOTE
    cell = row.cells.get(name)
    number = read_number(cell, is_whole=unit == 1)
    if number.fault:
        row.fault(f"money_{number.fault}", name, severity)
        return None
    if number.value is None:
        if is_price:
            row.fault("empty", name, column="Giá gói thầu")
        return None
    value_vnd = number.value * unit
    if value_vnd <= 0 or value_vnd != value_vnd.to_integral_value():
        row.fault("money_not_whole", name, severity)
        return None
    if not LEAST_PACKAGE_VND <= value_vnd <= MAX_PACKAGE_VND:
        row.fault("money_implausible", name, Severity.HELD if is_price else severity, value_vnd=int(value_vnd))
        return None
    return int(value_vnd)


def _count(row: SheetRow) -> int | None:
    number = read_number(row.cells.get("bidder_count"), is_whole=True)
    if number.fault or (number.value is not None and (number.value < 0 or number.value % 1)):
        row.fault("count_unreadable", "bidder_count", Severity.NOTE)
        return None
    return None if number.value is None else int(number.value)


def _day(row: SheetRow, name: str, *, is_required: bool) -> dt.date | None:
    severity = Severity.ROW_REJECTED if is_required else Severity.NOTE
    typed = _text(row, name)
    if not typed:
        if is_required:
            row.fault("empty", name, severity, column="Ngày đăng tải")
        return None
    day = _DAY.fullmatch(typed)
    iso = _ISO_DAY.fullmatch(typed)
    parts = (day[3], day[2], day[1]) if day else (iso[1], iso[2], iso[3]) if iso else None
    try:
        found = dt.date(*map(int, parts)) if parts else None
    except ValueError:
        found = None
    if found is None or not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        row.fault("day_unreadable", name, severity)
        return None
    return found


def _read_agency(row: SheetRow, known: Known) -> None:
    on = row.read["published_on"]
    code, name = _text(row, "agency_code"), _text(row, "agency")
    row.read["agency_name"] = name
    if not (code or name):
        row.fault("empty", "agency" if "agency" in row.cells else "agency_code", column="Chủ đầu tư")
    elif on is not None:
        found, suggestions = known.agency(code, name, on)
        if found is None:
            row.fault("unknown_agency", "agency" if name else "agency_code", suggestions=suggestions or MISSING)
        else:
            row.read["agency_code"], row.read["agency_name"] = found


def _known_agency(registry: pd.DataFrame, code: str, name: str, on: dt.date) -> tuple[tuple[str, str] | None, str]:
    """Return code and name of the agency of that day, or None and what may have been meant."""
    named = resolve_name(registry, name, on) if name else None
    try:
        agency = find_agency(registry, code or named or name, on)
    except UnknownAgencyError as error:
        near = error.suggestions or tuple(one for span in error.spans for one in span.successor_codes)
        return None, ", ".join(near)
    if named not in (None, agency.agency_code):
        return None, f"{agency.agency_code}, {named}"
    return (agency.agency_code, agency.name_vi), ""


def _made_id(row: SheetRow) -> str:
    """Make an id of what names a package without a number, so that the same package has the same id anywhere."""
    named = (row.read.get("agency_code") or row.read["agency_name"], row.read["name"], row.read["published_on"])
    key = "\0".join(name_key(str(part)) for part in named)
    return f"LIST_{hashlib.sha256(key.encode()).hexdigest()[:16]}"
