"""The reform index of whole groups over the years."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cchc_analysis.charts.agency_groups import group_heading, split_groups
from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.index_axis import REFORM_INDEX, IndexScale, cut_axis_sentence, lowest_tick
from cchc_analysis.charts.legend import draw_legend, legend_height
from cchc_analysis.charts.page import empty_chart, new_page
from cchc_analysis.charts.style import PALETTE, house_style
from cchc_analysis.charts.wording import join_sentences
from cchc_analysis.charts.year_axis import (
    breaks_sentence,
    draw_lone_band,
    lone_years,
    mark_breaks,
    set_year_axes,
)
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number

_PLOT_HEIGHT = 3.0
_MIDDLE_HALF = 50
# As seaborn draws its bands.
_BAND_ALPHA = 0.2


def group_trend(
    league: pd.DataFrame,
    *,
    language: Language,
    title: str | None = None,
    scale: IndexScale = REFORM_INDEX,
    breaks: Sequence[int] = (),
    is_synthetic: bool = False,
) -> Chart:
    """Draw the median index of every group year by year, with the middle half of its agencies as a band.

    Agencies without an index are not in the figures of their year; the alternative text names the first
    and the last median of each group.

    Parameters
    ----------
    league
        The ``league`` table of several years; `index` in points of `scale`.
    breaks
        Years whose index does not compare with the year before: the line is interrupted before each.
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
    by_year = named.groupby(["heading", "year"])["index"]
    lower, upper = by_year.quantile(0.25), by_year.quantile(0.75)
    high = upper.max()
    low = lowest_tick(lower.min(), highest=high, scale=scale)
    words = list(headings.values())
    # Imported where it is needed: it loads SciPy's statistics and takes a second that no other chart has to wait.
    import seaborn as sns  # noqa: PLC0415

    with house_style():
        figure, axes = new_page(
            title, plot_height=_PLOT_HEIGHT, left=0.65, below=0.4, above=legend_height(words) + 0.1,
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
        # No line joins years that do not compare: each stretch between breaks is drawn by itself.
        stretch = named["year"].map(lambda year: sum(year >= start for start in breaks))
        for position, (_, own_years) in enumerate(named.groupby(stretch)):
            sns.lineplot(
                own_years, x="year", y="index", hue="heading", style="heading", hue_order=words,
                style_order=words, palette=PALETTE[: len(words)], markers=True, estimator="median",
                errorbar=("pi", _MIDDLE_HALF), legend="auto" if position == 0 else False, ax=axes,
            )  # fmt: skip
        for heading, colour in zip(words, PALETTE, strict=False):
            for year in lone_years(years, breaks):
                if (heading, year) in lower.index:
                    ends = float(lower[heading, year]), float(upper[heading, year])
                    draw_lone_band(axes, year, *ends, colour=colour, alpha=_BAND_ALPHA)
        axes.set_xlabel("")
        mark_breaks(axes, breaks)
        set_year_axes(axes, years=years, low=low, high=high, scale=scale, language=language)
        handles, _ = axes.get_legend_handles_labels()
        if (own := axes.get_legend()) is not None:
            own.remove()
        draw_legend(figure, axes, handles)
    medians = named.groupby(["heading", "year"])["index"].median()
    alt = join_sentences([title + ".", *(_sentence(medians[heading], heading, language) for heading in words)])
    caption = join_sentences(
        [
            scale.say("group_trend_caption", language),
            cut_axis_sentence(low, language),
            breaks_sentence(breaks, language),
        ]
    )
    return Chart("group_trend", figure, title, alt, caption)


def _sentence(medians: pd.Series, heading: str, language: Language) -> str:
    first, last = medians.index[0], medians.index[-1]
    return text(
        "charts.group_trend_alt", language, group=heading, first=first, last=last,
        first_index=format_number(medians[first], language, 2),
        last_index=format_number(medians[last], language, 2),
    )  # fmt: skip
