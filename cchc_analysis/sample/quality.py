"""What the sample's agencies are like: how well they do, over the years, and how they see themselves."""

from __future__ import annotations

from cchc_analysis.sample.draw import Draws
from cchc_analysis.sample.layout import SAMPLE_YEARS

_FIRST_YEAR_QUALITY = (740, 800, 840, 865, 890, 915, 945)
_LOWEST, _HIGHEST = 650, 970
_USUAL_SURPLUS = (5, 12, 20, 30, 42, 55)
_OVER_SCORER_SURPLUS = (90, 140)
_OVER_SCORERS = 110


def quality(seed: int, agency_code: str, year: int) -> int:
    """Return how well an agency does in a year, per mille: a random walk that drifts upward."""
    level = Draws(seed, "quality", agency_code).quantile(_FIRST_YEAR_QUALITY)
    for walked in range(SAMPLE_YEARS.start, year):
        step = Draws(seed, "quality", agency_code, walked).between(-22, 34)
        level = min(_HIGHEST, max(_LOWEST, level + step))
    return level


def self_surplus(seed: int, agency_code: str) -> int:
    """Return how far an agency scores itself above its appraisal, per mille of the points.

    Most do so a little; about one in nine does so widely, every year.
    """
    draws = Draws(seed, "self surplus", agency_code)
    if draws.chance(_OVER_SCORERS):
        return draws.between(*_OVER_SCORER_SURPLUS)
    return draws.quantile(_USUAL_SURPLUS)
