"""One row of a hand-made list of packages: every cell read, every fault named at once."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cchc_analysis.intake.findings import Severity
from cchc_analysis.intake.package_sheet.agencies import agency_finder
from cchc_analysis.intake.package_sheet.numbers import is_national, number_key, scoped
from cchc_analysis.intake.package_sheet.sheet_row import SheetRow
from cchc_analysis.intake.plain_values import is_plain
from cchc_analysis.intake.stated_days import TIME_OF_DAY, implausible_day
from cchc_analysis.intake.stated_units import shown_unit
from cchc_analysis.intake.typed_numbers import read_number, typed_text
from cchc_analysis.intake.workbook.cells import Cell
from cchc_analysis.reference.agencies import load_agencies
from cchc_analysis.reference.plausible_amounts import plausible_amounts
from cchc_analysis.reference.vocabulary import (
    field_codes,
    form_codes,
    method_codes,
    plan_type_codes,
    word_key,
    yes_no_codes,
)
from cchc_analysis.vietnamese.names import clean, name_key
from cchc_analysis.vietnamese.numbers import MISSING

_DAY = re.compile(rf"(\d{{1,2}})[/.-](\d{{1,2}})[/.-](\d{{4}})(?: {TIME_OF_DAY})?", re.ASCII)
_ISO_DAY = re.compile(rf"(\d{{4}})-(\d{{2}})-(\d{{2}})(?: {TIME_OF_DAY})?", re.ASCII)
# Thousands of digits help nobody, and Python does not write them.
_MOST_SHOWN = 10**20
_DATES = ("notice_published_on", "closed_on", "awarded_on", "award_published_on")
# What is true of almost every package of an agency, taken where a list has no such column (and said).
ASSUMED: dict[str, Any] = {"is_domestic": True, "method": "one_stage_one_envelope"}


@dataclass(frozen=True)
class Known:
    """What rows are read by: the meanings of words by column, and the agencies of a day."""

    words: Mapping[str, Mapping[str, Any]]
    agency: Callable[[str, str, dt.date | None], tuple[tuple[str, str] | None, str]]


def load_known() -> Known:
    """Read vocabulary and registry once for many rows."""
    return Known(_vocabularies(), agency_finder(load_agencies()))


def read_row(
    number: int, cells: Mapping[str, Cell], known: Known, *, value_unit: int, award_unit: int
) -> SheetRow:
    """Read a row of a list: words by the vocabulary, days as dd/mm/yyyy, money in the unit of its heading.

    A missing or unreadable name, agency, field, form, online mark, price or day of publication rejects the row; a
    price no package has and a day of publication in a year in which none can have been published hold it. What
    became of the package (award, bidders, later days) costs it nothing: what cannot be read or believed is left
    out, with a note.
    """
    row = SheetRow(number, cells)
    for name in cells:
        _judge_letters(row, name)
    row.read["name"] = _text(row, "name")
    if not row.read["name"]:
        row.empty("name")
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
    _judge_outcome(row)
    _identify(row)
    if row.is_unread("package_id"):
        row.fault("number_unreadable", "package_id")
    row.read["package_id"] = row.read["package_id"] or row.read["notice_id"] or _made_id(row)
    return row


def _identify(row: SheetRow) -> None:
    """Say whose the number of the row is: of a row whose agency is not known, of the agency as it is typed."""
    typed, code = row.read["package_id"], row.read.get("agency_code", "")
    key = number_key(typed)
    row.own_number = "" if is_national(key) else key
    row.number_key = scoped(key, code or name_key(row.read["agency_name"]))
    if code:
        row.read["package_id"] = scoped(typed, code)


def _vocabularies() -> dict[str, Mapping[str, Any]]:
    return {
        "field": field_codes(),
        "form": form_codes(),
        "method": method_codes(),
        "plan_type": plan_type_codes(),
        "is_online": yes_no_codes("is_online"),
        "is_domestic": yes_no_codes("is_domestic"),
    }


def _judge_letters(row: SheetRow, name: str) -> None:
    """Reject a row in which something turns or hides what is shown, as the other sources do."""
    cell = row.cells[name]
    if cell.kind == "text" and not is_plain(clean(str(cell.value))):
        row.fault("hidden_letters", name)


def _judge_outcome(row: SheetRow) -> None:
    """Note a result above its price; leave out a number of bidders that no result can have."""
    price, award, bidders = (row.read[name] for name in ("value_vnd", "award_vnd", "bidder_count"))
    if price is not None and award is not None and award > price:
        row.fault("award_above_price", "award", Severity.NOTE, value_vnd=price, award_vnd=award)
    if bidders is not None and (bidders > plausible_amounts().most_bidders or (award is not None and not bidders)):
        row.fault("bidders_implausible", "bidder_count", Severity.NOTE)
        row.read["bidder_count"] = None


def _text(row: SheetRow, name: str) -> str:
    cell = row.cells.get(name)
    if cell is None or row.is_unread(name) or row.has_hidden_letters(name):
        return ""
    return clean(typed_text(cell))


def _read_word(row: SheetRow, name: str, words: Mapping[str, Any]) -> None:
    typed = _text(row, name)
    if not typed:
        if name == "plan_type":
            row.read[name] = ""
        else:
            row.empty(name)
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
            row.empty(name)
        return None
    if cell is not None and cell.kind == "number" and (beside := shown_unit(cell.number_format, unit)):
        row.fault("money_shown_unit", name, Severity.HELD if is_price else severity, shown=beside[:80])
        return None
    value_vnd = number.value * unit
    if value_vnd <= 0 or value_vnd != value_vnd.to_integral_value():
        row.fault("money_not_whole", name, severity)
        return None
    if not plausible_amounts().is_price(int(value_vnd)):
        code = "money_implausible" if is_price else "award_implausible"
        shown = int(value_vnd) if value_vnd < _MOST_SHOWN else f"{value_vnd:.1e}"
        row.fault(code, name, Severity.HELD if is_price else severity, value_vnd=shown)
        return None
    return int(value_vnd)


def _count(row: SheetRow) -> int | None:
    number = read_number(row.cells.get("bidder_count"), is_whole=True)
    if number.fault or (
        number.value is not None and (number.value < 0 or number.value != number.value.to_integral_value())
    ):
        row.fault("count_unreadable", "bidder_count", Severity.NOTE)
        return None
    return None if number.value is None else int(number.value)


def _day(row: SheetRow, name: str, *, is_required: bool) -> dt.date | None:
    severity = Severity.ROW_REJECTED if is_required else Severity.NOTE
    typed = _text(row, name)
    if not typed:
        if is_required or row.is_unread(name):
            row.empty(name, severity)
        return None
    day = _DAY.fullmatch(typed)
    iso = _ISO_DAY.fullmatch(typed)
    parts = (day[3], day[2], day[1]) if day else (iso[1], iso[2], iso[3]) if iso else None
    try:
        found = dt.date(*map(int, parts)) if parts else None
    except ValueError:
        found = None
    if found is None:
        row.fault("day_unreadable", name, severity)
        return None
    if (years := implausible_day(found)) is not None:
        # Which period a package belongs to is said by the day of publication alone.
        code, cost = ("day_implausible", Severity.HELD) if is_required else ("day_left_out", Severity.NOTE)
        row.fault(code, name, cost, **years)
        return None
    return found


def _read_agency(row: SheetRow, known: Known) -> None:
    on = row.read["published_on"]
    code, name = _text(row, "agency_code"), _text(row, "agency")
    row.read["agency_name"] = name
    if not (code or name):
        row.empty("agency_code" if "agency_code" in row.cells and "agency" not in row.cells else "agency")
    else:
        found, suggestions = known.agency(code, name, on)
        if found is None and on is None:
            return
        if found is None:
            row.fault("unknown_agency", "agency" if name else "agency_code", suggestions=suggestions or MISSING)
        else:
            row.read["agency_code"], row.read["agency_name"] = found


def _made_id(row: SheetRow) -> str:
    """Make an id of what names a package without a number, so that the same package has the same id anywhere."""
    named = (row.read.get("agency_code") or row.read["agency_name"], row.read["name"], row.read["published_on"])
    key = "\0".join(name_key(str(part)) for part in named)
    return f"LIST_{hashlib.sha256(key.encode()).hexdigest()[:16]}"
