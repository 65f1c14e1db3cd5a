"""All marks of a table added up in one pass: what every agency has to either side of every indicator's line."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import ibis.expr.types as ir
import pandas as pd

from cchc_analysis.compliance.exact_sums import exact_sum, whole_sums
from cchc_analysis.compliance.frames import as_frame
from cchc_analysis.compliance.indicators.catalogue import MARKS
from cchc_analysis.compliance.indicators.clusters import with_clusters
from cchc_analysis.compliance.indicators.marks import Question, is_known
from cchc_analysis.reference.indicators import Indicator

SUM_COLUMNS = ["agency_code", "indicator", "asked_count", "known_count", "numerator", "denominator"]


def mark_cases(cases: ir.Table, indicators: Sequence[Indicator], question: Question) -> ir.Table:
    """Add to every package, for every indicator, the columns that `indicator_sums` adds up.

    ``<indicator>__asked`` and ``__known`` (is it asked about, does it count), ``__numerator``, ``__denominator``
    and, for every field that it needs or may need, ``__said__<field>`` (is it said, or not needed). Raises
    `KeyError` for an indicator that is no quotient of sums over packages (`catalogue.CONCENTRATION`).
    """
    ids = {indicator.indicator for indicator in indicators}
    if "below_ceiling_clusters" in ids:
        cases = with_clusters(cases, question)
    if "supplier_clusters" in ids:
        cases = with_clusters(cases, question, by_supplier=True)
    columns: dict[str, ir.Value] = {}
    for indicator in indicators:
        name = indicator.indicator
        marks = MARKS[name](cases, question)
        known = reduce(lambda all_of, field: all_of & is_known(cases, field), indicator.needs, marks.valid)
        asked = marks.scope.fill_null(False)
        columns[f"{name}__asked"] = asked
        columns[f"{name}__known"] = asked & known.fill_null(False)
        columns[f"{name}__numerator"] = marks.numerator
        columns[f"{name}__denominator"] = marks.denominator
        for field in indicator.needs:
            columns[f"{name}__said__{field}"] = asked & is_known(cases, field)
        for field in indicator.may_need:
            columns[f"{name}__said__{field}"] = asked & ~marks.lacks[field]
    return cases.mutate(**columns)


def indicator_sums(
    cases: ir.Table, indicators: Sequence[Indicator], question: Question
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Add up the marks per agency.

    Returns the sums, one row per agency with packages and indicator (``agency_code, indicator, asked_count,
    known_count, numerator, denominator``), and how often each field that is or may be needed is said, or not
    needed, among the packages asked about (``agency_code, indicator, field, said_count``). Both add up over
    agencies, files and machines.

    Raises `SumTooLargeError` for an agency whose money does not fit 64 bits.
    """
    marked = mark_cases(cases, indicators, question)
    sums: dict[str, ir.Value] = {}
    for indicator in indicators:
        name = indicator.indicator
        asked, known = marked[f"{name}__asked"], marked[f"{name}__known"]
        sums[f"{name}__asked_count"] = asked.sum()
        sums[f"{name}__known_count"] = known.sum()
        for side in ("numerator", "denominator"):
            sums[f"{name}__{side}"] = exact_sum(marked[f"{name}__{side}"], where=known).fill_null(0)
        for field in (*indicator.needs, *indicator.may_need):
            sums[f"{name}__said__{field}"] = marked[f"{name}__said__{field}"].sum()
    wide = as_frame(marked.group_by("agency_code").agg(**sums), order_by=["agency_code"])
    wide = whole_sums(wide, [name for name in sums if name.endswith(("__numerator", "__denominator"))])
    return _long_sums(wide, indicators), _long_said(wide, indicators)


def _long_sums(wide: pd.DataFrame, indicators: Sequence[Indicator]) -> pd.DataFrame:
    parts = [
        pd.DataFrame(
            {
                "agency_code": wide["agency_code"],
                "indicator": indicator.indicator,
                **{column: wide[f"{indicator.indicator}__{column}"].astype("int64") for column in SUM_COLUMNS[2:]},
            }
        )
        for indicator in indicators
    ]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=SUM_COLUMNS)


def _long_said(wide: pd.DataFrame, indicators: Sequence[Indicator]) -> pd.DataFrame:
    parts = [
        pd.DataFrame(
            {
                "agency_code": wide["agency_code"],
                "indicator": indicator.indicator,
                "field": field,
                "said_count": wide[f"{indicator.indicator}__said__{field}"].astype("int64"),
            }
        )
        for indicator in indicators
        for field in (*indicator.needs, *indicator.may_need)
    ]
    columns = ["agency_code", "indicator", "field", "said_count"]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)
