"""Write the sample city's files, whole or not at all, with their checksums last."""

from __future__ import annotations

import csv
import hashlib
import io
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from cchc_analysis.sample.layout import CHECKSUM_FILE, TABLE_COLUMNS
from cchc_analysis.sample.measures import measure_rows
from cchc_analysis.sample.packages import package_rows
from cchc_analysis.sample.procedures import procedure_rows
from cchc_analysis.sample.reports import report_rows
from cchc_analysis.sample.scores import score_rows

_ROWS: dict[str, Callable[[int], Iterator[tuple[str, ...]]]] = {
    "scores": score_rows,
    "packages": package_rows,
    "reports": report_rows,
    "measures": measure_rows,
    "procedures": procedure_rows,
}


def write_sample(folder: Path, seed: int = 2020) -> list[Path]:
    """Make the sample city in `folder` and return its files: the tables and their checksums.

    The same seed and registry give the same bytes everywhere (UTF-8, NFC, LF). Files are made beside
    the folder and moved in when all are done, the checksums last: a run cut short leaves either the
    old files or files that their checksums refuse. Other files of the folder are left alone.
    """
    contents = {f"{name}.csv": _csv_bytes(name, rows(seed)) for name, rows in _ROWS.items()}
    contents[CHECKSUM_FILE] = _checksums(contents)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".sample-", dir=folder.parent) as beside:
        for name, content in contents.items():
            (Path(beside) / name).write_bytes(content)
        return [(Path(beside) / name).replace(folder / name) for name in contents]


def _csv_bytes(name: str, rows: Iterable[tuple[str, ...]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(TABLE_COLUMNS[name])
    writer.writerows(rows)
    return unicodedata.normalize("NFC", text.getvalue()).encode("utf-8")


def _checksums(contents: dict[str, bytes]) -> bytes:
    lines = [f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(contents.items())]
    return "".join(lines).encode("ascii")
