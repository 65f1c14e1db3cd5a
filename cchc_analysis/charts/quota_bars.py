"""One agency's (or the city's) online procurement against the quota, by number and by value."""

from __future__ import annotations

import math
from fractions import Fraction

import pandas as pd

from cchc_analysis.charts.bullet_rows import BulletRow, draw_bullets
from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.page import empty_chart
from cchc_analysis.charts.quota_results import COLOURS, leg_result, quota_results, result_word
from cchc_analysis.charts.quota_words import printed_quota, quota_sentence
from cchc_analysis.charts.wording import join_sentences
from cchc_analysis.reference.procurement_rules import LEGS, Leg, Minimums
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number, format_share, format_vnd_scaled


def quota_bars(
    quota: pd.DataFrame,
    *,
    language: Language,
    minimums: Minimums,
    is_year_over: bool,
    focus: str | None = None,
    title: str | None = None,
    is_synthetic: bool = False,
) -> Chart:
    """Draw both shares of one agency beside their quotas, and say in words how much is missing.

    What is missing is the least number of eligible packages (or đồng of eligible packages) that would
    also have had to go online.

    Parameters
    ----------
    quota
        The ``quota`` table of one year with its ``quota_result``; without `focus` it must have one row.
    minimums
        The quota in force; None where a leg could not be sourced: then there is no tick.
    is_year_over
        Whether the table is of the whole year; before, the result is worded as one to date.
    focus
        Agency code.

    Raises
    ------
    ValueError
        If the rows left are of several agencies or years.
    """
    own = quota if focus is None else quota[quota["agency_code"] == focus]
    if len(own) > 1:
        raise ValueError(f"this chart shows one agency and year, the table has {len(own)} rows")
    if own.empty or own.iloc[0]["eligible_count"] == 0:
        key = "quota_bars_absent" if own.empty else "quota_bars_empty"
        name = "" if own.empty else own.iloc[0]["agency_name"]
        return empty_chart(
            "quota_bars", text(f"charts.{key}", language, name=name),
            title=title or text("charts.quota_title", language),
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
    agency = own.iloc[0]
    whole = result_word(quota_results(own).iloc[0], language, is_year_over=is_year_over)
    title = title or text("charts.quota_bars_title", language, name=agency["agency_name"], outcome=whole)
    rows = [
        BulletRow(
            text(f"charts.leg_{leg}", language),
            None if pd.isna(agency[f"{leg}_share"]) else float(agency[f"{leg}_share"]),
            minimums.of(leg),
            _tick_words(minimums.of(leg), language),
            _words(agency, leg, minimum_pct=minimums.of(leg), is_year_over=is_year_over, language=language),
            COLOURS[leg_result(agency, leg)],
        )
        for leg in LEGS
    ]
    figure = draw_bullets(rows, title=title, language=language, is_synthetic=is_synthetic)
    caption = join_sentences(
        [
            text("charts.quota_caption", language, year=agency["year"]),
            quota_sentence(minimums, language),
        ]
    )
    sentences = [f"{row.name}: {row.label.replace(chr(10), '; ')}." for row in rows]
    opening = text("charts.quota_bars_alt", language, name=agency["agency_name"], year=agency["year"])
    return Chart("quota_bars", figure, title, join_sentences([opening, *sentences]), caption)


def _words(agency: pd.Series, leg: Leg, *, minimum_pct: int | None, is_year_over: bool, language: Language) -> str:
    outcome = leg_result(agency, leg)
    column = "{}_count" if leg == "count" else "{}_value_vnd"
    part, whole = (int(agency[column.format(side)]) for side in ("online", "eligible"))
    share = format_share(agency[f"{leg}_share"], language)
    # That there is no minimum is said on a line of its own.
    words = "" if outcome == "no_quota" else f" · {result_word(outcome, language, is_year_over=is_year_over)}"
    lines = [f"{share}{words}"]
    lines.append(
        text(
            f"charts.of_{leg}",
            language,
            part=_amount(part, leg, language),
            whole=_amount(whole, leg, language),
        )
    )
    if minimum_pct is None:
        lines.append(text("charts.no_quota", language))
    elif outcome == "failed":
        # Whole packages and whole đồng, in exact fractions: a rounded need could fall short of the quota.
        need = math.ceil(Fraction(minimum_pct * whole, 100)) - part
        lines.append(text(f"charts.short_{leg}", language, amount=_amount(need, leg, language)))
    return "\n".join(lines)


def _tick_words(minimum_pct: int | None, language: Language) -> str:
    if minimum_pct is None:
        return ""
    return text("charts.quota_label", language, quota=printed_quota(minimum_pct, language))


def _amount(number: int, leg: str, language: Language) -> str:
    return format_number(number, language) if leg == "count" else format_vnd_scaled(number, language)
