"""What quota and reports mean for the rating of a head, in words, and why that is open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd

from cchc_analysis.exhibits.procurement.words import result_name
from cchc_analysis.reference.procurement_rules import QuotaRule
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number


def is_rating_sourced(rule: QuotaRule) -> bool:
    """Tell whether a source says what bars the head from being rated "excellent"."""
    return bool(rule.rating_consequence.bars_on)


def rating_sentence(
    row: Mapping[Any, Any], rule: QuotaRule, language: Language, *, is_year_over: bool, counts_shortened: bool
) -> str:
    """Say what quota and reports mean for the rating of the head: what bars it, and what is not known."""
    bars_on = rule.rating_consequence.bars_on
    if not is_rating_sourced(rule):
        return text("procurement.rating_unsourced", language)
    missing = 0 if pd.isna(row["missing_reports"]) else int(row["missing_reports"])
    quota = _quota_bars(row, is_year_over=is_year_over) if "quota" in bars_on else "open"
    is_report = "report" in bars_on and missing > 0
    if quota == "barred" or is_report:
        key = "both" if quota == "barred" and is_report else "report" if is_report else "quota"
        return text(f"procurement.rating_barred_{key}", language, missing=format_number(missing, language))
    report = "free" if "report" in bars_on else "unsourced"
    if report == "free" and pd.isna(row["missing_reports"]):
        report = "unknown"
    if (quota, report) == ("free", "free"):
        return text("procurement.rating_allowed", language)
    ways = [row["quota_result"], row["other_quota_result"]]
    counted, left_out = (
        "" if pd.isna(way) else result_name(way, language, is_year_over=is_year_over)
        for way in (ways if counts_shortened else ways[::-1])
    )
    said = text(f"procurement.rating_quota_{quota}", language, counted=counted, left_out=left_out)
    return f"{said} {text(f'procurement.rating_report_{report}', language)}"


def unsourced_bars(rule: QuotaRule) -> list[str]:
    """Return which of a missed quota and a report not sent no source says that it bars the rating."""
    return [bar for bar in ("quota", "report") if bar not in rule.rating_consequence.bars_on]


def rating_name(is_allowed: object, rule: QuotaRule, language: Language) -> str:
    """Return in short what quota and reports mean for the rating of the head.

    Where a source tells the consequence of only one of them, no more is said than that this one does not bar it.
    """
    if pd.isna(is_allowed):  # type: ignore[call-overload]
        return text("procurement.rating_name_open", language)
    if not is_allowed:
        return text("procurement.rating_name_barred", language)
    if not unsourced_bars(rule):
        return text("procurement.rating_name_allowed", language)
    return text(f"procurement.rating_name_free_{rule.rating_consequence.bars_on[0]}", language)


def counted_open_ratings(
    verdicts: pd.DataFrame, rule: QuotaRule, language: Language, *, is_year_over: bool
) -> list[str]:
    """Say of how many heads the rating is not concluded, and why; `verdicts` are those of rated agencies."""
    rows = verdicts[verdicts["is_excellent_allowed"].isna()]
    if rows.empty:
        return []
    if not is_rating_sourced(rule):
        return [text("procurement.rating_unsourced", language)]
    counts = Counter(_open_rating(row, rule, is_year_over=is_year_over) for row in rows.to_dict("records"))
    return [
        text(f"procurement.ratings_{reason}", language, count=format_number(counts[reason], language))
        for reason in ("quota_open", "quota_switch", "quota_year", "report_unknown")
        if counts[reason]
    ]


def _open_rating(row: Mapping[Any, Any], rule: QuotaRule, *, is_year_over: bool) -> str:
    quota = _quota_bars(row, is_year_over=is_year_over) if "quota" in rule.rating_consequence.bars_on else "free"
    return "report_unknown" if quota in ("free", "barred") else f"quota_{quota}"


def _quota_bars(row: Mapping[Any, Any], *, is_year_over: bool) -> str:
    """Tell whether the quota bars the rating: ``barred``, ``free``, or why that is open."""
    result, other = row["quota_result"], row["other_quota_result"]
    if result in ("not_concluded", "no_quota"):
        return "open"
    if not is_year_over:
        return "year"
    if pd.notna(other) and other != result:
        return "switch"
    return "barred" if result == "failed" else "free"
