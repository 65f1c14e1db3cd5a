"""The league table as a picture, with its margin of error beside every index and every rank."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.path import Path

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.figure_axis import figure_ticks, set_figure_axis
from cchc_analysis.charts.grouped_rows import (
    AgencyRow,
    grouped_rows,
    is_aside,
    open_rows,
    top_axis_height,
)
from cchc_analysis.charts.legend import draw_legend, legend_height, legend_sign
from cchc_analysis.charts.page import empty_chart
from cchc_analysis.charts.result_words import unit_words
from cchc_analysis.charts.robustness_words import (
    count_range,
    rank_number,
    rank_span,
    replication_sentence,
    unassessed_sentence,
    year_sentence,
)
from cchc_analysis.charts.side_columns import SideColumn, columns_width, draw_columns, headings_height
from cchc_analysis.charts.style import DOT, FOCUS, INK, house_style
from cchc_analysis.charts.wording import count_sentence, focus_absent, join_sentences
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number, is_missing

# The caps stand out above and below the dot, so that an interval narrower than the dot is seen too.
_DOT_SIZE, _CAP_SIZE, _LINE = 4.0, 11.0, 1.3
# An interval as a sign of the legend: cap, line, cap.
_INTERVAL = Path(
    [(-1, -0.7), (-1, 0.7), (-1, 0), (1, 0), (1, -0.7), (1, 0.7)],
    [Path.MOVETO, Path.LINETO, Path.MOVETO, Path.LINETO, Path.MOVETO, Path.LINETO],
)


def league_intervals(
    rank_intervals: pd.DataFrame,
    *,
    language: Language,
    focus: str | None = None,
    title: str | None = None,
    decimals: int = 2,
    most_rows: int = 64,
    is_synthetic: bool = False,
) -> Chart:
    """Draw how sure the league table is: each index with its 90% interval, each rank with its bounds.

    Groups are ranked apart. Agencies without an index stand last, without a dot; of more than `most_rows`
    the two ends and the neighbours of `focus` are drawn, and the caption says how many are not.

    Parameters
    ----------
    rank_intervals
        The ``rank_intervals`` table of one year; `index`, `index_low` and `index_high` in points of the
        index, whatever its scale; `rank`, `rank_low` and `rank_high` within the group.
    focus
        Code of the agency drawn dark.
    decimals
        Decimals the index is published with.

    Raises
    ------
    ValueError
        If the table mixes years.
    """
    table = rank_intervals
    if table["index"].isna().all():
        return empty_chart(
            "league_intervals", text("charts.no_index_at_all", language, count=len(table)),
            title=title or text("robustness_charts.league_title", language),
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
    year = year_sentence(table, language)
    title = title or _title(table, focus=focus, decimals=decimals, language=language)
    figures = table[["index", "index_low", "index_high"]]
    ticks = figure_ticks(figures.min().min(), figures.max().max())
    words = [text(f"robustness_charts.{key}", language) for key in ("index_dot", "index_interval")]
    has_focus = bool((table["agency_code"] == focus).any())
    with house_style():
        rows = grouped_rows(table, by="rank", most_rows=most_rows, focus=focus, language=language)
        columns = _columns(rows, decimals=decimals, language=language)
        lift = max(headings_height(columns), top_axis_height(rows)) + 0.04
        figure, axes, stack = open_rows(
            rows, title=title, right=columns_width(columns), above=legend_height(words) + lift,
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
        for row, centre in zip(rows, stack.centres, strict=True):
            if isinstance(row, AgencyRow):
                _draw_index(axes, row, centre, is_aside=is_aside(row, has_focus=has_focus))
        set_figure_axis(axes, ticks, label=text("robustness_charts.index_axis", language), language=language)
        axes.tick_params(axis="x", labeltop=top_axis_height(rows) > 0)
        bold = [place for place, row in enumerate(rows) if isinstance(row, AgencyRow) and row.is_focus]
        draw_columns(axes, columns, centres=stack.centres, bold=bold)
        handles = [
            legend_sign(words[0], marker="o", color=FOCUS, markersize=_DOT_SIZE),
            legend_sign(
                words[1],
                marker=_INTERVAL,
                color=INK,
                markersize=15,
                markerfacecolor="none",
                markeredgewidth=_LINE,
            ),
        ]
        draw_legend(figure, axes, handles, lift=lift)
    without = table["index"].notna() & table[["index_low", "index_high"]].isna().any(axis=1)
    drawn = [row for row in rows if isinstance(row, AgencyRow) and not is_missing(row.figures["index"])]
    hidden = int(table["index"].notna().sum()) - len(drawn)
    caption = join_sentences(
        [
            year,
            text("robustness_charts.league_caption", language, **unit_words(table, language)),
            replication_sentence(table, language),
            _on_scale_sentence(table, language),
            count_sentence("not_shown", hidden, language),
            unassessed_sentence(table[table["index"].isna()], language),
            text("robustness_charts.no_interval", language, count=int(without.sum())) if without.any() else None,
            text("charts.cut_axis", language) if ticks[0] > 0 else None,
            focus_absent(table, focus, language),
        ]
    )
    alt = _alt(table, focus=focus, decimals=decimals, language=language)
    return Chart("league_intervals", figure, title, alt, caption)


def _on_scale_sentence(table: pd.DataFrame, language: Language) -> str | None:
    """Say on how many replications the intervals of the index stand, None where it is not known or all of them."""
    if "index_replications" not in table:
        return None
    known = table[table["index_replications"] > 0]
    if known.empty or known["index_replications"].eq(known["replications"]).all():
        return None
    return text(
        "robustness_charts.on_scale", language, count=count_range(known["index_replications"], language)
    )  # fmt: skip


def _columns(rows: list[Any], *, decimals: int, language: Language) -> list[SideColumn]:
    agencies = [row.figures if isinstance(row, AgencyRow) else None for row in rows]
    indices, ranks = [], []
    for agency in agencies:
        if agency is None:
            indices.append("")
            ranks.append("")
        elif is_missing(agency["index"]):
            indices.append("")
            ranks.append(text("charts.no_index", language))
        else:
            indices.append(format_number(agency["index"], language, decimals))
            ranks.append(_rank(agency, language))
    return [
        SideColumn(text("robustness_charts.index_heading", language), indices),
        SideColumn(text("robustness_charts.rank_heading", language), ranks, align="left", heading_width=1.5),
    ]


def _rank(agency: Any, language: Language) -> str:
    low, high = agency["rank_low"], agency["rank_high"]
    if is_missing(low) or is_missing(high):
        key = "robustness_charts.rank_alone"
    else:
        key = "robustness_charts.rank_with_interval"
    return text(
        key, language, rank=rank_number(agency["rank"], language),
        low=rank_number(low, language), high=rank_number(high, language),
    )  # fmt: skip


def _draw_index(axes: Axes, row: AgencyRow, centre: float, *, is_aside: bool) -> None:
    index, low, high = (row.figures[column] for column in ("index", "index_low", "index_high"))
    if is_missing(index):
        return
    if not (is_missing(low) or is_missing(high)):
        axes.plot(
            [low, high], [centre, centre], color=DOT if is_aside else INK, linewidth=_LINE, marker="|",
            markersize=_CAP_SIZE, markeredgewidth=_LINE, clip_on=False, gid="interval",
        )  # fmt: skip
    axes.plot(
        index, centre, "o", color=DOT if is_aside else FOCUS, markersize=_DOT_SIZE, clip_on=False, gid="index"
    )


def _title(table: pd.DataFrame, *, focus: str | None, decimals: int, language: Language) -> str:
    own = table[(table["agency_code"] == focus) & table["index"].notna()]
    if own.empty or own.iloc[0][["rank_low", "rank_high"]].isna().any():
        return text("robustness_charts.league_title", language)
    return _say("league_title_focus", own.iloc[0], decimals=decimals, language=language)


def _say(key: str, agency: pd.Series, *, decimals: int, language: Language) -> str:
    span = rank_span(agency["rank_low"], agency["rank_high"], language)
    rank = rank_number(agency["rank"], language)
    indices = {
        column: format_number(agency[column], language, decimals)
        for column in ("index", "index_low", "index_high")
    }
    return text(f"robustness_charts.{key}", language, name=agency["agency_name"], rank=rank, span=span, **indices)


def _alt(table: pd.DataFrame, *, focus: str | None, decimals: int, language: Language) -> str:
    known = table.dropna(subset=["index"]).reset_index(drop=True)
    parts: list[str | None] = [
        text("robustness_charts.league_alt", language, count=len(table), **unit_words(table, language)),
        year_sentence(table, language),
    ]
    spread = (known["rank_high"] - known["rank_low"]).to_numpy("float64", na_value=np.nan)
    if np.isfinite(spread).any():
        widest, surest = known.iloc[int(np.nanargmax(spread))], known.iloc[int(np.nanargmin(spread))]
        parts.append(_say("league_alt_widest", widest, decimals=decimals, language=language))
        parts.append(_say("league_alt_surest", surest, decimals=decimals, language=language))
    own = known[known["agency_code"] == focus]
    if len(own):
        parts.append(_say("league_alt_focus", own.iloc[0], decimals=decimals, language=language))
    return join_sentences(parts)
