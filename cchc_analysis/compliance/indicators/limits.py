"""The limit of the law that stood over a package on its day."""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from cchc_analysis.compliance.frames import is_one_of
from cchc_analysis.compliance.indicators.marks import may_be_one_of, yes
from cchc_analysis.reference.indicator_limits import Limit, LimitKind


def forms_limited(limits: Sequence[Limit], *kinds: LimitKind) -> list[str]:
    """Return the forms that have a limit of one of these kinds on any day."""
    return sorted({form for limit in limits if limit.kind in kinds for form in limit.forms})


def is_limited_day(cases: ir.Table, limits: Sequence[Limit], *kinds: LimitKind) -> ir.BooleanValue:
    """Tell whether a limit of one of these kinds was in force, for any package, on the day of a package."""
    found: ir.BooleanValue = ibis.literal(value=False)
    # Limits come many at a time: each stretch of days is asked about once.
    stretches = {(limit.valid_from, limit.valid_to): limit for limit in limits if limit.kind in kinds}
    for limit in stretches.values():
        found |= stands_on_its_day(cases, limit)
    return found


def may_be_limited(cases: ir.Table, limits: Sequence[Limit], *kinds: LimitKind) -> ir.BooleanValue:
    """Tell whether a package falls under a limit of one of these kinds, or may, since something is not said of it.

    The form, plan type, field and price of a package decide; where all that a limit asks for is said, this is
    whether there is a `limit_value`.
    """
    found: ir.BooleanValue = ibis.literal(value=False)
    for limit in limits:
        if limit.kind in kinds:
            found |= (
                stands_on_its_day(cases, limit)
                & may_be_one_of(cases.form, limit.forms)
                & (may_be_one_of(cases.plan_type, limit.plan_types) if limit.plan_types else yes())
                & (may_be_one_of(cases.field, limit.fields) if limit.fields else yes())
                & is_of_price(cases, limit).fill_null(True)
            )
    return found


def limit_value(cases: ir.Table, limits: Sequence[Limit], kind: LimitKind) -> ir.IntegerValue:
    """Return the limit of a package by form, plan type, field, price and day; missing where none is sourced."""
    return _by_limit(cases, limits, kind, [limit.value for limit in limits])


def limit_place(cases: ir.Table, limits: Sequence[Limit], kind: LimitKind) -> ir.IntegerValue:
    """Return which of `limits` a package falls under, from 0; missing where none is sourced.

    Forms named by one limit (an appointment and its shortened kind) may be used for one another below it: packages
    under one limit are alike.
    """
    return _by_limit(cases, limits, kind, range(len(limits)))


def _by_limit(
    cases: ir.Table, limits: Sequence[Limit], kind: LimitKind, numbers: Sequence[int]
) -> ir.IntegerValue:
    branches = [
        (
            stands_on_its_day(cases, limit)
            & is_one_of(cases.form, limit.forms)
            & is_kind_of_package(cases, limit)
            & is_of_price(cases, limit),
            number,
        )
        for limit, number in zip(limits, numbers, strict=True)
        if limit.kind == kind
    ]
    nothing = ibis.null("int64")
    return ibis.cases(*branches, else_=nothing).cast("int64") if branches else nothing


def stands_on_its_day(cases: ir.Table, limit: Limit) -> ir.BooleanValue:
    """Tell whether a limit was in force on the day of a package."""
    begun = cases.dated_on >= limit.valid_from
    return begun if limit.valid_to is None else begun & (cases.dated_on <= limit.valid_to)


def is_kind_of_package(cases: ir.Table, limit: Limit) -> ir.BooleanValue:
    """Tell whether a limit is one for the plan type and field of a package, whatever its form."""
    of_plan = is_one_of(cases.plan_type, limit.plan_types) if limit.plan_types else ibis.literal(value=True)
    return of_plan & is_one_of(cases.field, limit.fields) if limit.fields else of_plan


def is_of_price(cases: ir.Table, limit: Limit) -> ir.BooleanValue:
    """Tell whether a limit is one for the price of a package, in đồng; not known without a price."""
    found: ir.BooleanValue = ibis.literal(value=True)
    if limit.price_above_vnd is not None:
        found &= cases.estimate_value > limit.price_above_vnd
    if limit.price_up_to_vnd is not None:
        found &= cases.estimate_value <= limit.price_up_to_vnd
    return found
