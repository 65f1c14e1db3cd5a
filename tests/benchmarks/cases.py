"""A measured case that never was, for what is said of measured cases."""

from __future__ import annotations

from benchmarks.measure import Measured


def case(agencies: int, criteria: int, seconds: float, **changes: object) -> Measured:
    usual: dict[str, object] = {
        "agencies": agencies, "criteria": criteria, "replications": 1000, "data": "generated",
        "shared_seconds": seconds / 10, "repeated_seconds": seconds, "loop_seconds": seconds * 2,
        "largest_difference": 0.0, "equal_ranks": True, "peak_mib": 150.0, "start_mib": 100.0,
    }  # fmt: skip
    return Measured(**(usual | changes))  # type: ignore[arg-type]
