"""How the cost of one replication of the index grows with agencies × criteria, and whether that is too fast."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable

import numpy as np

from benchmarks.measure import Measured

MOST_GROWTH = 1.15


def best_of_rounds(
    sizes: Iterable[tuple[int, int]], *, rounds: int, measure: Callable[[int, int], Measured]
) -> list[Measured]:
    """Measure every size in each of several rounds and keep, size by size, the quickest.

    The sizes take turns, and every other round runs backwards: a busy spell of the machine then meets different
    sizes in different rounds instead of making the large ones, or the small ones, look dear in all of them.
    """
    asked = list(sizes)
    runs: dict[tuple[int, int], list[Measured]] = {size: [] for size in asked}
    for number in range(rounds):
        for size in asked if number % 2 == 0 else reversed(asked):
            runs[size].append(measure(*size))
    return [_best(runs[size]) for size in asked]


def _best(runs: list[Measured]) -> Measured:
    """Return the shortest times of several runs of one case, with the worst of what is no matter of luck."""
    return dataclasses.replace(
        runs[0],
        shared_seconds=min(run.shared_seconds for run in runs),
        repeated_seconds=min(run.repeated_seconds for run in runs),
        loop_seconds=min(run.loop_seconds for run in runs),
        # The worst, and a figure that is no number above all: max() would pass over it.
        largest_difference=float(np.max([run.largest_difference for run in runs])),
        equal_ranks=all(run.equal_ranks for run in runs),
        peak_mib=max(run.peak_mib for run in runs),
    )


def growth_exponent(figures: list[int], seconds: list[float]) -> float:
    """Return b of seconds = a × figures^b, fitted on logarithms: 1 is linear growth."""
    slope, _ = np.polyfit(np.log(figures), np.log(seconds), 1)
    return float(slope)


def growth_lines(measured: list[Measured]) -> list[str]:
    """Print the cost of a replication by size, and the exponents of its growth."""
    heads = ["agencies", "criteria", "product", "every step, us", "ns per figure", "shared, us", "ns per figure"]
    lines = ["Cost of one replication:", "".join(f"{head:>16}" for head in heads)]
    sizes, repeated, shared = costs_by_size(measured)
    for one, size, *costs in zip(measured, sizes, repeated, shared, strict=True):
        cells = [str(one.agencies), str(one.criteria), str(size)]
        for seconds in costs:
            cells += [f"{seconds * 1e6:.1f}", f"{seconds * 1e9 / size:.2f}"]
        lines.append("".join(f"{cell:>16}" for cell in cells))
    for said, costs in (("every step computed", repeated), ("shared steps", shared)):
        whole, larger = growth_exponent(sizes, costs), larger_half_exponent(sizes, costs)
        grown = f"exponent {whole:.2f} over all sizes, {larger:.2f} over the larger half"
        lines.append(f"Growth with agencies x criteria, {said}: {grown}")
    return [*lines, "(1 is linear; less where costs that do not grow with the product still show)"]


def costs_by_size(measured: list[Measured]) -> tuple[list[int], list[float], list[float]]:
    """Return agencies × criteria and the seconds of one replication: every step computed, and steps shared."""
    return (
        [one.agencies * one.criteria for one in measured],
        [one.repeated_seconds / one.replications for one in measured],
        [one.shared_seconds / one.replications for one in measured],
    )


def larger_half_exponent(sizes: list[int], seconds: list[float]) -> float:
    """Return the exponent of growth over the larger half of the sizes, where fixed costs no longer hide it."""
    half = len(sizes) // 2
    return growth_exponent(sizes[half:], seconds[half:])


def growth_verdicts(measured: list[Measured]) -> list[str]:
    """Return where the cost of a replication grows faster than agencies × criteria; empty if it does not."""
    sizes, repeated, shared = costs_by_size(measured)
    exponents = {
        "every step computed": larger_half_exponent(sizes, repeated),
        "shared steps": larger_half_exponent(sizes, shared),
    }
    # Written so that an exponent that is no number is a broken promise too.
    return [
        f"{said}: the cost grows with the power {exponent:.2f} of agencies x criteria, not {MOST_GROWTH} or less"
        for said, exponent in exponents.items()
        if not exponent <= MOST_GROWTH
    ]
