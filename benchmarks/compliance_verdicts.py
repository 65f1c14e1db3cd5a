"""What was measured of the compliance benchmark, and whether the promises are kept."""

from __future__ import annotations

import hashlib
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from benchmarks.compliance_contenders import BARE_SCAN, COLUMNS, ONE_AGENCY, OURS

MOST_OF_SCAN, MOST_MIB, LEAST_OF_PANDAS, MOST_ONE_AGENCY_SECONDS, MOST_LARGE_MIB = 1.3, 300, 7, 0.020, 2048
_STREAMING, _PANDAS = "polars streaming", "pandas, columns"


@dataclass(frozen=True)
class Run:
    """One contender measured: seconds of the first run and of each after it, MiB, and what its figures were."""

    name: str
    first_seconds: float
    seconds: list[float]
    processor_seconds: list[float]
    start_mib: float
    peak_mib: float
    figures: str

    @classmethod
    def of(
        cls,
        name: str,
        found: pd.DataFrame,
        *,
        times: Sequence[tuple[float, float]],
        start_mib: float,
        peak_mib: float,
    ) -> Run:
        """Make one of what a contender found; `times` (on the wall, of the processor) begin with the first run."""
        (first, _), *warm = times
        seconds, processor = ([float(one[place]) for one in warm] for place in (0, 1))
        return cls(name, first, seconds, processor, start_mib, peak_mib, figures_digest(found))

    @property
    def median_seconds(self) -> float:
        """The run in the middle."""
        return statistics.median(self.seconds)

    @property
    def median_processor_seconds(self) -> float:
        """The same of processor time, all threads together: what else the machine does counts little in it."""
        return statistics.median(self.processor_seconds)


def figures_digest(found: pd.DataFrame) -> str:
    """Return a digest of the sums of every agency and year that has any; "" for what gives no such sums."""
    if not set(COLUMNS) <= set(found.columns):
        return ""
    table = found[COLUMNS].astype({name: "int64" for name in COLUMNS if name != "agency_code"})
    table = table[table["eligible_count"] > 0].sort_values(["year", "agency_code"])
    return hashlib.sha256(table.to_csv(index=False).encode()).hexdigest()[:16]


def pooled(runs: Sequence[Run]) -> Run:
    """Return the runs of one contender as one: all times, the highest peak; different figures stay visible."""
    return replace(
        runs[0],
        first_seconds=statistics.median(run.first_seconds for run in runs),
        seconds=[one for run in runs for one in run.seconds],
        processor_seconds=[one for run in runs for one in run.processor_seconds],
        start_mib=max(run.start_mib for run in runs),
        peak_mib=max(run.peak_mib for run in runs),
        figures=" ".join(sorted({run.figures for run in runs})),
    )


def table_lines(results: Sequence[Run]) -> list[str]:
    """Print what was measured, and each time as a multiple of the bare scan's."""
    heads = ["first s", "median s", "x bare scan", "processor s", "peak MiB", "at start"]
    lines = [f"{'':>22}" + "".join(f"{head:>14}" for head in heads) + "  figures"]
    scan = next((one.median_seconds for one in results if one.name == BARE_SCAN), None)
    for one in results:
        multiple = "-" if scan is None else f"{one.median_seconds / scan:.2f}"
        cells = [f"{one.first_seconds:.3f}", f"{one.median_seconds:.3f}", multiple]
        cells += [f"{one.median_processor_seconds:.3f}"]
        cells += [f"{one.peak_mib:.0f}", f"{one.start_mib:.0f}"]
        lines.append(f"{one.name:>22}" + "".join(f"{cell:>14}" for cell in cells) + f"  {one.figures}")
    return lines


def verdict_lines(results: Sequence[Run], *, made_mib: Sequence[float], is_large: bool) -> tuple[list[str], bool]:
    """Say of each promise whether it is kept, and whether all are that could be asked.

    With `is_large` rows only memory is promised: that of making, laying out and judging.
    """
    known = {one.name: one for one in results}
    said: list[tuple[bool, str]] = []
    asked = [one for one in results if one.name not in (BARE_SCAN, ONE_AGENCY)]
    if len(asked) > 1:
        said.append((len({one.figures for one in asked}) == 1 and "" not in {one.figures for one in asked},
                     "all figures are equal"))  # fmt: skip
    for ours in (known[name] for name in OURS if name in known):
        if is_large:
            peak = max([ours.peak_mib, *made_mib])
            words = f"{ours.name}: made, laid out and judged within {MOST_LARGE_MIB} MiB: {peak:.0f}"
            said.append((peak <= MOST_LARGE_MIB, words))
            continue
        said.append((ours.peak_mib < MOST_MIB, f"{ours.name}: {ours.peak_mib:.0f} MiB, under {MOST_MIB}"))
        said += [
            (holds(wall), f"{ours.name}: {wall:.2f} {words} (processor: {processor:.2f})")
            for other, words, holds, is_inverse in _RATIOS
            if other in known
            for wall, processor in [_ratios(known[other], ours) if is_inverse else _ratios(ours, known[other])]
        ]
    if ONE_AGENCY in known:
        seconds = known[ONE_AGENCY].median_seconds
        said.append(
            (seconds < MOST_ONE_AGENCY_SECONDS, f"one agency in one year: {seconds * 1000:.1f} ms, under 20")
        )
    lines = [f"{'yes' if is_kept else 'NO':>4}  {words}" for is_kept, words in said]
    return lines, all(is_kept for is_kept, _ in said)


def _ratios(one: Run, other: Run) -> tuple[float, float]:
    return (
        one.median_seconds / other.median_seconds,
        one.median_processor_seconds / other.median_processor_seconds,
    )


_RATIOS = (
    (_STREAMING, "of polars streaming's time, no more than 1", lambda ratio: ratio <= 1, False),
    (BARE_SCAN, f"of the bare scan's time, no more than {MOST_OF_SCAN}",
     lambda ratio: ratio <= MOST_OF_SCAN, False),
    (_PANDAS, f"times faster than pandas with columns pushed down, at least {LEAST_OF_PANDAS}",
     lambda ratio: ratio >= LEAST_OF_PANDAS, True),
    ("pandas", f"times faster than pandas reading all, at least {LEAST_OF_PANDAS}",
     lambda ratio: ratio >= LEAST_OF_PANDAS, True),
)  # fmt: skip
