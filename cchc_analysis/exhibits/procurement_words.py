"""A verdict in one sentence: what was found, what is missing, and what would have met the quota."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from cchc_analysis.reference.procurement_rules import QuotaRule
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number, format_share, format_vnd


def result_name(result: str, language: Language) -> str:
    """Return the verdict in words (``passed`` … ``no_quota``, see `cchc_analysis.compliance.verdict.RESULTS`)."""
    return text(f"procurement.result_{result}", language)


def verdict_sentence(row: Mapping[Any, Any], language: Language) -> str:
    """Say an agency's verdict with both shares; `row` is one of the verdicts beside its row of the quota."""
    return text(
        f"procurement.verdict_{row['quota_result']}",
        language,
        eligible=format_number(row["eligible_count"], language),
        online=format_number(row["online_count"], language),
        count_share=format_share(row["count_share"], language),
        value_share=format_share(row["value_share"], language),
        unsettled=format_number(row["unsettled_count"], language),
    )


def margin_sentence(row: Mapping[Any, Any], language: Language) -> str | None:
    """Say how far from the least that passes: how much more online would have met it, or how much is to spare.

    The figures are of the same eligible packages and exact, to the đồng; None where nothing is judged.
    """
    count, value = row["count_margin"], row["value_margin_vnd"]
    if pd.isna(count):
        return None
    missing = {
        "count": max(0, -int(count)),
        "value": 0 if pd.isna(value) else max(0, -int(value)),
    }
    if not any(missing.values()):
        key = "margin_spare_count" if pd.isna(value) else "margin_spare_both"
        return text(
            f"procurement.{key}", language, count=format_number(count, language), value=format_vnd(value, language)
        )
    key = "both" if all(missing.values()) else "count" if missing["count"] else "value"
    return text(
        f"procurement.margin_missing_{key}",
        language,
        count=format_number(missing["count"], language),
        value=format_vnd(missing["value"], language),
    )


def rating_sentence(row: Mapping[Any, Any], rule: QuotaRule, language: Language) -> str:
    """Say what quota and reports mean for the rating of the head, and which of them bars it."""
    if pd.isna(row["is_excellent_allowed"]):
        return text("procurement.rating_unknown", language)
    if row["is_excellent_allowed"]:
        return text("procurement.rating_allowed", language)
    missing = 0 if pd.isna(row["missing_reports"]) else int(row["missing_reports"])
    is_quota = "quota" in rule.rating_consequence.bars_on and row["quota_result"] == "failed"
    is_report = "report" in rule.rating_consequence.bars_on and missing > 0
    key = "both" if is_quota and is_report else "quota" if is_quota else "report"
    return text(f"procurement.rating_barred_{key}", language, missing=format_number(missing, language))
