"""How much of an agency's awards goes to few suppliers (OCP R051, R040, R050, U034)."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
import pandas as pd

from cchc_analysis.compliance.exact_sums import exact_sum, whole_sums
from cchc_analysis.compliance.frames import as_frame
from cchc_analysis.compliance.indicators.marks import Question, is_known, may_be_awarded

NEEDS = ("currency", "award_value", "supplier")
_HHI_SCALE = 10_000
_MONEY = ["total_value", "top_value"]
_ADDED_UP = ["asked_count", "known_count", *(f"said_{field}" for field in NEEDS)]


def concentration(cases: ir.Table, question: Question, *, everyone: str | None = None) -> pd.DataFrame:
    """Measure the concentration of awards, per agency and, under the code `everyone` if given, of all together.

    A supplier is its code, else its name as written: two spellings are two suppliers, a consortium is one.
    Shares do not add up over agencies, so the whole is computed on its own.

    Returns ``agency_code, asked_count`` (awarded packages), ``known_count`` (of them with currency, award and
    supplier), ``said_<field>``, ``supplier_count, total_value, top_value`` (minor units), ``hhi`` (0-10,000).

    Raises `SumTooLargeError` where the awards do not fit 64 bits. Shares are squared, never money.

    Source: OCP R051 (HHI), R040 and R050 (largest share).
    """
    awarded = cases.filter(may_be_awarded(cases))
    is_own = is_counted(awarded, question)
    by_supplier = awarded.group_by("agency_code", "supplier").agg(
        value=exact_sum(awarded.award_value, where=is_own),
        known_count=is_own.sum(),
        asked_count=awarded.count(),
        **{f"said_{field}": is_known(awarded, field).sum() for field in NEEDS},
    )
    if everyone is not None:
        by_supplier = by_supplier.union(_together(by_supplier, everyone))
    total = by_supplier.value.sum().over(ibis.window(group_by="agency_code"))
    shares = by_supplier.mutate(share=by_supplier.value.cast("float64") / total.nullif(0).cast("float64"))
    measured = shares.group_by("agency_code").agg(
        **{name: shares[name].sum() for name in _ADDED_UP},
        supplier_count=(shares.known_count > 0).sum(),
        total_value=exact_sum(shares.value).fill_null(0),
        top_value=shares.value.max().fill_null(0),
        hhi=(shares.share * shares.share).sum() * _HHI_SCALE,
    )
    return whole_sums(as_frame(measured, order_by=["agency_code"]), [*_ADDED_UP, *_MONEY])


def _together(by_supplier: ir.Table, everyone: str) -> ir.Table:
    """Return the suppliers' sums of all agencies together, under a code of its own."""
    sums = by_supplier.group_by("supplier").agg(
        value=exact_sum(by_supplier.value), **{name: by_supplier[name].sum() for name in _ADDED_UP}
    )
    return sums.mutate(agency_code=ibis.literal(everyone)).select(*by_supplier.columns)


def is_counted(cases: ir.Table, question: Question) -> ir.BooleanValue:
    """Tell whether an award counts: its supplier and value are said, in the currency of the question."""
    known = may_be_awarded(cases) & (cases.currency == question.currency)
    return (known & is_known(cases, "award_value") & is_known(cases, "supplier")).fill_null(False)


def top_suppliers(cases: ir.Table, question: Question) -> ir.Table:
    """Return the supplier with the largest awards of every agency; of equals the first by code."""
    counted = cases.filter(is_counted(cases, question))
    sums = counted.group_by("agency_code", "supplier").agg(value=lambda rows: exact_sum(rows.award_value))
    order = ibis.window(group_by="agency_code", order_by=[ibis.desc(sums.value), sums.supplier])
    return (
        sums.mutate(place=ibis.row_number().over(order))
        .filter(lambda rows: rows.place == 0)
        .drop("place", "value")
    )
