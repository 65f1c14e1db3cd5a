"""Between which ranks each agency may truly stand, beside the rank that was published."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.grouped_rows import AgencyRow
from cchc_analysis.charts.legend import legend_sign
from cchc_analysis.charts.page import empty_chart
from cchc_analysis.charts.rank_rows import draw_rank_rows
from cchc_analysis.charts.result_words import unit_words
from cchc_analysis.charts.robustness_words import (
    rank_number,
    rank_span,
    replication_sentence,
    unassessed_sentence,
    year_sentence,
)
from cchc_analysis.charts.style import DOT, FOCUS, INK, MUTED_INK
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
            title=title
            or text("robustness_charts.ranks_title_plain", language, **unit_words(intervals, language)),
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
    year = year_sentence(intervals, language)
    title = title or _title(known, focus=focus, language=language)
    words = {key: text(f"robustness_charts.rank_{key}", language) for key in ("bounds", "median", "published")}
    figure, hidden = draw_rank_rows(
        known, _draw_ranks, low="rank_low", high="rank_high", title=title,
        heading=text("robustness_charts.bounds_heading", language),
        handles=[
            legend_sign(words["bounds"], marker="_", color=SOFT, markersize=15, markeredgewidth=6),
            legend_sign(words["median"], marker="o", color=FOCUS, markersize=6),
            legend_sign(words["published"], marker="|", color=INK, markersize=11, markeredgewidth=2),
        ],
        most_rows=most_rows, focus=focus, language=language, is_synthetic=is_synthetic,
    )  # fmt: skip
    caption = join_sentences(
        [
            year,
            text("robustness_charts.ranks_caption", language, **unit_words(intervals, language)),
            replication_sentence(known, language),
            count_sentence("not_shown", hidden, language),
            unassessed_sentence(intervals[~is_known], language),
            focus_absent(intervals, focus, language),
        ]
    )
    return Chart("rank_intervals", figure, title, _alt(known, focus=focus, language=language), caption)


def _draw_ranks(axes: Axes, row: AgencyRow, centre: float, is_aside: bool) -> None:
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
    units = unit_words(known, language)
    return text("robustness_charts.ranks_title", language, within=_within(known), count=len(known), **units)


def _say(key: str, agency: pd.Series, language: Language) -> str:
    ranks = {column: rank_number(agency[column], language) for column in ("rank", "rank_median")}
    span = rank_span(agency["rank_low"], agency["rank_high"], language)
    return text(f"robustness_charts.{key}", language, name=agency["agency_name"], span=span, **ranks)


def _alt(known: pd.DataFrame, *, focus: str | None, language: Language) -> str:
    spread = (known["rank_high"] - known["rank_low"]).astype("float64")
    own = known[known["agency_code"] == focus]
    return join_sentences(
        [
            text(
                "robustness_charts.ranks_alt",
                language,
                within=_within(known),
                count=len(known),
                **unit_words(known, language),
            ),
            year_sentence(known, language),
            _say("ranks_alt_widest", known.iloc[int(spread.argmax())], language),
            _say("ranks_alt_surest", known.iloc[int(spread.argmin())], language),
            _say("ranks_alt_focus", own.iloc[0], language) if len(own) else None,
        ]
    )
