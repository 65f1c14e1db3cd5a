"""Packages cancelled, of those cancelled or awarded (OCP U063 divides by those awarded)."""

from __future__ import annotations

import ibis.expr.types as ir

from cchc_analysis.compliance.indicators.marks import Marks, Question, as_count, one


def cancellation_rate(cases: ir.Table, question: Question) -> Marks:
    """Mark cancelled packages among those cancelled or awarded; packages still under way are not asked about.

    Divisor: cancelled + awarded: the rate lies between 0 and 1. Source: OCP U063, which divides by awarded.
    """
    is_cancelled = cases.status == "cancelled"
    return Marks(
        scope=cases.status.isin(["cancelled", "awarded", "unknown"]),
        numerator=as_count(is_cancelled),
        denominator=one(),
        valid=cases.status != "unknown",
    )
