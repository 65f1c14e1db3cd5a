"""Shades for what has an order or two opposite sides: navy to rust, safe for colour-blind readers."""

from __future__ import annotations

from matplotlib.colors import LinearSegmentedColormap, to_hex, to_rgb

from cchc_analysis.charts.style import FOCUS, INK

# The pale middle means "neither"; blue against orange is told apart with every kind of colour blindness.
_RUST, _SAND, _PALE, _SKY = "#B3571F", "#EDB27A", "#F4F3F0", "#6C9BC4"
# Intervals of agencies in view, and of those beside one that was asked for.
SOFT, SOFT_ASIDE = "#A9BED3", "#D4D4D4"
_DIVERGING = LinearSegmentedColormap.from_list("rust to navy", [_RUST, _SAND, _PALE, _SKY, FOCUS])
# An ordered scale needs a middle that is seen on white paper.
_ORDERED = LinearSegmentedColormap.from_list("navy to rust", [FOCUS, _SKY, "#CBD3D8", _SAND, _RUST])


def diverging_colours() -> LinearSegmentedColormap:
    """Return the shades from rust (low) over pale (middle) to navy (high)."""
    return _DIVERGING


def ordered_tones(count: int) -> list[str]:
    """Return `count` tones from the best (navy) to the worst (rust)."""
    return [to_hex(_ORDERED(place / max(count - 1, 1))) for place in range(count)]


def ink_on(colour: str) -> str:
    """Return the ink that is read best on a shade: dark on light, white on dark."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(colour)
    )
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "white" if luminance < 0.25 else INK
