"""The shades of online shares, always from 0 to 100 %, so that two pictures compare."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, Normalize
from matplotlib.figure import Figure

from cchc_analysis.charts.matrix_page import draw_shade_key
from cchc_analysis.charts.quota_words import printed_quota
from cchc_analysis.texts import Language

# Light throughout, so that dark letters are read on every shade; the darkest shade is the lowest share.
QUOTA_SHADES = LinearSegmentedColormap.from_list("quota", ["#7FA8C9", "#F4F8FB"])
SHARE_SCALE = Normalize(0.0, 1.0)
_TICKS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


def draw_share_key(figure: Figure, axes: Axes, *, label: str, language: Language) -> None:
    """Draw the key of the shades below the cells."""
    ticks = {tick: printed_quota(tick * 100, language) for tick in _TICKS}
    draw_shade_key(figure, axes, shades=QUOTA_SHADES, scale=SHARE_SCALE, ticks=ticks, label=label)
