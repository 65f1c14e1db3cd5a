"""A square of shaded cells, rows named on the left, columns coded on top, the key of shades below."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import Colormap, Normalize, to_hex
from matplotlib.figure import Figure

from cchc_analysis.charts.lettering import text_width
from cchc_analysis.charts.page import PAGE_WIDTH, SIDE, new_page
from cchc_analysis.charts.row_stack import RowStack
from cchc_analysis.charts.style import GRID, INK
from cchc_analysis.charts.tones import ink_on
from cchc_analysis.texts import Language

_RIGHT, _BAR_ROOM = 0.3, 0.74
_LARGEST_CELL = 0.44


def cell_width(columns: int, label_width: float) -> float:
    """Return the inches of one column, so that the page is filled but no cell is a poster."""
    return min((PAGE_WIDTH - label_width - _RIGHT) / columns, _LARGEST_CELL)


def open_matrix(
    cells: np.ndarray,
    stack: RowStack,
    *,
    heads: Sequence[str],
    head_size: float,
    shades: Colormap,
    scale: Normalize,
    title: str,
    language: Language,
    is_synthetic: bool,
) -> tuple[Figure, Axes]:
    """Return a page with the cells shaded (NaN stays white) and the heads written above the columns.

    Heads stand upright when side by side they would touch; an empty head takes no room.
    """
    width = cell_width(cells.shape[1], stack.label_width)
    widest = max(text_width(head, size=head_size) for head in heads)
    is_upright = _collide(heads, head_size, width)
    above = (widest if is_upright else head_size / 72) + 0.2
    right = PAGE_WIDTH - stack.label_width - width * cells.shape[1]
    figure, axes = new_page(
        title, plot_height=stack.height, left=stack.label_width, right=right, above=above, below=_BAR_ROOM,
        language=language, is_synthetic=is_synthetic,
    )  # fmt: skip
    axes.grid(visible=False)
    axes.spines["bottom"].set_visible(False)
    axes.pcolormesh(
        range(cells.shape[1] + 1), stack.edges, np.ma.masked_invalid(cells), cmap=shades, norm=scale,
        edgecolor="white", linewidth=0.8 if width > 0.15 else 0.4,
    )  # fmt: skip
    axes.set_xticks([column + 0.5 for column in range(cells.shape[1])], list(heads))
    axes.tick_params(
        axis="x", labeltop=True, labelbottom=False, labelsize=head_size, labelrotation=90 if is_upright else 0
    )
    axes.set_xlim(0, cells.shape[1])
    return figure, axes


def _collide(heads: Sequence[str], size: float, width: float) -> bool:
    halves = [(place * width, text_width(head, size=size) / 2) for place, head in enumerate(heads) if head]
    pairs = itertools.pairwise(halves)
    return any(there - half < here + other + 0.03 for (here, other), (there, half) in pairs)


def write_figures(
    axes: Axes, figures: Sequence[str], shares: Sequence[float], *, centre: float, shades: Colormap, size: float
) -> None:
    """Write one row of figures in its cells; `shares` are their places on the shades, 0-1."""
    for column, (words, share) in enumerate(zip(figures, shares, strict=True)):
        ink = INK if np.isnan(share) else ink_on(to_hex(shades(share)))
        axes.text(
            column + 0.5, centre, words, ha="center", va="center", fontsize=size, color=ink, gid="figure"
        )  # fmt: skip


def draw_shade_key(
    figure: Figure, axes: Axes, *, shades: Colormap, scale: Normalize, ticks: dict[float, str], label: str
) -> None:
    """Draw the key of the shades below the cells, as wide as a reader needs."""
    place, height = axes.get_position(), figure.get_figheight()
    low, high = float(scale.vmin or 0), float(scale.vmax or 0)
    left = min(place.x0, 1 - (4.2 + SIDE) / PAGE_WIDTH)
    width = max(place.width, 4.0 / PAGE_WIDTH)
    bar = figure.add_axes((left, place.y0 - 0.26 / height, width, 0.12 / height))
    shown = np.linspace(low, high, 256)[None, :]
    bar.imshow(shown, extent=(low, high, 0, 1), aspect="auto", cmap=shades, norm=scale)
    bar.grid(visible=False)
    for spine in bar.spines.values():
        spine.set_color(GRID)
    bar.set_yticks([])
    bar.set_xticks(list(ticks), list(ticks.values()))
    bar.set_xlabel(label, labelpad=1)
