"""Who is in the sample city: the departments, districts and wards of the registry, year by year."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cchc_analysis.reference.agencies import agencies_in_force, load_agencies

DEPARTMENT, DISTRICT, WARD = "department", "district", "ward"


@dataclass(frozen=True)
class Member:
    """One agency of the sample city, named as the registry names it on 31 December of the year."""

    agency_code: str
    name: str
    group: str
    parent_code: str


def members(year: int, group: str) -> tuple[Member, ...]:
    """Return the agencies of one group in force on 31 December of a year, by code."""
    table = agencies_in_force(load_agencies(), dt.date(year, 12, 31), group)
    columns = ["agency_code", "name_vi", "group", "parent_code"]
    rows = sorted(table[columns].fillna("").astype(str).itertuples(index=False, name=None))
    return tuple(Member(*row) for row in rows)


def assessed_members(year: int) -> tuple[Member, ...]:
    """Return the agencies of a year that are scored, buy and report: departments, then districts."""
    return members(year, DEPARTMENT) + members(year, DISTRICT)
