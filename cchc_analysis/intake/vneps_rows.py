"""One record of the selection-plan export (KHLCNT): its 24 fields read, or the reason it cannot be."""

from __future__ import annotations

import ast
import datetime as dt
import hashlib
import re
import unicodedata
import warnings
from dataclasses import dataclass
from typing import Any

from cchc_analysis.vietnamese.names import clean, name_key

WIDTH = 24
PACKAGE_ITEMS, DETAIL_ITEMS = 13, 16
_PLAN_ID, _VERSION, _INVESTOR, _PACKAGE_COUNT, _PACKAGES, _DETAILS, _PUBLISHED = 0, 2, 5, 6, 17, 18, 20
_PLAN_ID_FORM = re.compile(r"[A-Z]{0,4}\d{8,14}", re.ASCII)
_VERSION_FORM = re.compile(r"\d{1,3}", re.ASCII)
_DATE_FORM = re.compile(r"(\d{4})[-/](\d{2})[-/](\d{2})(?:[ T]\d{2}:\d{2}:\d{2}(?:\.\d+)?)?", re.ASCII)
# About 2,500 packages; parsing takes some 250 bytes of memory per character at worst.
_INTEGER_BITS = 64
# Invisible, but typed by people every day and cleaned afterwards.
_SPACING = "\t\n\r\u00ad\u200b\u200c\u200d\ufeff"
_MAX_LIST_CHARACTERS = 1_000_000


class FaultError(Exception):
    """Why a record or a package cannot be used: key of the text, what stood there, values of the text."""

    def __init__(self, code: str, raw_value: object = "", **values: object) -> None:
        self.code = code
        self.raw_value = str(raw_value)
        self.values = values
        super().__init__(code)


@dataclass(frozen=True)
class Entry:
    """One package as it stands in a record: its item in the package list and its item in the details."""

    listed: tuple[Any, ...]
    detailed: tuple[Any, ...]


@dataclass(frozen=True)
class Plan:
    """One selection plan (kế hoạch lựa chọn nhà thầu) as published in one version."""

    plan_id: str
    version: str
    investor: str
    published_on: dt.date
    declared_count: str
    entries: tuple[Entry, ...]

    @property
    def agency_code(self) -> str:
        """Key of the investor: ``INV_`` and ten hex digits of the SHA-256 of the normalised name.

        The export carries no code of the investor. The key is stable for one name however it is typed;
        an investor that is renamed gets another key, and two investors of one name share one.
        """
        return f"INV_{hashlib.sha256(name_key(self.investor).encode()).hexdigest()[:10].upper()}"


def plan_version(cells: tuple[str, ...]) -> tuple[str, int] | None:
    """Return plan number and version of a record, or None if they cannot be read."""
    if len(cells) != WIDTH:
        return None
    plan_id, version = cells[_PLAN_ID].strip(), cells[_VERSION].strip()
    if not (_PLAN_ID_FORM.fullmatch(plan_id) and _VERSION_FORM.fullmatch(version)):
        return None
    return plan_id, int(version)


def read_entries(cells: tuple[str, ...]) -> tuple[Entry, ...]:
    """Read the packages of a record, each paired with its details by its place in the two lists.

    Raises `FaultError` for a record of another width, a list that is not one, an empty list, or two lists
    of different length.
    """
    if len(cells) != WIDTH:
        raise FaultError("vneps.row_fields", fields=len(cells), expected=WIDTH)
    listed, detailed = _read_list(cells[_PACKAGES]), _read_list(cells[_DETAILS])
    if not listed:
        raise FaultError("vneps.list_empty")
    if len(listed) != len(detailed):
        raise FaultError("vneps.lists_differ", packages=len(listed), details=len(detailed))
    return tuple(Entry(*pair) for pair in zip(listed, detailed, strict=True))


def read_plan(cells: tuple[str, ...], entries: tuple[Entry, ...]) -> Plan:
    """Read what a record says of the plan itself; raise `FaultError` for a field that cannot be read."""
    if plan_version(cells) is None:
        raise FaultError("vneps.plan_number", f"{cells[_PLAN_ID]} {cells[_VERSION]}"[:80])
    investor = clean(cells[_INVESTOR])
    if not investor:
        raise FaultError("vneps.investor_absent")
    return Plan(
        plan_id=cells[_PLAN_ID].strip(),
        version=cells[_VERSION].strip(),
        investor=investor,
        published_on=_read_date(cells[_PUBLISHED]),
        declared_count=cells[_PACKAGE_COUNT].strip(),
        entries=entries,
    )


def _read_date(cell: str) -> dt.date:
    match = _DATE_FORM.fullmatch(cell.strip())
    if match is None:
        raise FaultError("vneps.date", cell[:80])
    try:
        date = dt.date(*map(int, match.groups()))
    except ValueError as error:
        raise FaultError("vneps.date", cell[:80]) from error
    if not 2000 <= date.year <= 2100:
        raise FaultError("vneps.date", cell[:80])
    return date


def _read_list(cell: str) -> list[tuple[Any, ...]]:
    """Read a list of lists written as a Python literal; nothing in it is ever executed."""
    if len(cell) > _MAX_LIST_CHARACTERS:
        raise FaultError("vneps.list_too_long", characters=len(cell), limit=_MAX_LIST_CHARACTERS)
    try:
        with warnings.catch_warnings():
            # A doubtful escape is only a warning to Python; the program that wrote the export makes none.
            warnings.simplefilter("error")
            value = ast.literal_eval(cell)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError, Warning) as error:
        raise FaultError("vneps.list_unreadable", cell[:80]) from error
    if not isinstance(value, list) or not all(isinstance(item, list) for item in value):
        raise FaultError("vneps.list_unreadable", cell[:80])
    if not all(_is_plain(part) for item in value for part in item):
        raise FaultError("vneps.list_unreadable", cell[:80])
    return [tuple(item) for item in value]


def _is_plain(part: Any) -> bool:
    """Tell whether a value can be printed and stored: escapes may hide what no cell of the file may hold."""
    if isinstance(part, str):
        return not any(
            unicodedata.category(letter) in ("Cs", "Cc", "Cf") for letter in part.strip() if letter not in _SPACING
        )
    return not isinstance(part, int) or part.bit_length() <= _INTEGER_BITS
