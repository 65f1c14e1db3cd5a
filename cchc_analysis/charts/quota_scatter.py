"""Online procurement of every agency: share by number against share by value."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.legend import draw_legend, legend_height
from cchc_analysis.charts.lettering import text_width, wrap
from cchc_analysis.charts.page import PAGE_WIDTH, empty_chart, new_page
from cchc_analysis.charts.point_labels import Box, Point, place_labels
from cchc_analysis.charts.quota_words import (
    OUTCOMES,
    Outcome,
    Quota,
    outcomes,
    printed_quota,
    printed_share,
    quota_sentence,
)
from cchc_analysis.charts.style import DOT, FOCUS, INK, MUTED_INK, PALETTE, house_style
from cchc_analysis.charts.wording import count_sentence, focus_absent, join_sentences, one_year
from cchc_analysis.texts import Language, text

_HEIGHT, _LEFT, _RIGHT = 4.6, 0.75, 0.3
_WIDTH = PAGE_WIDTH - _LEFT - _RIGHT
_LOW, _HIGH = -0.04, 1.06
_LABEL_WIDTH, _LINE_HEIGHT, _LEADER_FROM = 1.7, 0.16, 0.16
_MARKERS: dict[Outcome, tuple[str, str]] = {
    "passed": ("o", DOT),
    "failed": ("^", PALETTE[2]),
    "open": ("D", MUTED_INK),
}


def quota_scatter(
    quota: pd.DataFrame,
    *,
    language: Language,
    min_count_pct: float | None,
    min_value_pct: float | None,
    focus: str | None = None,
    title: str | None = None,
    most_labels: int = 12,
    is_synthetic: bool = False,
) -> Chart:
    """Draw each agency's share of online packages, by number across and by value upwards.

    Who has no eligible package is not drawn and counted in the caption. The agencies furthest below the
    quota are named where there is room, `most_labels` at most; `focus` always comes first.

    Parameters
    ----------
    quota
        The ``quota`` table of one year; shares 0-1.
    min_count_pct, min_value_pct
        The quota in force (0-100); None where it could not be sourced: then no line is drawn.
    focus
        Code of the agency drawn dark.

    Raises
    ------
    ValueError
        If the table mixes years.
    """
    drawn = quota.dropna(subset=["count_share", "value_share"])
    drawn = drawn.assign(outcome=outcomes(drawn["is_passed"]))
    if drawn.empty:
        return empty_chart(
            "quota_scatter", text("charts.quota_empty", language, count=len(quota)),
            title=title or text("charts.quota_title", language),
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
    year = one_year(quota)
    counts = {outcome: int((drawn["outcome"] == outcome).sum()) for outcome in OUTCOMES}
    title = title or _title(counts, language=language)
    present = [outcome for outcome in OUTCOMES if counts[outcome]]
    words = [text(f"charts.outcome_{outcome}", language, count=counts[outcome]) for outcome in present]
    with house_style():
        figure, axes = new_page(
            title, plot_height=_HEIGHT, left=_LEFT, right=_RIGHT, above=legend_height(words),
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
        _set_axes(axes, language=language)
        _draw_quota(axes, min_count_pct, min_value_pct, language=language)
        for outcome in present:
            rows = drawn[drawn["outcome"] == outcome]
            marker, colour = _MARKERS[outcome]
            axes.scatter(
                rows["count_share"], rows["value_share"], marker=marker, s=42, color=colour,
                edgecolor="white", linewidth=0.6, alpha=0.9, zorder=3, gid=outcome,
            )  # fmt: skip
        unnamed = _draw_names(axes, drawn, focus=focus, most=most_labels)
        signs = [_MARKERS[outcome] for outcome in present]
        draw_legend(
            figure,
            axes,
            [
                Line2D([], [], marker=marker, linestyle="", color=colour, label=label)
                for (marker, colour), label in zip(signs, words, strict=True)
            ],
        )
    caption = join_sentences(
        [
            text("charts.quota_caption", language, year=year),
            quota_sentence(min_count_pct, min_value_pct, language),
            count_sentence("quota_not_drawn", len(quota) - len(drawn), language),
            count_sentence("quota_unnamed", unnamed, language),
            focus_absent(drawn, focus, language),
        ]
    )
    quota_pct = (min_count_pct, min_value_pct)
    alt = _alt(drawn, counts=counts, focus=focus, year=year, quota=quota_pct, language=language)
    return Chart("quota_scatter", figure, title, alt, caption)


def _title(counts: dict[Outcome, int], *, language: Language) -> str:
    if not counts["passed"] and not counts["failed"]:
        return text("charts.quota_title_open", language, count=counts["open"])
    return text("charts.quota_title_counts", language, passed=counts["passed"], count=sum(counts.values()))


def _set_axes(axes: Axes, *, language: Language) -> None:
    ticks = [step / 5 for step in range(6)]
    words = [printed_quota(tick * 100, language) for tick in ticks]
    axes.set_xlim(_LOW, _HIGH)
    axes.set_ylim(_LOW, _HIGH)
    axes.set_xticks(ticks, words)
    axes.set_yticks(ticks, words)
    axes.set_xlabel(text("charts.count_axis", language))
    axes.set_ylabel(text("charts.value_axis", language))
    axes.grid(visible=True, axis="both")


def _draw_quota(
    axes: Axes, min_count_pct: float | None, min_value_pct: float | None, *, language: Language
) -> None:
    line: dict[str, Any] = {
        "color": INK,
        "linewidth": 1.2,
        "linestyle": (0, (5, 3)),
        "zorder": 2,
        "gid": "quota",
    }
    if min_count_pct is not None:
        axes.axvline(min_count_pct / 100, **line)
        axes.annotate(
            text("charts.quota_label", language, quota=printed_quota(min_count_pct, language)),
            (min_count_pct / 100, _LOW), xytext=(4, 4), textcoords="offset points",
            color=INK, gid="quota label",
        )  # fmt: skip
    if min_value_pct is not None:
        axes.axhline(min_value_pct / 100, **line)
        axes.annotate(
            text("charts.quota_label", language, quota=printed_quota(min_value_pct, language)),
            (_LOW, min_value_pct / 100), xytext=(4, 4), textcoords="offset points",
            color=INK, gid="quota label",
        )  # fmt: skip


def _draw_names(axes: Axes, drawn: pd.DataFrame, *, focus: str | None, most: int) -> int:
    """Name the focus and the lowest agencies; return how many failing agencies stay without a name."""
    failed = drawn[drawn["outcome"] == "failed"].sort_values(["count_share", "value_share", "agency_code"])
    own = drawn[drawn["agency_code"] == focus]
    named = pd.concat([own, failed[failed["agency_code"] != focus].head(most)])
    if len(own):
        _draw_focus(axes, own.iloc[0])
    names = [wrap(name, width=_LABEL_WIDTH, weight="bold") for name in named["agency_name"]]
    anchors = [_inches(row.count_share, row.value_share) for row in named.itertuples()]
    boxes = place_labels(
        anchors, [_size(name) for name in names],
        points=[_inches(row.count_share, row.value_share) for row in drawn.itertuples()],
        width=_WIDTH, height=_HEIGHT,
    )  # fmt: skip
    placed: set[str] = set()
    for name, anchor, box, code in zip(names, anchors, boxes, named["agency_code"], strict=True):
        if box is not None:
            _write_name(axes, name, anchor=anchor, box=box, is_focus=code == focus)
            placed.add(code)
    return int((~failed["agency_code"].isin(placed)).sum())


def _inches(count_share: Any, value_share: Any) -> Point:
    span = _HIGH - _LOW
    return (float(count_share) - _LOW) / span * _WIDTH, (float(value_share) - _LOW) / span * _HEIGHT


def _size(name: str) -> Point:
    lines = name.split("\n")
    return max(text_width(line, weight="bold") for line in lines), _LINE_HEIGHT * len(lines)


def _draw_focus(axes: Axes, agency: pd.Series) -> None:
    marker, _ = _MARKERS[agency["outcome"]]
    axes.scatter(
        [agency["count_share"]],
        [agency["value_share"]],
        marker=marker,
        s=90,
        color=FOCUS,
        zorder=4,
        gid="focus",
    )


def _write_name(axes: Axes, name: str, *, anchor: Point, box: Box, is_focus: bool) -> None:
    """Write a name in its box, with a thin line to its point when the box stands apart."""
    to_axes = axes.transAxes
    middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    axes.text(
        middle[0] / _WIDTH, middle[1] / _HEIGHT, name, transform=to_axes, ha="center", va="center",
        linespacing=1.15, fontweight="bold" if is_focus else "normal", color=FOCUS if is_focus else INK,
        zorder=5, gid="name",
    )  # fmt: skip
    nearest = (min(max(anchor[0], box[0]), box[2]), min(max(anchor[1], box[1]), box[3]))
    if math.dist(anchor, nearest) > _LEADER_FROM:
        xs, ys = zip(anchor, nearest, strict=True)
        axes.plot(
            [x / _WIDTH for x in xs], [y / _HEIGHT for y in ys], transform=to_axes, color=MUTED_INK,
            linewidth=0.6, marker="", zorder=2.5, scalex=False, scaley=False,
        )  # fmt: skip


def _alt(
    drawn: pd.DataFrame, *, counts: dict[Outcome, int], focus: str | None, year: int, quota: Quota,
    language: Language,
) -> str:  # fmt: skip
    def shares(agency: pd.Series) -> dict[str, str]:
        pairs = zip(("count_share", "value_share"), quota, strict=True)
        return {column: printed_share(agency[column], minimum, language) for column, minimum in pairs}

    lowest = drawn.sort_values(["count_share", "value_share"]).iloc[0]
    highest = drawn.sort_values(["count_share", "value_share"]).iloc[-1]
    parts = [text("charts.quota_alt", language, year=year, **counts), quota_sentence(*quota, language)]
    for key, agency in (("highest", highest), ("lowest", lowest)):
        parts.append(text(f"charts.quota_alt_{key}", language, name=agency["agency_name"], **shares(agency)))
    own = drawn[drawn["agency_code"] == focus]
    if len(own):
        agency = own.iloc[0]
        outcome = text(f"charts.word_{agency['outcome']}", language)
        parts.append(
            text(
                "charts.quota_alt_focus",
                language,
                name=agency["agency_name"],
                outcome=outcome,
                **shares(agency),
            )
        )
    return join_sentences(parts)
