"""Between which ranks each agency may truly stand, beside the rank that was published."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.grouped_rows import (
    AgencyRow,
    Row,
    count_drawn,
    grouped_rows,
    is_aside,
    open_rows,
    top_axis_height,
)
from cchc_analysis.charts.legend import draw_legend, legend_height, legend_sign
from cchc_analysis.charts.page import empty_chart
from cchc_analysis.charts.rank_axis import set_rank_axis
from cchc_analysis.charts.robustness_words import (
    rank_number,
    rank_range,
    rank_span,
    replication_sentence,
    unassessed_sentence,
    year_sentence,
)
from cchc_analysis.charts.side_columns import SideColumn, columns_width, draw_columns, headings_height
from cchc_analysis.charts.style import DOT, FOCUS, INK, MUTED_INK, house_style
from cchc_analysis.charts.tones import SOFT, SOFT_ASIDE
from cchc_analysis.charts.wording import count_sentence, focus_absent, join_sentences
from cchc_analysis.texts import Language, text

_BOUNDS = ["rank_low", "rank_median", "rank_high"]


def rank_intervals(
    intervals: pd.DataFrame,
    *,
    language: Language,
    focus: str | None = None,
    title: str | None = None,
    most_rows: int = 64,
    is_synthetic: bool = False,
) -> Chart:
    """Draw the 90% interval of each agency's rank, its median and the published rank, the first on top.

    Agencies without a published rank or without an interval are not drawn and are named in the caption;
    of more than `most_rows` the two ends and the neighbours of `focus` are drawn.

    Parameters
    ----------
    intervals
        The ``rank_intervals`` table of one year; ranks within the group, 1 is best.
    focus
        Code of the agency drawn dark.

    Raises
    ------
    ValueError
        If the table mixes years.
    """
    is_known = intervals[["rank", *_BOUNDS]].notna().all(axis=1)
    known = intervals[is_known].reset_index(drop=True)
    if known.empty:
        return empty_chart(
            "rank_intervals", text("robustness_charts.ranks_empty", language, count=len(intervals)),
            title=title or text("robustness_charts.ranks_title_plain", language),
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
    year = year_sentence(intervals, language)
    title = title or _title(known, focus=focus, language=language)
    signs = ("rank_bounds", "rank_median", "rank_published")
    words = [text(f"robustness_charts.{key}", language) for key in signs]
    has_focus = bool((known["agency_code"] == focus).any())
    with house_style():
        rows = grouped_rows(known, by="rank", most_rows=most_rows, focus=focus, language=language)
        columns = [SideColumn(text("robustness_charts.bounds_heading", language), _bounds(rows, language))]
        lift = max(headings_height(columns), top_axis_height(rows)) + 0.04
        figure, axes, stack = open_rows(
            rows, title=title, right=columns_width(columns), above=legend_height(words) + lift,
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
        last = int(known[["rank", "rank_high"]].max().max())
        set_rank_axis(axes, last=last, on_top=top_axis_height(rows) > 0, language=language)
        for row, centre in zip(rows, stack.centres, strict=True):
            if isinstance(row, AgencyRow):
                _draw_ranks(axes, row, centre, is_aside=is_aside(row, has_focus=has_focus))
        bold = [place for place, row in enumerate(rows) if isinstance(row, AgencyRow) and row.is_focus]
        draw_columns(axes, columns, centres=stack.centres, bold=bold)
        handles = [
            legend_sign(words[0], marker="_", color=SOFT, markersize=15, markeredgewidth=6),
            legend_sign(words[1], marker="o", color=FOCUS),
            legend_sign(words[2], marker="|", color=INK, markersize=11, markeredgewidth=2),
        ]
        draw_legend(figure, axes, handles, lift=lift)
    caption = join_sentences(
        [
            year,
            text("robustness_charts.ranks_caption", language),
            replication_sentence(known, language),
            count_sentence("not_shown", len(known) - count_drawn(rows), language),
            unassessed_sentence(intervals[~is_known], language),
            focus_absent(intervals, focus, language),
        ]
    )
    return Chart("rank_intervals", figure, title, _alt(known, focus=focus, language=language), caption)


def _bounds(rows: list[Row], language: Language) -> list[str]:
    agencies = [row.figures if isinstance(row, AgencyRow) else None for row in rows]
    return ["" if one is None else rank_range(one["rank_low"], one["rank_high"], language) for one in agencies]


def _draw_ranks(axes: Axes, row: AgencyRow, centre: float, *, is_aside: bool) -> None:
    low, median, high = (row.figures[column] for column in _BOUNDS)
    axes.plot(
        # Half a place on each side: a rank that never moves is still seen, as one place wide.
        [low - 0.5, high + 0.5], [centre, centre], color=SOFT_ASIDE if is_aside else SOFT, linewidth=6,
        solid_capstyle="butt", clip_on=False, gid="interval",
    )  # fmt: skip
    axes.plot(median, centre, "o", color=DOT if is_aside else FOCUS, markersize=6, clip_on=False, gid="median")
    axes.plot(
        row.figures["rank"], centre, "|", color=MUTED_INK if is_aside else INK, markersize=11, markeredgewidth=2,
        clip_on=False, gid="published",
    )  # fmt: skip


def _within(known: pd.DataFrame) -> int:
    return int(((known["rank"] - known["rank_median"]).abs() <= 3).sum())


def _title(known: pd.DataFrame, *, focus: str | None, language: Language) -> str:
    own = known[known["agency_code"] == focus]
    if len(own):
        return _say("ranks_title_focus", own.iloc[0], language)
    return text("robustness_charts.ranks_title", language, within=_within(known), count=len(known))


def _say(key: str, agency: pd.Series, language: Language) -> str:
    ranks = {column: rank_number(agency[column], language) for column in ("rank", "rank_median")}
    span = rank_span(agency["rank_low"], agency["rank_high"], language)
    return text(f"robustness_charts.{key}", language, name=agency["agency_name"], span=span, **ranks)


def _alt(known: pd.DataFrame, *, focus: str | None, language: Language) -> str:
    spread = (known["rank_high"] - known["rank_low"]).astype("float64")
    own = known[known["agency_code"] == focus]
    return join_sentences(
        [
            text("robustness_charts.ranks_alt", language, within=_within(known), count=len(known)),
            year_sentence(known, language),
            _say("ranks_alt_widest", known.iloc[int(spread.argmax())], language),
            _say("ranks_alt_surest", known.iloc[int(spread.argmin())], language),
            _say("ranks_alt_focus", own.iloc[0], language) if len(own) else None,
        ]
    )
