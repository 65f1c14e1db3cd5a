"""The key to signs and colours, between the title and the plot."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from cchc_analysis.charts.lettering import text_width
from cchc_analysis.charts.page import PAGE_WIDTH, SIDE

_SIGN_WIDTH = 0.55
_LINE_HEIGHT = 0.19


def legend_height(words: Sequence[str]) -> float:
    """Return the inches to keep free above the plot for a legend of these words."""
    return 0.16 + _LINE_HEIGHT * math.ceil(len(words) / _columns(words))


def legend_sign(words: str, **look: Any) -> Line2D:
    """Return a lone sign with its words, for `draw_legend`."""
    return Line2D([], [], linestyle="", label=words, **look)


def draw_legend(figure: Figure, axes: Axes, handles: Sequence[Artist], *, lift: float = 0.0) -> None:
    """Write the legend of labelled handles `lift` inches above the plot, from the left edge of the page."""
    if not handles:
        return
    top = axes.get_position().y1 + lift / figure.get_figheight()
    figure.legend(
        handles=handles, loc="lower left", bbox_to_anchor=(SIDE / PAGE_WIDTH, top),
        ncols=_columns([str(handle.get_label()) for handle in handles]),
        borderpad=0.2, borderaxespad=0.2, labelspacing=0.3, handlelength=1.6, columnspacing=1.4,
    )  # fmt: skip


def _columns(words: Sequence[str]) -> int:
    widest = max(map(text_width, words), default=0.0) + _SIGN_WIDTH
    return max(1, min(len(words), int((PAGE_WIDTH - 2 * SIDE) / widest)))
