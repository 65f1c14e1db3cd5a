"""Packages of a competitive form that one bidder took part in, by number and by award (OCP U015, U016, R018)."""

from __future__ import annotations

import ibis.expr.types as ir

from cchc_analysis.compliance.indicators.marks import (
    Marks,
    Question,
    as_count,
    may_be_awarded,
    may_be_one_of,
    one,
    yes,
)


def single_bid_rate(cases: ir.Table, question: Question) -> Marks:
    """Mark packages with one bidder among those of a competitive form whose number of bidders is known.

    Source: OCP U015; Cardinal R018 (open and selective methods only).
    """
    return Marks(
        scope=may_be_one_of(cases.form, question.settings.competitive_forms),
        numerator=as_count(cases.bidder_count == 1),
        denominator=one(),
        valid=yes(),
    )


def single_bid_value_share(cases: ir.Table, question: Question) -> Marks:
    """Mark the awards of such packages, in minor units of the currency of the question.

    Source: OCP U016. Only awarded packages are asked about.
    """
    is_awarded = may_be_awarded(cases)
    return Marks(
        scope=may_be_one_of(cases.form, question.settings.competitive_forms) & is_awarded,
        numerator=cases.award_value * as_count(cases.bidder_count == 1),
        denominator=cases.award_value,
        valid=cases.currency == question.currency,
    )
