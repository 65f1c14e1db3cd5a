"""Packages each within a ceiling and together above it, close in time (OCP R011, R002, R055)."""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from cchc_analysis.compliance.indicators.limits import forms_limited, is_limited_day, limit_place, limit_value
from cchc_analysis.compliance.indicators.marks import Marks, Question, as_count, may_be_one_of, one
from cchc_analysis.compliance.indicators.spans import day_number
from cchc_analysis.reference.indicator_limits import LimitKind

_KIND: LimitKind = "ceiling_vnd"
_ALIKE = ("agency_code", "ceiling_place", "field", "plan_type")


def with_clusters(cases: ir.Table, question: Question, *, by_supplier: bool = False) -> ir.Table:
    """Add ``ceiling_vnd`` of each package's form and ``is_clustered`` (``is_supplier_clustered``).

    A cluster is two packages or more of one agency, field and plan type under one ceiling, which may be that of
    several forms, (and of one supplier) within `window_days`, each within the ceiling and together above it. Day
    and value alone are looked at: a signal.
    """
    ceiling = limit_value(cases, question.limits, _KIND)
    small = cases.mutate(
        ceiling_vnd=ceiling,
        ceiling_place=limit_place(cases, question.limits, _KIND),
        cluster_day=day_number(cases.dated_on.cast("timestamp")),
        cluster_value=ibis.ifelse(cases.estimate_value <= ceiling, cases.estimate_value, ibis.null("int64")),
    )
    keys: Sequence[str] = (*_ALIKE, "supplier") if by_supplier else _ALIKE
    days = question.settings.window_days
    ahead = ibis.range_window(preceding=0, following=days, group_by=list(keys), order_by="cluster_day")
    behind = ibis.range_window(preceding=days, following=0, group_by=list(keys), order_by="cluster_day")
    opened = small.mutate(
        opens=as_count(
            (small.cluster_value.sum().over(ahead) > small.ceiling_vnd)
            & (small.cluster_value.count().over(ahead) >= 2)
        )
        * as_count(small.cluster_value.notnull())
    )
    name = "is_supplier_clustered" if by_supplier else "is_clustered"
    found = opened.mutate(**{name: (opened.opens.max().over(behind) == 1) & opened.cluster_value.notnull()})
    return found.drop("ceiling_place", "cluster_day", "cluster_value", "opens")


def below_ceiling_clusters(cases: ir.Table, question: Question) -> Marks:
    """Mark packages in a cluster, among those within the ceiling of their form. Source: OCP R011, R002.

    `cases` comes from `with_clusters`.
    """
    return _clustered(cases, question, cases.is_clustered)


def supplier_clusters(cases: ir.Table, question: Question) -> Marks:
    """Mark packages in a cluster of one supplier. Source: OCP R055, R049; Cardinal issue 87."""
    return _clustered(cases, question, cases.is_supplier_clustered)


def _clustered(cases: ir.Table, question: Question, condition: ir.BooleanValue) -> Marks:
    is_above = (cases.estimate_value > cases.ceiling_vnd).fill_null(False)
    return Marks(
        scope=may_be_one_of(cases.form, forms_limited(question.limits, _KIND))
        & is_limited_day(cases, question.limits, _KIND)
        & (cases.currency == "VND")
        & ~is_above,
        numerator=as_count(condition),
        denominator=one(),
        valid=cases.ceiling_vnd.notnull(),
    )
