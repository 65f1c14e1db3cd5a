"""The scale of an index: 0-100."""

from __future__ import annotations

from matplotlib.axes import Axes

from cchc_analysis.texts import Language, text


def set_index_axis(axes: Axes, *, language: Language, low: int = 0) -> None:
    """Make the horizontal axis run from `low` to 100 points, marked at tens or twenties."""
    ticks = range(low, 101, 20 if low == 0 else 10)
    axes.set_xlim(low, 100)
    axes.set_xticks(list(ticks), [str(tick) for tick in ticks])
    axes.set_xlabel(text("charts.index_axis", language))
