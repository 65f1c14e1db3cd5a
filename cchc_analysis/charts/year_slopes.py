"""Who rose and who fell between two years: a line per agency from one year to the other."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.legend import draw_legend, legend_height
from cchc_analysis.charts.lettering import text_width, wrap
from cchc_analysis.charts.page import PAGE_WIDTH, SIDE, empty_chart, new_page
from cchc_analysis.charts.result_words import counted, unit_words
from cchc_analysis.charts.slope_ends import LEADER, NAME_SIZE, SPACE, frame_years, write_ends
from cchc_analysis.charts.slope_moves import (
    Measure,
    has_chain,
    is_measured_alike,
    most_moved,
    slope_moves,
    slope_peers,
)
from cchc_analysis.charts.style import DOT, FOCUS, PALETTE, REST, house_style
from cchc_analysis.charts.wording import focus_absent, join_sentences, signed_number
from cchc_analysis.charts.year_pair import year_pair
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number

_LEAST_HEIGHT, _NAME_WIDTH = 2.4, 2.1
_RISE, _FALL = FOCUS, PALETTE[3]
_SIGN: dict[str, Any] = {"marker": "o", "markersize": 4}


def year_slopes(
    changes: pd.DataFrame,
    *,
    language: Language,
    measure: Measure = "index",
    focus: str | None = None,
    title: str | None = None,
    decimals: int = 2,
    most_rows: int = 24,
    is_comparable: bool | None = None,
    is_synthetic: bool = False,
) -> Chart:
    """Draw the index or the rank of each agency in two years, joined by a line.

    With `focus` its own group is drawn and its line is dark; otherwise lines are coloured by rise and fall. Of
    more than `most_rows` agencies those that moved most are drawn, and `focus`. Where the criteria of the two
    years differ a note above the plot says so, and the index chained on the common criteria is drawn if the
    table holds it.

    Parameters
    ----------
    changes
        The ``index_change`` or ``rank_change`` table of one pair of years: `index_from`, `index_to` or
        `rank_from`, `rank_to`, and `chained_from`, `chained_to` where known.
    measure
        Which of the two is drawn.
    focus
        Code of the agency drawn dark.
    is_comparable
        Whether both years were measured alike; None reads it from the column `is_comparable`, if there is one.

    Raises
    ------
    ValueError
        If the table mixes pairs of years, or ranks of several groups without a focus.
    """
    peers = slope_peers(changes, measure, focus)
    units = unit_words(peers, language)
    is_alike = is_measured_alike(peers) if is_comparable is None else is_comparable
    is_chained = measure == "index" and not is_alike and "chained_from" in peers and has_chain(peers)
    columns = ("chained_from", "chained_to") if is_chained else (f"{measure}_from", f"{measure}_to")
    known = peers.dropna(subset=list(columns))
    if known.empty:
        return empty_chart(
            "year_slopes", text("result_charts.slopes_empty", language, count=len(peers), **units),
            title=title or text(f"result_charts.slopes_title_{measure}", language),
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
    first, last = year_pair(changes)
    places = 0 if measure == "rank" else decimals
    table = slope_moves(known, columns, measure, places)
    shown = most_moved(table, most_rows, focus)
    facts = units | {
        "first": first, "last": last, "count": len(table),
        "up": int((table["move"] > 0).sum()), "down": int((table["move"] < 0).sum()),
    }  # fmt: skip
    title = title or text(f"result_charts.slopes_title_{measure}_counts", language, **facts)
    note = _note(is_alike=is_alike, is_chained=is_chained, language=language)
    with house_style():
        figure = _draw(
            shown, years=(first, last), measure=measure, focus=focus, decimals=places, title=title, note=note,
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
    caption = join_sentences(
        [
            text(f"result_charts.slopes_caption_{measure}", language, **facts),
            note,
            counted("slopes_cut", len(table) - len(shown), language, **units),
            counted("slopes_missing", len(peers) - len(known), language, **units),
            text("result_charts.slopes_group", language) if len(peers) < len(changes) else None,
            focus_absent(changes, focus, language),
        ]
    )
    alt = _alt(table, facts, measure=measure, focus=focus, decimals=places, language=language)
    return Chart("year_slopes", figure, title, alt, caption)


def _note(*, is_alike: bool, is_chained: bool, language: Language) -> str | None:
    if is_alike:
        return None
    return text("result_charts.slopes_chained" if is_chained else "result_charts.slopes_not_comparable", language)


def _draw(
    shown: pd.DataFrame,
    *,
    years: tuple[int, int],
    measure: Measure,
    focus: str | None,
    decimals: int,
    title: str,
    note: str | None,
    language: Language,
    is_synthetic: bool,
) -> Figure:
    has_focus = bool((shown["agency_code"] == focus).any())
    handles = [] if has_focus else _handles(shown, measure, language)
    words = [str(handle.get_label()) for handle in handles]
    lines = wrap(note, width=PAGE_WIDTH - 2 * SIDE, lines=3) if note else ""
    notes = 0.17 * (lines.count("\n") + 1) + 0.06 if lines else 0.0
    figures = [format_number(value, language, decimals) for value in [*shown["before"], *shown["after"]]]
    names = [
        wrap(name, width=_NAME_WIDTH, lines=1, size=NAME_SIZE, weight="bold") for name in shown["agency_name"]
    ]
    figure_width = max(text_width(figure, size=NAME_SIZE, weight="bold") for figure in figures)
    side = max(text_width(name, size=NAME_SIZE, weight="bold") for name in names)
    side += figure_width + LEADER + 0.1 + SIDE + 0.04
    height = max(SPACE * len(shown), _LEAST_HEIGHT)
    figure, axes = new_page(
        title, plot_height=height, left=side, right=side, below=0.15,
        above=(legend_height(words) if handles else 0.1) + notes + 0.3,
        language=language, is_synthetic=is_synthetic,
    )  # fmt: skip
    frame_years(axes, shown, years=years, is_inverted=measure == "rank")
    records = shown.to_dict("records")
    for column, side_of in (("before", 0), ("after", 1)):
        write_ends(
            axes, records, names, column=column, side_of=side_of, focus=focus, figure_width=figure_width,
            decimals=decimals, language=language,
        )  # fmt: skip
    for record in sorted(records, key=lambda record: record["agency_code"] == focus):
        _draw_line(axes, record, is_focus=has_focus and record["agency_code"] == focus, has_focus=has_focus)
    if lines:
        top = axes.get_position().y1 + 0.34 / figure.get_figheight()
        figure.text(
            SIDE / PAGE_WIDTH, top, lines, va="bottom", color="#A3123A", linespacing=1.2, gid="note",
        )  # fmt: skip
    if handles:
        draw_legend(figure, axes, handles, lift=0.3 + notes)
    return figure


def _draw_line(axes: Axes, record: dict[Hashable, Any], *, is_focus: bool, has_focus: bool) -> None:
    colour = (FOCUS if is_focus else REST) if has_focus else _colour(record["move"])
    axes.plot(
        [0, 1], [record["before"], record["after"]], "o-", color=colour, linewidth=2.6 if is_focus else 1.4,
        markersize=6 if is_focus else 4, clip_on=False, zorder=4 if is_focus else 2,
        alpha=None if has_focus else 0.85, gid="slope",
    )  # fmt: skip


def _colour(move: float) -> str:
    return DOT if move == 0 else _RISE if move > 0 else _FALL


def _handles(shown: pd.DataFrame, measure: Measure, language: Language) -> list[Artist]:
    return [
        Line2D([], [], label=text(f"result_charts.slope_{key}_{measure}", language), color=_colour(sign), **_SIGN)
        for key, sign, is_there in (
            ("up", 1, (shown["move"] > 0).any()),
            ("down", -1, (shown["move"] < 0).any()),
            ("same", 0, (shown["move"] == 0).any()),
        )
        if is_there
    ]


def _alt(
    table: pd.DataFrame,
    facts: dict[str, Any],
    *,
    measure: Measure,
    focus: str | None,
    decimals: int,
    language: Language,
) -> str:
    def say(key: str, agency: pd.Series) -> str:
        return text(
            f"result_charts.slopes_alt_{key}_{measure}", language, name=agency["agency_name"],
            before=format_number(agency["before"], language, decimals),
            after=format_number(agency["after"], language, decimals),
            move=signed_number(agency["move"], language, decimals),
        )  # fmt: skip

    order = table.sort_values("move", ascending=False, kind="stable")
    parts = [
        text(f"result_charts.slopes_alt_{measure}", language, **facts),
        say("most", order.iloc[0]),
        say("least", order.iloc[-1]),
    ]
    own = table[table["agency_code"] == focus]
    if len(own):
        parts.append(say("focus", own.iloc[0]))
    return join_sentences(parts)
