"""Awards that equal, nearly equal or exceed the package price (OCP R031)."""

from __future__ import annotations

import ibis.expr.types as ir

from cchc_analysis.compliance.indicators.marks import Marks, Question, as_count, may_be_awarded, one, wide
from cchc_analysis.compliance.indicators.saving import is_pair


def award_equals_estimate(cases: ir.Table, question: Question) -> Marks:
    """Mark awards of exactly the package price. Source: OCP R031."""
    return _compared(cases, question, cases.award_value == cases.estimate_value)


def award_near_estimate(cases: ir.Table, question: Question) -> Marks:
    """Mark awards that differ from the package price by at most the setting `near_permille`. Source: OCP R031."""
    award, price = wide(cases.award_value), wide(cases.estimate_value)
    near = price * question.settings.near_permille
    apart = (award - price) * 1000
    return _compared(cases, question, (apart <= near) & (apart >= -near))


def award_above_estimate(cases: ir.Table, question: Question) -> Marks:
    """Mark awards above the package price. Source: OCP R031."""
    return _compared(cases, question, cases.award_value > cases.estimate_value)


def _compared(cases: ir.Table, question: Question, condition: ir.BooleanValue) -> Marks:
    return Marks(
        scope=may_be_awarded(cases),
        numerator=as_count(condition),
        denominator=one(),
        valid=is_pair(cases, question),
    )
