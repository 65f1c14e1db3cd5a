"""The two ends of a slope chart: a line for each year, figures and names that do not cover each other."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from cchc_analysis.charts.spread_labels import spread
from cchc_analysis.charts.style import GRID, INK, REST
from cchc_analysis.texts import Language
from cchc_analysis.vietnamese.numbers import format_number

SPACE, NAME_SIZE, LEADER = 0.185, 8.0, 0.14


def frame_years(axes: Axes, shown: pd.DataFrame, *, years: tuple[int, int], is_inverted: bool) -> None:
    """Set an upright line for each of two years, with room for the figures `before` and `after`."""
    low = min(shown["before"].min(), shown["after"].min())
    high = max(shown["before"].max(), shown["after"].max())
    margin = (high - low) * 0.03 or 1.0
    ends = (low - margin, high + margin)
    axes.set_ylim(*(reversed(ends) if is_inverted else ends))
    axes.set_xlim(0, 1)
    axes.set_xticks([0, 1], [str(year) for year in years])
    axes.tick_params(axis="x", labeltop=True, labelbottom=False)
    for label in axes.get_xticklabels():
        label.set_fontweight("bold")
    axes.set_yticks([])
    axes.grid(visible=False)
    axes.spines["bottom"].set_visible(False)
    for end in (0, 1):
        axes.axvline(end, color=GRID, linewidth=0.9, zorder=0, clip_on=False)


def write_ends(
    axes: Axes,
    records: list[dict[Hashable, Any]],
    names: list[str],
    *,
    column: str,
    side_of: int,
    focus: str | None,
    figure_width: float,
    decimals: int,
    language: Language,
) -> None:
    """Write figure and name beside every end, with a thin line where a name had to move aside."""
    bottom, top = axes.get_ylim()
    box = axes.get_window_extent()
    width, height = box.width / axes.figure.dpi, box.height / axes.figure.dpi
    per_inch = (top - bottom) / height
    wished = [(record[column] - bottom) / per_inch for record in records]
    # Of equal figures the names stand in the order of the other end, so that their lines do not cross.
    other = "after" if column == "before" else "before"
    tie_breaks = [(record[other] - bottom) / per_inch for record in records]
    nudged = [place + 1e-6 * tie for place, tie in zip(wished, tie_breaks, strict=True)]
    found = spread(nudged, space=SPACE, low=0.5 * SPACE, high=height - 0.5 * SPACE)
    outward = -1 if side_of == 0 else 1
    for record, name, place in zip(records, names, found, strict=True):
        is_focus = record["agency_code"] == focus
        level = bottom + place * per_inch
        axes.plot(
            [side_of, side_of + outward * LEADER / width], [record[column], level], color=REST, linewidth=0.6,
            clip_on=False, zorder=1, gid="leader",
        )  # fmt: skip
        # Figures end at one line on both sides, so that they read like a column.
        far = LEADER + 0.1 + figure_width
        figure = format_number(record[column], language, decimals)
        for words, gid, offset, align in (
            (figure, "figure", far - 0.07 if side_of else LEADER + 0.03, "right"),
            (name, "name", far, "left" if side_of else "right"),
        ):
            axes.annotate(
                words, (side_of, level), xytext=(outward * offset * 72, 0), textcoords="offset points",
                va="center", ha=align, fontsize=NAME_SIZE, fontweight="bold" if is_focus else "normal",
                color=INK, annotation_clip=False, gid=f"{gid} {column}",
            )  # fmt: skip
