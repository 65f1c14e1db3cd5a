"""The scale of an index: 0-100, from the tens below the lowest figure where nothing needs a zero, or its own."""

from __future__ import annotations

import math
from dataclasses import dataclass

from matplotlib.axes import Axes

from cchc_analysis.charts.figure_axis import figure_ticks, set_figure_axis
from cchc_analysis.texts import Language, text


@dataclass(frozen=True)
class IndexScale:
    """What an index of provinces is called and where its scale ends.

    `name` is "" for the reform index of agencies. `top` None: no maximum is stated (a sum of points), and an axis
    ends at the round figure above the highest value.
    """

    name: str = ""
    top: int | None = 100

    def say(self, key: str, language: Language, **values: object) -> str:
        """Return a chart's text, in the words for an index of provinces where it is one."""
        if not self.name:
            return text(f"charts.{key}", language, **values)
        scale = text("provinces.in_points" if self.top is None else "provinces.out_of_100", language)
        return text(f"provinces.{key}", language, index=self.name, scale=scale, **values)


REFORM_INDEX = IndexScale()


def lowest_tick(lowest: float, *, highest: float = 100, scale: IndexScale = REFORM_INDEX) -> float:
    """Return the multiple of ten at least one point below the lowest figure; a round one on a scale without top.

    For dots and lines only: a bar without its zero misleads.
    """
    if scale.top is None:
        return figure_ticks(lowest, highest)[0]
    return max(0, math.floor((lowest - 1) / 10) * 10)


def index_ticks(low: float, high: float, *, scale: IndexScale = REFORM_INDEX) -> list[float]:
    """Return the marks from `low` to the scale's top, or to the round figure above `high` where it has none."""
    if scale.top is None:
        return figure_ticks(low, high)
    return [*range(int(low), scale.top + 1, 20 if low == 0 else 10)]


def set_index_axis(
    axes: Axes, *, language: Language, low: float = 0, high: float = 100, scale: IndexScale = REFORM_INDEX
) -> None:
    """Make the horizontal axis run from `low` to the top of the scale, marked at round figures."""
    ticks = index_ticks(low, high, scale=scale)
    set_figure_axis(axes, ticks, label=index_axis_label(scale, language), language=language)


def index_axis_label(scale: IndexScale, language: Language) -> str:
    """Say what the axis counts."""
    return text("provinces.index_axis" if scale.top is None else "charts.index_axis", language)


def cut_axis_sentence(low: float, language: Language) -> str | None:
    """Warn that the axis does not begin at zero, if so."""
    return text("charts.cut_axis", language) if low else None
