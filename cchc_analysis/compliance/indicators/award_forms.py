"""How much goes by direct appointment, and by any form but open bidding (OCP U010-U014, R013)."""

from __future__ import annotations

import ibis.expr.types as ir

from cchc_analysis.compliance.frames import is_one_of
from cchc_analysis.compliance.indicators.marks import Marks, Question, as_count, one, yes


def direct_award_share(cases: ir.Table, question: Question) -> Marks:
    """Mark packages by direct appointment, by number. Source: OCP U010, R013."""
    return _number(is_one_of(cases.form, question.settings.direct_forms))


def direct_award_value_share(cases: ir.Table, question: Question) -> Marks:
    """Mark packages by direct appointment, by package price. Source: OCP U013, R013."""
    return _value(cases, question, is_one_of(cases.form, question.settings.direct_forms))


def non_open_share(cases: ir.Table, question: Question) -> Marks:
    """Mark packages by any form but open bidding, by number. Source: OCP U011, R013; DIGIWHIST PROCEDURE_TYPE."""
    return _number(~is_one_of(cases.form, question.settings.open_forms))


def non_open_value_share(cases: ir.Table, question: Question) -> Marks:
    """Mark packages by any form but open bidding, by package price. Source: OCP U014, R013."""
    return _value(cases, question, ~is_one_of(cases.form, question.settings.open_forms))


def _number(condition: ir.BooleanValue) -> Marks:
    return Marks(scope=yes(), numerator=as_count(condition), denominator=one(), valid=yes())


def _value(cases: ir.Table, question: Question, condition: ir.BooleanValue) -> Marks:
    return Marks(
        scope=yes(),
        numerator=cases.estimate_value * as_count(condition),
        denominator=cases.estimate_value,
        valid=cases.currency == question.currency,
    )
