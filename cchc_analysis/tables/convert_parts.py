"""The parts of a file under conversion, each written whole before the next is read, so that a run can go on."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import pandas as pd

from cchc_analysis.intake.digest import file_sha256
from cchc_analysis.intake.findings import Finding, finding_of
from cchc_analysis.intake.stream.parts import Lost, Part, RowReader
from cchc_analysis.intake.stream.records import Mark, record_batches
from cchc_analysis.tables.contracts import check_table

_MOST_NAMED = 100
# A finding on one cell names its column behind the row.
_ROW = re.compile(r"row (\d+)(?: · .*)?", re.DOTALL)


@dataclass(frozen=True)
class WrittenPart:
    """A part on the disk: where the file goes on after it, how many rows it holds, what its files are.

    `explained_rows` are the first of the rows that are no package, as many as a finding names.
    """

    end: Mark
    read: int
    lost: int
    explained: int
    explained_rows: list[int]
    digests: dict[str, str]


def write_parts(
    path: Path, reader: RowReader, *, file: str, folder: Path, on_read: Callable[[int], object], size: int
) -> list[WrittenPart]:
    """Read a file from where the parts in `folder` end, and write the rest of it as parts.

    A part that is not whole, or not what was written, is read again, and so is all after it. `on_read` is told how
    many bytes of the file have been read. Raises `IntakeError` if the file has to be refused.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = list(_whole_parts(folder))
    for stale in (
        set(folder.iterdir())
        - {folder / name for part in written for name in part.digests}
        - {_record(folder, number) for number in range(len(written))}
    ):
        stale.unlink()
    start = written[-1].end if written else reader.first
    batches = record_batches(
        path, file=file, delimiter=reader.delimiter, size=size, start=start, width=reader.width
    )
    for batch in batches:
        written.append(_write(folder, len(written), reader.read(batch.records), batch.end))
        on_read(batch.file_bytes)
    return written


def read_findings(folder: Path) -> Iterator[Finding]:
    """Give back the findings on single rows, in the order of the rows."""
    for path in sorted(folder.glob("*.findings.jsonl")):
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield finding_of(json.loads(line))


def row_of(finding: Finding) -> int:
    """Return the row a finding is about; 0 for one about the whole file."""
    place = _ROW.fullmatch(finding.place)
    return int(place[1]) if place else 0


def _whole_parts(folder: Path) -> Iterator[WrittenPart]:
    number = 0
    while True:
        try:
            entry = json.loads(_record(folder, number).read_text(encoding="utf-8"))
            part = WrittenPart(**{**entry, "end": Mark(**entry["end"])})
            is_whole = all(file_sha256(folder / name) == digest for name, digest in part.digests.items())
        except (OSError, ValueError, TypeError, KeyError):
            return
        if not is_whole:
            return
        yield part
        number += 1


def _write(folder: Path, number: int, part: Part, end: Mark) -> WrittenPart:
    stem = f"{number:06}"
    check_table("packages", part.packages.drop_duplicates("package_id"))
    frames = {"rows": part.packages, "keys": part.keys, "lost": _lost_frame(part.lost)}
    if part.outcomes is not None:
        frames["outcomes"] = part.outcomes
    for name, frame in frames.items():
        frame.to_parquet(folder / f"{stem}.{name}.parquet", index=False, compression="zstd")
    lines = (
        json.dumps(asdict(finding), ensure_ascii=False) + "\n" for finding in sorted(part.findings, key=row_of)
    )
    (folder / f"{stem}.findings.jsonl").write_text("".join(lines), encoding="utf-8")
    names = [*(f"{stem}.{name}.parquet" for name in frames), f"{stem}.findings.jsonl"]
    written = WrittenPart(
        end,
        read=len(part.packages) + len(part.lost) + len(part.explained),
        lost=len(part.lost),
        explained=len(part.explained),
        explained_rows=list(part.explained[:_MOST_NAMED]),
        digests={name: file_sha256(folder / name) for name in names},
    )
    # The record comes last and at once: a part without one was not written.
    draft = folder / f"{stem}.draft"
    draft.write_text(json.dumps(asdict(written)), encoding="utf-8")
    draft.replace(_record(folder, number))
    return written


def _lost_frame(lost: tuple[Lost, ...]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "row": [one.row for one in lost],
            "cells": [json.dumps(one.cells, ensure_ascii=False) for one in lost],
            "code": [one.code for one in lost],
            "severity": [one.severity.value for one in lost],
        }
    ).astype({"row": "int64", "cells": "str", "code": "str", "severity": "str"})


def _record(folder: Path, number: int) -> Path:
    return folder / f"{number:06}.json"
