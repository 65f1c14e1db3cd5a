"""What verdicts on a nation's packages cost: seconds and memory, beside what a user would pick instead.

Run as ``uv run --group bench python -m benchmarks.compliance`` (or any Python with polars besides the project's
libraries). Packages are made from a seed; every contender is measured in processes of its own, in rounds in which
they take turns; the median of the runs counts. Seconds are of the clock on the wall, for engines use several
cores; those of the processor, all threads together, stand beside, for a busy machine stretches the first.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from benchmarks.compliance_contenders import BARE_SCAN, CONTENDERS, ONE_AGENCY, OURS, Places
from benchmarks.compliance_data import AGENCIES, YEARS, write_plain, write_warehouse
from benchmarks.compliance_verdicts import Run, pooled, table_lines, verdict_lines
from benchmarks.measure import peak_mib

# What the process that makes the data may give DuckDB, so that all of it stays within 2 GiB.
_MEMORY = "1GB"
_LARGE = 50_000_000
_LIBRARIES = ("duckdb", "ibis-framework", "pandas", "polars", "pyarrow")


def measured(name: str, places: Places, *, repeats: int) -> Run:
    """Run a contender in this process: once to begin with, then so many times on the clock."""
    start_mib = peak_mib()
    times = []
    for _ in range(repeats + 1):
        begun, begun_processor = time.perf_counter(), time.process_time()
        found = CONTENDERS[name](places)
        times.append((time.perf_counter() - begun, time.process_time() - begun_processor))
    return Run.of(name, found, times=times, start_mib=start_mib, peak_mib=peak_mib())


def measured_apart(name: str, folder: Path, *, repeats: int) -> Run:
    """Run a contender in a fresh process, so that its peak memory is its own."""
    done = _apart("--contender", name, "--folder", str(folder), "--repeats", str(repeats))
    return Run(**json.loads(done))


def made_apart(step: str, folder: Path, *, rows: int) -> tuple[float, float]:
    """Make the plain file or the warehouse in a fresh process; return its seconds and peak MiB."""
    begun = time.perf_counter()
    peak = json.loads(_apart("--make", step, "--folder", str(folder), "--rows", str(rows)))
    return time.perf_counter() - begun, float(peak)


def _apart(*words: str) -> str:
    project = str(Path(__file__).resolve().parents[1])
    done = subprocess.run(  # noqa: S603 - this very file
        [sys.executable, "-m", "benchmarks.compliance", *words],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=project,
    )
    return done.stdout.splitlines()[-1]


def _places(folder: Path) -> Places:
    return Places(folder / "plain" / "packages.parquet", folder / "warehouse")


def _make(step: str, folder: Path, rows: int) -> None:
    if step == "plain":
        write_plain(folder / "plain", rows=rows, memory=_MEMORY)
    else:
        write_warehouse(folder / "plain", folder / "warehouse", memory=_MEMORY)
    print(json.dumps(peak_mib()))


def _chosen(asked: Sequence[str] | None, rows: int) -> list[str]:
    names = list(asked or CONTENDERS)
    if find_spec("polars") is None:
        print("polars is not installed (uv run --group bench): left out, and so are its verdicts")
        names = [name for name in names if not name.startswith("polars")]
    if rows >= _LARGE and asked is None:
        print("this many rows: only ours and the bare scan are run; the others would not fit into the memory")
        names = [*OURS, BARE_SCAN, ONE_AGENCY]
    return names


def main(arguments: list[str] | None = None) -> int:
    """Print the table and the verdicts; 1 if a promise is not kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--folder", type=Path, help="keep the data here, and use what is here already")
    parser.add_argument("--only", nargs="+", choices=list(CONTENDERS), help="these contenders only")
    parser.add_argument("--rounds", type=int, default=3, help="fresh processes per contender, taking turns")
    parser.add_argument("--repeats", type=int, default=3, help="timed runs in each process, after a first one")
    parser.add_argument("--contender", choices=list(CONTENDERS), help=argparse.SUPPRESS)
    parser.add_argument("--make", choices=["plain", "warehouse"], help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.contender:
        print(json.dumps(asdict(measured(asked.contender, _places(asked.folder), repeats=asked.repeats))))
        return 0
    if asked.make:
        _make(asked.make, asked.folder, asked.rows)
        return 0
    with tempfile.TemporaryDirectory(prefix="cchc-benchmark-") as temporary:
        return _run(asked, asked.folder or Path(temporary))


def _run(asked: argparse.Namespace, folder: Path) -> int:
    used = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES if name != "polars" or find_spec(name))
    print(f"{used}; Python {platform.python_version()}, {os.cpu_count()} cores")
    print(f"{asked.rows:,} packages, {AGENCIES} agencies, {len(YEARS)} years, seeded")
    made = []
    for step in ("plain", "warehouse"):
        if (folder / step).exists():
            print(f"{step:>10}: kept from an earlier run")
            continue
        seconds, peak = made_apart(step, folder, rows=asked.rows)
        size = sum(path.stat().st_size for path in (folder / step).rglob("*.parquet")) / 2**20
        print(f"{step:>10}: made in {seconds:.1f} s, {peak:.0f} MiB at the peak, {size:.0f} MiB on the disk")
        made.append(peak)
    names = _chosen(asked.only, asked.rows)
    runs = [
        measured_apart(name, folder, repeats=asked.repeats)
        for turn in range(asked.rounds)
        # Every other round runs backwards: a busy spell of the machine then meets different contenders.
        for name in (names if turn % 2 == 0 else reversed(names))
    ]
    results = [pooled([run for run in runs if run.name == name]) for name in names]
    print("\n" + "\n".join(table_lines(results)) + "\n")
    lines, is_kept = verdict_lines(results, made_mib=made, is_large=asked.rows >= _LARGE)
    print("\n".join(lines))
    return 0 if is_kept else 1


if __name__ == "__main__":
    sys.exit(main())
