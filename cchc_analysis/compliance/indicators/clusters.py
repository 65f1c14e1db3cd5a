"""Packages each within a ceiling and together above it, close in time (OCP R011, R002, R055)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import ibis
import ibis.expr.types as ir
from ibis.expr.builders import LegacyWindowBuilder

from cchc_analysis.compliance.indicators.limits import forms_limited, is_limited_day, limit_place, limit_value
from cchc_analysis.compliance.indicators.marks import Marks, Question, as_count, may_be_one_of, one
from cchc_analysis.compliance.indicators.spans import day_number
from cchc_analysis.reference.indicator_limits import LimitKind

_KIND: LimitKind = "ceiling_vnd"
_ALIKE = ("agency_code", "ceiling_place", "field", "plan_type")
# Which column tells of a package that it is in a cluster, by the indicator that asks, and among which packages.
_CLUSTERS = {
    "below_ceiling_clusters": ("is_clustered", _ALIKE),
    "supplier_clusters": ("is_supplier_clustered", (*_ALIKE, "supplier")),
}


def with_clusters(cases: ir.Table, question: Question, asking: Collection[str]) -> ir.Table:
    """Add ``ceiling_vnd`` of each package's form and, for the indicators `asking`, whether it is in a cluster.

    A cluster is two packages or more of one agency, field and plan type under one ceiling, which may be that of
    several forms, (and of one supplier) within `window_days`, each within the ceiling and together above it. Day
    and value alone are looked at: a signal.

    Returns `cases` as they are where no indicator of clusters asks, else with ``is_clustered`` for
    ``below_ceiling_clusters`` and ``is_supplier_clustered`` for ``supplier_clusters``.
    """
    wanted = [cluster for indicator, cluster in _CLUSTERS.items() if indicator in asking]
    if not wanted:
        return cases
    ceiling = limit_value(cases, question.standing, _KIND)
    small = cases.mutate(
        ceiling_vnd=ceiling,
        ceiling_place=limit_place(cases, question.standing, _KIND),
        cluster_day=day_number(cases.dated_on.cast("timestamp")),
        cluster_value=ibis.ifelse(cases.estimate_value <= ceiling, cases.estimate_value, ibis.null("int64")),
    )
    days = question.settings.window_days
    opened = small.mutate(
        **{
            f"{name}__opens": as_count(
                (small.cluster_value.sum().over(_window(keys, following=days)) > small.ceiling_vnd)
                & (small.cluster_value.count().over(_window(keys, following=days)) >= 2)
            )
            * as_count(small.cluster_value.notnull())
            for name, keys in wanted
        }
    )
    found = opened.mutate(
        **{
            name: (opened[f"{name}__opens"].max().over(_window(keys, preceding=days)) == 1)
            & opened.cluster_value.notnull()
            for name, keys in wanted
        }
    )
    return found.drop("ceiling_place", "cluster_day", "cluster_value", *(f"{name}__opens" for name, _ in wanted))


def _window(keys: Sequence[str], *, preceding: int = 0, following: int = 0) -> LegacyWindowBuilder:
    return ibis.range_window(preceding=preceding, following=following, group_by=list(keys), order_by="cluster_day")


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
        & is_limited_day(cases, question.standing, _KIND)
        & (cases.currency == "VND")
        & ~is_above,
        numerator=as_count(condition),
        denominator=one(),
        valid=cases.ceiling_vnd.notnull(),
    )
