"""A staircase from one index to another: each row a step, starting where the row above ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from cchc_analysis.charts.figure_axis import figure_ticks, most_intervals, set_figure_axis
from cchc_analysis.charts.legend import draw_legend, legend_height
from cchc_analysis.charts.page import new_page
from cchc_analysis.charts.row_stack import draw_names, stack_rows
from cchc_analysis.charts.side_columns import SideColumn, columns_width, draw_columns
from cchc_analysis.charts.style import FOCUS, INK, MUTED_INK, PALETTE, house_style
from cchc_analysis.charts.wording import signed_number
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number

RISE, FALL = FOCUS, PALETTE[3]
_HEIGHT = 0.16
_TICK = 0.26


@dataclass(frozen=True)
class Step:
    """A change in index points and what made it."""

    name: str
    change: float


def draw_steps(
    steps: Sequence[Step],
    *,
    start: tuple[str, float],
    end: tuple[str, float],
    title: str,
    words: tuple[str, str],
    colours: tuple[str, str] = (RISE, FALL),
    decimals: int,
    language: Language,
    is_synthetic: bool,
) -> Figure:
    """Draw the steps between two named index figures; `words` name a rise and a fall in the legend.

    The two figures are upright ticks, not bars, so that the axis need not begin at zero.
    Raises `ValueError` when the steps do not lead from the start to the end.
    """
    missed = start[1] + sum(step.change for step in steps) - end[1]
    if abs(missed) > 1e-6:
        raise ValueError(f"the steps end {missed:+.6f} points beside the figure they should lead to")
    names = [start[0], *(step.name for step in steps), end[0]]
    figures = [
        format_number(start[1], language, decimals),
        *(_printed(step.change, decimals, language) for step in steps),
        format_number(end[1], language, decimals),
    ]
    column = SideColumn("", figures)
    is_there = [any(step.change >= 0 for step in steps), any(step.change < 0 for step in steps)]
    with house_style():
        stack = stack_rows(names)
        figure, axes = new_page(
            title, plot_height=stack.height, left=stack.label_width, right=columns_width([column]),
            above=legend_height(words), language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
        last = len(names) - 1
        draw_names(axes, stack, bold=(0, last))
        draw_columns(axes, [column], centres=stack.centres, bold=(0, last))
        levels = _draw_stairs(axes, steps, centres=stack.centres, start=start[1], colours=colours)
        for row, level in ((0, start[1]), (last, end[1])):
            _draw_level(axes, level, centre=stack.centres[row])
        label = text("result_charts.index_points_axis", language)
        ticks = figure_ticks(min(levels), max(levels), most=most_intervals(axes))
        set_figure_axis(axes, ticks, label=label, language=language)
        signs = zip(colours, words, is_there, strict=True)
        draw_legend(figure, axes, [Patch(color=colour, label=word) for colour, word, shown in signs if shown])
    return figure


def _printed(change: float, decimals: int, language: Language) -> str:
    """Print a step; one too small for the decimals of the index gets two more rather than read as nothing."""
    printed = signed_number(change, language, decimals)
    return printed if printed[0] in "+−" else signed_number(change, language, decimals + 2)


def _draw_stairs(
    axes: Axes, steps: Sequence[Step], *, centres: Sequence[float], start: float, colours: tuple[str, str]
) -> list[float]:
    """Draw the bars with the thin lines that join them; return every height of the staircase."""
    levels = [start]
    for row, step in enumerate(steps, start=1):
        before, after = levels[-1], levels[-1] + step.change
        axes.plot(
            [before, before], [centres[row - 1], centres[row] + _HEIGHT / 2], color=MUTED_INK,
            linewidth=0.6, zorder=1, gid="join",
        )  # fmt: skip
        axes.barh(
            centres[row], step.change, left=before, height=_HEIGHT, color=colours[0 if step.change >= 0 else 1],
            zorder=2,
        )  # fmt: skip
        levels.append(after)
    axes.plot(
        [levels[-1]] * 2, [centres[len(steps)], centres[len(steps) + 1]], color=MUTED_INK, linewidth=0.6,
        zorder=1, gid="join",
    )  # fmt: skip
    return levels


def _draw_level(axes: Axes, level: float, *, centre: float) -> None:
    axes.plot(
        [level, level], [centre - _TICK / 2, centre + _TICK / 2], color=INK, linewidth=2.6,
        solid_capstyle="butt", clip_on=False, zorder=3, gid="level",
    )  # fmt: skip
