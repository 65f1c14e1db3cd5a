"""A horizontal scale that fits its figures: points, index points or percentages of any size."""

from __future__ import annotations

from decimal import Decimal

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from cchc_analysis.charts.page import PAGE_WIDTH
from cchc_analysis.charts.wording import signed_number
from cchc_analysis.texts import Language
from cchc_analysis.vietnamese.numbers import format_number

_LABEL_ROOM, _DOT_ROOM = 0.58, 0.025


def figure_ticks(low: float, high: float, *, most: int = 6, is_whole: bool = False) -> list[float]:
    """Return round figures from at or below `low` to at or above `high`, whole ones for places and counts.

    >>> figure_ticks(0, 0.9, most=4)
    [0.0, 0.25, 0.5, 0.75, 1.0]
    """
    if high - low < 1e-6:  # equal but for what arithmetic left in the last digit
        low, high = low - 0.5, high + 0.5
    ticks = MaxNLocator(nbins=most, steps=[1, 2, 2.5, 5, 10], integer=is_whole).tick_values(low, high)
    return [float(round(tick, 9)) + 0.0 for tick in ticks]


def most_intervals(axes: Axes) -> int:
    """Return how many intervals leave room for the figures at their ends."""
    return max(2, int(axes.get_position().width * PAGE_WIDTH / _LABEL_ROOM))


def set_figure_axis(
    axes: Axes,
    ticks: list[float],
    *,
    label: str,
    language: Language,
    is_signed: bool = False,
    has_dots: bool = False,
) -> None:
    """Run the axis from the first to the last of the ticks and print them with the decimals they need.

    With `has_dots` it runs a little beyond both, so that a dot at the end covers no name beside it.
    """
    margin = (ticks[-1] - ticks[0]) * _DOT_ROOM if has_dots else 0.0
    axes.set_xlim(ticks[0] - margin, ticks[-1] + margin)
    axes.set_xticks(ticks, list(tick_labels(ticks, language, is_signed=is_signed).values()))
    axes.set_xlabel(label)


def tick_labels(ticks: list[float], language: Language, *, is_signed: bool = False) -> dict[float, str]:
    """Print each tick with the decimals that all of them need."""
    decimals = max(_decimals(tick) for tick in ticks)
    say = signed_number if is_signed else format_number
    return {tick: say(tick, language, decimals) for tick in ticks}


def _decimals(tick: float) -> int:
    exponent = Decimal(str(tick)).normalize().as_tuple().exponent
    return max(0, -int(exponent))
