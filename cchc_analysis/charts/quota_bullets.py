"""Every agency's online shares against both quotas: two bars a row, the result in a sign and a word."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.legend import draw_legend, legend_height, legend_sign
from cchc_analysis.charts.lettering import text_width
from cchc_analysis.charts.narrow_rows import narrow_rows
from cchc_analysis.charts.page import PAGE_WIDTH, SIDE, empty_chart, new_page
from cchc_analysis.charts.quota_bullet_words import bullets_alt, leg_figure, row_result
from cchc_analysis.charts.quota_panels import (
    PANEL_HEADINGS,
    Panel,
    draw_heading,
    draw_panel,
    draw_range,
    draw_share,
    panel_ticks,
)
from cchc_analysis.charts.quota_results import COLOURS, count_results, counts_title, quota_results, signed_word
from cchc_analysis.charts.quota_words import quota_sentence
from cchc_analysis.charts.ranked_rows import Gap, ranked, select_rows
from cchc_analysis.charts.row_stack import RowStack, draw_gap, draw_names
from cchc_analysis.charts.style import INK, house_style
from cchc_analysis.charts.told_apart import told_apart
from cchc_analysis.charts.wording import count_sentence, focus_absent, join_sentences, one_year
from cchc_analysis.reference.procurement_rules import LEGS, NO_MINIMUMS, Minimums
from cchc_analysis.texts import Language, text

_NAME_WIDTH, _SPACE, _BEFORE_FIGURE = 1.75, 0.16, 0.06


def quota_bullets(
    results: pd.DataFrame,
    *,
    language: Language,
    minimums: Minimums,
    is_year_over: bool,
    focus: str | None = None,
    title: str | None = None,
    most_rows: int = 48,
    is_synthetic: bool = False,
) -> Chart:
    """Draw each agency's online share by number and by value beside the quotas, furthest below the quota on top.

    How far an agency is from the quota is its lower margin of the two, in percentage points. Where the result is
    not concluded a thin line runs from the share at worst to the share at best. Of more than `most_rows` agencies
    the two ends and the neighbours of `focus` are drawn; who has no eligible package is counted in the caption.

    Parameters
    ----------
    results
        The ``quota`` table of one year with its ``quota_result``; where there are any, with ``unsettled_count`` of
        the verdict, and with ``worst_count_share``, ``best_count_share``, ``worst_value_share``,
        ``best_value_share`` (0-1).
    minimums
        The quota in force; None where a leg has none or none could be sourced: then there is no mark.
    is_year_over
        Whether the table is of the whole year; before, every result is worded as one to date.
    focus
        Code of the agency whose name is bold.

    Raises
    ------
    ValueError
        If the table mixes years or holds a result the verdict does not know.
    """
    judged = told_apart(results).assign(result=quota_results(results))
    drawn = _furthest_below_first(judged.dropna(subset=["count_share", "value_share"]), minimums)
    if drawn.empty:
        return empty_chart(
            "quota_bullets", text("charts.quota_empty", language, count=len(results)),
            title=title or text("charts.quota_title", language), language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
    year, counts = one_year(results), count_results(drawn["result"])
    title = title or counts_title(counts, language, is_year_over=is_year_over)
    places = select_rows(drawn["agency_code"].tolist(), limit=most_rows, focus=focus)
    rows = [None if isinstance(place, Gap) else drawn.iloc[place] for place in places]
    endings = ["" if row is None else row_result(row, language, is_year_over=is_year_over) for row in rows]
    figures = {leg: ["" if row is None else leg_figure(row, leg, language) for row in rows] for leg in LEGS}
    has_ranges = any(_has_range(row) for row in rows)
    handles = _handles(counts, has_ranges=has_ranges, is_year_over=is_year_over, language=language)
    is_standing = not is_year_over and bool(counts["passed"] + counts["failed"])
    heading = text("quota_charts.standing", language) if is_standing else ""
    with house_style():
        stack = narrow_rows(
            ["" if row is None else row["agency_name"] for row in rows], beside=endings, width=_NAME_WIDTH
        )
        figure_width = max(text_width(words, weight="bold") for leg in LEGS for words in figures[leg])
        ending_width = max(
            text_width(line, weight="bold") for words in [heading, *endings] for line in words.split("\n")
        )
        plot_width = PAGE_WIDTH - stack.label_width - SIDE
        width = (plot_width - 2 * (figure_width + _BEFORE_FIGURE + _SPACE) - ending_width) / 2
        step = width + _BEFORE_FIGURE + figure_width + _SPACE
        panels = [Panel(leg, place * step, width, minimums.of(leg)) for place, leg in enumerate(LEGS)]
        figure, axes = new_page(
            title, plot_height=stack.height, left=stack.label_width, right=SIDE, below=0.36,
            above=legend_height([str(handle.get_label()) for handle in handles]) + PANEL_HEADINGS,
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
        axes.set_xlim(0, plot_width)
        bold = [place for place, row in enumerate(rows) if row is not None and row["agency_code"] == focus]
        draw_names(axes, stack, bold=bold)
        _draw_rows(axes, places, rows, stack, panels, language)
        edges = list(itertools.pairwise(stack.edges))
        for panel in panels:
            with_bars = [edge for edge, row in zip(edges, rows, strict=True) if row is not None]
            draw_panel(axes, panel, rows=with_bars, language=language)
            _write(axes, figures[panel.leg], stack, at=panel.place(1) + _BEFORE_FIGURE, bold=bold, gid=panel.leg)
        _write(axes, endings, stack, at=2 * step, bold=bold, gid="result")
        if heading:
            draw_heading(axes, heading, left=2 * step)
        ticks = panel_ticks(panels, language)
        axes.set_xticks(list(ticks), list(ticks.values()), fontsize=8)
        axes.grid(visible=False)
        axes.spines["bottom"].set_visible(False)
        draw_legend(figure, axes, handles, lift=PANEL_HEADINGS)
    caption = join_sentences(
        [
            text("charts.quota_caption", language, year=year),
            quota_sentence(minimums, language),
            text("quota_charts.bullets_order", language) if minimums != NO_MINIMUMS else None,
            text("quota_charts.not_concluded_why", language) if counts["not_concluded"] else None,
            count_sentence("quota_not_drawn", len(results) - len(drawn), language),
            count_sentence("not_shown", len(drawn) - sum(row is not None for row in rows), language),
            focus_absent(drawn, focus, language),
        ]
    )
    alt = bullets_alt(
        drawn, counts=counts, focus=focus, year=year, minimums=minimums, is_year_over=is_year_over,
        language=language,
    )  # fmt: skip
    return Chart("quota_bullets", figure, title, alt, caption)


def _furthest_below_first(table: pd.DataFrame, minimums: Minimums) -> pd.DataFrame:
    legs = [
        table[f"{leg}_share"].astype("float64") * 100 - (minimums.of(leg) or 0)
        for leg in LEGS
        if minimums.of(leg) is not None or minimums == NO_MINIMUMS
    ]
    # Only the order of the rows hangs on these figures, never a verdict.
    return ranked(table.assign(_margin=pd.concat(legs, axis=1).min(axis=1)), by="_margin", ascending=True)


def _has_range(row: pd.Series | None) -> bool:
    wanted = [f"{end}_{leg}_share" for leg in LEGS for end in ("worst", "best")]
    return row is not None and row["result"] == "not_concluded" and any(pd.notna(row.get(one)) for one in wanted)


def _handles(counts: dict[str, int], *, has_ranges: bool, is_year_over: bool, language: Language) -> list[Line2D]:
    handles = [
        legend_sign(
            f"{signed_word(result, language, is_year_over=is_year_over)} ({count})",
            marker="s",
            color=COLOURS[result],
            markersize=7,
        )
        for result, count in counts.items()
        if count and result != "no_quota"
    ]
    if has_ranges:
        words = text("quota_charts.range", language)
        handles.append(legend_sign(words, marker="_", color=INK, markersize=14, markeredgewidth=1.2))
    return handles


def _draw_rows(
    axes: Axes,
    places: Sequence[int | Gap],
    rows: Sequence[pd.Series | None],
    stack: RowStack,
    panels: Sequence[Panel],
    language: Language,
) -> None:
    for place, row, centre in zip(places, rows, stack.centres, strict=True):
        if isinstance(place, Gap):
            draw_gap(axes, place, centre=centre, language=language)
        elif row is not None:
            for panel in panels:
                share = float(row[f"{panel.leg}_share"])
                draw_share(axes, panel, share, centre=centre, colour=COLOURS[row["result"]])
                worst, best = (row.get(f"{end}_{panel.leg}_share") for end in ("worst", "best"))
                if _has_range(row) and pd.notna(worst) and pd.notna(best):
                    draw_range(axes, panel, float(worst), float(best), centre=centre)


def _write(
    axes: Axes, entries: Sequence[str], stack: RowStack, *, at: float, bold: Sequence[int], gid: str
) -> None:
    for position, (entry, centre) in enumerate(zip(entries, stack.centres, strict=True)):
        if entry:
            axes.text(
                at, centre, entry, va="center", linespacing=1.1,
                fontweight="bold" if position in bold else "normal", gid=gid,
            )  # fmt: skip
