"""Days from closing to the decision (OCP U060) and from the decision to its publication."""

from __future__ import annotations

import ibis.expr.types as ir

from cchc_analysis.compliance.indicators.marks import (
    Marks,
    Question,
    may_be_awarded,
    may_be_one_of,
    one,
)
from cchc_analysis.compliance.indicators.spans import days_between


def decision_days(cases: ir.Table, question: Question) -> Marks:
    """Mark the days from closing to the award decision, of packages of a competitive form. Source: OCP U060."""
    is_competitive = may_be_one_of(cases.form, question.settings.competitive_forms)
    return _mean_days(may_be_awarded(cases) & is_competitive, cases.closed_on, cases.awarded_on)


def award_publication_days(cases: ir.Table, question: Question) -> Marks:
    """Mark the days from the award decision to the day its result was published: their mean.

    No legal limit is asked: none was sourced. A result that was not published is not counted here but by
    `overdue_result_share`.
    """
    return _mean_days(may_be_awarded(cases), cases.awarded_on, cases.award_published_on)


def _mean_days(scope: ir.BooleanValue, first: ir.TimestampValue, last: ir.TimestampValue) -> Marks:
    days = days_between(first, last)
    return Marks(scope=scope, numerator=days, denominator=one(), valid=days >= 0)
