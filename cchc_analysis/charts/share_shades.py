"""Shades for the share of a maximum: light is high, dark is low, as lost points should be seen."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, Normalize
from matplotlib.figure import Figure

from cchc_analysis.charts.style import FOCUS, INK

SHADES = LinearSegmentedColormap.from_list("share", [FOCUS, "#4A7AA5", "#9DBDD6", "#E6EEF5"])
# Here white and dark letters stand out alike, 4:1.
_DARK_BELOW = 0.37


def shade_scale(figures: Iterable[float], *, high: float = 100) -> Normalize:
    """Return the scale from the tens below the lowest known figure to `high`."""
    known = [figure for figure in figures if not math.isnan(figure)]
    low = math.floor(min(known, default=0.0) / 10) * 10
    return Normalize(min(low, high - 10), high)


def ink_on(figure: float, scale: Normalize) -> str:
    """Return the colour of letters on the shade of a figure."""
    return "white" if not math.isnan(figure) and float(scale(figure)) < _DARK_BELOW else INK


def draw_shade_bar(
    figure: Figure, axes: Axes, *, scale: Normalize, label: str, labels: dict[float, str] | None = None
) -> None:
    """Draw the key of the shades below a plot, with ticks at tens unless `labels` gives others."""
    low, high = float(scale.vmin or 0), float(scale.vmax or 0)
    place, height = axes.get_position(), figure.get_figheight()
    bar = figure.add_axes((place.x0, place.y0 - 0.26 / height, place.width, 0.12 / height))
    bar.imshow(
        np.linspace(low, high, 256)[None, :], extent=(low, high, 0, 1), aspect="auto", cmap=SHADES, norm=scale
    )
    bar.grid(visible=False)
    bar.set_yticks([])
    ticks = labels or {float(tick): str(tick) for tick in range(int(low), int(high) + 1, 10)}
    bar.set_xlim(low, high)
    bar.set_xticks(list(ticks), list(ticks.values()))
    # The labels at the ends stay within the bar, for the page may end with it.
    bar.get_xticklabels()[0].set_horizontalalignment("left")
    bar.get_xticklabels()[-1].set_horizontalalignment("right")
    bar.set_xlabel(label, labelpad=1)
