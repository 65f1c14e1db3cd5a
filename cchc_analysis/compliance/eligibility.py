"""Which packages count toward the quota, and why the others do not."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from cchc_analysis.reference.procurement_rules import QuotaRule

SHORTENED_SHOPPING = "shopping_shortened"


def mark_eligible(
    packages: pd.DataFrame, rule: QuotaRule, *, counts_shortened: bool, judged: Collection[str] | None = None
) -> pd.DataFrame:
    """Add `exclusion` (why a package is outside the quota, "" if it counts) and `is_eligible`.

    The first reason that holds is given, in this order: ``agency`` (its agency is not among the `judged`
    codes, where these are given), ``form``, ``shortened`` (the named switch for
    shortened competitive quotation is off), ``field``, ``method``, ``international``.

    Source: forms and exclusions of `rule`, each with its article there (2020: Circular
    11/2019/TT-BKHĐT art. 29).
    """
    is_shortened = packages["form"].eq(SHORTENED_SHOPPING)
    # Only where no document settles the matter does the switch decide; otherwise the rule itself does.
    is_open_question = rule.shortened_shopping == "not_sourced"
    has_form = packages["form"].isin(rule.eligible_forms) | (is_shortened & is_open_question)
    exclusion = pd.Series("", index=packages.index, dtype="str")
    reasons = {
        "international": ~packages["is_domestic"] & rule.excludes_international,
        "method": packages["method"].isin(rule.excluded_methods),
        "field": packages["field"].isin(rule.excluded_fields),
        "shortened": is_shortened & (is_open_question and not counts_shortened),
        "form": ~has_form,
    }
    if judged is not None:
        reasons["agency"] = ~packages["agency_code"].isin(judged)
    for reason, holds in reasons.items():
        exclusion = exclusion.mask(holds, reason)
    return packages.assign(exclusion=exclusion, is_eligible=exclusion.eq(""))


def exclusion_table(marked: pd.DataFrame) -> pd.DataFrame:
    """Account for every package: how many, and what value, count or are left out for which reason.

    Returns ``reason`` ("" = eligible), ``package_count``, ``value_vnd``; the rows add up to all packages.
    """
    grouped = marked.groupby("exclusion", observed=True)["value_vnd"].agg(["size", "sum"]).reset_index()
    grouped.columns = pd.Index(["reason", "package_count", "value_vnd"])
    return grouped.sort_values("reason", ignore_index=True)
