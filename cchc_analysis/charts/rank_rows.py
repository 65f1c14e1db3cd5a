"""One row per agency along an axis of ranks, the range of its ranks in print beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from cchc_analysis.charts.grouped_rows import (
    AgencyRow,
    Row,
    count_drawn,
    grouped_rows,
    is_aside,
    open_rows,
    top_axis_height,
)
from cchc_analysis.charts.legend import draw_legend, legend_height
from cchc_analysis.charts.rank_axis import set_rank_axis
from cchc_analysis.charts.robustness_words import rank_range
from cchc_analysis.charts.side_columns import SideColumn, columns_width, draw_columns, headings_height
from cchc_analysis.charts.style import house_style
from cchc_analysis.texts import Language

# Draws the ranks of one agency at a height; the last argument says that another agency is the one asked for.
DrawRanks = Callable[[Axes, AgencyRow, float, bool], None]


def draw_rank_rows(
    agencies: pd.DataFrame,
    draw_ranks: DrawRanks,
    *,
    low: str,
    high: str,
    title: str,
    heading: str,
    handles: Sequence[Artist],
    most_rows: int,
    focus: str | None,
    language: Language,
    is_synthetic: bool,
) -> tuple[Figure, int]:
    """Draw agencies by `rank`, the first on top, and return the figure with the number of those left out.

    Parameters
    ----------
    agencies
        agency_code, agency_name, group, rank and the columns `low` and `high`, which are printed under `heading`.
    handles
        The signs that `draw_ranks` makes, labelled for the legend.
    """
    has_focus = bool((agencies["agency_code"] == focus).any())
    with house_style():
        rows = grouped_rows(agencies, by="rank", most_rows=most_rows, focus=focus, language=language)
        columns = [SideColumn(heading, [_range(row, low, high, language) for row in rows])]
        lift = max(headings_height(columns), top_axis_height(rows)) + 0.04
        legend = legend_height([str(handle.get_label()) for handle in handles])
        figure, axes, stack = open_rows(
            rows, title=title, right=columns_width(columns), above=legend + lift,
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
        last = int(agencies[["rank", high]].max().max())
        set_rank_axis(axes, last=last, on_top=top_axis_height(rows) > 0, language=language)
        for row, centre in zip(rows, stack.centres, strict=True):
            if isinstance(row, AgencyRow):
                draw_ranks(axes, row, centre, is_aside(row, has_focus=has_focus))
        bold = [place for place, row in enumerate(rows) if isinstance(row, AgencyRow) and row.is_focus]
        draw_columns(axes, columns, centres=stack.centres, bold=bold)
        draw_legend(figure, axes, handles, lift=lift)
    return figure, len(agencies) - count_drawn(rows)


def _range(row: Row, low: str, high: str, language: Language) -> str:
    return rank_range(row.figures[low], row.figures[high], language) if isinstance(row, AgencyRow) else ""
