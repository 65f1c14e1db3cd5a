"""What agencies score themselves against what the appraisal recognised."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.index_axis import cut_axis_sentence, lowest_tick, set_index_axis
from cchc_analysis.charts.legend import draw_legend, legend_height, legend_sign
from cchc_analysis.charts.page import empty_chart, new_page
from cchc_analysis.charts.ranked_rows import Gap, ranked, select_rows
from cchc_analysis.charts.row_stack import draw_gap, draw_names, stack_rows
from cchc_analysis.charts.style import DOT, FOCUS, MUTED_INK, REST, house_style
from cchc_analysis.charts.wording import (
    count_sentence,
    focus_absent,
    join_sentences,
    one_year,
    signed_number,
)
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number, round_half_up


def score_gap(
    gap: pd.DataFrame,
    *,
    language: Language,
    focus: str | None = None,
    title: str | None = None,
    decimals: int = 2,
    most_rows: int = 64,
    is_synthetic: bool = False,
) -> Chart:
    """Draw each agency's own index and its appraised index on one line, the widest gap on top.

    Agencies without both figures are not drawn and counted in the caption; of more than `most_rows`
    the two ends and the neighbours of `focus` are drawn.

    Parameters
    ----------
    gap
        The ``gap`` table of one year; indices and `gap` (self minus appraised) in points of 100.
    focus
        Code of the agency drawn dark.

    Raises
    ------
    ValueError
        If the table mixes years.
    """
    known = ranked(gap.dropna(subset=["self_index", "appraised_index"]), by="gap")
    if known.empty:
        return empty_chart(
            "score_gap", text("charts.gap_empty", language, count=len(gap)),
            title=title or text("charts.gap_title_plain", language),
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
    year = one_year(gap)
    low = lowest_tick(min(known["self_index"].min(), known["appraised_index"].min()))
    higher = _count_higher(known, decimals)
    title = title or text("charts.gap_title", language, higher=higher, count=len(known))
    agencies = known.to_dict("records")
    places = select_rows(known["agency_code"].tolist(), limit=most_rows, focus=focus)
    words = [text("charts.gap_appraised", language), text("charts.gap_self", language)]
    with house_style():
        names = ["" if isinstance(place, Gap) else agencies[place]["agency_name"] for place in places]
        stack = stack_rows(names)
        figure, axes = new_page(
            title, plot_height=stack.height, left=stack.label_width, right=0.85,
            above=legend_height(words), language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
        is_focus = [not isinstance(place, Gap) and agencies[place]["agency_code"] == focus for place in places]
        draw_names(axes, stack, bold=[row for row, bold in enumerate(is_focus) if bold])
        for place, centre, dark in zip(places, stack.centres, is_focus, strict=True):
            if isinstance(place, Gap):
                draw_gap(axes, place, centre=centre, language=language)
            else:
                _draw_pair(axes, agencies[place], centre, is_focus=dark, decimals=decimals, language=language)
        set_index_axis(axes, language=language, low=low)
        handles = [
            legend_sign(words[0], marker="o", color=DOT),
            legend_sign(words[1], marker="o", color=MUTED_INK, markerfacecolor="white"),
        ]
        draw_legend(figure, axes, handles)
    caption = join_sentences(
        [
            text("charts.gap_caption", language, year=year),
            cut_axis_sentence(low, language),
            count_sentence(
                "not_shown", len(known) - sum(not isinstance(place, Gap) for place in places), language
            ),
            count_sentence("gap_incomplete", len(gap) - len(known), language),
            focus_absent(gap, focus, language),
        ]
    )
    alt = _alt(known, year=year, focus=focus, decimals=decimals, language=language)
    return Chart("score_gap", figure, title, alt, caption)


def _count_higher(known: pd.DataFrame, decimals: int) -> int:
    """Count on the printed difference: one that reads 0,00 is no difference."""
    return sum(round_half_up(difference, decimals) > 0 for difference in known["gap"])


def _draw_pair(
    axes: Axes,
    agency: dict[Hashable, Any],
    centre: float,
    *,
    is_focus: bool,
    decimals: int,
    language: Language,
) -> None:
    own, appraised = agency["self_index"], agency["appraised_index"]
    colour = FOCUS if is_focus else DOT
    axes.plot([own, appraised], [centre, centre], color=FOCUS if is_focus else REST, linewidth=2.2, zorder=1)
    axes.plot(
        own, centre, "o", markerfacecolor="white", markeredgecolor=colour, markeredgewidth=1.4,
        clip_on=False, gid="self",
    )  # fmt: skip
    axes.plot(appraised, centre, "o", color=colour, clip_on=False, gid="appraised")
    axes.annotate(
        signed_number(agency["gap"], language, decimals), (1, centre), xycoords=("axes fraction", "data"),
        xytext=(52, 0), textcoords="offset points", va="center", ha="right", annotation_clip=False,
        fontweight="bold" if is_focus else "normal", gid="label",
    )  # fmt: skip


def _alt(known: pd.DataFrame, *, year: int, focus: str | None, decimals: int, language: Language) -> str:
    def say(key: str, agency: pd.Series) -> str:
        figures = {
            column: format_number(agency[column], language, decimals)
            for column in ("self_index", "appraised_index")
        }
        change = signed_number(agency["gap"], language, decimals)
        return text(f"charts.{key}", language, name=agency["agency_name"], gap=change, **figures)

    parts = [
        text("charts.gap_alt", language, year=year, count=len(known), higher=_count_higher(known, decimals)),
        say("gap_alt_widest", known.iloc[0]),
        say("gap_alt_last", known.iloc[-1]),
    ]
    own = known[known["agency_code"] == focus]
    if len(own):
        parts.append(say("gap_alt_focus", own.iloc[0]))
    return join_sentences(parts)
