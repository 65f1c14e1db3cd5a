"""Days between two events of a package."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir


def days_between(first: ir.TimestampValue, last: ir.TimestampValue) -> ir.IntegerValue:
    """Return the whole days from one day to another; negative where the order is reversed."""
    return day_number(last) - day_number(first)


def day_number(day: ir.TimestampValue) -> ir.IntegerValue:
    """Return the days since 1 January 1970."""
    return day.date().delta(ibis.date(1970, 1, 1), unit="day").cast("int64")
