"""The scale of an index: 0-100, or from the tens below the lowest figure where nothing needs a zero."""

from __future__ import annotations

import math

from matplotlib.axes import Axes

from cchc_analysis.texts import Language, text


def lowest_tick(lowest: float) -> int:
    """Return the multiple of ten at least one point below the lowest figure.

    For dots and lines only: a bar without its zero misleads.
    """
    return max(0, math.floor((lowest - 1) / 10) * 10)


def set_index_axis(axes: Axes, *, language: Language, low: int = 0) -> None:
    """Make the horizontal axis run from `low` to 100 points, marked at tens or twenties."""
    ticks = range(low, 101, 20 if low == 0 else 10)
    axes.set_xlim(low, 100)
    axes.set_xticks(list(ticks), [str(tick) for tick in ticks])
    axes.set_xlabel(text("charts.index_axis", language))


def cut_axis_sentence(low: int, language: Language) -> str | None:
    """Warn that the axis does not begin at zero, if so."""
    return text("charts.cut_axis", language) if low else None
