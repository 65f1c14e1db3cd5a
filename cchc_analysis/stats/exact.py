"""Exact decimal arithmetic on floats that stand for decimals typed by people."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Literal

Rounding = Literal["half_up", "half_even"]

_MODES = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN}


def to_decimal(value: float) -> Decimal | None:
    """Return the decimal that was typed (the shortest text that gives this float); NaN is None."""
    return None if math.isnan(value) else Decimal(repr(float(value)))


def to_fraction(value: float) -> Fraction | None:
    """Return the decimal that was typed as a fraction, for exact quotients; NaN is None."""
    exact = to_decimal(value)
    return None if exact is None else Fraction(exact)


def as_float(value: Decimal | Fraction | None) -> float:
    """Return an exact figure as an ordinary number for a table; None is NaN."""
    return math.nan if value is None else float(value)


def difference(whole: Decimal | None, part: Decimal | None) -> Decimal | None:
    """Subtract exactly; what is missing on either side makes the difference missing."""
    return None if whole is None or part is None else whole - part


def sum_fractions(values: Iterable[Fraction]) -> Fraction:
    """Add exactly; nothing adds up to 0."""
    return sum(values, Fraction(0))


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
