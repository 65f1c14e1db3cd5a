from __future__ import annotations

import pytest

from cchc_analysis.charts.share_shades import SHADES, ink_on, shade_scale
from cchc_analysis.charts.style import INK


def luminance(colour: tuple[float, ...]) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour[:3]
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_light_is_high() -> None:
    shades = [luminance(SHADES(place / 20)) for place in range(21)]
    assert shades == sorted(shades)


@pytest.mark.parametrize("figure", range(0, 101, 5))
def test_letters_stand_out_from_every_shade(figure: int) -> None:
    scale = shade_scale([0.0, 100.0])
    ground = luminance(SHADES(float(scale(figure))))
    letters = 1.0 if ink_on(figure, scale) == "white" else luminance((0x1F / 255,) * 3)
    assert (max(ground, letters) + 0.05) / (min(ground, letters) + 0.05) >= 4


def test_the_scale_begins_at_the_tens_below_the_lowest_known_figure() -> None:
    assert shade_scale([float("nan"), 72.0, 95.0]).vmin == 70
    assert shade_scale([100.0]).vmin == 90
    assert shade_scale([]).vmin == 0
    assert ink_on(float("nan"), shade_scale([50.0])) == INK
