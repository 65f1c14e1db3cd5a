"""Packages and procedures in the shape that indicators read: one row per package, dated, money in one currency."""

from __future__ import annotations

import datetime as dt

import ibis
import ibis.expr.types as ir
import pandas as pd

from cchc_analysis.compliance.frames import as_frame, as_table
from cchc_analysis.period import Period
from cchc_analysis.tables.layout import LAYOUTS

# The first of these days that is known is when a procedure was: it lies on the disk by the year of that day.
_DATES = LAYOUTS["procedures"].dates
# What a source can have learnt from a day; a planned or closing day may lie ahead of it.
EVENTS = ("published_on", "awarded_on", "award_published_on", "cancelled_on")
_PLANNED = (
    "package_id", "agency_code", "agency_name", "name", "field", "form", "is_domestic", "plan_type",
    "published_on", "source_file", "source_row",
)  # fmt: skip


def planned_cases(packages: pd.DataFrame | ir.Table) -> ir.Table:
    """Return planned packages as indicators read them: the price is the estimate, in đồng."""
    table = as_table(packages)
    return table.select(
        *_PLANNED,
        procedure_id=table.package_id,
        currency=ibis.literal("VND"),
        estimate_value=table.value_vnd,
        dated_on=table.published_on.date(),
    )


def procedure_cases(
    procedures: pd.DataFrame | ir.Table,
    packages: pd.DataFrame | ir.Table | None = None,
) -> ir.Table:
    """Return procedures as indicators read them.

    Adds ``dated_on``, the first of publication, plan, closing, award and cancellation that is known (a procedure
    without any is in no period), ``supplier`` (its code, else its name, "" = not said) and ``plan_type``, by
    package number from `packages` ("" = not said). No bidders mean "not known": sources write 0 for it.
    """
    table = as_table(procedures)
    shaped = table.mutate(
        bidder_count=table.bidder_count.nullif(0),
        supplier=ibis.ifelse(table.supplier_code != "", table.supplier_code, table.supplier_name),
        dated_on=ibis.coalesce(*(table[day].date() for day in _DATES)),
    )
    if packages is None:
        return shaped.mutate(plan_type=ibis.literal(""))
    known = (
        as_table(packages)
        .select("plan_type", planned_id="package_id")
        .filter(lambda plans: plans.planned_id != "")
    )
    joined = shaped.left_join(known, shaped.package_id == known.planned_id).drop("planned_id")
    return joined.mutate(plan_type=joined.plan_type.fill_null(""))


def cases_to_date(cases: ir.Table, period: Period, *, keeps_undated: bool = False) -> ir.Table:
    """Keep the packages dated from 1 January of the period's first year to the period's last day.

    With `keeps_undated` those without any day are kept too: for a source that gives no days, of which a person
    knows the period.
    """
    is_in = (cases.dated_on >= period.year_start_on) & (cases.dated_on <= period.end_on)
    return cases.filter(is_in | cases.dated_on.isnull() if keeps_undated else is_in)


def undated_count(cases: ir.Table) -> int:
    """Count the packages without any day, which are in no period and in no indicator."""
    found = as_frame(cases.filter(cases.dated_on.isnull()).aggregate(count=lambda rows: rows.count()))
    return int(found["count"].iloc[0])


def main_currency(cases: ir.Table) -> str:
    """Return the currency of most packages, "" where none is said; of two as frequent, the first by code."""
    counts = cases.filter(cases.currency != "").group_by("currency").agg(count=lambda rows: rows.count())
    found = as_frame(counts)
    if found.empty:
        return ""
    return str(found.sort_values(["count", "currency"], ascending=[False, True])["currency"].iloc[0])


def last_known_day(cases: ir.Table, period: Period) -> dt.date:
    """Return the last day of the period of which the source can know: its own last event, if that is earlier."""
    events = [cases[day].date() for day in EVENTS if day in cases.columns]
    last = ibis.greatest(*(day.max() for day in events)) if len(events) > 1 else events[0].max()
    found = as_frame(cases.aggregate(last=last))["last"].iloc[0]
    return period.end_on if pd.isna(found) else min(pd.Timestamp(found).date(), period.end_on)
