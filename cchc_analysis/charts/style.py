"""House style of every chart: typeface, colours, line weights. Nothing outside a chart is changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from matplotlib import font_manager, patheffects, style

# DejaVu Sans (shipped with matplotlib) lends the few signs Be Vietnam Pro does not have.
FONT_FAMILY = ("Be Vietnam Pro", "DejaVu Sans")
TEXT_SIZE = 9.0
TITLE_SIZE = 12.5

INK = "#1F1F1F"
MUTED_INK = "#595959"
FOCUS = "#12436D"
REST = "#BFBFBF"
DOT = "#7A7A7A"
BAND = "#E9E9E9"
GRID = "#DDDDDD"
# UK Government Analysis Function palette: each colour stands out at least 3:1 from white.
PALETTE = ("#12436D", "#28A197", "#801650", "#F46A25")

_HOUSE: dict[str, Any] = {
    "font.family": list(FONT_FAMILY),
    "font.size": TEXT_SIZE,
    "text.color": INK,
    # A dollar sign in a name is a dollar sign, never a formula.
    "text.parse_math": False,
    "axes.edgecolor": MUTED_INK,
    "axes.labelcolor": MUTED_INK,
    "axes.labelsize": TEXT_SIZE,
    "axes.linewidth": 0.8,
    "axes.spines.left": False,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.axisbelow": True,
    "axes.grid": True,
    "axes.grid.axis": "x",
    "grid.color": GRID,
    "grid.linewidth": 0.7,
    "xtick.color": MUTED_INK,
    "xtick.labelsize": TEXT_SIZE,
    "xtick.major.size": 0,
    "ytick.labelcolor": INK,
    "ytick.labelsize": TEXT_SIZE,
    "ytick.major.size": 0,
    "ytick.alignment": "center",
    "lines.linewidth": 2.0,
    "lines.markersize": 6.5,
    "legend.frameon": False,
    "legend.fontsize": TEXT_SIZE,
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
}

# Letters with a white edge stay readable where a line passes behind them.
HALO = (patheffects.withStroke(linewidth=3, foreground="white"),)

for _file in sorted(Path(__file__).with_name("fonts").glob("*.ttf")):
    font_manager.fontManager.addfont(_file)


@contextmanager
def house_style() -> Iterator[None]:
    """Draw in house style, whatever a notebook has set, and leave matplotlib as it was found."""
    with style.context(["default", _HOUSE]):
        yield
