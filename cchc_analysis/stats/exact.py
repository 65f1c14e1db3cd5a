"""Exact decimal arithmetic on floats that stand for decimals typed by people."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import Literal

Rounding = Literal["half_up", "half_even"]

_MODES = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN}


def to_decimal(value: float) -> Decimal | None:
    """Return the decimal that was typed (the shortest text that gives this float); NaN is None."""
    return None if math.isnan(value) else Decimal(repr(float(value)))


def sum_or_missing(values: Iterable[Decimal | None]) -> Decimal | None:
    """Add exactly; one missing part makes the sum missing, never smaller."""
    total = Decimal(0)
    for value in values:
        if value is None:
            return None
        total += value
    return total


def round_decimal(value: Decimal, decimals: int, rounding: Rounding) -> Decimal:
    """Round once, by the stated rule."""
    return value.quantize(Decimal(1).scaleb(-decimals), _MODES[rounding])
