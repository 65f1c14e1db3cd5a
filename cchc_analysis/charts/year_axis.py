"""Axes of charts that follow an index over the years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from matplotlib.axes import Axes

from cchc_analysis.charts.index_axis import REFORM_INDEX, IndexScale, index_axis_label, index_ticks
from cchc_analysis.charts.style import MUTED_INK
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number

# Room for a mark at the very top.
_HEADROOM = 2
_LONE_HALF_WIDTH = 0.12


def set_year_axes(
    axes: Axes,
    *,
    years: Sequence[int],
    low: float,
    language: Language,
    high: float = 100,
    scale: IndexScale = REFORM_INDEX,
) -> None:
    """Run the years across and the index upward, from `low` to 100 points or to the figure above `high`."""
    if scale.top is None:
        ticks = index_ticks(low, high, scale=scale)
        axes.set_ylim(ticks[0], ticks[-1])
    else:
        ticks = [*range(int(low), scale.top + 1, 10)]
        axes.set_ylim(low, scale.top + _HEADROOM)
    decimals = 0 if all(float(tick).is_integer() for tick in ticks) else 1
    axes.set_yticks(ticks, [format_number(tick, language, decimals) for tick in ticks])
    axes.set_ylabel(index_axis_label(scale, language))
    axes.set_xlim(years[0] - 0.4, years[-1] + 0.4)
    axes.set_xticks(list(years), [str(year) for year in years])
    axes.grid(visible=False, axis="x")
    axes.grid(visible=True, axis="y")


def lone_years(years: Sequence[int], breaks: Sequence[int]) -> list[int]:
    """Return the years between two breaks (or a break and an end) with no neighbour to draw a band to."""
    ends = {years[0], years[-1] + 1, *breaks}
    return [year for year in years if len(breaks) and {year, year + 1} <= ends]


def draw_lone_band(axes: Axes, year: int, low: float, high: float, *, colour: str, alpha: float = 1.0) -> None:
    """Draw the band of a year that stands alone as a short bar."""
    width = [year - _LONE_HALF_WIDTH, year + _LONE_HALF_WIDTH]
    axes.fill_between(width, low, high, color=colour, alpha=alpha, linewidth=0, gid="lone")


def breaks_sentence(breaks: Sequence[int], language: Language) -> str | None:
    """Say what the lines of `mark_breaks` are, if there are any."""
    return text("provinces.breaks_caption", language) if breaks else None


def mark_breaks(axes: Axes, breaks: Iterable[int]) -> None:
    """Draw a line before each year whose index does not compare with that of the year before."""
    for year in breaks:
        axes.axvline(year - 0.5, color=MUTED_INK, linewidth=1, linestyle=(0, (2, 3)), zorder=0.5, gid="break")
