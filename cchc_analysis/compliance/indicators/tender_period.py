"""Days that bidders have, from publication to closing (OCP U059, R003, R014)."""

from __future__ import annotations

import ibis.expr.types as ir

from cchc_analysis.compliance.indicators.limits import forms_limited, is_limited_day, limit_value
from cchc_analysis.compliance.indicators.marks import Marks, Question, as_count, may_be_one_of, one
from cchc_analysis.compliance.indicators.spans import days_between


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

    The minimum is that of ``limits.yml``; on days and for forms without one nothing is asked. The law allows
    less in some cases, which the data cannot show: a signal to look at the package. Source: Cardinal R003.
    """
    days = days_between(cases.published_on, cases.closed_on)
    minimum = limit_value(cases, question.limits, "minimum_days")
    may_be_domestic = cases.is_domestic.fill_null(True)
    forms = forms_limited(question.limits, "minimum_days")
    return Marks(
        scope=may_be_one_of(cases.form, forms)
        & may_be_domestic
        & is_limited_day(cases, question.limits, "minimum_days"),
        numerator=as_count(days < minimum),
        denominator=one(),
        valid=(days >= 0) & minimum.notnull(),
    )
