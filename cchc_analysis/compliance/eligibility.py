"""Which packages count toward the quota, and why the others do not."""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Collection, Hashable

import ibis
import ibis.expr.types as ir
import pandas as pd

from cchc_analysis.compliance.frames import as_frame, as_table, is_one_of, package_number
from cchc_analysis.reference.procurement_rules import QuotaRule

SHORTENED_SHOPPING = "shopping_shortened"


def mark_eligible(
    packages: pd.DataFrame | ir.Table,
    rule: QuotaRule,
    *,
    counts_shortened: bool,
    judged: Collection[str] | None = None,
) -> ir.Table:
    """Add `exclusion` (why a package is outside the quota, "" if it counts) and `is_eligible`.

    The first reason that holds is given, in this order: ``agency`` (its agency is not among the `judged`
    codes, where these are given), ``form``, ``shortened`` (the named switch for
    shortened competitive quotation is off), ``field``, ``method``, ``international``.

    Source: forms and exclusions of `rule`, each with its article there (2020: Circular
    11/2019/TT-BKHĐT art. 29).
    """
    table = as_table(packages)
    conditions = _conditions(table, rule, counts_shortened=counts_shortened)
    if judged is not None:
        codes = as_table(pd.DataFrame({"judged_code": sorted(judged)}, dtype="str"))
        conditions.insert(0, (table.agency_code.isin(codes.judged_code), "agency"))
    return table.mutate(
        exclusion=ibis.cases(*((~holds, reason) for holds, reason in conditions), else_=""),
        is_eligible=functools.reduce(operator.and_, (holds for holds, _ in conditions)),
    )


def only_eligible(
    packages: pd.DataFrame | ir.Table,
    rule: QuotaRule,
    *,
    counts_shortened: bool,
    among: Callable[[ir.Table], ir.BooleanValue] | None = None,
) -> ir.Table:
    """Keep the packages that count toward the quota, those for which `mark_eligible` finds no reason.

    `among` says what else has to hold, of the table given. All is said as what has to hold, and at once: an engine
    then reads only the stretches of a sorted file in which a form is found.
    """
    table = as_table(packages)
    conditions = [holds for holds, _ in _conditions(table, rule, counts_shortened=counts_shortened)]
    return table.filter(*([] if among is None else [among(table)]), *conditions)


def counted_alike(rule: QuotaRule, *, counts_shortened: bool) -> Hashable:
    """Return what decides under a rule whether a package counts: equal for rules that count alike."""
    forms, is_shortened_left_out = _forms(rule, counts_shortened=counts_shortened)
    return (
        frozenset(forms),
        is_shortened_left_out,
        frozenset(rule.excluded_fields),
        frozenset(rule.excluded_methods),
        rule.excludes_international,
    )


def _conditions(table: ir.Table, rule: QuotaRule, *, counts_shortened: bool) -> list[tuple[ir.BooleanValue, str]]:
    """Return what has to hold for a package to count, each with the reason given where it does not."""
    forms, is_shortened_left_out = _forms(rule, counts_shortened=counts_shortened)
    conditions = [(is_one_of(table.form, forms), "form")]
    if is_shortened_left_out:
        conditions.append((table.form != SHORTENED_SHOPPING, "shortened"))
    if rule.excluded_fields:
        conditions.append((table.field.notin(list(rule.excluded_fields)), "field"))
    if rule.excluded_methods:
        conditions.append((table.method.notin(list(rule.excluded_methods)), "method"))
    if rule.excludes_international:
        conditions.append((table.is_domestic, "international"))
    return conditions


def _forms(rule: QuotaRule, *, counts_shortened: bool) -> tuple[tuple[str, ...], bool]:
    """Return the forms a rule names, and whether the switch leaves the shortened one out.

    Only where no document settles the matter does the switch decide; otherwise the rule itself does.
    """
    if rule.shortened_shopping != "not_sourced":
        return rule.eligible_forms, False
    return (*rule.eligible_forms, SHORTENED_SHOPPING), not counts_shortened


def exclusion_table(marked: ir.Table) -> pd.DataFrame:
    """Account for every package: how many, and what value, count or are left out for which reason.

    Returns ``reason`` ("" = eligible), ``package_count``, ``value_vnd``; the rows add up to all packages.
    """
    grouped = marked.group_by(reason=marked.exclusion).agg(
        package_count=package_number(marked).sum(), value_vnd=marked.value_vnd.sum()
    )
    return as_frame(grouped, order_by=["reason"])
