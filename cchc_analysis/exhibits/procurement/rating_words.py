"""What quota and reports mean for the rating of a head, in words, and why that is open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd

from cchc_analysis.compliance.verdict import rating_bars
from cchc_analysis.exhibits.procurement.words import result_name
from cchc_analysis.reference.procurement_rules import QuotaRule
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number

_MOST_NAMED = 5


def is_rating_sourced(rule: QuotaRule) -> bool:
    """Tell whether a source says what bars the head from being rated "excellent"."""
    return bool(rating_bars(rule))


def rating_sentence(
    row: Mapping[Any, Any], rule: QuotaRule, language: Language, *, is_year_over: bool, counts_shortened: bool
) -> str:
    """Say what quota and reports mean for the rating of the head: what bars it, and what is not known."""
    if not is_rating_sourced(rule):
        return text("procurement.rating_unsourced", language)
    quota, report = _quota_bars(row, rule, is_year_over=is_year_over), _report_bars(row, rule)
    if "barred" in (quota, report):
        key = "both" if quota == report else "quota" if quota == "barred" else "report"
        missing = format_number(row["missing_reports"], language)
        return text(f"procurement.rating_barred_{key}", language, missing=missing)
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
    return [bar for bar in ("quota", "report") if bar not in rating_bars(rule)]


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
    return text(f"procurement.rating_name_free_{rating_bars(rule)[0]}", language)


def barred_ratings(verdicts: pd.DataFrame, language: Language) -> list[str]:
    """Say how many heads may not be rated "excellent", and name the agencies of the first; nothing where none is.

    `verdicts` are those of rated agencies in the order in which to name them.
    """
    names = list(verdicts.loc[verdicts["is_excellent_allowed"].eq(False).fillna(False), "agency_name"])
    if not names:
        return []
    key = "ratings_barred" if len(names) <= _MOST_NAMED else "ratings_barred_more"
    more = len(names) - _MOST_NAMED
    count, rest = (format_number(number, language) for number in (len(names), more))
    agencies = "; ".join(names[:_MOST_NAMED])
    return [text(f"procurement.{key}", language, count=count, agencies=agencies, more=rest)]


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
    quota = _quota_bars(row, rule, is_year_over=is_year_over)
    return f"quota_{quota}" if quota in ("open", "switch", "year") else "report_unknown"


def _quota_bars(row: Mapping[Any, Any], rule: QuotaRule, *, is_year_over: bool) -> str:
    """Tell whether the quota bars the rating: ``unsourced``, ``barred``, ``free``, or why that is open."""
    if "quota" not in rating_bars(rule):
        return "unsourced"
    result, other = row["quota_result"], row["other_quota_result"]
    if result in ("not_concluded", "no_quota"):
        return "open"
    if not is_year_over:
        return "year"
    if pd.notna(other) and other != result:
        return "switch"
    return "barred" if result == "failed" else "free"


def _report_bars(row: Mapping[Any, Any], rule: QuotaRule) -> str:
    """Tell whether a report not sent bars the rating: ``unsourced``, ``unknown``, ``barred`` or ``free``."""
    if "report" not in rating_bars(rule):
        return "unsourced"
    if pd.isna(row["missing_reports"]):
        return "unknown"
    return "barred" if row["missing_reports"] > 0 else "free"
