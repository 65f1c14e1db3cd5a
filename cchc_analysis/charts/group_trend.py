"""The reform index of whole groups over the years."""

from __future__ import annotations

import pandas as pd
import seaborn as sns

from cchc_analysis.charts.agency_groups import group_heading, split_groups
from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.index_axis import cut_axis_sentence, lowest_tick
from cchc_analysis.charts.legend import draw_legend, legend_height
from cchc_analysis.charts.page import empty_chart, new_page
from cchc_analysis.charts.style import PALETTE, house_style
from cchc_analysis.charts.wording import join_sentences
from cchc_analysis.charts.year_axis import set_year_axes
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number

_PLOT_HEIGHT = 3.0
_MIDDLE_HALF = 50


def group_trend(
    league: pd.DataFrame, *, language: Language, title: str | None = None, is_synthetic: bool = False
) -> Chart:
    """Draw the median index of every group year by year, with the middle half of its agencies as a band.

    Agencies without an index are not in the figures of their year; the alternative text names the first
    and the last median of each group.

    Parameters
    ----------
    league
        The ``league`` table of several years; `index` in points of 100.
    """
    title = title or text("charts.group_trend_title", language)
    known = league.dropna(subset=["index"])
    if known.empty:
        return empty_chart(
            "group_trend", text("charts.group_trend_empty", language), title=title, language=language,
            is_synthetic=is_synthetic,
        )  # fmt: skip
    headings = {group: group_heading(group, language) for group in split_groups(known)}
    named = known.assign(heading=known["group"].map(headings))
    years = list(range(int(known["year"].min()), int(known["year"].max()) + 1))
    low = lowest_tick(named.groupby(["group", "year"])["index"].quantile(0.25).min())
    words = list(headings.values())
    with house_style():
        figure, axes = new_page(
            title, plot_height=_PLOT_HEIGHT, left=0.65, below=0.4, above=legend_height(words) + 0.1,
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
        sns.lineplot(
            named, x="year", y="index", hue="heading", style="heading", hue_order=words, style_order=words,
            palette=PALETTE[: len(words)], markers=True, estimator="median", errorbar=("pi", _MIDDLE_HALF),
            ax=axes,
        )  # fmt: skip
        axes.set_xlabel("")
        set_year_axes(axes, years=years, low=low, language=language)
        handles, _ = axes.get_legend_handles_labels()
        if (own := axes.get_legend()) is not None:
            own.remove()
        draw_legend(figure, axes, handles)
    medians = named.groupby(["heading", "year"])["index"].median()
    alt = join_sentences([title + ".", *(_sentence(medians[heading], heading, language) for heading in words)])
    caption = join_sentences([text("charts.group_trend_caption", language), cut_axis_sentence(low, language)])
    return Chart("group_trend", figure, title, alt, caption)


def _sentence(medians: pd.Series, heading: str, language: Language) -> str:
    first, last = medians.index[0], medians.index[-1]
    return text(
        "charts.group_trend_alt", language, group=heading, first=first, last=last,
        first_index=format_number(medians[first], language, 2),
        last_index=format_number(medians[last], language, 2),
    )  # fmt: skip
