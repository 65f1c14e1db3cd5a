"""Equal squares on a grid, each with a name, a figure and a shade."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from cchc_analysis.charts.lettering import wrap
from cchc_analysis.charts.style import GRID, HALO, INK, MUTED_INK
from cchc_analysis.charts.tones import ink_on

_NAME_SIZE, _FIGURE_SIZE = 8.0, 9.0
_PAD = 0.12
_INSET = 0.02


@dataclass(frozen=True)
class Tile:
    """One square: its place on the grid, what is written in it, its colour (None: no figure, hatched)."""

    row: int
    column: int
    name: str
    figure: str
    colour: str | None
    is_focus: bool = False


def grid_size(tiles: Sequence[Tile]) -> tuple[int, int]:
    """Return how many rows and columns the tiles take."""
    return 1 + max(tile.row for tile in tiles), 1 + max(tile.column for tile in tiles)


def draw_tiles(axes: Axes, tiles: Sequence[Tile], *, side: float) -> None:
    """Draw the squares of `side` inches; the axes must be as many inches wide and high as the grid."""
    rows, columns = grid_size(tiles)
    axes.set_xlim(0, columns)
    axes.set_ylim(rows, 0)
    axes.set_axis_off()
    for tile in tiles:
        axes.add_patch(
            Rectangle(
                (tile.column + _INSET, tile.row + _INSET), 1 - 2 * _INSET, 1 - 2 * _INSET,
                facecolor=tile.colour or "white", edgecolor=MUTED_INK, linewidth=0.6,
                hatch=None if tile.colour else "///", hatchcolor=GRID, gid="tile",
            )
        )  # fmt: skip
        if tile.is_focus:
            axes.add_patch(
                Rectangle(
                    (tile.column + _INSET, tile.row + _INSET), 1 - 2 * _INSET, 1 - 2 * _INSET,
                    fill=False, edgecolor=INK, linewidth=2.6, zorder=3, gid="focus",
                )
            )  # fmt: skip
        _write(axes, tile, side=side)


def _write(axes: Axes, tile: Tile, *, side: float) -> None:
    ink = ink_on(tile.colour) if tile.colour else INK
    weight = "bold" if tile.is_focus else "normal"
    edge = () if tile.colour else HALO
    middle = tile.column + 0.5
    name = wrap(tile.name, width=side - _PAD, lines=2, size=_NAME_SIZE, weight=weight)
    axes.text(
        middle, tile.row + 0.3, name, ha="center", va="center", fontsize=_NAME_SIZE, linespacing=1.05, color=ink,
        fontweight=weight, path_effects=edge, gid="tile name", zorder=4,
    )  # fmt: skip
    axes.text(
        middle, tile.row + 0.72, tile.figure, ha="center", va="center", fontsize=_FIGURE_SIZE, color=ink,
        fontweight="bold", path_effects=edge, gid="tile figure", zorder=4,
    )  # fmt: skip
