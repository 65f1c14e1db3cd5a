"""The online shares of several years, each beside the quota of its own year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.legend import draw_legend, legend_height
from cchc_analysis.charts.page import SIDE, empty_chart, new_page, split_plot
from cchc_analysis.charts.quota_results import COLOURS, SIGNS, leg_result, result_word
from cchc_analysis.charts.quota_words import QUOTA_LINE, printed_quota
from cchc_analysis.charts.style import HALO, MUTED_INK, house_style
from cchc_analysis.charts.wording import join_sentences
from cchc_analysis.compliance.verdict import RESULTS
from cchc_analysis.reference.procurement_rules import LEGS, Leg
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_share

_HEIGHT, _BETWEEN, _LEFT, _RIGHT, _HEADING = 1.35, 0.85, 0.6, 0.2, 0.26
_WIDTH, _ROOM = 0.56, 0.16
# Half the length of the quota's line, and the height of a figure above its bar (0-1).
_REACH, _FIGURE = 0.38, 0.18


def quota_years(
    years: pd.DataFrame, *, language: Language, part_year: int | None, title: str, is_synthetic: bool = False
) -> Chart:
    """Draw the shares by number and by value of one agency year by year, with each year's own quota.

    Parameters
    ----------
    years
        Rows of the ``quota`` tables of several years with their ``quota_result``, one row a year.
    part_year
        The year that is not over: its bar is lighter and its result worded as one to date.

    Raises
    ------
    ValueError
        If a year stands there twice.
    """
    rows = years.sort_values("year")
    if rows["year"].duplicated().any():
        raise ValueError("this chart shows one row a year")
    if rows["count_share"].isna().all():
        sentence = text("quota_years.empty", language)
        return empty_chart("quota_years", sentence, title=title, language=language, is_synthetic=is_synthetic)
    handles = _handles(rows, part_year=part_year, language=language)
    with house_style():
        figure, upper = new_page(
            title, plot_height=2 * _HEIGHT + _BETWEEN, left=_LEFT, right=_RIGHT, below=0.55,
            above=legend_height([str(handle.get_label()) for handle in handles]) + _HEADING,
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
        upper, lower = split_plot(figure, upper, height=_HEIGHT)
        for axes, leg in zip((upper, lower), LEGS, strict=True):
            _draw_leg(axes, rows, leg, part_year=part_year, language=language)
        draw_legend(figure, upper, handles, lift=_HEADING)
    name = str(rows.iloc[-1]["agency_name"])
    opening = text("quota_years.alt", language, name=name, count=len(rows))
    spoken = [_spoken(row, part_year=part_year, language=language) for _, row in rows.iterrows()]
    caption = [
        text("quota_years.caption", language),
        None if part_year is None else text("quota_years.part", language, year=part_year),
    ]
    return Chart("quota_years", figure, title, join_sentences([opening, *spoken]), join_sentences(caption))


def _draw_leg(axes: Axes, rows: pd.DataFrame, leg: Leg, *, part_year: int | None, language: Language) -> None:
    for place, (_, row) in enumerate(rows.iterrows()):
        share, minimum, outcome = row[f"{leg}_share"], row[f"min_{leg}_pct"], leg_result(row, leg)
        is_part = row["year"] == part_year
        if pd.isna(share):
            axes.text(place, 0.02, "–", ha="center", va="bottom", color=MUTED_INK, gid="none")
        else:
            axes.bar(place, share, width=_WIDTH, gid="share", **_look(COLOURS[outcome], is_part=is_part))
            words = f"{SIGNS[outcome]} {format_share(share, language)}".strip()
            axes.annotate(
                words, (place, _foot(share, minimum)), xytext=(0, 3), textcoords="offset points", ha="center",
                va="bottom", fontweight="bold", color=COLOURS[outcome], path_effects=HALO,
                annotation_clip=False, zorder=5, gid="label",
            )  # fmt: skip
        if pd.notna(minimum):
            line = axes.hlines(
                int(minimum) / 100, place - _REACH, place + _REACH, zorder=4, gid="quota", **QUOTA_LINE
            )
            line.set_path_effects(list(HALO))
    # As many places as make single years no wider than they are among several.
    axes.set_xlim(-0.6, max(len(rows), 4) - 0.4)
    axes.set_ylim(0, 1 + _ROOM)
    ticks = (0.0, 0.25, 0.5, 0.75, 1.0)
    axes.set_yticks(ticks, [printed_quota(tick * 100, language) for tick in ticks])
    axes.set_xticks(range(len(rows)), [_below(row, leg, language) for _, row in rows.iterrows()])
    axes.grid(visible=False, axis="x")
    axes.grid(visible=True, axis="y")
    axes.annotate(
        text(f"charts.leg_{leg}", language), (0, 1), xycoords="axes fraction", xytext=((SIDE - _LEFT) * 72, 5),
        textcoords="offset points", va="bottom", fontweight="bold", annotation_clip=False, gid="leg",
    )  # fmt: skip


def _foot(share: float, minimum: Any) -> float:
    """Return where the figure of a bar stands: on the bar, or on the line of the quota just above it."""
    is_near = pd.notna(minimum) and share <= int(minimum) / 100 <= share + _FIGURE
    return int(minimum) / 100 if is_near else float(share)


def _look(colour: str, *, is_part: bool) -> dict[str, Any]:
    return {"facecolor": "white" if is_part else colour, "edgecolor": colour, "hatch": "////" if is_part else ""}


def _below(row: pd.Series, leg: Leg, language: Language) -> str:
    minimum = row[f"min_{leg}_pct"]
    words = (
        text("quota_years.no_minimum", language)
        if pd.isna(minimum)
        else text("quota_years.at_least", language, quota=printed_quota(int(minimum), language))
    )
    return f"{row['year']}\n{words}"


def _handles(rows: pd.DataFrame, *, part_year: int | None, language: Language) -> Sequence[Artist]:
    whole, part = rows[rows["year"].ne(part_year or 0)], rows[rows["year"].eq(part_year or 0)]
    handles: list[Artist] = []
    for own, is_part in ((whole, False), (part, True)):
        drawn = {
            leg_result(row, leg) for _, row in own.iterrows() for leg in LEGS if pd.notna(row[f"{leg}_share"])
        }
        for result in (one for one in RESULTS if one in drawn):
            words = f"{SIGNS[result]} {result_word(result, language, is_year_over=not is_part)}".strip()
            handles.append(Patch(label=words, **_look(COLOURS[result], is_part=is_part)))
    if rows[["min_count_pct", "min_value_pct"]].notna().any(axis=None):
        handles.append(Line2D([], [], **QUOTA_LINE, label=text("quota_years.minimum", language)))
    return handles


def _spoken(row: pd.Series, *, part_year: int | None, language: Language) -> str:
    is_over = row["year"] != part_year
    return text(
        "quota_years.alt_row",
        language,
        year=row["year"],
        count_share=format_share(row["count_share"], language),
        value_share=format_share(row["value_share"], language),
        count_quota=_below(row, "count", language).split("\n")[1],
        value_quota=_below(row, "value", language).split("\n")[1],
        result=result_word(str(row["quota_result"]), language, is_year_over=is_over),
    )
