"""The packages behind a figure: numerator, denominator, and what could not be counted."""

from __future__ import annotations

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir
import pandas as pd

from cchc_analysis.compliance.frames import as_frame
from cchc_analysis.compliance.indicators.catalogue import CONCENTRATION
from cchc_analysis.compliance.indicators.concentration import is_counted, top_suppliers
from cchc_analysis.compliance.indicators.marks import Question, may_be_awarded
from cchc_analysis.compliance.indicators.results import Asked, table_read
from cchc_analysis.compliance.indicators.sums import mark_cases
from cchc_analysis.compliance.quota import EVERYONE_CODE
from cchc_analysis.reference.indicators import Indicator

_SHOWN = (
    "procedure_id", "package_id", "agency_code", "name", "form", "field", "currency", "estimate_value",
    "award_value", "bidder_count", "supplier", "published_on", "closed_on", "awarded_on", "award_published_on",
    "source_file", "source_row",
)  # fmt: skip
DRILL_COLUMNS = ["role", "part", "of", *_SHOWN]
# A number may stand twice; file and row do not.
_ORDER = ["place", "size", "whole", "procedure_id", "source_file", "source_row"]


def indicator_packages(
    asked: Mapping[str, Asked], indicator: Indicator, *, agency: str, most: int
) -> pd.DataFrame:
    """Return packages that an agency's figure asks about (``ALL``: of every agency), at most so many of them.

    ``role``: ``numerator`` (counts, and adds to the numerator), ``denominator`` (counts, adds to the denominator
    only), ``unknown`` (a needed field is missing or not usable). ``part`` and ``of`` are what it adds to either
    side: the figure is Σ part / Σ of over the packages that count. For concentration a package counts with its
    award, and the numerator holds those of the largest supplier. Then what is known of the package, with file and
    row; columns that the table does not have are missing. Numerator first, then by what a package adds, then by
    number; how many there are is the ``asked_count`` of the figure.
    """
    kind = table_read(indicator, asked)
    if kind is None:
        return pd.DataFrame(columns=DRILL_COLUMNS)
    cases, question = asked[kind].cases, asked[kind].question
    if agency != EVERYONE_CODE:
        cases = cases.filter(cases.agency_code == agency)
    marked = (
        _of_suppliers(cases, question, agency)
        if indicator.indicator in CONCENTRATION
        else _of_sums(cases, indicator, question)
    )
    own = marked.filter(marked.is_asked).drop("is_asked")
    known, adds = own.is_known, (own.part != 0).fill_null(False)
    nothing = ibis.null("int64")
    listed = own.select(
        *(column for column in _SHOWN if column in own.columns),
        role=ibis.cases((~known, "unknown"), (adds, "numerator"), else_="denominator"),
        place=ibis.cases((~known, 2), (adds, 0), else_=1),
        part=ibis.ifelse(known, own.part, nothing),
        of=ibis.ifelse(known, own.of, nothing),
    )
    ordered = listed.mutate(size=-listed.part.fill_null(0), whole=-listed.of.fill_null(0))
    first = as_frame(ordered.order_by(_ORDER).limit(most), order_by=_ORDER)
    return first.reindex(columns=DRILL_COLUMNS)


def _of_sums(cases: ir.Table, indicator: Indicator, question: Question) -> ir.Table:
    marked = mark_cases(cases, [indicator], question)
    name = indicator.indicator
    return marked.rename(
        is_asked=f"{name}__asked",
        is_known=f"{name}__known",
        part=f"{name}__numerator",
        of=f"{name}__denominator",
    )


def _of_suppliers(cases: ir.Table, question: Question, agency: str) -> ir.Table:
    if agency == EVERYONE_CODE:
        cases = cases.mutate(agency_code=ibis.literal(EVERYONE_CODE))
    top = top_suppliers(cases, question).select(top_agency="agency_code", top_supplier="supplier")
    joined = cases.left_join(top, (cases.agency_code == top.top_agency) & (cases.supplier == top.top_supplier))
    is_top = joined.top_supplier.notnull()
    return joined.mutate(
        is_asked=may_be_awarded(joined),
        is_known=is_counted(joined, question),
        part=ibis.ifelse(is_top, joined.award_value, ibis.literal(0, type="int64")),
        of=joined.award_value,
    )
