"""Held and rejected packages added up: a nation's bad rows are weighed in groups, and listed in part."""

from __future__ import annotations

import datetime as dt

import ibis
import ibis.expr.types as ir
import pandas as pd

from cchc_analysis.compliance.bounds import MARKS
from cchc_analysis.compliance.exact_sums import exact_sum
from cchc_analysis.compliance.frames import as_frame, as_table
from cchc_analysis.period import Period

# What decides whether a package may count, and where; then what decides which way.
_MAY_COUNT = ("agency_code", "published_on", *MARKS)
_KEYS = [*_MAY_COUNT, "is_online", "is_priced"]
_ORDER = ["agency_code", "package_id", "source_file", "source_row"]


def unsettled_cells(unsettled: pd.DataFrame | ir.Table) -> pd.DataFrame:
    """Add the packages of the contract ``unsettled`` up by agency, quarter and all that decides how they settle.

    Returns those columns (``published_on`` is the first day of the quarter, missing where no day was read),
    ``package_count`` and ``value_vnd``: what those with a price are worth together, as Python's own integers, for
    a price that nobody confirmed may be of any size; missing where none was read. `quota_bounds` and
    `possible_unsettled` of `cchc_analysis.compliance.bounds` take cells in place of packages, for periods that end
    with a quarter.
    """
    keyed = _keyed(as_table(unsettled))
    cells = as_frame(
        keyed.group_by(_KEYS).agg(package_count=keyed.count(), value_vnd=exact_sum(keyed.value_vnd)),
        order_by=_KEYS,
    )
    worth = [None if pd.isna(value) else int(value) for value in cells["value_vnd"]]
    return cells.assign(value_vnd=pd.Series(worth, index=cells.index, dtype="object"))


def listed_unsettled(
    unsettled: pd.DataFrame | ir.Table, possible: pd.DataFrame, *, period: Period, most: int
) -> pd.DataFrame:
    """Return the packages of the contract ``unsettled`` that stand behind cells, by agency and number.

    `possible` are those cells, see `cchc_analysis.compliance.bounds.possible_unsettled`. Packages whose agency
    could not be read come first and all of them, for they are in nobody's result; of the others at most `most`.
    """
    table = as_table(unsettled)
    begin, end = (dt.datetime.combine(on, dt.time()) for on in (period.year_start_on, period.end_on))
    day = table.published_on
    near = table.filter(day.isnull() | ((day >= begin) & (day < end + dt.timedelta(days=1))))
    cells = as_table(possible[list(_MAY_COUNT)].drop_duplicates())
    found = near.semi_join(cells, [_key(near, name).identical_to(cells[name]) for name in _MAY_COUNT])
    named = found.filter(found.agency_code != "").order_by(_ORDER).limit(most)
    return as_frame(ibis.union(found.filter(found.agency_code == ""), named), order_by=_ORDER)


def _keyed(table: ir.Table) -> ir.Table:
    return table.mutate(published_on=_key(table, "published_on"), is_priced=table.value_vnd.notnull())


def _key(table: ir.Table, name: str) -> ir.Column:
    """Return a key of a package's cell: its quarter for its day, all else as it is."""
    column = table[name]
    return column.date().truncate("Q").cast("timestamp(6)") if name == "published_on" else column
