"""Online procurement of every agency: share by number against share by value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.legend import draw_legend, legend_height, legend_sign
from cchc_analysis.charts.lettering import wrap
from cchc_analysis.charts.page import empty_chart, new_page
from cchc_analysis.charts.quota_results import (
    COLOURS,
    count_results,
    counts_sentence,
    counts_title,
    quota_results,
    result_word,
    signed_word,
)
from cchc_analysis.charts.quota_scatter_names import HEIGHT, HIGH, LEFT, LOW, RIGHT, draw_names
from cchc_analysis.charts.quota_words import QUOTA_LINE, printed_quota, quota_sentence
from cchc_analysis.charts.style import INK, house_style
from cchc_analysis.charts.told_apart import told_apart
from cchc_analysis.charts.wording import count_sentence, focus_absent, join_sentences, one_year
from cchc_analysis.reference.procurement_rules import LEGS, Minimums
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_share

_QUOTA_LABEL_ROOM = 0.18
# Beside the colours of all quota charts a form of its own, for colour-blind readers and for grey print.
_MARKERS = {"passed": "o", "failed": "^", "not_concluded": "D", "no_quota": "s", "nothing_eligible": "s"}
_RING: dict[str, Any] = {"facecolor": "none", "edgecolor": INK, "linewidth": 1.6}


def quota_scatter(
    quota: pd.DataFrame,
    *,
    language: Language,
    minimums: Minimums,
    is_year_over: bool,
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
        The ``quota`` table of one year with its ``quota_result``; shares 0-1.
    minimums
        The quota in force; None where a leg could not be sourced: then no line is drawn.
    is_year_over
        Whether the table is of the whole year; before, every result is worded as one to date.
    focus
        Code of the agency in a ring and with a bold name.

    Raises
    ------
    ValueError
        If the table mixes years or holds a result the verdict does not know.
    """
    judged = told_apart(quota).assign(result=quota_results(quota))
    drawn = judged.dropna(subset=["count_share", "value_share"])
    if drawn.empty:
        return empty_chart(
            "quota_scatter", text("charts.quota_empty", language, count=len(quota)),
            title=title or text("charts.quota_title", language),
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
    year, counts = one_year(quota), count_results(drawn["result"])
    title = title or counts_title(counts, language, is_year_over=is_year_over)
    handles = _handles(drawn, counts, focus=focus, is_year_over=is_year_over, language=language)
    with house_style():
        figure, axes = new_page(
            title, plot_height=HEIGHT, left=LEFT, right=RIGHT,
            above=legend_height([str(handle.get_label()) for handle in handles]) + _QUOTA_LABEL_ROOM,
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
        _set_axes(axes, language=language)
        _draw_quota(axes, minimums, language=language)
        for result, marker in _MARKERS.items():
            rows = drawn[drawn["result"] == result]
            axes.scatter(
                rows["count_share"], rows["value_share"], marker=marker, s=42, color=COLOURS[result],
                edgecolor="white", linewidth=0.6, alpha=0.8, zorder=3, clip_on=False, gid=result,
            )  # fmt: skip
        _draw_focus(axes, drawn[drawn["agency_code"] == focus])
        unnamed = draw_names(axes, drawn, focus=focus, minimums=minimums, most=most_labels, language=language)
        draw_legend(figure, axes, handles, lift=_QUOTA_LABEL_ROOM)
    caption = join_sentences(
        [
            text("charts.quota_caption", language, year=year),
            quota_sentence(minimums, language),
            count_sentence("quota_not_drawn", len(quota) - len(drawn), language),
            count_sentence("quota_unnamed", unnamed, language),
            text("charts.quota_piles", language) if any(one.get_gid() == "pile" for one in axes.texts) else None,
            focus_absent(drawn, focus, language),
        ]
    )
    alt = join_sentences(
        [
            text("charts.quota_alt", language, year=year),
            counts_sentence(counts, language, is_year_over=is_year_over),
            quota_sentence(minimums, language),
            *_told(drawn, focus=focus, is_year_over=is_year_over, language=language),
        ]
    )
    return Chart("quota_scatter", figure, title, alt, caption)


def _handles(
    drawn: pd.DataFrame,
    counts: dict[str, int],
    *,
    focus: str | None,
    is_year_over: bool,
    language: Language,
) -> list[Line2D]:
    handles = [
        legend_sign(
            f"{signed_word(result, language, is_year_over=is_year_over)} ({counts[result]})",
            marker=marker,
            color=COLOURS[result],
        )
        for result, marker in _MARKERS.items()
        if counts[result]
    ]
    for own in drawn[drawn["agency_code"] == focus].to_dict("records"):
        name = wrap(own["agency_name"], width=3.0, lines=1)
        handles.append(
            legend_sign(
                name, marker="o", markersize=9, markerfacecolor="none", markeredgecolor=INK, markeredgewidth=1.6
            )
        )
    return handles


def _draw_focus(axes: Axes, own: pd.DataFrame) -> None:
    """Draw the agency asked for once more above all others, in a ring on white that sets it apart in a crowd."""
    for agency in own.to_dict("records"):
        at, result = ([agency["count_share"]], [agency["value_share"]]), agency["result"]
        axes.scatter(*at, s=190, color="white", zorder=4, clip_on=False)
        axes.scatter(
            *at, marker=_MARKERS[result], s=55, color=COLOURS[result], zorder=4.1, clip_on=False, gid="focus"
        )
        axes.scatter(*at, s=150, zorder=4.2, clip_on=False, gid="ring", **_RING)


def _set_axes(axes: Axes, *, language: Language) -> None:
    ticks = [step / 5 for step in range(6)]
    words = [printed_quota(tick * 100, language) for tick in ticks]
    axes.set_xlim(LOW, HIGH)
    axes.set_ylim(LOW, HIGH)
    axes.set_xticks(ticks, words)
    axes.set_yticks(ticks, words)
    axes.set_xlabel(text("charts.count_axis", language))
    axes.set_ylabel(text("charts.value_axis", language))
    axes.grid(visible=True, axis="both")


def _draw_quota(axes: Axes, minimums: Minimums, *, language: Language) -> None:
    """Draw the quota in force; its words stand outside the plot, where no point can be."""
    line: dict[str, Any] = {**QUOTA_LINE, "zorder": 2, "gid": "quota"}
    ends = (("data", "axes fraction"), ("axes fraction", "data"))
    for leg in LEGS:
        across, minimum = leg == "count", minimums.of(leg)
        if minimum is None:
            continue
        draw = axes.axvline if across else axes.axhline
        draw(minimum / 100, **line)
        words = text("charts.quota_label", language, quota=printed_quota(minimum, language))
        axes.annotate(
            words if across else wrap(words, width=RIGHT - 0.1),
            (minimum / 100, 1) if across else (1, minimum / 100), xycoords=ends[0] if across else ends[1],
            xytext=(0, 3) if across else (4, 0), textcoords="offset points",
            ha="center" if across else "left", va="bottom" if across else "center",
            annotation_clip=False, gid="quota label",
        )  # fmt: skip


def _told(drawn: pd.DataFrame, *, focus: str | None, is_year_over: bool, language: Language) -> Iterator[str]:
    """Say who is highest and lowest, and where the agency asked for stands."""

    def shares(agency: pd.Series) -> dict[str, str]:
        return {f"{leg}_share": format_share(agency[f"{leg}_share"], language) for leg in LEGS}

    ordered = drawn.sort_values(["count_share", "value_share"])
    for key, agency in (("highest", ordered.iloc[-1]), ("lowest", ordered.iloc[0])):
        yield text(f"charts.quota_alt_{key}", language, name=agency["agency_name"], **shares(agency))
    for _, agency in drawn[drawn["agency_code"] == focus].iterrows():
        outcome = result_word(agency["result"], language, is_year_over=is_year_over)
        yield text(
            "charts.quota_alt_focus",
            language,
            name=agency["agency_name"],
            outcome=outcome,
            **shares(agency),
        )
