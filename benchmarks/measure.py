"""One case of the index benchmark, measured: processor seconds, peak memory, and whether numpy agrees."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from benchmarks.index_cases import ASEM, SEED, asem_matrix, choices, generated_matrix, plain_numpy
from cchc_analysis.index.robustness.draws import drawn_weights, random_draws
from cchc_analysis.index.robustness.monte_carlo import replay


@dataclass(frozen=True)
class Measured:
    """One case, measured in its own process: seconds, and MiB at the peak."""

    agencies: int
    criteria: int
    replications: int
    data: str
    shared_seconds: float
    repeated_seconds: float
    loop_seconds: float
    largest_difference: float
    equal_ranks: bool
    peak_mib: float
    start_mib: float


def best_of(repeats: int, work: Callable[[], object], *, clock: Callable[[], float] = time.process_time) -> float:
    """Return the shortest of several runs: what else the machine does only ever adds."""
    seconds = []
    for _ in range(repeats):
        start = clock()
        work()
        seconds.append(clock() - start)
    return min(seconds)


def measure(agencies: int, criteria: int, replications: int, *, repeats: int = 3) -> Measured:
    """Measure one case in this process."""
    start_mib = peak_mib()
    is_asem = (agencies, criteria) == (51, 49) and ASEM.is_dir()
    matrix = asem_matrix(ASEM) if is_asem else generated_matrix(agencies, criteria)
    own = choices()
    draws = random_draws(own, replications=replications, seed=SEED)
    shared = best_of(repeats, lambda: replay(matrix, own, draws, seed=SEED))
    repeated = best_of(repeats, lambda: replay(matrix, own, draws, seed=SEED, reuse=False))
    result = replay(matrix, own, draws, seed=SEED)
    peak = peak_mib()
    weights = drawn_weights(draws, own, matrix.hierarchy, seed=SEED)
    loop = best_of(repeats, lambda: plain_numpy(matrix, draws, weights))
    scores, ranks = plain_numpy(matrix, draws, weights)
    return Measured(
        agencies=agencies,
        criteria=criteria,
        replications=replications,
        data="ASEM" if is_asem else "generated",
        shared_seconds=shared,
        repeated_seconds=repeated,
        loop_seconds=loop,
        largest_difference=float(np.abs(result.scores - scores).max()),
        equal_ranks=bool((result.ranks == ranks).all()),
        peak_mib=peak,
        start_mib=start_mib,
    )


def peak_mib() -> float:
    """Return the most memory this process has held so far (Linux counts in KiB, macOS in bytes)."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)
