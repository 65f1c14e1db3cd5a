"""How much lower awards are than package prices (OCP U069; Decree 214/2025/NĐ-CP art. 17(2)(b))."""

from __future__ import annotations

import ibis.expr.types as ir

from cchc_analysis.compliance.indicators.marks import Marks, Question, may_be_awarded, one, wide

_MILLIONTHS = 1_000_000
# Far below any realistic rate, and within a whole number of 64 bits.
_LOWEST = 1_000_000.0


def saving_rate(cases: ir.Table, question: Question) -> Marks:
    """Mark price less award over price: the quotient of the sums is 1 − Σ award / Σ price. Below 0 where dearer.

    Source: OCP U069.
    """
    return Marks(
        scope=may_be_awarded(cases),
        numerator=cases.estimate_value - cases.award_value,
        denominator=cases.estimate_value,
        valid=is_realistic_pair(cases, question),
    )


def mean_saving_rate(cases: ir.Table, question: Question) -> Marks:
    """Mark every package's own saving rate in millionths, so that small packages weigh as much as large ones.

    Source: Decree 214/2025/NĐ-CP art. 17(2)(b): average saving rate; the decree does not say how it is averaged.
    """
    return Marks(
        scope=may_be_awarded(cases),
        numerator=_saving(cases, _MILLIONTHS),
        denominator=one() * _MILLIONTHS,
        valid=is_realistic_pair(cases, question),
    )


def is_pair(cases: ir.Table, question: Question) -> ir.BooleanValue:
    """Tell whether price and award may be compared: one currency, and a price that is not nothing."""
    return (cases.currency == question.currency) & (cases.estimate_value > 0)


def is_realistic_pair(cases: ir.Table, question: Question) -> ir.BooleanValue:
    """Tell whether price and award give a saving rate: a placeholder price (1 đồng) would outweigh all others."""
    most = wide(cases.estimate_value) * question.settings.most_price_ratio
    return is_pair(cases, question) & (wide(cases.award_value) <= most)


def _saving(cases: ir.Table, parts: int) -> ir.IntegerValue:
    """Return 1 − award / price in so many parts, rounded down; a rate that no realistic pair has is cut off."""
    saved = (cases.estimate_value - cases.award_value).cast("float64") * parts
    share = saved / cases.estimate_value.nullif(0).cast("float64")
    return share.clip(lower=-_LOWEST * parts).floor().cast("int64")
