"""What published index an agency has to reach: for the next class, for a rank, or one that is named."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

import pandas as pd

from cchc_analysis.reference.classes import ClassBands
from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.stats.exact import to_decimal

Target = Literal["next_class", "index", "rank"]


@dataclass(frozen=True)
class Bound:
    """The published index to reach, and what for: a class or a place (None where that is not asked)."""

    index: Decimal
    class_code: str | None = None
    rank: int | None = None


def next_class_bound(bands: ClassBands, index: Decimal, framework: Framework) -> Bound | None:
    """Return the lowest published index of the class above an agency's own; None where no class is above."""
    better = bands.next_above(index)
    if better is None:
        return None
    return Bound(better.lowest(framework.published_decimals), class_code=better.code)


def rank_bound(peers: pd.Series, rank: int) -> Bound:
    """Return the published index that gives an agency this place among its peers.

    `peers` are the published indices of the others in its group. Equal indices share the smallest rank, so it is
    enough to equal the one who holds the place.
    """
    highest = sorted((index for index in map(to_decimal, peers) if index is not None), reverse=True)
    index = highest[rank - 1] if rank <= len(highest) else Decimal(0)
    return Bound(index, rank=rank)


def index_bound(index: float) -> Bound:
    """Return the bound at a published index that is named."""
    return Bound(Decimal(repr(float(index))))


def is_publishable(index: float, framework: Framework) -> bool:
    """Tell whether an index has no more decimals than indices are published with."""
    return not Decimal(repr(float(index))) % Decimal(1).scaleb(-framework.published_decimals)


def exact_threshold(published: Decimal, framework: Framework) -> tuple[Fraction, bool]:
    """Return the exact index from which the published one is reached, and whether that index itself reaches it.

    84.995 is published as 85.00 where halves are rounded up; where they go to the even figure, 84.985 goes down
    to 84.98 and only what is above it becomes 84.99.
    """
    unit = Decimal(1).scaleb(-framework.published_decimals)
    is_even = int(published / unit) % 2 == 0
    is_reached = framework.published_rounding == "half_up" or is_even
    return Fraction(published - unit / 2), is_reached
