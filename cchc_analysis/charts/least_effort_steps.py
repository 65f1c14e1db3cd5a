"""Where points are to be won: what each criterion has, what it gains, what is left to its maximum."""

from __future__ import annotations

import math
from collections.abc import Hashable
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.legend import draw_legend, legend_height, legend_sign
from cchc_analysis.charts.lettering import text_width
from cchc_analysis.charts.page import empty_chart, new_page
from cchc_analysis.charts.row_stack import BAR_HEIGHT, draw_names, stack_rows
from cchc_analysis.charts.style import DOT, FOCUS, HALO, PALETTE, REST, house_style
from cchc_analysis.charts.wording import join_sentences, list_names, signed_number
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number

_LOSS = PALETTE[3]
_MOST_NAMED = 3


def least_effort_steps(
    steps: pd.DataFrame,
    *,
    language: Language,
    title: str | None = None,
    decimals: int = 2,
    most_rows: int = 64,
    is_synthetic: bool = False,
) -> Chart:
    """Draw one bar per criterion that changes: points had, points won (or given up), room that remains.

    Of more than `most_rows` criteria those first in the table are drawn and the caption says how many are not.

    Parameters
    ----------
    steps
        The ``least_effort`` table in the order to draw: criterion_code, criterion_name, score (NaN = none yet),
        gain_points, new_score, max_points (NaN = not stated), is_survey; points of the criterion.
    decimals
        Decimals that points are printed with.
    """
    title = title or text("what_if.steps_title", language)
    if steps.empty:
        sentence = text("what_if.steps_empty", language)
        return empty_chart(
            "least_effort_steps", sentence, title=title, language=language, is_synthetic=is_synthetic
        )
    rows = steps.head(most_rows).to_dict("records")
    labels = [_label(row, decimals=decimals, language=language) for row in rows]
    handles = _key(rows, language)
    with house_style():
        stack = stack_rows([f"{row['criterion_code']} {row['criterion_name']}" for row in rows])
        figure, axes = new_page(
            title, plot_height=stack.height, left=stack.label_width, right=0.2 + max(map(text_width, labels)),
            above=legend_height([str(handle.get_label()) for handle in handles]),
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
        draw_names(axes, stack)
        _set_points_axis(axes, max(map(_end, rows)), language)
        for row, label, centre in zip(rows, labels, stack.centres, strict=True):
            _draw_bar(axes, row, label=label, centre=centre)
        draw_legend(figure, axes, handles)
    survey = [str(row["criterion_code"]) for row in steps.to_dict("records") if row["is_survey"]]
    hidden = len(steps) - len(rows)
    caption = join_sentences(
        [
            text("what_if.steps_caption", language),
            text("what_if.steps_hidden", language, count=hidden) if hidden else None,
            text("what_if.survey_flag", language, codes=", ".join(survey)) if survey else None,
        ]
    )
    return Chart("least_effort_steps", figure, title, _alt(steps, decimals=decimals, language=language), caption)


def _end(row: dict[Hashable, Any]) -> float:
    """Where the bar ends: at the maximum, or at the highest points if none is stated."""
    points = (float(row[column]) for column in ("max_points", "score", "new_score"))
    return max(value for value in points if not math.isnan(value))


def _label(row: dict[Hashable, Any], *, decimals: int, language: Language) -> str:
    before, after = (format_number(row[column], language, decimals) for column in ("score", "new_score"))
    if math.isnan(row["gain_points"]):
        return f"{before} → {after}"
    return f"{before} → {after} ({signed_number(row['gain_points'], language, decimals)})"


def _draw_bar(axes: Axes, row: dict[Hashable, Any], *, label: str, centre: float) -> None:
    score = 0.0 if math.isnan(row["score"]) else row["score"]
    low, high = sorted((score, row["new_score"]))
    end = _end(row)
    parts = [(0.0, low, REST, "had"), (low, high, FOCUS if row["new_score"] > score else _LOSS, "gain")]
    for start, stop, colour, gid in parts:
        axes.barh(centre, stop - start, left=start, height=BAR_HEIGHT, color=colour, gid=gid)
    axes.barh(
        centre, end - high, left=high, height=BAR_HEIGHT, facecolor="white", edgecolor=DOT, linewidth=0.7,
        clip_on=False, gid="room",
    )  # fmt: skip
    axes.annotate(
        label, (end, centre), xytext=(5, 0), textcoords="offset points", va="center", annotation_clip=False,
        path_effects=HALO, gid="label",
    )  # fmt: skip


def _set_points_axis(axes: Axes, end: float, language: Language) -> None:
    """Mark at most seven round numbers of points, with the decimal mark of the language."""
    ticks = [tick for tick in MaxNLocator(nbins=6, steps=[1, 2, 5, 10]).tick_values(0, end) if 0 <= tick <= end]
    decimals = 0 if all(float(tick).is_integer() for tick in ticks) else 1
    axes.set_xlim(0, end)
    axes.set_xticks(ticks, [format_number(tick, language, decimals) for tick in ticks])
    axes.set_xlabel(text("what_if.points_axis", language))


def _key(rows: list[dict[Hashable, Any]], language: Language) -> list[Line2D]:
    def sign(key: str, **look: Any) -> Line2D:
        return legend_sign(text(f"what_if.{key}", language), marker="s", **look)

    gains = [row["gain_points"] for row in rows]
    return [
        sign("points_had", color=REST),
        *([sign("points_gained", color=FOCUS)] if any(not gain < 0 for gain in gains) else []),
        *([sign("points_lost", color=_LOSS)] if any(gain < 0 for gain in gains) else []),
        sign("points_left", markerfacecolor="white", markeredgecolor=DOT, markeredgewidth=0.7),
    ]


def _alt(steps: pd.DataFrame, *, decimals: int, language: Language) -> str:
    total = signed_number(steps["gain_points"].sum(), language, decimals)
    named = [
        f"{row['criterion_code']} {row['criterion_name']} {_label(row, decimals=decimals, language=language)}"
        for row in steps.head(_MOST_NAMED).to_dict("records")
    ]
    listed = list_names(named, language)
    return text("what_if.steps_alt", language, count=len(steps), points=total, first=listed)
