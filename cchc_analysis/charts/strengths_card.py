"""Strengths and weaknesses of one agency: its share of the maximum against its group's."""

from __future__ import annotations

import math
from collections.abc import Hashable
from typing import Any

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.criterion_names import criterion_labels, list_criteria
from cchc_analysis.charts.figure_axis import figure_ticks, most_intervals, set_figure_axis
from cchc_analysis.charts.legend import draw_legend, legend_height, legend_sign
from cchc_analysis.charts.one_agency import agency_name, agency_rows
from cchc_analysis.charts.page import empty_chart, new_page
from cchc_analysis.charts.result_words import counted
from cchc_analysis.charts.row_stack import draw_names, stack_rows
from cchc_analysis.charts.side_columns import SideColumn, columns_width, draw_columns, headings_height
from cchc_analysis.charts.style import DOT, FOCUS, PALETTE, REST, house_style
from cchc_analysis.charts.wording import focus_absent, join_sentences, one_year
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number

KINDS = ("strength", "weakness")
_COLOURS = {"strength": FOCUS, "weakness": PALETTE[3]}
_MEAN: dict[str, Any] = {"marker": "|", "color": DOT, "markersize": 11, "markeredgewidth": 2}

Row = dict[Hashable, Any]


def strengths_card(
    strengths: pd.DataFrame,
    *,
    language: Language,
    focus: str | None = None,
    title: str | None = None,
    rule: str = "",
    most_rows: int = 20,
    is_synthetic: bool = False,
) -> Chart:
    """Draw the criteria at which one agency stands out, above its group first, then those where it lags.

    A dot is the agency's share of the maximum, the tick its group's mean, the grey line one standard deviation to
    both sides. Of each kind at most half of `most_rows` are drawn, the farthest from the group's mean first.

    Parameters
    ----------
    strengths
        The ``strengths`` table of one year; shares 0-1 of the maximum. Where no maximum is stated the points
        `score`, `group_mean_score` and `group_sd_score` are drawn instead.
    focus
        Code of the agency shown; not needed where the table holds one agency.
    rule
        The sentence that says which criteria count as strengths and weaknesses, for the caption.

    Raises
    ------
    ValueError
        If the table mixes years, or holds several agencies and no focus.
    """
    own = agency_rows(strengths, focus)
    is_share = "score" not in own or bool(own["share"].notna().any())
    known = _measured(own, is_share=is_share).dropna(subset=["own", "mean"])
    if known.empty:
        return empty_chart(
            "strengths_card",
            join_sentences(
                [focus_absent(strengths, focus, language) or text("result_charts.strengths_empty", language), rule]
            ),
            title=title or text("result_charts.strengths_title_plain", language),
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
    year = one_year(strengths)
    kinds = {kind: _sorted(known, kind) for kind in KINDS}
    facts = {
        "name": agency_name(own), "year": year,
        "strengths": len(kinds["strength"]), "weaknesses": len(kinds["weakness"]),
    }  # fmt: skip
    title = title or text("result_charts.strengths_title", language, **facts)
    rows: list[Row | str] = []
    for kind, found in kinds.items():
        if found:
            rows += [text(f"result_charts.{kind}_heading", language), *found[: max(most_rows // 2, 1)]]
    columns = _columns(rows, is_share=is_share, language=language)
    handles = _handles([kind for kind in KINDS if kinds[kind]], language)
    with house_style():
        names = [row if isinstance(row, str) else str(row["label"]) for row in rows]
        stack, lift = stack_rows(names), headings_height(columns)
        figure, axes = new_page(
            title, plot_height=stack.height, left=stack.label_width, right=columns_width(columns),
            above=legend_height([str(handle.get_label()) for handle in handles]) + lift,
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
        draw_names(axes, stack, bold=[place for place, row in enumerate(rows) if isinstance(row, str)])
        draw_columns(axes, columns, centres=stack.centres)
        for row, centre in zip(rows, stack.centres, strict=True):
            if not isinstance(row, str):
                _draw_row(axes, row, centre)
        ends = [end for row in rows if not isinstance(row, str) for end in (*_spread(row), row["own"])]
        ticks = figure_ticks(min(ends), 100.0 if is_share else max(ends), most=most_intervals(axes))
        label = text("result_charts.max_share_axis" if is_share else "result_charts.points_axis", language)
        set_figure_axis(axes, ticks, label=label, language=language, has_dots=True)
        draw_legend(figure, axes, handles, lift=lift)
    cut = len(known) - sum(not isinstance(row, str) for row in rows)
    caption = join_sentences(
        [
            text("result_charts.strengths_caption", language, year=year),
            None if is_share else text("result_charts.strengths_points", language),
            rule,
            text("result_charts.axis_not_zero", language) if ticks[0] > 0 else None,
            counted("strengths_cut", cut, language),
            counted("strengths_unknown", len(own) - len(known), language),
        ]
    )
    alt = join_sentences([text("result_charts.strengths_alt", language, **facts), *_said(kinds, language)])
    return Chart("strengths_card", figure, title, alt, caption)


def _measured(rows: pd.DataFrame, *, is_share: bool) -> pd.DataFrame:
    """Add the figures that are drawn: percent of the maximum, or points."""
    names = ("share", "group_mean_share", "group_sd_share") if is_share else (
        "score", "group_mean_score", "group_sd_score",
    )  # fmt: skip
    factor = 100.0 if is_share else 1.0
    figures = {
        new: factor * rows[name].astype(float) for new, name in zip(("own", "mean", "sd"), names, strict=True)
    }
    labels = pd.Series(criterion_labels(rows), index=rows.index, dtype="str")
    return rows.assign(label=labels, is_share=is_share, **figures)


def _sorted(known: pd.DataFrame, kind: str) -> list[Row]:
    """Return the criteria of one kind, the farthest from the group's mean first."""
    rows = known[known["kind"] == kind]
    distance = (rows["own"] - rows["mean"]).abs()
    return rows.loc[distance.sort_values(ascending=False, kind="stable").index].to_dict("records")


def _columns(rows: list[Row | str], *, is_share: bool, language: Language) -> list[SideColumn]:
    def figures(name: str) -> list[str]:
        decimals, sign = (1, "%") if is_share else (2, "")
        return [
            "" if isinstance(row, str) else format_number(row[name], language, decimals) + sign for row in rows
        ]

    ranks = [
        "" if isinstance(row, str)
        else f"{format_number(row['criterion_rank'], language)}/{format_number(row['compared'], language)}"
        for row in rows
    ]  # fmt: skip
    return [
        SideColumn(text("result_charts.share_column", language), figures("own")),
        SideColumn(text("result_charts.mean_column", language), figures("mean"), is_muted=True),
        SideColumn(text("result_charts.rank_column", language), ranks, is_muted=True),
    ]


def _handles(kinds: list[str], language: Language) -> list[Artist]:
    own = [
        legend_sign(text(f"result_charts.{kind}_heading", language), marker="o", color=_COLOURS[kind])
        for kind in kinds
    ]
    return [
        *own,
        legend_sign(text("result_charts.mean_sign", language), **_MEAN),
        Line2D([], [], color=REST, linewidth=4, label=text("result_charts.spread_sign", language)),
    ]


def _spread(row: Row) -> tuple[float, float]:
    """Return the ends of one standard deviation around the mean; a share ends at 0 and 100."""
    mean = float(row["mean"])
    deviation: float = 0.0 if pd.isna(row["sd"]) else float(row["sd"])
    return max(0.0, mean - deviation), min(mean + deviation, 100.0 if row["is_share"] else math.inf)


def _draw_row(axes: Axes, row: Row, centre: float) -> None:
    axes.plot(
        _spread(row), [centre, centre], color=REST, linewidth=4, solid_capstyle="butt", zorder=1, gid="spread"
    )
    axes.plot(row["mean"], centre, linestyle="", zorder=2, clip_on=False, gid="mean", **_MEAN)
    axes.plot(row["own"], centre, "o", color=_COLOURS[str(row["kind"])], zorder=3, clip_on=False, gid="own")


def _said(kinds: dict[str, list[Row]], language: Language) -> list[str]:
    return [
        text(
            f"result_charts.strengths_alt_{kind}", language,
            names=list_criteria([str(row["label"]) for row in rows], language),
        )
        for kind, rows in kinds.items()
        if rows
    ]  # fmt: skip
