"""One agency's own points against the appraised ones, criterion by criterion."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.criterion_names import criterion_labels
from cchc_analysis.charts.figure_axis import figure_ticks, most_intervals, set_figure_axis
from cchc_analysis.charts.legend import draw_legend, legend_height, legend_sign
from cchc_analysis.charts.one_agency import agency_name, agency_rows
from cchc_analysis.charts.page import empty_chart, new_page
from cchc_analysis.charts.result_words import counted
from cchc_analysis.charts.row_stack import draw_names, stack_rows
from cchc_analysis.charts.side_columns import SideColumn, columns_width, draw_columns, headings_height
from cchc_analysis.charts.style import FOCUS, MUTED_INK, PALETTE, REST, house_style
from cchc_analysis.charts.wording import focus_absent, join_sentences, one_year, signed_number
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number, round_half_up

_HIGHER, _LOWER = PALETTE[3], FOCUS


def criterion_gap(
    gaps: pd.DataFrame,
    *,
    language: Language,
    focus: str | None = None,
    title: str | None = None,
    decimals: int = 2,
    most_rows: int = 40,
    is_synthetic: bool = False,
) -> Chart:
    """Draw where one agency scored itself otherwise than the appraisal did, the widest gap on top.

    The axis is the share of the criterion's maximum, or points where no maximum is stated. Criteria with equal
    points are counted in the caption, as are those without both figures and those after the first `most_rows`.

    Parameters
    ----------
    gaps
        The ``criterion_gap`` table of one year; scores and `gap` (self minus appraised) in points.
    focus
        Code of the agency shown; not needed where the table holds one agency.

    Raises
    ------
    ValueError
        If the table mixes years, or holds several agencies and no focus.
    """
    own = agency_rows(gaps, focus)
    known = own.dropna(subset=["self_score", "appraised_score"])
    unequal = known[[round_half_up(gap, decimals) != 0 for gap in known["gap"]]]
    if unequal.empty:
        key = "own_gap_empty" if known.empty else "own_gap_none"
        return empty_chart(
            "criterion_gap",
            focus_absent(gaps, focus, language) or text(f"result_charts.{key}", language, count=len(known)),
            title=title or text("result_charts.own_gap_title_plain", language),
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
    year = one_year(gaps)
    is_share = bool(unequal["max_points"].gt(0).all())
    scale = 100 / unequal["max_points"] if is_share else 1.0
    table = unequal.assign(
        label=pd.Series(criterion_labels(unequal), index=unequal.index, dtype="str"),
        self_figure=unequal["self_score"] * scale,
        appraised_figure=unequal["appraised_score"] * scale,
    )
    width = (table["self_figure"] - table["appraised_figure"]).abs()
    table = table.loc[width.sort_values(ascending=False, kind="stable").index]
    facts = {
        "name": agency_name(own), "year": year, "count": len(known),
        "higher": int((table["gap"] > 0).sum()), "lower": int((table["gap"] < 0).sum()),
    }  # fmt: skip
    title = title or text("result_charts.own_gap_title", language, **facts)
    shown = table.head(most_rows)
    columns = _columns(shown, is_share=is_share, decimals=decimals, language=language)
    words = [text(f"result_charts.{key}", language) for key in ("appraised_sign", "self_higher", "self_lower")]
    with house_style():
        stack = stack_rows(shown["label"].tolist())
        lift = headings_height(columns)
        figure, axes = new_page(
            title, plot_height=stack.height, left=stack.label_width, right=columns_width(columns),
            above=legend_height(words) + lift, language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
        draw_names(axes, stack)
        draw_columns(axes, columns, centres=stack.centres)
        for row, centre in zip(shown.to_dict("records"), stack.centres, strict=True):
            _draw_pair(axes, row, centre)
        figures = [*shown["self_figure"], *shown["appraised_figure"]]
        ticks = figure_ticks(min(figures), max(figures), most=most_intervals(axes))
        label = text("result_charts.max_share_axis" if is_share else "result_charts.points_axis", language)
        set_figure_axis(axes, ticks, label=label, language=language, has_dots=True)
        draw_legend(figure, axes, _handles(words), lift=lift)
    caption = join_sentences(
        [
            text("result_charts.own_gap_caption", language, year=year),
            text("result_charts.axis_not_zero", language) if ticks[0] > 0 else None,
            counted("own_gap_equal", len(known) - len(unequal), language),
            counted("own_gap_cut", len(table) - len(shown), language),
            counted("own_gap_incomplete", len(own) - len(known), language),
        ]
    )
    alt = join_sentences(
        [
            text("result_charts.own_gap_alt", language, **facts),
            *(_said(row, decimals, language) for row in table.head(3).to_dict("records")),
        ]
    )
    return Chart("criterion_gap", figure, title, alt, caption)


def _columns(shown: pd.DataFrame, *, is_share: bool, decimals: int, language: Language) -> list[SideColumn]:
    gaps = [signed_number(gap, language, decimals) for gap in shown["gap"]]
    columns = [SideColumn(text("result_charts.gap_column", language), gaps)]
    if is_share:
        most = [format_number(value, language, decimals) for value in shown["max_points"]]
        columns.append(SideColumn(text("result_charts.max_column", language), most, is_muted=True))
    return columns


def _handles(words: list[str]) -> list[Any]:
    return [
        legend_sign(words[0], marker="o", color=MUTED_INK),
        legend_sign(words[1], marker="o", color=_HIGHER, markerfacecolor="white", markeredgewidth=1.6),
        legend_sign(words[2], marker="o", color=_LOWER, markerfacecolor="white", markeredgewidth=1.6),
    ]


def _draw_pair(axes: Axes, row: dict[Hashable, Any], centre: float) -> None:
    own, appraised = row["self_figure"], row["appraised_figure"]
    colour = _HIGHER if row["gap"] > 0 else _LOWER
    axes.plot([appraised, own], [centre, centre], color=REST, linewidth=2.2, zorder=1)
    axes.plot(appraised, centre, "o", color=MUTED_INK, clip_on=False, zorder=2, gid="appraised")
    axes.plot(
        own, centre, "o", color=colour, markerfacecolor="white", markeredgewidth=1.6, clip_on=False, zorder=3,
        gid="self",
    )  # fmt: skip


def _said(row: dict[Hashable, Any], decimals: int, language: Language) -> str:
    figures = {name: format_number(row[name], language, decimals) for name in ("self_score", "appraised_score")}
    gap = signed_number(row["gap"], language, decimals)
    return text("result_charts.own_gap_alt_row", language, label=row["label"], gap=gap, **figures)
