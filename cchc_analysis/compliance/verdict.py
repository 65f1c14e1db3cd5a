"""What quota and reporting mean for the rating of the unit's head."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.reference.procurement_rules import QuotaRule


def verdict_table(quota: pd.DataFrame, reporting: pd.DataFrame | None, rule: QuotaRule) -> pd.DataFrame:
    """Conclude, per agency, whether its head may be rated "excellent" as far as procurement goes.

    A missing report or a missed quota bars the rating where the rule in force says so. Without an eligible
    package there is nothing to miss. Where no source tells the consequence for that date, the quota could
    not be sourced, or no reporting record is at hand and nothing else bars the rating, the answer is
    missing: not concluded.

    Returns ``agency_code, agency_name, is_quota_passed, missing_reports, late_reports,
    is_excellent_allowed``; the report counts are missing where the source holds no reports.

    Source: the city's directive of September 2020 on Circular 11/2019/TT-BKHĐT: the head of a unit that
    does not report or misses the quota is not rated as having completed tasks excellently.
    """
    table = quota[["agency_code", "agency_name"]].assign(is_quota_passed=quota["is_passed"])
    if reporting is None:
        table["missing_reports"] = pd.array([pd.NA] * len(table), dtype="Int64")
        table["late_reports"] = pd.array([pd.NA] * len(table), dtype="Int64")
    else:
        counts = reporting.groupby(["agency_code", "status"], observed=True).size().unstack(fill_value=0)
        counts = counts.reindex(columns=["missing", "late"], fill_value=0)
        for column, status in (("missing_reports", "missing"), ("late_reports", "late")):
            table[column] = table["agency_code"].map(counts[status]).astype("Int64")
    has_nothing_to_miss = quota["eligible_count"].eq(0)
    quota_bars = (~quota["is_passed"]).mask(has_nothing_to_miss, other=False)
    report_bars = table["missing_reports"].gt(0).astype("boolean")
    # Kleene logic: one bar is enough, and "unknown or false" stays unknown.
    allowed = ~(quota_bars | report_bars)
    has_consequence = rule.rating_consequence.bars_excellent is True
    table["is_excellent_allowed"] = allowed if has_consequence else pd.array([pd.NA] * len(table), "boolean")
    return table
