"""A horizontal axis of ranks, the first on the left."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from cchc_analysis.texts import Language, text

_MOST_TICKS = 9
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)


def rank_ticks(last: int) -> list[int]:
    """Return the ranks to mark: the first, round ones between, the last.

    >>> rank_ticks(46)
    [1, 10, 20, 30, 40, 46]
    """
    step = next((step for step in _STEPS if last / step <= _MOST_TICKS), _STEPS[-1])
    between = [rank for rank in range(step, last, step) if rank > 1 and last - rank >= 0.6 * step]
    return sorted({1, *between, last})


def place_ticks(most: float) -> list[float]:
    """Return whole numbers of places from 0 to at least `most`, and to 1 at least.

    >>> place_ticks(7)
    [0.0, 2.0, 4.0, 6.0, 8.0]
    """
    locator = MaxNLocator(nbins=5, steps=[1, 2, 5, 10], integer=True)
    return [float(tick) for tick in locator.tick_values(0, max(most, 1.0))]


def set_rank_axis(axes: Axes, *, last: int, on_top: bool, language: Language) -> None:
    """Make the axis run from rank 1 to `last`; `on_top` repeats its figures above a tall plot."""
    axes.set_xlim(0.5, last + 0.5)
    axes.set_xticks(rank_ticks(last))
    axes.tick_params(axis="x", labeltop=on_top)
    axes.set_xlabel(text("robustness_charts.rank_axis", language))
