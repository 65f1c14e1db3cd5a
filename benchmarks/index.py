"""What an uncertainty run of the index costs: in seconds, in memory, and as agencies and criteria grow.

Run as ``.venv/bin/python benchmarks/index.py``. Every case runs in a process of its own with one thread. Times are
of the processor, so that what else the machine does counts little; peak memory is the process's own.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from benchmarks.growth import best_of_rounds, growth_lines, growth_verdicts
from benchmarks.measure import Measured, measure

LEAST_RATIO, MOST_MIB = 100, 1024


@dataclass(frozen=True)
class Elsewhere:
    """A figure measured for another tool on another machine; here only to be set beside ours."""

    seconds: float
    runs: str


# ../shared/index.md, section 4: COINr 1.1.14 in R 4.2.2 with its reference BLAS, one process on an AMD EPYC with
# 2 cores, elapsed seconds (processor within 2%), median of 5 runs of get_sensitivity("UA") with N = 1000 over
# weights, normalisation and aggregation. COINr rebuilds every step in every replication, also unchanged ones.
COINR = {"51x49": Elsewhere(98.17, "96.83-98.84"), "500x100": Elsewhere(406.12, "380.96-436.82")}


def measured_apart(agencies: int, criteria: int, replications: int) -> Measured:
    """Measure one case in a fresh process, so that its peak memory is its own."""
    case = ["--case", str(agencies), str(criteria), str(replications)]
    one_thread = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    done = subprocess.run(  # noqa: S603 - this very file
        [sys.executable, str(Path(__file__).resolve()), *case],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | one_thread,
    )
    return Measured(**json.loads(done.stdout))


def compared_lines(measured: list[Measured]) -> list[str]:
    """Print cases beside COINr's figures and plain numpy."""
    heads = ["case", "data", "N", "COINr*", "every step", "shared steps", "numpy loop", "peak MiB", "at start"]
    lines = ["".join(f"{head:>14}" for head in heads)]
    ratios = ["".join(f"{head:>28}" for head in ["case", "COINr* / every step", "COINr* / shared steps",
                                                 "loop / every step", "loop / shared steps"])]  # fmt: skip
    for one in measured:
        theirs = coinr_seconds(one)
        cells = [case_name(one), one.data, one.replications]
        times = [theirs, one.repeated_seconds, one.shared_seconds, one.loop_seconds]
        cells += ["-" if seconds is None else f"{seconds:.3f} s" for seconds in times]
        cells += [f"{one.peak_mib:.0f}", f"{one.start_mib:.0f}"]
        lines.append("".join(f"{cell:>14}" for cell in cells))
        over = [(whole, part) for whole in (theirs, one.loop_seconds) for part in times[1:3]]
        said = ["-" if whole is None or part is None else f"{whole / part:.1f}" for whole, part in over]
        ratios.append("".join(f"{cell:>28}" for cell in [case_name(one), *said]))
    return [*lines, "", *ratios]


def case_name(measured: Measured) -> str:
    """Return "agencies x criteria", as the cases are asked for."""
    return f"{measured.agencies}x{measured.criteria}"


def coinr_seconds(measured: Measured) -> float | None:
    """Return what COINr took for the case elsewhere, in proportion to the replications; None if never measured."""
    known = COINR.get(case_name(measured))
    return None if known is None else known.seconds * measured.replications / 1000


def verdicts(measured: list[Measured]) -> list[str]:
    """Return what of the promise is not kept; empty if all of it is."""
    broken = []
    for one in measured:
        name, theirs = case_name(one), coinr_seconds(one)
        if theirs is not None and theirs / one.repeated_seconds < LEAST_RATIO:
            broken.append(f"{name}: less than {LEAST_RATIO} times faster than COINr")
        if one.peak_mib >= MOST_MIB:
            broken.append(f"{name}: {one.peak_mib:.0f} MiB at the peak, not under {MOST_MIB}")
        if not (one.largest_difference < 1e-9 and one.equal_ranks):
            broken.append(f"{name}: not what plain numpy gives (scores differ by {one.largest_difference:.1e})")
    return broken


def _agencies_and_criteria(size: str) -> tuple[int, int]:
    agencies, _, criteria = size.partition("x")
    return int(agencies), int(criteria)


def main(arguments: list[str] | None = None) -> int:
    """Print the tables; 1 if a promise is not kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--case", nargs=3, type=int, metavar=("AGENCIES", "CRITERIA", "REPLICATIONS"))
    parser.add_argument("--cases", nargs="+", default=["51x49", "500x100"], help="set beside COINr")
    parser.add_argument("--replications", type=int, default=1000)
    sizes = ["100x50", "200x50", "200x100", "400x100", "400x200", "800x200", "1600x200"]
    parser.add_argument("--sizes", nargs="+", default=sizes, help="to see how the cost grows")
    parser.add_argument("--growth-replications", type=int, default=200)
    parser.add_argument("--growth-rounds", type=int, default=3, help="every size is measured in each, in turns")
    asked = parser.parse_args(arguments)
    if asked.case:
        print(json.dumps(asdict(measure(*asked.case))))
        return 0
    print(f"numpy {np.__version__}, Python {platform.python_version()}, {os.cpu_count()} cores, one thread used")
    cases = [measured_apart(*_agencies_and_criteria(size), asked.replications) for size in asked.cases]
    print("\n".join(compared_lines(cases)))
    runs = ", ".join(f"{name} {one.runs} s" for name, one in COINR.items())
    print(
        "\n* COINr 1.1.14 in R 4.2.2, measured elsewhere (AMD EPYC, 2 cores, median of 5 runs with N = 1000:\n"
        f"  {runs}). It rebuilds every step each time; not a like-for-like race.\n"
        "  every step: gaps filled, normalised, weighted, aggregated and ranked anew in every replication.\n"
        "  shared steps: what no choice changes is computed once, as the library does; the same figures.\n"
        "  numpy loop: the same draws, every step, written as a plain loop; the like-for-like comparison.\n"
    )
    growth = best_of_rounds(
        [_agencies_and_criteria(size) for size in asked.sizes],
        rounds=asked.growth_rounds,
        measure=lambda agencies, criteria: measured_apart(agencies, criteria, asked.growth_replications),
    )
    print("\n".join(growth_lines(growth)))
    broken = [*verdicts([*cases, *growth]), *growth_verdicts(growth)]
    kept = f"{LEAST_RATIO} times COINr's speed, under 1 GiB, equal to numpy, linear growth: yes."
    print("\n" + ("\n".join(broken) or kept))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
