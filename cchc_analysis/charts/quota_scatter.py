"""Online procurement of every agency: share by number against share by value."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.legend import draw_legend, legend_height, legend_sign
from cchc_analysis.charts.lettering import wrap
from cchc_analysis.charts.page import empty_chart, new_page
from cchc_analysis.charts.quota_results import count_results, quota_results, signed_word
from cchc_analysis.charts.quota_scatter_names import HEIGHT, HIGH, LEFT, LOW, RIGHT, draw_names
from cchc_analysis.charts.quota_words import QUOTA_LINE, Quota, printed_quota, quota_sentence
from cchc_analysis.charts.style import DOT, FOCUS, MUTED_INK, PALETTE, house_style
from cchc_analysis.charts.wording import count_sentence, focus_absent, join_sentences, one_year
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_share

_QUOTA_LABEL_ROOM = 0.18
_MARKERS = {
    "passed": ("o", DOT),
    "failed": ("^", PALETTE[2]),
    "not_concluded": ("D", MUTED_INK),
    "no_quota": ("s", MUTED_INK),
    "nothing_eligible": ("s", MUTED_INK),
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
        The ``quota`` table of one year with its ``quota_result``; shares 0-1.
    min_count_pct, min_value_pct
        The quota in force (0-100); None where it could not be sourced: then no line is drawn.
    focus
        Code of the agency drawn dark.

    Raises
    ------
    ValueError
        If the table mixes years or holds a result the verdict does not know.
    """
    judged = quota.assign(result=quota_results(quota))
    drawn = judged.dropna(subset=["count_share", "value_share"])
    if drawn.empty:
        return empty_chart(
            "quota_scatter", text("charts.quota_empty", language, count=len(quota)),
            title=title or text("charts.quota_title", language),
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
    year, quota_pct = one_year(quota), (min_count_pct, min_value_pct)
    counts = count_results(drawn["result"])
    title = title or _title(counts, language=language)
    handles = _handles(drawn, counts, focus=focus, language=language)
    with house_style():
        figure, axes = new_page(
            title, plot_height=HEIGHT, left=LEFT, right=RIGHT,
            above=legend_height([str(handle.get_label()) for handle in handles]) + _QUOTA_LABEL_ROOM,
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
        _set_axes(axes, language=language)
        _draw_quota(axes, quota_pct, language=language)
        for result, (marker, colour) in _MARKERS.items():
            rows = drawn[drawn["result"] == result]
            axes.scatter(
                rows["count_share"], rows["value_share"], marker=marker, s=42, color=colour,
                edgecolor="white", linewidth=0.6, alpha=0.9, zorder=3, clip_on=False, gid=result,
            )  # fmt: skip
        _draw_focus(axes, drawn[drawn["agency_code"] == focus])
        unnamed = draw_names(axes, drawn, focus=focus, quota=quota_pct, most=most_labels)
        draw_legend(figure, axes, handles, lift=_QUOTA_LABEL_ROOM)
    caption = join_sentences(
        [
            text("charts.quota_caption", language, year=year),
            quota_sentence(min_count_pct, min_value_pct, language),
            count_sentence("quota_not_drawn", len(quota) - len(drawn), language),
            count_sentence("quota_unnamed", unnamed, language),
            focus_absent(drawn, focus, language),
        ]
    )
    alt = _alt(drawn, counts=counts, focus=focus, year=year, quota=quota_pct, language=language)
    return Chart("quota_scatter", figure, title, alt, caption)


def _handles(
    drawn: pd.DataFrame, counts: dict[str, int], *, focus: str | None, language: Language
) -> list[Line2D]:
    handles = [
        legend_sign(f"{signed_word(result, language)} ({counts[result]})", marker=marker, color=colour)
        for result, (marker, colour) in _MARKERS.items()
        if counts[result]
    ]
    for own in drawn[drawn["agency_code"] == focus].to_dict("records"):
        marker, _ = _MARKERS[own["result"]]
        name = wrap(own["agency_name"], width=3.0, lines=1)
        handles.append(legend_sign(name, marker=marker, color=FOCUS, markersize=9))
    return handles


def _draw_focus(axes: Axes, own: pd.DataFrame) -> None:
    for agency in own.to_dict("records"):
        axes.scatter(
            [agency["count_share"]], [agency["value_share"]], marker=_MARKERS[agency["result"]][0], s=95,
            color=FOCUS, zorder=4, clip_on=False, gid="focus",
        )  # fmt: skip


def _title(counts: dict[str, int], *, language: Language) -> str:
    if not counts["passed"] and not counts["failed"]:
        return text("charts.quota_title_open", language, count=sum(counts.values()))
    return text("charts.quota_title_counts", language, passed=counts["passed"], count=sum(counts.values()))


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


def _draw_quota(axes: Axes, quota: Quota, *, language: Language) -> None:
    """Draw the quota in force; its words stand outside the plot, where no point can be."""
    line: dict[str, Any] = {**QUOTA_LINE, "zorder": 2, "gid": "quota"}
    ends = (("data", "axes fraction"), ("axes fraction", "data"))
    for across, minimum in zip((True, False), quota, strict=True):
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


def _alt(
    drawn: pd.DataFrame, *, counts: dict[str, int], focus: str | None, year: int, quota: Quota,
    language: Language,
) -> str:  # fmt: skip
    def shares(agency: pd.Series) -> dict[str, str]:
        return {column: format_share(agency[column], language) for column in ("count_share", "value_share")}

    lowest = drawn.sort_values(["count_share", "value_share"]).iloc[0]
    highest = drawn.sort_values(["count_share", "value_share"]).iloc[-1]
    told = {
        "passed": counts["passed"],
        "failed": counts["failed"],
        "open": len(drawn) - counts["passed"] - counts["failed"],
    }
    parts = [text("charts.quota_alt", language, year=year, **told), quota_sentence(*quota, language)]
    for key, agency in (("highest", highest), ("lowest", lowest)):
        parts.append(text(f"charts.quota_alt_{key}", language, name=agency["agency_name"], **shares(agency)))
    own = drawn[drawn["agency_code"] == focus]
    if len(own):
        agency = own.iloc[0]
        outcome = text(f"quota_charts.result_{agency['result']}", language)
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
