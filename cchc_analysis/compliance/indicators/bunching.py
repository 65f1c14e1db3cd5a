"""Prices just under a ceiling, among prices near it (OCP R002)."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from cchc_analysis.compliance.indicators.limits import is_kind_of_package, is_limited_day, stands_on_its_day
from cchc_analysis.compliance.indicators.marks import Marks, Question, as_count, one, wide
from cchc_analysis.reference.indicator_limits import LimitKind

_KIND: LimitKind = "ceiling_vnd"


def bunching_below_ceiling(cases: ir.Table, question: Question) -> Marks:
    """Mark packages priced just within a ceiling, among those priced within `band_pct` of it on either side.

    The ceilings are those that stood for the package's plan type and field on its day, whatever form was chosen:
    above a ceiling another form has to be. A price equal to the ceiling is within it. Source: OCP R002.
    """
    band = question.settings.band_pct
    near: ir.BooleanValue = ibis.literal(value=False)
    within: ir.BooleanValue = ibis.literal(value=False)
    for limit in question.standing:
        if limit.kind != _KIND:
            continue
        stands = stands_on_its_day(cases, limit) & is_kind_of_package(cases, limit)
        percent = wide(cases.estimate_value) * 100
        own = stands & percent.between((100 - band) * limit.value, (100 + band) * limit.value)
        near |= own
        within |= own & (cases.estimate_value <= limit.value)
    is_unclear = (cases.plan_type == "") | (cases.field == "") | cases.estimate_value.isnull()
    return Marks(
        scope=(near.fill_null(False) | is_unclear)
        & is_limited_day(cases, question.standing, _KIND)
        & (cases.currency == "VND"),
        numerator=as_count(within),
        denominator=one(),
        valid=near,
    )
