"""Why ranks moved: the agency itself, the others, the rules, and who was ranked at all."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.figure_axis import figure_ticks, most_intervals, set_figure_axis
from cchc_analysis.charts.legend import draw_legend, legend_height, legend_sign
from cchc_analysis.charts.page import empty_chart, new_page
from cchc_analysis.charts.ranked_rows import Gap, ranked, select_rows
from cchc_analysis.charts.result_words import counted, unit_words
from cchc_analysis.charts.row_stack import draw_gap, draw_names, stack_rows
from cchc_analysis.charts.side_columns import SideColumn, columns_width, draw_columns, headings_height
from cchc_analysis.charts.style import INK, MUTED_INK, PALETTE, house_style
from cchc_analysis.charts.wording import focus_absent, join_sentences, signed_number
from cchc_analysis.charts.year_pair import year_pair
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number

PARTS = ("own", "others", "rules", "field")
_HEIGHT = 0.15


def rank_change_parts(
    rank_change: pd.DataFrame,
    *,
    language: Language,
    focus: str | None = None,
    title: str | None = None,
    most_rows: int = 40,
    is_synthetic: bool = False,
) -> Chart:
    """Draw how many places each agency gained or lost, split into what made it so.

    To the right are places gained, to the left places lost; the mark is the sum. Agencies stand by places
    gained. Of more than `most_rows` the two ends and the neighbours of `focus` are drawn.

    Parameters
    ----------
    rank_change
        The ``rank_change`` table of one pair of years, in places; a change counts either places gained or the
        later rank minus the earlier, the same way in all rows and parts.
    focus
        Code of the agency whose name is bold.

    Raises
    ------
    ValueError
        If the table mixes pairs of years or the parts do not add up to the change.
    """
    units = unit_words(rank_change, language)
    gained = _places_gained(rank_change.dropna(subset=["rank_from", "rank_to", "change"]))
    if gained.empty:
        return empty_chart(
            "rank_change_parts", text("result_charts.ranks_empty", language, count=len(rank_change), **units),
            title=title or text("result_charts.ranks_title_plain", language),
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
    first, last = year_pair(rank_change)
    table = ranked(gained, by="gained")
    facts = units | {
        "first": first, "last": last, "count": len(table),
        "up": int((table["gained"] > 0).sum()), "down": int((table["gained"] < 0).sum()),
    }  # fmt: skip
    title = title or text("result_charts.ranks_title", language, **facts)
    agencies = table.to_dict("records")
    places = select_rows(table["agency_code"].tolist(), limit=most_rows, focus=focus)
    drawn = [None if isinstance(place, Gap) else agencies[place] for place in places]
    columns = _columns(drawn, language)
    shown_parts = [part for part in PARTS if table[part].abs().max() > 0] or [PARTS[0]]
    words = [text(f"result_charts.part_{part}", language) for part in shown_parts]
    words.append(text("result_charts.part_total", language))
    bold = [row for row, agency in enumerate(drawn) if agency and focus and agency["agency_code"] == focus]
    with house_style():
        stack = stack_rows(["" if agency is None else str(agency["agency_name"]) for agency in drawn])
        lift = headings_height(columns)
        figure, axes = new_page(
            title, plot_height=stack.height, left=stack.label_width, right=columns_width(columns),
            above=legend_height(words) + lift, language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
        draw_names(axes, stack, bold=bold)
        draw_columns(axes, columns, centres=stack.centres, bold=bold)
        ends = [0.0]
        for place, agency, centre in zip(places, drawn, stack.centres, strict=True):
            if isinstance(place, Gap):
                draw_gap(axes, place, centre=centre, language=language)
            elif agency is not None:
                ends += _draw_parts(axes, agency, centre)
        axes.axvline(0, color=MUTED_INK, linewidth=0.9, zorder=1)
        label = text("result_charts.places_axis", language)
        is_flat = max(ends) == min(ends)
        ticks = figure_ticks(min(ends) - is_flat, max(ends) + is_flat, most=most_intervals(axes), is_whole=True)
        set_figure_axis(axes, ticks, label=label, language=language, is_signed=True)
        colours = dict(zip(PARTS, PALETTE, strict=True))
        handles = [
            Patch(color=colours[part], label=word) for part, word in zip(shown_parts, words[:-1], strict=True)
        ]
        draw_legend(figure, axes, [*handles, legend_sign(words[-1], **_TOTAL)], lift=lift)
    caption = join_sentences(
        [
            text("result_charts.ranks_caption", language, first=first, last=last),
            counted("not_drawn", len(table) - sum(agency is not None for agency in drawn), language, **units),
            counted("ranks_missing", len(rank_change) - len(table), language, **units),
            focus_absent(rank_change, focus, language),
        ]
    )
    alt = _alt(table, facts, focus=focus, language=language)
    return Chart("rank_change_parts", figure, title, alt, caption)


_TOTAL: dict[str, Any] = {
    "marker": "D", "color": INK, "markersize": 4.5, "markeredgecolor": "white", "markeredgewidth": 0.7,
}  # fmt: skip


def _places_gained(known: pd.DataFrame) -> pd.DataFrame:
    """Return the parts as places gained, whichever way the table counts."""
    gained = (known["rank_from"] - known["rank_to"]).astype(float)
    change = known["change"].astype(float)
    sign = next((sign for sign in (1, -1) if (change == sign * gained).all()), None)
    if sign is None:
        raise ValueError("the change in rank is not the difference of the two ranks")
    parts = pd.DataFrame({part: sign * known[f"{part}_change"].astype(float) for part in PARTS}, index=known.index)
    if ((parts.sum(axis=1) - gained).abs() > 1e-6).any():
        raise ValueError("the parts of the change in rank do not add up to it")
    return known.assign(gained=gained, **parts)


def _columns(drawn: list[dict[Hashable, Any] | None], language: Language) -> list[SideColumn]:
    ranks = [
        "" if agency is None
        else f"{format_number(agency['rank_from'], language)} → {format_number(agency['rank_to'], language)}"
        for agency in drawn
    ]  # fmt: skip
    totals = ["" if agency is None else signed_number(agency["gained"], language, 0) for agency in drawn]
    return [
        SideColumn(text("result_charts.ranks_column", language), ranks, is_muted=True),
        SideColumn(text("result_charts.gained_column", language), totals),
    ]


def _draw_parts(axes: Axes, agency: dict[Hashable, Any], centre: float) -> list[float]:
    """Stack the gains to the right and the losses to the left; return how far both reach."""
    right = left = 0.0
    for part, colour in zip(PARTS, PALETTE, strict=True):
        size = float(agency[part])
        if size == 0:
            continue
        axes.barh(
            centre, size, left=right if size > 0 else left, height=_HEIGHT, color=colour,
            edgecolor="white", linewidth=0.6,
        )  # fmt: skip
        right, left = (right + size, left) if size > 0 else (right, left + size)
    axes.plot(agency["gained"], centre, linestyle="", zorder=4, clip_on=False, gid="total", **_TOTAL)
    return [left, right]


def _alt(table: pd.DataFrame, facts: dict[str, Any], *, focus: str | None, language: Language) -> str:
    def say(key: str, agency: pd.Series) -> str:
        figures = {part: signed_number(agency[part], language, 0) for part in ("gained", *PARTS)}
        ranks = {column: format_number(agency[column], language) for column in ("rank_from", "rank_to")}
        return text(f"result_charts.{key}", language, name=agency["agency_name"], **figures, **ranks)

    parts = [
        text("result_charts.ranks_alt", language, **facts),
        say("ranks_alt_most", table.iloc[0]),
        say("ranks_alt_least", table.iloc[-1]),
    ]
    own = table[table["agency_code"] == focus]
    if len(own):
        parts.append(say("ranks_alt_focus", own.iloc[0]))
    return join_sentences(parts)
