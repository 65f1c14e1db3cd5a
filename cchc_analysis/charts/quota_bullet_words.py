"""What the bullet bars of all agencies say in words."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.charts.quota_results import SIGNS, leg_result, signed_word
from cchc_analysis.charts.quota_words import Quota, quota_sentence
from cchc_analysis.charts.wording import join_sentences
from cchc_analysis.reference.procurement_rules import Leg
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_share


def bullets_title(counts: dict[str, int], language: Language) -> str:
    """Return how many agencies meet the quota, as a title."""
    if not counts["passed"] and not counts["failed"]:
        return text("charts.quota_title_open", language, count=sum(counts.values()))
    return text("charts.quota_title_counts", language, passed=counts["passed"], count=sum(counts.values()))


def row_result(row: pd.Series, language: Language) -> str:
    """Return the result with its sign and, where it is open, how many packages could turn it."""
    if row["result"] == "no_quota":  # said once, above the bars
        return ""
    words = signed_word(row["result"], language)
    unsettled = row.get("unsettled_count", 0)
    if row["result"] != "not_concluded" or pd.isna(unsettled) or not unsettled:
        return words
    return f"{words}\n{text('quota_charts.unsettled', language, count=int(unsettled))}"


def leg_figure(row: pd.Series, leg: Leg, language: Language) -> str:
    """Return the share with the sign of its own leg; none where nothing is concluded."""
    result = leg_result(row, leg)
    sign = SIGNS[result] if result in ("passed", "failed") else ""
    return f"{format_share(row[f'{leg}_share'], language)} {sign}".strip()


def bullets_alt(
    drawn: pd.DataFrame, *, counts: dict[str, int], focus: str | None, year: int, quota: Quota, language: Language
) -> str:
    """Say in words what the bullet bars show."""

    def say(key: str, agency: pd.Series) -> str:
        return text(
            f"quota_charts.bullets_alt_{key}", language, name=agency["agency_name"],
            count_share=format_share(agency["count_share"], language),
            value_share=format_share(agency["value_share"], language),
            result=text(f"quota_charts.result_{agency['result']}", language),
        )  # fmt: skip

    own = drawn[drawn["agency_code"] == focus]
    return join_sentences(
        [
            text("quota_charts.bullets_alt", language, year=year, **counts),
            quota_sentence(*quota, language),
            say("lowest", drawn.iloc[0]),
            say("highest", drawn.iloc[-1]) if len(drawn) > 1 else None,
            say("focus", own.iloc[0]) if len(own) else None,
        ]
    )
