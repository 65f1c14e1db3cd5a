"""All agencies by all criteria, as shaded cells."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import Normalize
from matplotlib.figure import Figure

from cchc_analysis.charts.agency_cells import ROWS_WITH_FIGURES, row_order, shown_cells, write_figures
from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.criterion_cells import CriterionCells, criterion_cells
from cchc_analysis.charts.criterion_heads import draw_heads, heads_height
from cchc_analysis.charts.criterion_names import criterion_label
from cchc_analysis.charts.domain_table import agency_names
from cchc_analysis.charts.legend import draw_legend, legend_height, legend_sign
from cchc_analysis.charts.lettering import wrap
from cchc_analysis.charts.page import PAGE_WIDTH, empty_chart, new_page
from cchc_analysis.charts.ranked_rows import Gap, select_rows
from cchc_analysis.charts.result_words import counted, unit_words
from cchc_analysis.charts.row_stack import RowStack, draw_gap, draw_names, stack_rows
from cchc_analysis.charts.share_shades import SHADES, draw_shade_bar, shade_scale
from cchc_analysis.charts.style import house_style
from cchc_analysis.charts.wording import focus_absent, join_sentences, one_year
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number

_NAME_WIDTH, _NAME_WIDTH_OF_MANY, _MANY = 2.6, 1.9, 24
_ROW_HEIGHT, _BAR_ROOM, _RIGHT = 0.2, 0.74, 0.25
_LEAST_WIDTH_OF_FIGURE = 0.235
_MISSING: dict[str, Any] = {"marker": "x", "color": "#A3123A", "markersize": 4.2, "markeredgewidth": 1.1}
_NOT_APPLICABLE: dict[str, Any] = {"marker": "_", "color": "#A6A6A6", "markersize": 4.2, "markeredgewidth": 0.9}


def criterion_heatmap(
    nodes: pd.DataFrame,
    *,
    language: Language,
    focus: str | None = None,
    title: str | None = None,
    decimals: int = 0,
    most_rows: int = 120,
    is_synthetic: bool = False,
) -> Chart:
    """Draw the share of the maximum every agency reached at every criterion: light is high, dark is low.

    A cross marks a score that is missing, a dash a criterion that does not apply. Agencies stand by their whole
    index where the table holds it (level 0), otherwise by the median of their criteria. Where no maximum is
    stated the shade runs from the lowest to the highest agency of each criterion. Figures are written where
    cells have room; of more than `most_rows` agencies the two ends and the neighbours of `focus` are drawn.

    Parameters
    ----------
    nodes
        The ``nodes`` of one year, all levels, with `agency_name` and `criterion_name` added.
    focus
        Code of the agency whose name is bold.

    Raises
    ------
    ValueError
        If the table mixes years.
    """
    if nodes.empty or nodes["index"].isna().all():
        return empty_chart(
            "criterion_heatmap",
            text("charts.no_index_at_all", language, count=nodes["agency_code"].nunique()),
            title=title or text("result_charts.cells_title_plain", language),
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
    year, cells, names = one_year(nodes), criterion_cells(nodes), agency_names(nodes)
    units = unit_words(nodes, language)
    facts = units | {"year": year, "count": len(cells.figures), "criteria": len(cells.leaves)}
    title = title or text("result_charts.cells_title", language, **facts)
    order = row_order(cells.figures, nodes)
    places = select_rows(order, limit=most_rows, focus=focus)
    drawn = [None if isinstance(place, Gap) else order[place] for place in places]
    handles = _handles(cells, language)
    with house_style():
        figure, axes, stack = _open(cells, drawn, names, handles, title, language, is_synthetic)
        draw_names(axes, stack, bold=[row for row, code in enumerate(drawn) if code == focus and focus])
        scale = shade_scale(cells.figures.to_numpy().ravel()) if cells.is_share else Normalize(0, 100)
        _draw_cells(axes, stack, cells, drawn, scale=scale)
        column = axes.get_position().width * PAGE_WIDTH / len(cells.leaves)
        has_figures = len(places) <= ROWS_WITH_FIGURES and column >= _LEAST_WIDTH_OF_FIGURE and cells.is_share
        for place, code, centre in zip(places, drawn, stack.centres, strict=True):
            if isinstance(place, Gap):
                draw_gap(axes, place, centre=centre, language=language)
            elif has_figures:
                write_figures(
                    axes, cells.figures.loc[code].to_numpy(), centre=centre, scale=scale, decimals=decimals,
                    language=language, size=7, has_dashes=False,
                )  # fmt: skip
        draw_heads(axes, cells, column)
        _draw_bar(figure, axes, scale, is_share=cells.is_share, language=language)
        if handles:
            draw_legend(figure, axes, handles, lift=heads_height(cells, column))
    has_whole = bool((nodes["level"] == 0).any())
    caption = join_sentences(
        [
            text(f"result_charts.cells_caption_{'share' if cells.is_share else 'points'}", language, year=year),
            text("charts.heatmap_by_whole" if has_whole else "result_charts.cells_by_median", language),
            counted("not_drawn", len(order) - sum(code is not None for code in drawn), language, **units),
            counted("cells_missing", int(cells.is_missing.to_numpy().sum()), language),
            counted("cells_outside", int(cells.is_outside.to_numpy().sum()), language),
            focus_absent(nodes, focus, language),
        ]
    )
    alt = _alt(cells, names, facts, focus=focus, language=language)
    return Chart("criterion_heatmap", figure, title, alt, caption)


def _open(
    cells: CriterionCells,
    drawn: list[str | None],
    names: dict[str, str],
    handles: list[Artist],
    title: str,
    language: Language,
    is_synthetic: bool,
) -> tuple[Figure, Axes, RowStack]:
    width = _NAME_WIDTH_OF_MANY if len(cells.leaves) > _MANY else _NAME_WIDTH
    labels = ["" if code is None else wrap(names[code], width=width, lines=1, weight="bold") for code in drawn]
    stack = stack_rows(labels, row_height=_ROW_HEIGHT)
    column = (PAGE_WIDTH - stack.label_width - _RIGHT) / len(cells.leaves)
    legend = legend_height([str(handle.get_label()) for handle in handles]) if handles else 0.1
    figure, axes = new_page(
        title, plot_height=stack.height, left=stack.label_width, right=_RIGHT,
        above=heads_height(cells, column) + legend, below=_BAR_ROOM, language=language,
        is_synthetic=is_synthetic,
    )  # fmt: skip
    axes.grid(visible=False)
    axes.spines["bottom"].set_visible(False)
    axes.set_xlim(0, len(cells.leaves))
    axes.set_xticks([])
    return figure, axes, stack


def _draw_cells(
    axes: Axes, stack: RowStack, cells: CriterionCells, drawn: list[str | None], *, scale: Normalize
) -> None:
    shown = np.ma.masked_invalid(shown_cells(cells.figures, drawn))
    axes.pcolormesh(
        range(len(cells.leaves) + 1), stack.edges, shown, cmap=SHADES, norm=scale,
        edgecolor="white", linewidth=0.5,
    )  # fmt: skip
    for gid, signs, look in (
        ("missing", cells.is_missing, _MISSING),
        ("outside", cells.is_outside, _NOT_APPLICABLE),
    ):
        points = [
            (column + 0.5, centre)
            for code, centre in zip(drawn, stack.centres, strict=True)
            if code is not None
            for column in np.flatnonzero(signs.loc[code].to_numpy())
        ]
        if points:
            axes.plot(*zip(*points, strict=True), linestyle="", gid=gid, **look)


def _draw_bar(figure: Figure, axes: Axes, scale: Normalize, *, is_share: bool, language: Language) -> None:
    if is_share:
        draw_shade_bar(figure, axes, scale=scale, label=text("result_charts.max_share_axis", language))
        return
    ends = {
        float(scale.vmin or 0): text("result_charts.lowest_tick", language),
        100.0: text("result_charts.highest_tick", language),
    }
    draw_shade_bar(
        figure, axes, scale=scale, label=text("result_charts.within_criterion_axis", language), labels=ends
    )


def _handles(cells: CriterionCells, language: Language) -> list[Artist]:
    handles: list[Artist] = []
    if cells.is_missing.to_numpy().any():
        handles.append(legend_sign(text("result_charts.missing_sign", language), **_MISSING))
    if cells.is_outside.to_numpy().any():
        handles.append(legend_sign(text("result_charts.outside_sign", language), **_NOT_APPLICABLE))
    return handles


def _alt(
    cells: CriterionCells, names: dict[str, str], facts: dict[str, Any], *, focus: str | None, language: Language
) -> str:
    def label(code: str) -> str:
        return criterion_label(code, cells.tree.names[code])

    parts = [text("result_charts.cells_alt", language, **facts)]
    medians = cells.figures.median().dropna()
    if cells.is_share:
        for key, code in (("highest", str(medians.idxmax())), ("lowest", str(medians.idxmin()))):
            figure = format_number(medians[code], language, 1)
            parts.append(text(f"result_charts.cells_alt_{key}", language, label=label(code), share=figure))
    own = cells.figures.loc[focus].dropna() if focus in cells.figures.index else pd.Series(dtype=float)
    if len(own):
        lowest = str(own.idxmin())
        parts.append(text("result_charts.cells_alt_focus", language, name=names[str(focus)], label=label(lowest)))
    return join_sentences(parts)
