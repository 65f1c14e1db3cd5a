"""Amounts in whole units whose sum is the sum rounded once (largest remainder)."""

from __future__ import annotations

from collections.abc import Sequence


def rounded(amount: int, unit: int) -> int:
    """Return a non-negative amount in whole units, half up."""
    return (2 * amount + unit) // (2 * unit)


def apportion(amounts: Sequence[int], unit: int, *, total: int | None = None) -> list[int]:
    """Return non-negative amounts in whole units that add up to `total` (default: their sum, rounded half up).

    Each is rounded down, and what is still missing goes, one unit each, to the largest remainders (the first of
    equal ones): every figure is less than one unit away from its amount, and nothing grows where nothing was.

    Raises `ValueError` for a total that no such rounding reaches.
    """
    whole = [amount // unit for amount in amounts]
    wanted = rounded(sum(amounts), unit) if total is None else total
    missing = wanted - sum(whole)
    by_remainder = sorted(range(len(amounts)), key=lambda place: -(amounts[place] % unit))
    if not 0 <= missing <= sum(amount % unit > 0 for amount in amounts):
        raise ValueError(f"{wanted} is no rounding of {sum(amounts)} / {unit}")
    for place in by_remainder[:missing]:
        whole[place] += 1
    return whole
