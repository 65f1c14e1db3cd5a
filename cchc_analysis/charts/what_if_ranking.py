"""Where the agencies of a group stand before and after a change of points."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.index_axis import (
    REFORM_INDEX,
    IndexScale,
    cut_axis_sentence,
    lowest_tick,
    set_index_axis,
)
from cchc_analysis.charts.legend import draw_legend, legend_height, legend_sign
from cchc_analysis.charts.lettering import text_width
from cchc_analysis.charts.page import empty_chart, new_page
from cchc_analysis.charts.ranked_rows import Gap, ranked, select_rows
from cchc_analysis.charts.result_words import unit_words
from cchc_analysis.charts.row_stack import draw_gap, draw_names, stack_rows
from cchc_analysis.charts.style import DOT, FOCUS, MUTED_INK, REST, house_style
from cchc_analysis.charts.wording import focus_absent, join_sentences, one_year
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import MISSING, format_number


def what_if_ranking(
    ranking: pd.DataFrame,
    *,
    language: Language,
    focus: str | None = None,
    title: str | None = None,
    decimals: int = 2,
    most_rows: int = 64,
    scale: IndexScale = REFORM_INDEX,
    is_synthetic: bool = False,
) -> Chart:
    """Draw each agency's index before (hollow) and after (filled), in the order after; places at the right.

    Agencies without an index afterwards are not drawn and counted in the caption; of more than `most_rows` the
    two ends and the neighbours of `focus` are drawn.

    Parameters
    ----------
    ranking
        The ``what_if`` table of one group and year; indices in points of `scale`.
    focus
        Code of the agency whose points were changed, drawn dark.
    decimals
        Decimals the index is published with.

    Raises
    ------
    ValueError
        If the table mixes years.
    """
    title = title or text("what_if.ranking_title", language)
    known = ranked(ranking.dropna(subset="index_after"), by="index_after")
    if known.empty:
        return empty_chart(
            "what_if_ranking", text("charts.no_index_at_all", language, count=len(ranking)), title=title,
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
    year = one_year(ranking)
    agencies = known.to_dict("records")
    places = select_rows(known["agency_code"].tolist(), limit=most_rows, focus=focus)
    indices = known[["index_before", "index_after"]]
    lowest, highest = float(indices.min().min()), float(indices.max().max())
    low = lowest_tick(lowest, highest=highest, scale=scale)
    words = [text(f"what_if.{key}", language) for key in ("before", "after")]
    labels = [_label(agency, decimals=decimals, language=language) for agency in agencies]
    with house_style():
        names = ["" if isinstance(place, Gap) else _name(agencies[place]) for place in places]
        stack = stack_rows(names)
        figure, axes = new_page(
            title, plot_height=stack.height, left=stack.label_width,
            right=0.3 + max(text_width(label, weight="bold") for label in labels),
            above=legend_height(words), language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
        is_focus = [not isinstance(place, Gap) and agencies[place]["agency_code"] == focus for place in places]
        draw_names(axes, stack, bold=[row for row, bold in enumerate(is_focus) if bold])
        for place, centre, dark in zip(places, stack.centres, is_focus, strict=True):
            if isinstance(place, Gap):
                draw_gap(axes, place, centre=centre, language=language)
            else:
                _draw_pair(axes, agencies[place], labels[place], centre, is_focus=dark)
        set_index_axis(axes, language=language, low=low, high=highest, scale=scale)
        handles = [
            legend_sign(words[0], marker="o", color=MUTED_INK, markerfacecolor="white"),
            legend_sign(words[1], marker="o", color=DOT),
        ]
        draw_legend(figure, axes, handles)
    hidden = len(known) - sum(not isinstance(place, Gap) for place in places)
    unknown = len(ranking) - len(known)
    caption = join_sentences(
        [
            text("what_if.ranking_caption", language, year=year),
            cut_axis_sentence(low, language),
            scale.say("not_shown", language, count=hidden) if hidden else None,
            scale.say("not_assessed", language, count=unknown) if unknown else None,
            focus_absent(ranking, focus, language),
        ]
    )
    return Chart("what_if_ranking", figure, title, _alt(known, focus, decimals, language), caption)


def _name(agency: dict[Hashable, Any]) -> str:
    return f"{agency['rank_after']}. {agency['agency_name']}"


def _label(agency: dict[Hashable, Any], *, decimals: int, language: Language) -> str:
    index = format_number(agency["index_after"], language, decimals)
    if agency["rank_before"] is pd.NA or agency["rank_before"] != agency["rank_after"]:
        before = MISSING if pd.isna(agency["rank_before"]) else agency["rank_before"]
        moved = text("what_if.rank_moved", language, before=before, after=agency["rank_after"])
        return f"{index} · {moved}"
    return index


def _draw_pair(axes: Axes, agency: dict[Hashable, Any], label: str, centre: float, *, is_focus: bool) -> None:
    before, after = agency["index_before"], agency["index_after"]
    colour = FOCUS if is_focus else DOT
    if before != after:
        axes.plot([before, after], [centre, centre], color=FOCUS if is_focus else REST, linewidth=2.2, zorder=1)
        axes.plot(
            before, centre, "o", markerfacecolor="white", markeredgecolor=colour, markeredgewidth=1.4,
            clip_on=False, gid="before",
        )  # fmt: skip
    axes.plot(after, centre, "o", color=colour, clip_on=False, gid="after")
    axes.annotate(
        label, (1, centre), xycoords=("axes fraction", "data"), xytext=(10, 0), textcoords="offset points",
        va="center", annotation_clip=False, fontweight="bold" if is_focus else "normal", gid="label",
    )  # fmt: skip


def _alt(known: pd.DataFrame, focus: str | None, decimals: int, language: Language) -> str:
    parts = [
        text(
            "what_if.ranking_alt", language, count=len(known),
            moved=int(known["rank_before"].ne(known["rank_after"]).fillna(True).sum()),
            **unit_words(known, language),
        )
    ]  # fmt: skip
    own = known[known["agency_code"] == focus]
    if len(own):
        row = own.iloc[0]
        ranks = {
            column: MISSING if pd.isna(row[column]) else row[column] for column in ("rank_before", "rank_after")
        }
        indices = {
            column: format_number(row[column], language, decimals) for column in ("index_before", "index_after")
        }
        said = text("what_if.ranking_alt_focus", language, name=row["agency_name"], **ranks, **indices)
        parts.append(said)
    return join_sentences(parts)
