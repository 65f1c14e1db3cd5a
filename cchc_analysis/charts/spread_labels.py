"""Labels along one line, moved apart just so far that none covers another."""

from __future__ import annotations

from collections.abc import Sequence


def spread(wished: Sequence[float], *, space: float, low: float, high: float) -> list[float]:
    """Return a place for each label at least `space` from the next, as near to the wished ones as can be.

    The order of the wished places is kept (equal ones in the order given), and all stay between `low` and
    `high` where there is room for them.

    >>> spread([1.0, 1.0, 5.0], space=1.0, low=0.0, high=6.0)
    [0.5, 1.5, 5.0]
    """
    order = sorted(range(len(wished)), key=lambda place: wished[place])
    # Without the space between them the labels only need to rise: pools of those that would cross take their mean.
    pools: list[tuple[float, int]] = []
    for step, place in enumerate(order):
        pools.append((wished[place] - step * space, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (one, many), (other, more) = pools[-2:]
            pools[-2:] = [((one * many + other * more) / (many + more), many + more)]
    last = max(low, high - (len(wished) - 1) * space)
    flat = [min(max(mean, low), last) for mean, count in pools for _ in range(count)]
    found = [0.0] * len(wished)
    for step, (place, base) in enumerate(zip(order, flat, strict=True)):
        found[place] = base + step * space
    return found
