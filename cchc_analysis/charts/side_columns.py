"""Columns of figures or words to the right of the rows, read like a table beside the picture."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from matplotlib.axes import Axes

from cchc_analysis.charts.lettering import text_width, wrap
from cchc_analysis.charts.style import MUTED_INK

_HEADING_SIZE = 8.0
_SPACE = 0.14
_NARROWEST = 0.42
_LINE = _HEADING_SIZE * 1.25 / 72


@dataclass(frozen=True)
class SideColumn:
    """A heading and one entry per row; figures stand to the right, words to the left of their column."""

    heading: str
    entries: Sequence[str]
    align: Literal["left", "right"] = "right"
    heading_width: float = 0.75
    is_muted: bool = False

    @property
    def lines(self) -> str:
        """The heading, broken into lines."""
        return wrap(self.heading, width=self.heading_width, lines=3, size=_HEADING_SIZE)

    @property
    def width(self) -> float:
        """The inches its widest entry or heading takes."""
        entries = [text_width(line, weight="bold") for entry in self.entries for line in entry.split("\n")]
        headings = [text_width(line, size=_HEADING_SIZE) for line in self.lines.split("\n")]
        return max([_NARROWEST, *entries, *headings])


def columns_width(columns: Sequence[SideColumn]) -> float:
    """Return the inches to keep free to the right of the plot."""
    return sum(column.width + _SPACE for column in columns) + 0.16


def headings_height(columns: Sequence[SideColumn]) -> float:
    """Return the inches the headings take above the plot."""
    most_lines = max((column.lines.count("\n") + 1 for column in columns if column.heading), default=0)
    return 0.06 + _LINE * most_lines if most_lines else 0.0


def draw_columns(
    axes: Axes, columns: Sequence[SideColumn], *, centres: Sequence[float], bold: Collection[int] = ()
) -> None:
    """Write the columns beside the rows, entries of the rows `bold` in bold."""
    right = 0.0
    for place, column in enumerate(columns):
        left = right + _SPACE
        right = left + column.width
        edge = (right if column.align == "right" else left) * 72
        axes.annotate(
            column.lines, (1, 1), xycoords="axes fraction", xytext=(edge, 4), textcoords="offset points",
            ha=column.align, va="bottom", fontsize=_HEADING_SIZE, color=MUTED_INK, linespacing=1.1,
            annotation_clip=False, gid="heading",
        )  # fmt: skip
        for row, (entry, centre) in enumerate(zip(column.entries, centres, strict=True)):
            axes.annotate(
                entry, (1, centre), xycoords=("axes fraction", "data"), xytext=(edge, 0),
                textcoords="offset points", ha=column.align, va="center", annotation_clip=False, linespacing=1.1,
                color=MUTED_INK if column.is_muted else None,
                fontweight="bold" if row in bold else "normal", gid=f"column {place}",
            )  # fmt: skip
