"""Bars of the reform index, ranked within each group of agencies."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd

from cchc_analysis.charts.agency_groups import group_heading, split_groups
from cchc_analysis.charts.bar_rows import BarRow, Heading, Row, draw_bars
from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.index_axis import REFORM_INDEX, IndexScale, index_ticks, set_index_axis
from cchc_analysis.charts.page import empty_chart
from cchc_analysis.charts.ranked_rows import Gap, ranked, select_rows
from cchc_analysis.charts.style import house_style
from cchc_analysis.charts.wording import focus_absent, join_sentences, one_year
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number

_LEAST_ROWS_OF_A_GROUP = 8


def league_bars(
    league: pd.DataFrame,
    *,
    language: Language,
    focus: str | None = None,
    title: str | None = None,
    decimals: int = 2,
    most_rows: int = 64,
    scale: IndexScale = REFORM_INDEX,
    is_synthetic: bool = False,
) -> Chart:
    """Draw who leads and who trails: one bar per agency, its index and class written at its end.

    Groups are ranked apart, as their criteria differ. Agencies without an index stand last, without a
    bar; of more than `most_rows` agencies the two ends and the neighbours of `focus` are drawn, and the
    caption says how many are not.

    Parameters
    ----------
    league
        The ``league`` table of one year; `index` in points of `scale`.
    focus
        Code of the agency drawn dark.
    decimals
        Decimals the index is published with.

    Raises
    ------
    ValueError
        If the table mixes years.
    """
    is_assessed = league["index"].notna()
    if not is_assessed.any():
        return empty_chart(
            "league_bars", text("charts.no_index_at_all", language, count=len(league)),
            title=title or text("charts.league_title", language),
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
    year = one_year(league)
    title = title or _title(league, focus=focus, decimals=decimals, language=language)
    rows = _rows(league, focus=focus, most_rows=most_rows, decimals=decimals, language=language)
    with house_style():
        high = index_ticks(0, league["index"].max(), scale=scale)[-1]
        figure, axes = draw_bars(rows, title=title, maximum=high, language=language, is_synthetic=is_synthetic)
        set_index_axis(axes, language=language, high=high, scale=scale)
    hidden = len(league) - sum(isinstance(row, BarRow) for row in rows)
    caption = join_sentences(
        [
            scale.say("league_caption", language, year=year),
            scale.say("not_shown", language, count=hidden) if hidden else None,
            None if is_assessed.all() else scale.say("not_assessed", language, count=int((~is_assessed).sum())),
            None if league["class_name"].notna().any() else text("charts.no_class", language),
            focus_absent(league, focus, language),
        ]
    )
    alt = _alt(league, focus=focus, year=year, decimals=decimals, scale=scale, language=language)
    return Chart("league_bars", figure, title, alt, caption)


def _rows(
    league: pd.DataFrame, *, focus: str | None, most_rows: int, decimals: int, language: Language
) -> list[Row]:
    groups = split_groups(league)
    limit = max(most_rows // len(groups), _LEAST_ROWS_OF_A_GROUP)
    rows: list[Row] = []
    for group, members in groups.items():
        if len(groups) > 1:
            rows.append(Heading(group_heading(group, language)))
        order = ranked(members, by="index")
        if len(order) > limit:
            order = order[order["index"].notna() | (order["agency_code"] == focus)]
        records = order.to_dict("records")
        for place in select_rows(order["agency_code"].tolist(), limit=limit, focus=focus):
            if isinstance(place, Gap):
                rows.append(place)
            else:
                rows.append(_bar(records[place], focus=focus, decimals=decimals, language=language))
    return rows


def _bar(agency: dict[Hashable, Any], *, focus: str | None, decimals: int, language: Language) -> BarRow:
    rank, index, class_name = agency["rank"], agency["index"], agency["class_name"]
    name = str(agency["agency_name"]) if pd.isna(rank) else f"{rank}. {agency['agency_name']}"
    is_focus = agency["agency_code"] == focus
    if pd.isna(index):
        return BarRow(name, None, text("charts.no_index", language), is_focus)
    figure = format_number(index, language, decimals)
    return BarRow(name, float(index), figure if pd.isna(class_name) else f"{figure} · {class_name}", is_focus)


def _title(league: pd.DataFrame, *, focus: str | None, decimals: int, language: Language) -> str:
    own = league[(league["agency_code"] == focus) & league["rank"].notna()]
    if len(own):
        agency = own.iloc[0]
        peers = league[(league["group"] == agency["group"]) & league["rank"].notna()]
        return text(
            "charts.league_title_focus", language, name=agency["agency_name"], rank=agency["rank"],
            count=len(peers), index=format_number(agency["index"], language, decimals),
        )  # fmt: skip
    return text("charts.league_title", language)


def _alt(
    league: pd.DataFrame,
    *,
    focus: str | None,
    year: int,
    decimals: int,
    scale: IndexScale,
    language: Language,
) -> str:
    def say(key: str, agency: pd.Series, **more: object) -> str:
        index = format_number(agency["index"], language, decimals)
        return text(f"charts.{key}", language, name=agency["agency_name"], index=index, **more)

    parts = [scale.say("league_alt", language, year=year, count=len(league))]
    for group, members in split_groups(league).items():
        order = ranked(members.dropna(subset="index"), by="index")
        if order.empty:
            continue
        middle = format_number(order["index"].median(), language, decimals)
        name = group_heading(group, language)
        parts.append(scale.say("group_alt", language, group=name, count=len(order), median=middle))
        parts.append(say("highest_alt", order.iloc[0]))
        parts.append(say("lowest_alt", order.iloc[-1]))
    own = league[(league["agency_code"] == focus) & league["index"].notna()]
    if len(own):
        rank = own.iloc[0]["rank"]
        parts.append(say("focus_alt", own.iloc[0], rank="–" if pd.isna(rank) else rank))
    return join_sentences(parts)
