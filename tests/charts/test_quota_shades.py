from __future__ import annotations

import pytest
from matplotlib.colors import to_rgb

from cchc_analysis.charts.quota_shades import QUOTA_SHADES, SHARE_SCALE
from cchc_analysis.charts.style import INK


def luminance(colour: object) -> float:
    parts = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(colour))
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


@pytest.mark.parametrize("share", [0.0, 0.25, 0.4, 0.5, 0.6, 1.0])
def test_letters_are_read_on_every_shade(share: float) -> None:
    shade, letters = luminance(QUOTA_SHADES(SHARE_SCALE(share))), luminance(INK)
    assert (shade + 0.05) / (letters + 0.05) >= 5
