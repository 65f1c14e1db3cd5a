"""One horizontal bar per agency, figures written at the bars' ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from cchc_analysis.charts.lettering import text_width
from cchc_analysis.charts.page import new_page
from cchc_analysis.charts.ranked_rows import Gap
from cchc_analysis.charts.row_stack import BAR_HEIGHT, draw_gap, draw_names, stack_rows
from cchc_analysis.charts.style import FOCUS, HALO, MUTED_INK, REST
from cchc_analysis.texts import Language

LABEL_DISTANCE = 0.06


@dataclass(frozen=True)
class BarRow:
    """An agency: its name, the length of its bar (None: no figure) and the words at its end.

    `colour` is one that means something; without it a bar is dark, or grey beside a focus.
    """

    name: str
    value: float | None
    label: str
    is_focus: bool = False
    colour: str | None = None


@dataclass(frozen=True)
class Heading:
    """The name of a group, above its bars."""

    name: str


Row = BarRow | Heading | Gap


def draw_bars(
    rows: Sequence[Row],
    *,
    title: str,
    maximum: float,
    above: float = 0.12,
    language: Language,
    is_synthetic: bool,
) -> tuple[Figure, Axes]:
    """Draw the bars from zero to `maximum`; beside a focus bar the others are grey."""
    names = ["" if isinstance(row, Gap) else row.name for row in rows]
    stack = stack_rows(names)
    labels = [row.label for row in rows if isinstance(row, BarRow) and row.value is not None]
    figure, axes = new_page(
        title, plot_height=stack.height, left=stack.label_width, above=above,
        right=0.25 + max(map(text_width, labels), default=0.0), language=language, is_synthetic=is_synthetic,
    )  # fmt: skip
    is_bold = [isinstance(row, Heading) or (isinstance(row, BarRow) and row.is_focus) for row in rows]
    draw_names(axes, stack, bold=[position for position, bold in enumerate(is_bold) if bold])
    axes.set_xlim(0, maximum)
    has_focus = any(isinstance(row, BarRow) and row.is_focus for row in rows)
    for row, centre in zip(rows, stack.centres, strict=True):
        if isinstance(row, Gap):
            draw_gap(axes, row, centre=centre, language=language)
        elif isinstance(row, BarRow):
            usual = FOCUS if row.is_focus or not has_focus else REST
            _draw_bar(axes, row, centre=centre, colour=row.colour or usual)
    return figure, axes


def _draw_bar(axes: Axes, row: BarRow, *, centre: float, colour: str) -> None:
    if row.value is not None:
        axes.barh(centre, row.value, height=BAR_HEIGHT, color=colour)
    axes.annotate(
        row.label, (row.value or 0, centre), xytext=(LABEL_DISTANCE * 72, 0), textcoords="offset points",
        va="center", annotation_clip=False, fontweight="bold" if row.is_focus else "normal",
        color=MUTED_INK if row.value is None else None, path_effects=HALO, gid="label",
    )  # fmt: skip
