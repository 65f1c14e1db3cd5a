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
_COUNTS = ["known_count", "supplier_count"]


def concentration(cases: ir.Table, question: Question, *, everyone: str | None = None) -> pd.DataFrame:
    """Measure the concentration of awards, per agency, or of all together under the code `everyone`.

    A supplier is its code, else its name as written: two spellings are two suppliers, a consortium is one.
    Shares do not add up over agencies, so the whole is computed on its own.

    Returns ``agency_code, asked_count`` (awarded packages), ``known_count`` (of them with currency, award and
    supplier), ``said_<field>``, ``supplier_count, total_value, top_value`` (minor units), ``hhi`` (0-10,000).

    Raises `SumTooLargeError` where the awards do not fit 64 bits. Shares are squared, never money.

    Source: OCP R051 (HHI), R040 and R050 (largest share).
    """
    awarded = cases.filter(may_be_awarded(cases))
    if everyone is not None:
        awarded = awarded.mutate(agency_code=ibis.literal(everyone))
    counted = awarded.mutate(is_counted=is_counted(awarded, question))
    by_supplier = (
        counted.filter(counted.is_counted)
        .group_by("agency_code", "supplier")
        .agg(value=lambda rows: exact_sum(rows.award_value), packages=lambda rows: rows.count())
    )
    total = by_supplier.value.sum().over(ibis.window(group_by="agency_code"))
    shares = by_supplier.mutate(share=by_supplier.value.cast("float64") / total.nullif(0).cast("float64"))
    summed = shares.group_by("agency_code").agg(
        known_count=shares.packages.sum(),
        supplier_count=shares.count(),
        total_value=exact_sum(shares.value),
        top_value=shares.value.max(),
        hhi=(shares.share * shares.share).sum() * _HHI_SCALE,
    )
    asked = counted.group_by("agency_code").agg(
        asked_count=counted.count(),
        **{f"said_{field}": is_known(counted, field).sum() for field in NEEDS},
    )
    # Joined as whole numbers that may be missing: as others they would be rounded where an agency has no award.
    measured = whole_sums(as_frame(summed), _MONEY).astype(dict.fromkeys([*_COUNTS, *_MONEY], "Int64"))
    found = as_frame(asked, order_by=["agency_code"]).merge(measured, on="agency_code", how="left", validate="1:1")
    return found.assign(**{column: found[column].fillna(0).astype("int64") for column in [*_COUNTS, *_MONEY]})


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
