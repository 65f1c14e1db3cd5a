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


def weekdays_between(first: ir.TimestampValue, last: ir.TimestampValue) -> ir.IntegerValue:
    """Return the days from Monday to Friday after one day up to another, that one included.

    Public holidays are not taken off: there are at most so many working days. Meant for spans that run forward.
    """
    return _weekdays_so_far(last) - _weekdays_so_far(first)


def _weekdays_so_far(day: ir.TimestampValue) -> ir.IntegerValue:
    # 1 January 1970 was a Thursday: so counted, day 1 is a Monday, and the last two of seven are the weekend.
    days = day_number(day) + 4
    return days // 7 * 5 + ibis.least(days % 7, 5)
