"""What earlier versions of a plan said of its packages, kept beside the last version, which alone counts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields

from cchc_analysis.intake.vneps.literals import FaultError
from cchc_analysis.intake.vneps.packages import read_package
from cchc_analysis.intake.vneps.rows import Entry, read_plan
from cchc_analysis.intake.vneps.versions import Row
from cchc_analysis.intake.vneps.words import Words


@dataclass(frozen=True)
class Amendment:
    """One package as an earlier version had it, in the column order of the table ``amendments``."""

    package_id: str
    plan_id: str
    plan_version: str
    last_version: str
    agency_code: str
    name: str
    field: str
    form: str
    is_online: bool
    value_vnd: int
    published_on: dt.date
    source_file: str
    source_row: int


def read_amendments(
    row: Row, entries: tuple[Entry, ...] | FaultError, last_version: str, words: Words
) -> tuple[tuple[Amendment, ...], int]:
    """Read the packages of a plan version that a later one replaced; return also how many could not be read.

    An id that stands twice is read once. Nothing is lost from any figure with a package that cannot be read: the
    version no longer counts.
    """
    if isinstance(entries, FaultError):
        return (), 1
    try:
        plan = read_plan(row.cells, entries)
    except FaultError:
        return (), len(entries)
    found: dict[str, Amendment] = {}
    unread_count = 0
    columns = {field.name for field in fields(Amendment)}
    for entry in entries:
        try:
            package = read_package(plan, entry, words)
        except FaultError:
            unread_count += 1
            continue
        stated = {name: value for name, value in vars(package).items() if name in columns}
        found.setdefault(
            package.package_id,
            Amendment(**stated, last_version=last_version, source_file=row.file, source_row=row.number),
        )
    return tuple(found.values()), unread_count
