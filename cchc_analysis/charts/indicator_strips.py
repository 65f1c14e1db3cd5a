"""Agencies along a line for every indicator, each on its own scale: where most lie, and who lies far from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.figure_axis import figure_ticks
from cchc_analysis.charts.indicator_values import printed_value
from cchc_analysis.charts.indicator_words import strips_alt, strips_caption
from cchc_analysis.charts.legend import draw_legend, legend_height, legend_sign
from cchc_analysis.charts.lettering import wrap
from cchc_analysis.charts.page import empty_chart, new_page
from cchc_analysis.charts.row_stack import draw_names, stack_rows
from cchc_analysis.charts.side_columns import SideColumn, columns_width, draw_columns, headings_height
from cchc_analysis.charts.style import DOT, FOCUS, GRID, INK, PALETTE, house_style
from cchc_analysis.compliance.quota import EVERYONE_CODE
from cchc_analysis.texts import Language, text

_ROW_HEIGHT, _SPAN, _BINS = 0.62, 0.24, 48


def indicator_strips(
    table: pd.DataFrame,
    names: Mapping[str, str],
    *,
    name: str,
    title: str,
    language: Language,
    fence_tenths: int,
    focus: str | None = None,
    is_synthetic: bool = False,
) -> Chart:
    """Draw every agency's value of some indicators, one line each, on scales of their own.

    The upright stroke is the median of the agencies; who lies outside the fence of its kind is marked, as a signal
    to look at, never as a finding. The figure on the right is that of all packages together (``ALL``), or of the
    agency in focus.

    Parameters
    ----------
    table
        Rows of the ``indicators`` table: ``agency_code, agency_name, indicator, value, unit, status, flagged``,
        with those of ``ALL``. Indicators without a computed value are named in the caption.
    names
        Name by indicator, in the order of drawing.
    name
        The chart's own name; a page may hold several.
    fence_tenths
        How far the fence reaches, in tenths of the interquartile range: what the caption says.
    focus
        Code of the agency drawn dark.
    """
    own = table[table["indicator"].isin(list(names)) & table["agency_code"].ne(EVERYONE_CODE)]
    computed = own[own["status"].eq("computed")]
    drawn = [one for one in names if one in set(computed["indicator"])]
    left_out = [names[one] for one in names if one not in drawn]
    if not drawn:
        sentence = text("indicators.strips_empty", language)
        return empty_chart(name, sentence, title=title, language=language, is_synthetic=is_synthetic)
    parts = {one: computed[computed["indicator"].eq(one)] for one in drawn}
    columns = [_side_column(table, drawn, focus, language)]
    handles = _handles(computed, focus, language)
    with house_style():
        stack, lift = (
            stack_rows([names[one] for one in drawn], row_height=_ROW_HEIGHT, lines=3),
            headings_height(columns),
        )
        figure, axes = new_page(
            title, plot_height=stack.height, left=stack.label_width, right=columns_width(columns),
            above=legend_height([str(handle.get_label()) for handle in handles]) + lift, below=0.12,
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
        draw_names(axes, stack)
        axes.set_xticks([])
        axes.grid(visible=False)
        axes.spines["bottom"].set_visible(False)
        draw_columns(axes, columns, centres=stack.centres)
        for one, centre in zip(drawn, stack.centres, strict=True):
            _draw_strip(_strip_axes(figure, axes, centre), parts[one], focus=focus, language=language)
        draw_legend(figure, axes, handles, lift=lift)
    own_names = table.loc[table["agency_code"] == focus, "agency_name"].head(1)
    caption = strips_caption(
        computed,
        left_out,
        fence_tenths=fence_tenths,
        focus=focus,
        focus_name="".join(own_names) or focus or "",
        language=language,
    )
    alt = strips_alt(parts, names, title=title, focus=focus, language=language)
    return Chart(name, figure, title, alt, caption)


def _side_column(table: pd.DataFrame, drawn: Sequence[str], focus: str | None, language: Language) -> SideColumn:
    code = focus or EVERYONE_CODE
    rows = table[table["agency_code"].eq(code)].set_index("indicator")
    entries = [
        printed_value(rows["value"].get(one), str(rows["unit"].get(one, "share")), language) for one in drawn
    ]
    return SideColumn(text("indicators.strips_own" if focus else "indicators.strips_whole", language), entries)


def _handles(computed: pd.DataFrame, focus: str | None, language: Language) -> list[Line2D]:
    handles = [
        legend_sign(text("indicators.sign_agency", language), marker="o", color=DOT),
        legend_sign(text("indicators.sign_median", language), marker="|", color=INK, markersize=12),
    ]
    if computed["flagged"].fillna(value=False).any():
        handles.append(legend_sign(text("indicators.sign_flagged", language), marker="D", color=PALETTE[3]))
    own = computed["agency_name"][computed["agency_code"] == focus].head(1)
    return handles + [
        legend_sign(wrap(agency, width=3.0, lines=1), marker="o", color=FOCUS, markersize=9) for agency in own
    ]


def _strip_axes(figure: Figure, axes: Axes, centre: float) -> Axes:
    """Return a flat plot of its own around the middle of a row."""
    place, height = axes.get_position(), figure.get_figheight()
    middle = place.y1 - (centre - 0.06) / height
    return figure.add_axes((place.x0, middle - _SPAN / 2 / height, place.width, _SPAN / height))


def _draw_strip(strip: Axes, rows: pd.DataFrame, *, focus: str | None, language: Language) -> None:
    values = rows["value"].to_numpy(dtype=float)
    low, high = float(values.min()), float(values.max())
    if low == high:
        # One value has no scale of its own: show how far from nothing it is.
        low, high = min(low, 0.0), max(high, 0.0) or 1.0
    ticks = figure_ticks(low, high, most=3)
    reach = (ticks[-1] - ticks[0]) * 0.03
    strip.set_xlim(ticks[0] - reach, ticks[-1] + reach)
    strip.set_ylim(-1, 1)
    strip.set_yticks([])
    unit = str(rows["unit"].iloc[0])
    ends = [ticks[0], ticks[-1]]
    strip.set_xticks(ends, [printed_value(end, unit, language) for end in ends])
    strip.tick_params(axis="x", labelsize=7.5, pad=1)
    first, last = strip.get_xticklabels()
    first.set_horizontalalignment("left")
    last.set_horizontalalignment("right")
    strip.grid(visible=False)
    strip.axhline(0, color=GRID, linewidth=0.8, zorder=0)
    flagged = rows["flagged"].fillna(value=False).to_numpy(dtype=bool)
    is_focus = (rows["agency_code"] == focus).to_numpy()
    height = _heights(values, ticks[0], ticks[-1])
    plain = ~flagged & ~is_focus
    dots: dict[str, Any] = {"s": 16, "color": DOT, "alpha": 0.6, "linewidth": 0, "clip_on": False, "gid": "agency"}
    strip.scatter(values[plain], height[plain], **dots)
    strip.plot([float(np.median(values))], [0], "|", color=INK, markersize=16, markeredgewidth=1.8, gid="median")
    strip.scatter(
        values[flagged], height[flagged], s=26, marker="D", color=PALETTE[3], edgecolor="white", linewidth=0.5,
        zorder=3, clip_on=False, gid="flagged",
    )  # fmt: skip
    strip.scatter(
        values[is_focus], np.zeros(int(is_focus.sum())), s=70, color=FOCUS, edgecolor="white", linewidth=0.8,
        zorder=4, clip_on=False, gid="focus",
    )  # fmt: skip


def _heights(values: np.ndarray, low: float, high: float) -> np.ndarray:
    """Set dots of nearly the same value one over the other, so that many are seen as many."""
    bins = np.floor((values - low) / (high - low) * _BINS).astype(int)
    order = pd.Series(bins).groupby(bins).cumcount().to_numpy()
    most = max(int(order.max()), 1)
    step = min(0.35, 0.9 / ((most + 1) // 2 + 0.5))
    return np.where(order % 2, -1, 1) * ((order + 1) // 2) * step
