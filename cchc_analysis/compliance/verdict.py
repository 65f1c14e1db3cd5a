"""What quota and reporting mean for the rating of the unit's head."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.reference.procurement_rules import QuotaRule


def verdict_table(quota: pd.DataFrame, reporting: pd.DataFrame | None, rule: QuotaRule) -> pd.DataFrame:
    """Conclude, per agency, whether its head may be rated "excellent" as far as procurement goes.

    A missed quota or a report not sent bars the rating as far as a source says so for that date
    (``rating_consequence.bars_on``). Without an eligible package there is no quota to miss. Where no source
    tells the consequence, or quota or reports that count are not known and nothing else bars the rating, the
    answer is missing: not concluded.

    Returns ``agency_code, agency_name, is_quota_passed, missing_reports, late_reports,
    is_excellent_allowed``; the report counts are missing where the source holds no reports.

    Source: `rule`; for 2020 the city's directive of September on Circular 11/2019/TT-BKHĐT: the head of a unit
    that does not report or misses the quota is not rated as having completed tasks excellently.
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
    bars = {
        "quota": (~quota["is_passed"]).mask(quota["eligible_count"].eq(0), other=False),
        "report": table["missing_reports"].gt(0).astype("boolean"),
    }
    is_barred = pd.Series(False if rule.rating_consequence.bars_on else pd.NA, index=table.index, dtype="boolean")
    for reason in rule.rating_consequence.bars_on:
        # Kleene logic: one bar is enough, and "unknown or false" stays unknown.
        is_barred |= bars[reason]
    table["is_excellent_allowed"] = ~is_barred
    return table
