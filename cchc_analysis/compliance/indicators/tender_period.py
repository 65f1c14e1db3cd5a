"""Days that bidders have, from publication to closing (OCP U059, R003, R014)."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from cchc_analysis.compliance.indicators.limits import limit_value, may_be_limited
from cchc_analysis.compliance.indicators.marks import Marks, Question, as_count, is_known, may_be_one_of, one
from cchc_analysis.compliance.indicators.spans import days_between, weekdays_between
from cchc_analysis.reference.indicator_limits import LimitKind

_KINDS: tuple[LimitKind, LimitKind] = ("minimum_days", "minimum_working_days")


def tender_days(cases: ir.Table, question: Question) -> Marks:
    """Mark the days from publication to closing of packages of a competitive form: their mean.

    A closing before the publication is an error of the source and counts as not known (DIGIWHIST: insufficient).
    Source: OCP U059.
    """
    days = days_between(cases.published_on, cases.closed_on)
    return Marks(
        scope=may_be_one_of(cases.form, question.settings.competitive_forms),
        numerator=days,
        denominator=one(),
        valid=days >= 0,
    )


def short_tender_share(cases: ir.Table, question: Question) -> Marks:
    """Mark domestic packages whose tender period is below the general minimum of their form on that day.

    The minimum is that of ``limits.yml``, which may depend on field and price; a package that falls under none is
    not asked about, one that may fall under one is, for what is not said of it. Where it is one of working days,
    weekdays are counted: public holidays could only make the period shorter still. Of a notice that was amended
    the first day is not known. The law allows less in some cases, which the data cannot show: a signal to look at
    the package. Source: Cardinal R003.
    """
    days = days_between(cases.published_on, cases.closed_on)
    least, least_working = (limit_value(cases, question.standing, kind) for kind in _KINDS)
    is_short = ibis.coalesce(days < least, weekdays_between(cases.published_on, cases.closed_on) < least_working)
    has_least = least.notnull() | least_working.notnull()
    return Marks(
        scope=may_be_limited(cases, question.standing, *_KINDS)
        & cases.is_domestic.fill_null(True)
        & (cases.currency == "VND"),
        numerator=as_count(is_short),
        denominator=one(),
        valid=(days >= 0) & is_short.notnull() & _is_first_issue(cases),
        lacks={
            "field": ~has_least & ~is_known(cases, "field"),
            "estimate_value": ~has_least & ~is_known(cases, "estimate_value"),
            "version": ~is_known(cases, "version"),
        },
    )


def _is_first_issue(cases: ir.Table) -> ir.BooleanValue:
    """Tell whether the day of publication is the one that the minimum runs from.

    The national system numbers versions of a notice 00, 01, …, and a later one shows the day of its amendment; a
    version that is not said may be a later one. OCDS gives the start of the tender period: its version is a date.
    """
    return (cases.version == "00") | (cases.version.length() > len("00"))
