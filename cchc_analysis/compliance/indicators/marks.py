"""What an indicator says of every package: is it asked about, and what does it add to either side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

import ibis
import ibis.expr.types as ir

from cchc_analysis.compliance.frames import is_one_of
from cchc_analysis.period import Period
from cchc_analysis.reference.indicator_limits import IndicatorSettings, Limit


@dataclass(frozen=True)
class Marks:
    """Columns over a table of packages.

    `scope` says which packages the indicator asks about; of these the ones count whose needed fields are known
    and that are `valid`. They add `numerator` and `denominator`, whole numbers, so that the indicator of a whole
    is the quotient of the sums of its parts. `lacks` says, of fields that only some packages need (``may_need`` of
    the registry), which packages do not count because the field is not said.
    """

    scope: ir.BooleanValue
    numerator: ir.IntegerValue
    denominator: ir.IntegerValue
    valid: ir.BooleanValue
    lacks: Mapping[str, ir.BooleanValue] = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """What an indicator is counted with.

    `currency` is the one money is added up in; packages of another count as not known. `as_of` is the last day the
    source can know of. Every package is dated in the year to date of `period`, or not at all.
    """

    settings: IndicatorSettings
    limits: tuple[Limit, ...]
    currency: str
    as_of: dt.date
    period: Period

    @property
    def standing(self) -> tuple[Limit, ...]:
        """The limits that stood on any day of the period: no package falls under another, so none is asked."""
        first, last = self.period.year_start_on, self.period.end_on
        return tuple(limit for limit in self.limits if limit.is_in_force(first, last))


Mark = Callable[[ir.Table, Question], Marks]


def one() -> ir.IntegerValue:
    """Return 1 for every package."""
    return ibis.literal(1, type="int64")


def yes() -> ir.BooleanValue:
    """Return true for every package."""
    return ibis.literal(value=True)


def as_count(condition: ir.BooleanValue) -> ir.IntegerValue:
    """Return 1 where a condition holds, else 0, also where it is not known."""
    return condition.fill_null(False).cast("int64")


def may_be_one_of(column: ir.StringValue, codes: Collection[str]) -> ir.BooleanValue:
    """Tell whether a code is among those given, or not said by the source: then it may be."""
    return is_one_of(column, codes) | (column == "")


def is_known(table: ir.Table, field: str) -> ir.BooleanValue:
    """Tell whether the source says a field; a text that is not said is empty."""
    column = table[field]
    return column.notnull() & (column != "") if column.type().is_string() else column.notnull()


def may_be_awarded(cases: ir.Table) -> ir.BooleanValue:
    """Tell whether a package was awarded, or may have been since the source does not say what became of it."""
    return cases.status.isin(["awarded", "unknown"])


def wide(money: ir.IntegerValue) -> ir.DecimalValue:
    """Return money with room to be multiplied: one mistyped price must not stop every other figure."""
    return money.cast("decimal(25, 0)")
