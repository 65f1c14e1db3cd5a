"""Which packages count toward the quota, and why the others do not."""

from __future__ import annotations

from collections.abc import Collection

import ibis
import ibis.expr.types as ir
import pandas as pd

from cchc_analysis.compliance.frames import as_frame, as_table
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
    is_shortened = table.form == SHORTENED_SHOPPING
    # Only where no document settles the matter does the switch decide; otherwise the rule itself does.
    is_open_question = rule.shortened_shopping == "not_sourced"
    forms = (*rule.eligible_forms, SHORTENED_SHOPPING) if is_open_question else rule.eligible_forms
    reasons = [(~_is_in(table.form, forms), "form")]
    if judged is not None:
        codes = as_table(pd.DataFrame({"judged_code": sorted(judged)}, dtype="str"))
        reasons.insert(0, (~table.agency_code.isin(codes.judged_code), "agency"))
    if is_open_question and not counts_shortened:
        reasons.append((is_shortened, "shortened"))
    reasons.append((_is_in(table.field, rule.excluded_fields), "field"))
    reasons.append((_is_in(table.method, rule.excluded_methods), "method"))
    if rule.excludes_international:
        reasons.append((~table.is_domestic, "international"))
    marked = table.mutate(exclusion=ibis.cases(*reasons, else_=""))
    return marked.mutate(is_eligible=marked.exclusion == "")


def exclusion_table(marked: ir.Table) -> pd.DataFrame:
    """Account for every package: how many, and what value, count or are left out for which reason.

    Returns ``reason`` ("" = eligible), ``package_count``, ``value_vnd``; the rows add up to all packages.
    """
    counted = marked.package_count.sum() if "package_count" in marked.columns else marked.count()
    grouped = marked.group_by(reason=marked.exclusion).agg(package_count=counted, value_vnd=marked.value_vnd.sum())
    return as_frame(grouped, order_by=["reason"])


def _is_in(column: ir.Column, codes: Collection[str]) -> ir.BooleanValue:
    return column.isin(list(codes)) if codes else ibis.literal(value=False)
