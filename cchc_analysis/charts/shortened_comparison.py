"""What counting shortened competitive quotation in, or leaving it out, does to both shares."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.text import Annotation

from cchc_analysis.charts.bar_rows import LABEL_DISTANCE, BarRow, Heading, Row, draw_bars
from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.lettering import text_width
from cchc_analysis.charts.page import PAGE_WIDTH, empty_chart
from cchc_analysis.charts.quota_results import COLOURS, signed_word
from cchc_analysis.charts.quota_words import printed_quota, quota_sentence
from cchc_analysis.charts.style import HALO, INK, house_style
from cchc_analysis.charts.wording import join_sentences
from cchc_analysis.reference.procurement_rules import LEGS, Minimums
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_share

_READINGS = ("included", "excluded")
_REACH = 0.11
_NEAR_END = 12


def shortened_comparison(
    comparison: pd.DataFrame,
    *,
    language: Language,
    is_year_over: bool,
    title: str | None = None,
    is_synthetic: bool = False,
) -> Chart:
    """Draw the share by number and by value under both readings of the rule; no source settles which holds.

    Parameters
    ----------
    comparison
        ``variant`` (``included``: shortened quotation counts as competitive quotation; ``excluded``: it
        does not), ``count_share``, ``value_share`` (0-1, missing where nothing is eligible), ``min_count_pct``,
        ``min_value_pct`` (0-100, missing where no quota is set or sourced), ``is_count_passed``,
        ``is_value_passed``.
    is_year_over
        Whether the table is of the whole year; before, every result is worded as one to date.
    """
    title = title or text("charts.shortened_title", language)
    if comparison[["count_share", "value_share"]].isna().all(axis=None):
        return empty_chart(
            "shortened_comparison", text("charts.shortened_empty", language),
            title=title, language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
    rows = {str(row["variant"]): row for row in comparison.to_dict("records")}
    bar_rows: list[Row] = []
    sentences = [text("charts.shortened_alt", language)]
    for leg in LEGS:
        heading = text(f"charts.leg_{leg}", language)
        bars = [_bar(rows[variant], leg, language, is_year_over=is_year_over) for variant in _READINGS]
        bar_rows += [Heading(heading), *bars]
        sentences.append(f"{heading}: {'; '.join(f'{bar.name} {bar.label}' for bar in bars)}.")
    with house_style():
        figure, axes = draw_bars(bar_rows, title=title, maximum=100, language=language, is_synthetic=is_synthetic)
        axes.set_xticks(range(0, 101, 20), [printed_quota(tick, language) for tick in range(0, 101, 20)])
        axes.set_xlabel(text("charts.share_axis", language))
        minimums = Minimums(_minimum(comparison, "count"), _minimum(comparison, "value"))
        for place, minimum in enumerate(minimums):
            if minimum is not None:
                _draw_minimum(axes, minimum, heading=place * (len(_READINGS) + 1), language=language)
    caption = join_sentences([text("charts.shortened_caption", language), quota_sentence(minimums, language)])
    return Chart("shortened_comparison", figure, title, join_sentences(sentences), caption)


def _minimum(comparison: pd.DataFrame, leg: str) -> int | None:
    known = comparison[f"min_{leg}_pct"].dropna()
    return int(known.iloc[0]) if len(known) else None


def _bar(row: Mapping[Hashable, Any], leg: str, language: Language, *, is_year_over: bool) -> BarRow:
    name, share = text(f"charts.shortened_{row['variant']}", language), row[f"{leg}_share"]
    if math.isnan(share):
        return BarRow(name, None, text("charts.not_measured", language))
    passed, label = row[f"is_{leg}_passed"], format_share(share, language)
    result = "no_quota"
    if pd.notna(passed):
        result = "passed" if passed else "failed"
        label = f"{label} {signed_word(result, language, is_year_over=is_year_over)}"
    return BarRow(name, share * 100, label, colour=COLOURS[result])


def _draw_minimum(axes: Axes, minimum: int, *, heading: int, language: Language) -> None:
    """Draw the quota through the bars of one leg, its percent in the row of the leg's name."""
    centres = axes.get_yticks()
    first, last = centres[heading + 1], centres[heading + len(_READINGS)]
    axes.plot(
        [minimum, minimum], [first - _REACH, last + _REACH], color=INK, linewidth=1.6, solid_capstyle="butt",
        zorder=2.5, gid="quota",
    )  # fmt: skip
    # A figure through which the mark would run begins behind it.
    plot = axes.get_position().width * PAGE_WIDTH
    for label in axes.texts:
        if isinstance(label, Annotation) and first <= label.xy[1] <= last:
            reach = (text_width(label.get_text()) + LABEL_DISTANCE) / plot * 100
            if label.xy[0] <= minimum <= label.xy[0] + reach:
                label.xy = (minimum, label.xy[1])
    axes.text(
        minimum, centres[heading], text("charts.quota_label", language, quota=printed_quota(minimum, language)),
        ha="left" if minimum < _NEAR_END else "right" if minimum > 100 - _NEAR_END else "center",
        va="center", fontsize=8, path_effects=HALO, gid="quota label",
    )  # fmt: skip
