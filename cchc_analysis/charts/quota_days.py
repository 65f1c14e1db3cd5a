"""Days along the bottom of a chart of one year: quarters by name, other period ends by date."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from cchc_analysis.charts.lettering import text_width
from cchc_analysis.period import Period
from cchc_analysis.texts import Language
from cchc_analysis.vietnamese.dates import format_date, format_period

_SPACE = 0.12
YEAR_DAYS = 366


def day_labels(days: Sequence[pd.Timestamp], language: Language) -> list[str]:
    """Return the names of the quarters that end on the days, or the dates where one ends no quarter."""
    if all(day.is_quarter_end for day in days):
        return [format_period(Period(day.year, day.quarter), language) for day in days]
    return [format_date(day, language) for day in days]


def set_day_axis(axes: Axes, days: Sequence[pd.Timestamp], *, width: float, language: Language) -> None:
    """Run the axis over the year of the days, by their number in it, and label them.

    Only as many are labelled as `width` inches hold, the last always.
    """
    labels = day_labels(days, language)
    inches = [day.day_of_year / YEAR_DAYS * width for day in days]
    shown: list[int] = []
    for place in reversed(range(len(days))):
        half = text_width(labels[place]) / 2
        if not shown or inches[place] + half + _SPACE <= inches[shown[-1]] - text_width(labels[shown[-1]]) / 2:
            shown.append(place)
    shown.reverse()
    axes.set_xlim(0, YEAR_DAYS)
    axes.set_xticks([days[place].day_of_year for place in shown], [labels[place] for place in shown])
