from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from cchc_analysis.charts.tile_grid import Tile, draw_tiles, grid_size

TILES = [Tile(0, 1, "Quận 1", "60,0%", "#12436D"), Tile(2, 0, "Quận Bình Thạnh", "–", None, is_focus=True)]


def test_the_grid_is_as_large_as_its_furthest_squares() -> None:
    assert grid_size(TILES) == (3, 2)


def test_squares_keep_apart_and_letters_are_read_on_every_shade() -> None:
    axes = Figure().add_subplot()
    draw_tiles(axes, TILES, side=0.86)
    own = [patch for patch in axes.patches if isinstance(patch, Rectangle) and patch.get_gid() == "tile"]
    assert all(patch.get_width() < 1 and patch.get_height() < 1 for patch in own)
    names = {text.get_text(): text for text in axes.texts if isinstance(text, Text)}
    assert names["Quận 1"].get_color() == "white"
    assert names["Quận Bình\nThạnh"].get_fontweight() == "bold"
    assert axes.get_ylim() == (3, 0)
