"""Rows of a horizontal chart, stacked from the top down: names on the left, as tall as they need."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from cchc_analysis.charts.lettering import text_width, wrap
from cchc_analysis.charts.page import SIDE
from cchc_analysis.charts.ranked_rows import Gap
from cchc_analysis.charts.style import MUTED_INK
from cchc_analysis.texts import Language, text

BAR_HEIGHT = 0.15
_ROW_HEIGHT = 0.225
_LINE_HEIGHT = 0.165
_WIDEST_NAME = 2.8


@dataclass(frozen=True)
class RowStack:
    """Labels, wrapped, and the edges of the rows in inches below the top of the plot."""

    labels: tuple[str, ...]
    edges: tuple[float, ...]
    label_width: float

    @property
    def height(self) -> float:
        """Inches from the top of the first row to the bottom of the last."""
        return self.edges[-1]

    @property
    def centres(self) -> tuple[float, ...]:
        """The middle of each row."""
        return tuple((top + bottom) / 2 for top, bottom in itertools.pairwise(self.edges))


def stack_rows(names: Sequence[str], *, row_height: float = _ROW_HEIGHT, lines: int = 2) -> RowStack:
    """Wrap the names to so many lines at most and give each row the height it needs."""
    labels = tuple(wrap(name, width=_WIDEST_NAME, lines=lines, weight="bold") for name in names)
    heights = [row_height + _LINE_HEIGHT * label.count("\n") for label in labels]
    written = [line for label in labels for line in label.split("\n")]
    widest = max((text_width(line, weight="bold") for line in written), default=0.0)
    return RowStack(labels, tuple(itertools.accumulate(heights, initial=0.0)), widest + SIDE + 0.12)


def draw_names(axes: Axes, stack: RowStack, *, bold: Collection[int] = ()) -> None:
    """Write the names beside the rows, those at the positions `bold` in bold."""
    axes.set_ylim(stack.height, 0)
    axes.set_yticks(stack.centres, stack.labels, linespacing=1.15)
    for position in bold:
        axes.get_yticklabels()[position].set_fontweight("bold")


def draw_gap(axes: Axes, gap: Gap, *, centre: float, language: Language) -> None:
    """Say between two rows how many rows are left out there."""
    axes.text(
        0.02, centre, text("charts.gap", language, count=gap.count),
        transform=axes.get_yaxis_transform(), va="center", color=MUTED_INK, gid="gap",
    )  # fmt: skip
