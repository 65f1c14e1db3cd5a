"""Key fields that the source leaves empty (DIGIWHIST NUMBER_OF_KEY_MISSING_FIELDS)."""

from __future__ import annotations

import ibis.expr.types as ir

from cchc_analysis.compliance.indicators.marks import Marks, Question, as_count, is_known, may_be_one_of, one, yes

_OF_EVERY = ("name", "field", "form", "estimate_value", "published_on")
_OF_COMPETITIVE = ("closed_on",)
_OF_AWARDED = ("award_value", "supplier", "awarded_on")
_OF_AWARDED_COMPETITIVE = ("bidder_count",)


def missing_field_share(cases: ir.Table, question: Question) -> Marks:
    """Mark the key fields of a package that are empty, of those it should have by its status and form.

    Source: DIGIWHIST NUMBER_OF_KEY_MISSING_FIELDS; Cardinal coverage.
    """
    is_awarded = as_count(cases.status == "awarded")
    is_competitive = as_count(may_be_one_of(cases.form, question.settings.competitive_forms))
    empty, due = one() * 0, one() * 0
    for fields, is_due in (
        (_OF_EVERY, one()),
        (_OF_COMPETITIVE, is_competitive),
        (_OF_AWARDED, is_awarded),
        (_OF_AWARDED_COMPETITIVE, is_awarded * is_competitive),
    ):
        for field in fields:
            empty += is_due * as_count(~is_known(cases, field))
        due += is_due * len(fields)
    return Marks(scope=yes(), numerator=empty, denominator=due, valid=yes())
