"""How many bidders packages had: all of them, and one agency's."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.figure_axis import figure_ticks
from cchc_analysis.charts.legend import draw_legend, legend_height, legend_sign
from cchc_analysis.charts.lettering import wrap
from cchc_analysis.charts.page import empty_chart, new_page
from cchc_analysis.charts.percent import format_percent
from cchc_analysis.charts.row_stack import draw_names, stack_rows
from cchc_analysis.charts.side_columns import SideColumn, columns_width, draw_columns, headings_height
from cchc_analysis.charts.style import FOCUS, REST, house_style
from cchc_analysis.charts.wording import join_sentences
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number

_MOST, _BAR, _DOT_ROOM = 6, 0.6, 0.025


def indicator_bidders(
    distribution: pd.DataFrame,
    *,
    title: str,
    language: Language,
    focus: str | None = None,
    focus_name: str = "",
    is_synthetic: bool = False,
) -> Chart:
    """Draw the share of packages with 1, 2 … bidders among those whose number is known; six and more are one bar.

    Parameters
    ----------
    distribution
        ``agency_code, bidder_count`` (missing: not known), ``package_count``.
    focus, focus_name
        Code and name of the agency whose shares are drawn as dots on the bars of all and stand in a column.
    """
    known = distribution.dropna(subset=["bidder_count"])
    unknown = int(distribution["package_count"].sum() - known["package_count"].sum())
    if known.empty:
        sentence = text("indicators.bidders_empty", language, unknown=format_number(unknown, language))
        return empty_chart(
            "indicator_bidders", sentence, title=title, language=language, is_synthetic=is_synthetic
        )
    every = _shares(known)
    own = _shares(known[known["agency_code"] == focus])
    counts = list(range(min(every.index.min(), 1), int(every.index.max()) + 1))
    names = [
        text("indicators.bidders_more" if count == _MOST else "indicators.bidders_row", language, count=count)
        for count in counts
    ]
    columns = [
        SideColumn(heading, [format_percent(shares.get(count, 0.0), language) for count in counts])
        for heading, shares in (
            (text("indicators.bidders_all", language), every),
            (text("indicators.strips_own", language), own),
        )
        if len(shares)
    ]
    handles = []
    if len(own):
        handles = [
            legend_sign(text("indicators.bidders_all", language), marker="s", color=REST),
            legend_sign(wrap(focus_name, width=3.0, lines=1), marker="o", color=FOCUS),
        ]
    with house_style():
        stack, lift = stack_rows(names), headings_height(columns)
        above = lift + (legend_height([str(one.get_label()) for one in handles]) if handles else 0)
        figure, axes = new_page(
            title, plot_height=stack.height, left=stack.label_width, right=columns_width(columns), above=above,
            below=0.3, language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
        draw_names(axes, stack)
        draw_columns(axes, columns, centres=stack.centres)
        height = stack.height / len(counts) * _BAR
        for count, centre in zip(counts, stack.centres, strict=True):
            axes.barh(centre, every.get(count, 0.0), height=height, color=REST)
            if len(own):
                axes.plot(own.get(count, 0.0), centre, "o", color=FOCUS, clip_on=False, gid="focus")
        most = max(every.max(), own.max() if len(own) else 0.0)
        ticks = figure_ticks(0, 100 * most, is_whole=True)
        # A dot at nothing covers no name beside it.
        axes.set_xlim(-ticks[-1] * _DOT_ROOM / 100 if len(own) else 0, ticks[-1] / 100)
        axes.set_xticks(
            [tick / 100 for tick in ticks], [format_percent(tick / 100, language, 0) for tick in ticks]
        )
        draw_legend(figure, axes, handles, lift=lift)
    facts = {
        "packages": format_number(known["package_count"].sum(), language),
        "one": format_percent(every.get(1, 0.0), language),
        "unknown": format_number(unknown, language),
    }
    # Of none left out nothing is said.
    counted = "" if unknown else "_all"
    caption = text(f"indicators.bidders_caption{counted}", language, **facts)
    alt = [f"{title}.", text(f"indicators.bidders_alt{counted}", language, **facts)]
    if len(own):
        single = format_percent(own.get(1, 0.0), language)
        alt.append(text("indicators.bidders_alt_focus", language, name=focus_name, one=single))
    return Chart("indicator_bidders", figure, title, join_sentences(alt), caption)


def _shares(known: pd.DataFrame) -> pd.Series:
    counts = known["package_count"].groupby(known["bidder_count"].astype("int64").clip(upper=_MOST)).sum()
    return counts / counts.sum()
