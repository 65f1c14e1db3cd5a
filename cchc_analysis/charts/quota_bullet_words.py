"""What the bullet bars of all agencies say in words."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.charts.quota_results import SIGNS, counts_sentence, leg_result, result_word
from cchc_analysis.charts.quota_words import quota_sentence
from cchc_analysis.charts.wording import join_sentences
from cchc_analysis.reference.procurement_rules import Leg, Minimums
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_share


def row_result(row: pd.Series, language: Language, *, is_year_over: bool) -> str:
    """Return the result with its sign and, where it is open, how many packages could turn it.

    That it is one to date is said once, above the rows.
    """
    result = str(row["result"])
    if result == "no_quota":  # said once, above the bars
        return ""
    is_standing = not is_year_over and result in ("passed", "failed")
    word = text(f"quota_charts.{'standing' if is_standing else 'result'}_{result}", language)
    words = f"{SIGNS[result]} {word}"
    unsettled = row.get("unsettled_count", 0)
    if result != "not_concluded" or pd.isna(unsettled) or not unsettled:
        return words
    return f"{words}\n{text('quota_charts.unsettled', language, count=int(unsettled))}"


def leg_figure(row: pd.Series, leg: Leg, language: Language) -> str:
    """Return the share with the sign of its own leg; none where nothing is concluded."""
    result = leg_result(row, leg)
    sign = SIGNS[result] if result in ("passed", "failed") else ""
    return f"{format_share(row[f'{leg}_share'], language)} {sign}".strip()


def bullets_alt(
    drawn: pd.DataFrame,
    *,
    counts: dict[str, int],
    focus: str | None,
    year: int,
    minimums: Minimums,
    is_year_over: bool,
    language: Language,
) -> str:
    """Say in words what the bullet bars show."""

    def say(key: str, agency: pd.Series) -> str:
        return text(
            f"quota_charts.bullets_alt_{key}", language, name=agency["agency_name"],
            count_share=format_share(agency["count_share"], language),
            value_share=format_share(agency["value_share"], language),
            result=result_word(agency["result"], language, is_year_over=is_year_over),
        )  # fmt: skip

    own = drawn[drawn["agency_code"] == focus]
    return join_sentences(
        [
            text("quota_charts.bullets_alt", language, year=year),
            counts_sentence(counts, language, is_year_over=is_year_over),
            quota_sentence(minimums, language),
            say("lowest", drawn.iloc[0]),
            say("highest", drawn.iloc[-1]) if len(drawn) > 1 else None,
            say("focus", own.iloc[0]) if len(own) else None,
        ]
    )
