"""All agencies by all domains, as shaded cells."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.colors import Normalize

from cchc_analysis.charts.agency_cells import ROWS_WITH_FIGURES, row_order, shown_cells, write_figures
from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.domain_table import agency_names, domain_indices, domain_names
from cchc_analysis.charts.figure_axis import tick_labels
from cchc_analysis.charts.index_axis import REFORM_INDEX, IndexScale, index_axis_label, index_ticks
from cchc_analysis.charts.lettering import text_width, wrap
from cchc_analysis.charts.page import PAGE_WIDTH, empty_chart, new_page
from cchc_analysis.charts.ranked_rows import Gap, select_rows
from cchc_analysis.charts.result_words import unit_words
from cchc_analysis.charts.row_stack import draw_gap, draw_names, stack_rows
from cchc_analysis.charts.share_shades import SHADES, draw_shade_bar
from cchc_analysis.charts.style import house_style
from cchc_analysis.charts.wording import focus_absent, join_sentences, one_year
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number

_COLUMN_NAME_WIDTH = 1.55
_COLUMN_NAME_SIZE, _HEAD_LINE = 8.0, 0.165
_ROW_HEIGHT = 0.2
_BAR_ROOM, _RIGHT = 0.74, 0.25


def domain_heatmap(
    nodes: pd.DataFrame,
    *,
    language: Language,
    focus: str | None = None,
    title: str | None = None,
    decimals: int = 0,
    most_rows: int = 120,
    scale: IndexScale = REFORM_INDEX,
    is_synthetic: bool = False,
) -> Chart:
    """Draw the index of every agency in every domain: light is high, dark is low, a dash is missing.

    Agencies stand by their whole index where the table holds it (level 0), otherwise by the median of
    their domains. Up to 60 rows the figures are written in the cells; of more than `most_rows` agencies
    the two ends and the neighbours of `focus` are drawn.

    Parameters
    ----------
    nodes
        The ``nodes`` of one year, with the columns `agency_name` and `criterion_name` added; `index` in
        points of `scale`.
    focus
        Code of the agency whose name is bold.

    Raises
    ------
    ValueError
        If the table mixes years.
    """
    indices = domain_indices(nodes)
    if indices.isna().all(axis=None):
        return empty_chart(
            "domain_heatmap", text("charts.no_index_at_all", language, count=nodes["agency_code"].nunique()),
            title=title or text("charts.domain_title", language),
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
    year, domains = one_year(nodes), domain_names(nodes)
    title = title or text(
        "charts.heatmap_title", language, count=len(indices), domains=len(domains), **unit_words(nodes, language)
    )
    order = row_order(indices, nodes)
    places = select_rows(order, limit=most_rows, focus=focus)
    names = agency_names(nodes)
    drawn = [None if isinstance(place, Gap) else order[place] for place in places]
    cells = shown_cells(indices, drawn)
    with house_style():
        stack = stack_rows(["" if code is None else names[code] for code in drawn], row_height=_ROW_HEIGHT)
        heads = _heads(domains, (PAGE_WIDTH - stack.label_width - _RIGHT) / len(domains))
        head_room = max(text_width(line, size=_COLUMN_NAME_SIZE) for line in "\n".join(heads).split("\n"))
        figure, axes = new_page(
            title, plot_height=stack.height, left=stack.label_width, right=_RIGHT,
            above=head_room + 0.2, below=_BAR_ROOM, language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
        axes.grid(visible=False)
        draw_names(axes, stack, bold=[row for row, code in enumerate(drawn) if code == focus and focus])
        ticks = _ticks(cells, scale)
        norm = Normalize(ticks[0], ticks[-1])
        axes.pcolormesh(
            range(len(domains) + 1), stack.edges, np.ma.masked_invalid(cells),
            cmap=SHADES, norm=norm, edgecolor="white", linewidth=0.8,
        )  # fmt: skip
        axes.set_xticks([column + 0.5 for column in range(len(domains))], heads)
        axes.tick_params(axis="x", labeltop=True, labelbottom=False, labelsize=_COLUMN_NAME_SIZE, labelrotation=90)
        axes.spines["bottom"].set_visible(False)
        for row, (place, centre) in enumerate(zip(places, stack.centres, strict=True)):
            if isinstance(place, Gap):
                draw_gap(axes, place, centre=centre, language=language)
            elif len(places) <= ROWS_WITH_FIGURES:
                write_figures(
                    axes, cells[row], centre=centre, scale=norm, decimals=decimals, language=language,
                    size=_COLUMN_NAME_SIZE, has_dashes=True,
                )  # fmt: skip
        draw_shade_bar(
            figure, axes, scale=norm, label=index_axis_label(scale, language),
            labels=tick_labels(ticks, language),
        )  # fmt: skip
    hidden = len(order) - sum(code is not None for code in drawn)
    absent = int(indices.isna().sum().sum())
    caption = join_sentences(
        [
            scale.say("heatmap_caption", language, year=year),
            text(
                "charts.heatmap_by_whole" if (nodes["level"] == 0).any() else "charts.heatmap_by_median", language
            ),
            scale.say("not_shown", language, count=hidden) if hidden else None,
            text("charts.heatmap_missing", language, count=absent) if absent else None,
            focus_absent(nodes, focus, language),
        ]
    )
    alt = _alt(
        indices, names=names, domains=domains, year=year, focus=focus, decimals=decimals, scale=scale,
        language=language,
    )  # fmt: skip
    return Chart("domain_heatmap", figure, title, alt, caption)


def _heads(domains: dict[str, str], column: float) -> list[str]:
    """Return the names above the columns, on as many lines as a column of so many inches has room for."""
    lines = max(1, min(3, int(column / _HEAD_LINE)))
    return [
        wrap(name, width=_COLUMN_NAME_WIDTH, lines=lines, size=_COLUMN_NAME_SIZE) for name in domains.values()
    ]  # fmt: skip


def _ticks(cells: np.ndarray, scale: IndexScale) -> list[float]:
    """Return the marks of the colours: tens from the lowest cell up, or round figures around all cells."""
    lowest, highest = float(np.nanmin(cells)), float(np.nanmax(cells))
    if scale.top is None:
        return index_ticks(lowest, highest, scale=scale)
    return [*range(int(lowest // 10) * 10, scale.top + 1, 10)]


def _alt(
    indices: pd.DataFrame,
    *,
    names: dict[str, str],
    domains: dict[str, str],
    year: int,
    focus: str | None,
    decimals: int,
    scale: IndexScale,
    language: Language,
) -> str:
    medians = indices.median()

    def say(key: str, code: str, figure: Any, **more: str) -> str:
        index = format_number(figure, language, decimals)
        return text(f"charts.{key}", language, domain=domains[code], index=index, **more)

    parts = [
        scale.say("heatmap_alt", language, year=year, count=len(indices), domains=len(domains)),
        say("heatmap_alt_highest", str(medians.idxmax()), medians.max()),
        say("heatmap_alt_lowest", str(medians.idxmin()), medians.min()),
    ]
    if focus in indices.index and indices.loc[focus].notna().any():
        own = indices.loc[focus]
        parts.append(say("heatmap_alt_focus", str(own.idxmin()), own.min(), name=names[str(focus)]))
    return join_sentences(parts)
