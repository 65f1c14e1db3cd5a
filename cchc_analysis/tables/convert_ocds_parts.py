"""The two passes over contracting data as parts on the disk, so that a run can go on where one was stopped."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import pandas as pd

from cchc_analysis.intake.digest import file_sha256
from cchc_analysis.intake.ocds.buyers import BUYER_COLUMNS
from cchc_analysis.intake.ocds.passes import OcdsFile, RuledPart, put_aside, rulings
from cchc_analysis.intake.ocds.spool import ReleaseSpool
from cchc_analysis.intake.ocds.totals import Totals
from cchc_analysis.tables.contracts import check_table


def is_read(spool: ReleaseSpool) -> bool:
    """Tell whether all releases were put aside, by a run before or this one."""
    records = spool.saved("read")
    return bool(records) and records[-1]["is_whole"]


def read_files(
    spool: ReleaseSpool, files: Sequence[OcdsFile], on_read: Callable[[int], object], size: int
) -> None:
    """Put all releases aside, from where a run before was stopped."""
    records = spool.saved("read")
    start: tuple[int, int] = tuple(records[-1]["place"]) if records else (0, 0)
    before = [0, *accumulate(file.path.stat().st_size for file in files)]

    def told(number: int, done: int) -> None:
        on_read(before[number] + done)

    for count, place in enumerate(put_aside(files, spool, start=start, on_read=told), start=1):
        if not place[1]:
            on_read(before[place[0]])
        if count % size == 0:
            spool.save("read", {"place": place, "is_whole": False})


def rule_all(
    spool: ReleaseSpool,
    files: Sequence[OcdsFile],
    folder: Path,
    on_ruled: Callable[[int, int], object],
    size: int,
) -> list[dict[str, Any]]:
    """Rule on all processes, from where a run before was stopped, and return the records of the parts."""
    parts = spool.saved("ruled")
    if not all(_is_whole(folder, part) for part in parts):
        # What came after a damaged part was told after it too.
        spool.forget("ruled")
        parts = []
    known = {name for part in parts for name in part["digests"]}
    for stale in [one for one in folder.iterdir() if one.name not in known]:
        stale.unlink()
    if parts and parts[-1]["is_last"]:
        return parts
    done, total = sum(part["release_count"] for part in parts), spool.count()
    for part in rulings(spool, files, after=parts[-1]["last"] if parts else "", size=size):
        parts.append(_written(folder, len(parts), part))
        spool.save("ruled", parts[-1])
        done += part.release_count
        on_ruled(done, total)
    return parts


def _written(folder: Path, number: int, part: RuledPart) -> dict[str, Any]:
    procedures = check_table("procedures", part.procedures)
    digests: dict[str, str] = {}
    for name, table in (("procedures", procedures), ("ocds_coverage", part.coverage.table())):
        file = folder / f"{number:06}.{name}.parquet"
        table.to_parquet(file, index=False, compression="zstd")
        digests[file.name] = file_sha256(file)
    return {
        "last": part.last,
        "is_last": part.is_last,
        "release_count": part.release_count,
        "tallies": {str(one): tally.record() for one, tally in part.tallies.items()},
        "digests": digests,
    }


def _is_whole(folder: Path, part: Mapping[str, Any]) -> bool:
    try:
        return all(file_sha256(folder / name) == digest for name, digest in part["digests"].items())
    except OSError:
        return False


def add_up(folder: Path, parts: Sequence[Mapping[str, Any]]) -> Totals:
    """Add up what the parts in a folder gave."""
    totals = Totals()
    for part in parts:
        procedures, coverage = (folder / name for name in part["digests"])
        totals.include(
            pd.read_parquet(procedures, columns=BUYER_COLUMNS),
            pd.read_parquet(coverage),
            {int(number): record for number, record in part["tallies"].items()},
        )
    return totals
