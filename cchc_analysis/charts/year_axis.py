"""Axes of charts that follow an index over the years."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes

from cchc_analysis.texts import Language, text


def set_year_axes(axes: Axes, *, years: Sequence[int], low: int, language: Language) -> None:
    """Run the years across and the index upward, from `low` to 100 points."""
    ticks = range(low, 101, 10)
    axes.set_ylim(low, 102)
    axes.set_yticks(list(ticks), [str(tick) for tick in ticks])
    axes.set_ylabel(text("charts.index_axis", language))
    axes.set_xlim(years[0] - 0.4, years[-1] + 0.4)
    axes.set_xticks(list(years), [str(year) for year in years])
    axes.grid(visible=False, axis="x")
    axes.grid(visible=True, axis="y")
