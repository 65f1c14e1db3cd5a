"""One agency's reform index over the years, against its group."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from cchc_analysis.charts.agency_groups import group_heading
from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.index_axis import REFORM_INDEX, IndexScale, cut_axis_sentence, lowest_tick
from cchc_analysis.charts.legend import draw_legend, legend_height
from cchc_analysis.charts.lettering import wrap
from cchc_analysis.charts.page import empty_chart, new_page
from cchc_analysis.charts.style import BAND, FOCUS, HALO, MUTED_INK, house_style
from cchc_analysis.charts.wording import join_sentences, list_names
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


def index_trend(
    league: pd.DataFrame,
    *,
    language: Language,
    focus: str,
    title: str | None = None,
    decimals: int = 2,
    scale: IndexScale = REFORM_INDEX,
    breaks: Sequence[int] = (),
    is_synthetic: bool = False,
) -> Chart:
    """Draw the index of `focus` year by year over the median and the range of its group.

    A year without an index leaves a gap in the line and is named in the caption: it is never bridged.

    Parameters
    ----------
    league
        The ``league`` table of several years; `index` in points of `scale`. The group is the one `focus`
        had in its last year.
    focus
        Agency code.
    decimals
        Decimals the index is published with.
    breaks
        Years whose index does not compare with the year before: the lines are interrupted before each.
    """
    own = league[league["agency_code"] == focus].sort_values("year")
    if own["index"].isna().all():
        return empty_chart(
            "index_trend", text("charts.trend_empty", language, code=focus),
            title=title or text("charts.trend_title_plain", language),
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
    name, group = str(own.iloc[-1]["agency_name"]), own.iloc[-1]["group"]
    title = title or text("charts.trend_title", language, name=name)
    years = list(range(int(league["year"].min()), int(league["year"].max()) + 1))
    line = own.set_index("year")["index"].reindex(years)
    peers = league[league["group"] == group].groupby("year")["index"]
    spread = peers.agg(["min", "median", "max"]).reindex(years)
    group_name = group_heading(group, language)
    words = [
        wrap(name, width=3.0, lines=1),
        text("charts.trend_median", language, group=group_name),
        text("charts.trend_range", language),
    ]
    high = spread["max"].max()
    low = lowest_tick(spread["min"].min(), highest=high, scale=scale)
    with house_style():
        figure, axes = new_page(
            title, plot_height=_PLOT_HEIGHT, left=0.65, below=0.4, above=legend_height(words) + 0.1,
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
        # A missing figure at each break keeps a line from joining years that do not compare.
        places = sorted([*years, *(year - 0.5 for year in breaks)])
        around, drawn = spread.reindex(places), line.reindex(places)
        band = axes.fill_between(places, around["min"], around["max"], color=BAND, linewidth=0, label=words[2])
        for year in lone_years(years, breaks):
            draw_lone_band(axes, year, spread["min"][year], spread["max"][year], colour=BAND)
        (median,) = axes.plot(
            places, around["median"], "s--", color=MUTED_INK, markersize=4, linewidth=1.4, label=words[1]
        )
        (focus_line,) = axes.plot(places, drawn, "o-", color=FOCUS, linewidth=2.4, label=words[0])
        _write_figures(axes, line, spread["median"], decimals=decimals, language=language)
        mark_breaks(axes, breaks)
        set_year_axes(axes, years=years, low=low, high=high, scale=scale, language=language)
        draw_legend(figure, axes, [focus_line, median, band])
    absent = [str(year) for year in years if math.isnan(line[year])]
    caption = join_sentences(
        [
            text("charts.trend_caption", language, group=group_name),
            cut_axis_sentence(low, language),
            breaks_sentence(breaks, language),
            text("charts.trend_absent", language, years=list_names(absent, language, most=20)) if absent else None,
        ]
    )
    alt = _alt(line.dropna(), spread["median"], name=name, group=group_name, decimals=decimals, language=language)
    return Chart("index_trend", figure, title, alt, caption)


def _write_figures(axes: Axes, line: pd.Series, medians: pd.Series, *, decimals: int, language: Language) -> None:
    """Write each figure on the side of its point that the lines leave free."""
    around = pd.concat([line.shift(1), line.shift(-1), medians], axis=1).mean(axis=1)
    for year in line.dropna().index:
        index = line[year]
        is_above = index >= around[year]
        axes.annotate(
            format_number(index, language, decimals), (year, index), xytext=(0, 7 if is_above else -7),
            textcoords="offset points", ha="center", va="bottom" if is_above else "top", color=FOCUS,
            fontweight="bold", path_effects=HALO, gid="label",
        )  # fmt: skip


def _alt(line: pd.Series, medians: pd.Series, *, name: str, group: str, decimals: int, language: Language) -> str:
    first, last = line.index[0], line.index[-1]

    def figure(value: float) -> str:
        return format_number(value, language, decimals)

    return join_sentences(
        [
            text("charts.trend_alt_one", language, name=name, year=first, index=figure(line[first]))
            if len(line) == 1
            else text(
                "charts.trend_alt", language, name=name, first=first, last=last,
                first_index=figure(line[first]), last_index=figure(line[last]),
            ),
            None
            if len(line) == 1
            else text(
                "charts.trend_alt_range", language, lowest=figure(line.min()), lowest_year=line.idxmin(),
                highest=figure(line.max()), highest_year=line.idxmax(),
            ),
            text("charts.trend_alt_median", language, group=group, last=last, median=figure(medians[last])),
        ]
    )  # fmt: skip
