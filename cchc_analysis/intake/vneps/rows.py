"""One record of the selection-plan export (KHLCNT): its 24 fields read, or the reason it cannot be."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import re
from dataclasses import dataclass
from typing import Any

from cchc_analysis.intake.plain_values import is_plain
from cchc_analysis.intake.stated_days import TIME_OF_DAY, implausible_day
from cchc_analysis.intake.vneps.literals import FaultError, HeldFaultError, read_lists
from cchc_analysis.vietnamese.names import clean, name_key

WIDTH = 24
DAY_IMPLAUSIBLE = "vneps.day_implausible"
PACKAGE_ITEMS, DETAIL_ITEMS = 13, 16
_PLAN_ID, _VERSION, _INVESTOR, _PACKAGE_COUNT, _PACKAGES, _DETAILS, _PUBLISHED, _TYPE = 0, 2, 5, 6, 17, 18, 20, 21
PLAN_ID_FORM = re.compile(r"[A-Z]{0,4}\d{8,14}", re.ASCII)
_VERSION_FORM = re.compile(r"\d{1,3}", re.ASCII)
_DATE_FORM = re.compile(rf"(\d{{4}})[-/](\d{{2}})[-/](\d{{2}})(?:[ T]{TIME_OF_DAY})?", re.ASCII)
_COUNT_FORM = re.compile(r"\d{1,6}", re.ASCII)
# What the longest list that is read can hold, see `cchc_analysis.intake.vneps.literals`.
_MAX_PACKAGES = 2_500


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
    type_word: str
    entries: tuple[Entry, ...]

    @property
    def agency_code(self) -> str:
        """Key of the investor, see `agency_code`."""
        return agency_code(self.investor)


@functools.lru_cache(maxsize=2**16)
def agency_code(investor: str) -> str:
    """Key of an investor: ``INV_`` and ten hex digits of the SHA-256 of the normalised name.

    The export carries no code of the investor. The key is stable for one name however it is typed;
    an investor that is renamed gets another key, and two investors of one name share one.
    """
    return f"INV_{hashlib.sha256(name_key(investor).encode()).hexdigest()[:10].upper()}"


def plan_version(cells: tuple[str, ...]) -> tuple[str, int] | None:
    """Return plan number and version of a record, or None if they cannot be read."""
    if len(cells) != WIDTH:
        return None
    plan_id, version = cells[_PLAN_ID].strip(), cells[_VERSION].strip()
    if not (PLAN_ID_FORM.fullmatch(plan_id) and _VERSION_FORM.fullmatch(version)):
        return None
    return plan_id, int(version)


def read_entries(cells: tuple[str, ...]) -> tuple[Entry, ...]:
    """Read the packages of a record, each paired with its details by its place in the two lists.

    Raises `FaultError` for a record of another width, a list that is not one, an empty list, or two lists
    of different length.
    """
    if len(cells) != WIDTH:
        raise FaultError("vneps.row_fields", fields=len(cells), expected=WIDTH)
    listed, detailed = read_lists(cells[_PACKAGES]), read_lists(cells[_DETAILS])
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
        published_on=read_date(cells[_PUBLISHED]),
        declared_count=cells[_PACKAGE_COUNT].strip(),
        type_word=cells[_TYPE].strip(),
        entries=entries,
    )


def glimpse_plan(cells: tuple[str, ...]) -> tuple[str, dt.date | None, int]:
    """Return what can still be read of a record that cannot be used: investor, publication, packages stated.

    The investor is "" and the date None where they cannot be read; the number of packages is then 1, for a plan
    has at least one.
    """
    if len(cells) != WIDTH:
        return "", None, 1
    investor = clean(cells[_INVESTOR])
    try:
        published_on = read_date(cells[_PUBLISHED])
    except FaultError:
        published_on = None
    stated = cells[_PACKAGE_COUNT].strip()
    count = int(stated) if _COUNT_FORM.fullmatch(stated) else 1
    return investor if is_plain(investor) else "", published_on, min(max(count, 1), _MAX_PACKAGES)


def read_date(cell: str) -> dt.date:
    """Read a day written ``2023-03-14``, with or without a time after it.

    Raises `FaultError` for anything else, `HeldFaultError` for a day that no package has (`implausible_day`).
    """
    match = _DATE_FORM.fullmatch(cell.strip())
    if match is None:
        raise FaultError("vneps.date", cell[:80])
    try:
        date = dt.date(*map(int, match.groups()))
    except ValueError as error:
        raise FaultError("vneps.date", cell[:80]) from error
    if (years := implausible_day(date)) is not None:
        raise HeldFaultError(DAY_IMPLAUSIBLE, cell[:80], **years)
    return date
