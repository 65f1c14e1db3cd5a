"""Agencies ranked by one share of online packages, against the quota."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, Literal

import pandas as pd

from cchc_analysis.charts.bar_rows import BarRow, Row, draw_bars
from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.page import empty_chart
from cchc_analysis.charts.quota_words import outcomes, printed_quota, printed_share
from cchc_analysis.charts.ranked_rows import Gap, ranked, select_rows
from cchc_analysis.charts.style import INK, house_style
from cchc_analysis.charts.wording import count_sentence, focus_absent, join_sentences, one_year
from cchc_analysis.texts import Language, text

_QUOTA_LABEL_ROOM = 0.3


def quota_ranking(
    quota: pd.DataFrame,
    *,
    language: Language,
    leg: Literal["count", "value"],
    minimum_pct: float | None,
    focus: str | None = None,
    title: str | None = None,
    most_rows: int = 64,
    is_synthetic: bool = False,
) -> Chart:
    """Draw one bar per agency: its share of online packages by number or by value, highest on top.

    Who has no eligible package is not drawn and counted in the caption; of more than `most_rows`
    agencies the two ends and the neighbours of `focus` are drawn.

    Parameters
    ----------
    quota
        The ``quota`` table of one year; shares 0-1.
    leg
        ``count``: share of the number of packages; ``value``: share of their price.
    minimum_pct
        The quota of that leg (0-100); None where it could not be sourced: then no line is drawn.

    Raises
    ------
    ValueError
        If the table mixes years.
    """
    share = f"{leg}_share"
    drawn = ranked(quota.dropna(subset=share), by=share)
    if drawn.empty:
        return empty_chart(
            "quota_ranking", text("charts.quota_empty", language, count=len(quota)),
            title=title or text("charts.quota_title", language),
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
    year = one_year(quota)
    drawn = drawn.assign(outcome=outcomes(drawn[f"is_{leg}_passed"]))
    passed = int((drawn["outcome"] == "passed").sum())
    key = "open" if (drawn["outcome"] == "open").all() else leg
    title = title or text(f"charts.quota_ranking_title_{key}", language, passed=passed, count=len(drawn))

    def label(agency: dict[Hashable, Any]) -> str:
        outcome = text(f"charts.word_{agency['outcome']}", language)
        return f"{printed_share(agency[share], minimum_pct, language)} · {outcome}"

    agencies = drawn.to_dict("records")
    rows: list[Row] = [
        place
        if isinstance(place, Gap)
        else BarRow(
            agencies[place]["agency_name"],
            agencies[place][share] * 100,
            label(agencies[place]),
            agencies[place]["agency_code"] == focus,
        )
        for place in select_rows(drawn["agency_code"].tolist(), limit=most_rows, focus=focus)
    ]
    with house_style():
        figure, axes = draw_bars(
            rows,
            title=title,
            maximum=100,
            above=_QUOTA_LABEL_ROOM,
            language=language,
            is_synthetic=is_synthetic,
        )
        axes.set_xticks(range(0, 101, 20), [printed_quota(tick, language) for tick in range(0, 101, 20)])
        axes.set_xlabel(text(f"charts.{leg}_axis", language))
        if minimum_pct is not None:
            axes.axvline(minimum_pct, color=INK, linewidth=1.2, linestyle=(0, (5, 3)), zorder=1.5, gid="quota")
            axes.annotate(
                text("charts.quota_label", language, quota=printed_quota(minimum_pct, language)),
                (minimum_pct, 1), xycoords=("data", "axes fraction"), xytext=(0, 3),
                textcoords="offset points", ha="center", va="bottom", gid="quota label",
            )  # fmt: skip
    quota_key = f"no_quota_{leg}" if minimum_pct is None else f"quota_{leg}"
    minimum = "" if minimum_pct is None else printed_quota(minimum_pct, language)
    caption = join_sentences(
        [
            text("charts.quota_caption", language, year=year),
            text(f"charts.{quota_key}", language, quota=minimum),
            count_sentence("not_shown", len(drawn) - sum(isinstance(row, BarRow) for row in rows), language),
            count_sentence("quota_not_drawn", len(quota) - len(drawn), language),
            focus_absent(drawn, focus, language),
        ]
    )

    def say(key: str, agency: dict[Hashable, Any]) -> str:
        return text(f"charts.{key}", language, name=agency["agency_name"], figure=label(agency))

    own = [agency for agency in agencies if agency["agency_code"] == focus]
    alt = join_sentences(
        [
            text(f"charts.quota_ranking_alt_{leg}", language, year=year, count=len(drawn)),
            say("ranking_alt_highest", agencies[0]),
            say("ranking_alt_lowest", agencies[-1]),
            *(say("ranking_alt_focus", agency) for agency in own),
        ]
    )
    return Chart("quota_ranking", figure, title, alt, caption)
