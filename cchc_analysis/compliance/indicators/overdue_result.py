"""Packages closed for long and still without a result (OCP U049)."""

from __future__ import annotations

import datetime as dt

import ibis.expr.types as ir

from cchc_analysis.compliance.indicators.marks import Marks, Question, as_count, may_be_one_of, one, yes

_CONCLUDED = ("awarded", "cancelled", "unsuccessful")


def overdue_result_share(cases: ir.Table, question: Question) -> Marks:
    """Mark packages of a competitive form without a result, of those closed `overdue_days` before.

    A package concluded after that day had no result then; one concluded on a day that is not said had one.
    Source: OCP U049 (30 days).
    """
    last = question.as_of - dt.timedelta(days=question.settings.overdue_days)
    happened = cases.awarded_on.date().fill_null(cases.cancelled_on.date())
    is_concluded = cases.status.isin(list(_CONCLUDED)) & (happened.isnull() | (happened <= question.as_of))
    may_be_over = (cases.closed_on.date() < last).fill_null(True)
    return Marks(
        scope=may_be_over
        & (cases.status != "planned")
        & may_be_one_of(cases.form, question.settings.competitive_forms),
        numerator=as_count(~is_concluded),
        denominator=one(),
        valid=yes(),
    )
