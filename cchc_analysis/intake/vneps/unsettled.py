"""Packages held or rejected, as far as they can be read: no figure counts them, but they could turn one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

from cchc_analysis.intake.findings import Finding
from cchc_analysis.intake.plain_values import is_plain
from cchc_analysis.intake.vneps.literals import FaultError
from cchc_analysis.intake.vneps.packages import (
    LOCATION,
    WORD_PLACES,
    package_id,
    package_name,
    package_prices,
    split_location,
)
from cchc_analysis.intake.vneps.rows import DETAIL_ITEMS, PACKAGE_ITEMS, Entry, agency_code, glimpse_plan
from cchc_analysis.intake.vneps.versions import Row
from cchc_analysis.intake.vneps.words import Words, meaning
from cchc_analysis.reference.plausible_amounts import plausible_amounts

_SOURCE = ("finding", "severity", "source_file", "source_row")


@dataclass(frozen=True)
class Unsettled:
    """One package as the table ``unsettled`` takes it, in its column order; "" or None is unread."""

    package_id: str = ""
    agency_code: str = ""
    agency_name: str = ""
    name: str = ""
    field: str = ""
    form: str = ""
    is_online: bool | None = None
    is_domestic: bool | None = None
    method: str = ""
    value_vnd: int | None = None
    published_on: dt.date | None = None
    province: str = ""
    finding: str = ""
    severity: str = ""
    source_file: str = ""
    source_row: int = 1


def unsettled_package(row: Row, entry: Entry, finding: Finding, words: Words) -> Unsettled:
    """Read what can be read of a package that was held or rejected.

    A word or price that the list and the details state differently is unread, and so is a price that no package
    has (1 đồng only fills the place of one). Where items are missing their order is not certain and none is read.
    """
    known = _of_row(row, finding)
    if len(entry.listed) != PACKAGE_ITEMS:
        return known
    is_whole = len(entry.detailed) == DETAIL_ITEMS
    read: dict[str, Any] = {}
    for column, (at, detail_at) in WORD_PLACES.items():
        stated = [meaning(entry.listed[at], words[column])]
        if is_whole and str(entry.detailed[detail_at]).strip():
            stated.append(meaning(entry.detailed[detail_at], words[column]))
        read[column] = stated[0] if stated[0] is not None and len(set(stated)) == 1 else None
    if is_whole:
        read["province"] = _province(entry)
        read["value_vnd"] = _price(*package_prices(entry))
    named = {column: value for column, value in read.items() if value is not None}
    return replace(known, package_id=package_id(entry) or "", name=package_name(entry), **named)


def unlisted_packages(row: Row, finding: Finding, *, listed: int = 0) -> list[Unsettled]:
    """Stand in for the packages that a plan states beyond those it lists.

    Where its lists cannot be read nothing is listed: all that the plan states are unsettled, and one if it states
    no number.
    """
    return [_of_row(row, finding)] * (glimpse_plan(row.cells)[2] - listed)


def settle_repetitions(packages: Iterable[Unsettled], used_ids: frozenset[str]) -> list[Unsettled]:
    """Keep each package once per agency, and none that is used after all.

    A package that stands in two contradicting rows is one package; what they say differently is unread.
    """
    kept: dict[tuple[str, str] | int, Unsettled] = {}
    for number, package in enumerate(packages):
        if package.package_id in used_ids:
            continue
        key = (package.agency_code, package.package_id) if package.package_id else number
        kept[key] = _agreed(kept[key], package) if key in kept else package
    return list(kept.values())


def _of_row(row: Row, finding: Finding) -> Unsettled:
    investor, published_on, _ = glimpse_plan(row.cells)
    return Unsettled(
        agency_code=agency_code(investor) if investor else "",
        agency_name=investor,
        published_on=published_on,
        finding=finding.code,
        severity=finding.severity.value,
        source_file=row.file,
        source_row=row.number,
    )


def _agreed(first: Unsettled, second: Unsettled) -> Unsettled:
    unread = Unsettled()
    differing = {
        field.name: getattr(unread, field.name)
        for field in fields(Unsettled)
        if field.name not in (*_SOURCE, "agency_name")
        and getattr(first, field.name) != getattr(second, field.name)
    }
    return replace(first, **differing)


def _price(listed: Any, detailed: Any) -> int | None:
    is_price = type(listed) is int and listed == detailed and plausible_amounts().is_price(listed)
    return listed if is_price else None


def _province(entry: Entry) -> str:
    location = entry.detailed[LOCATION]
    try:
        return split_location(location)[1] if is_plain(location) else ""
    except FaultError:
        return ""
