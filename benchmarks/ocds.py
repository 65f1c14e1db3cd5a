"""How much memory converting OCDS takes, and how it grows with the data: the real files under new ocids.

Run by hand on Linux or macOS: `.venv/bin/python -m benchmarks.ocds --mib 75 300`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import peak_mib

FOLDER = Path(os.environ.get("CCHC_SHARED_DATA", "../shared/data")) / "ocds"


def repeated_lines(folder: Path, byte_count: int) -> Iterator[str]:
    """Give the JSON values of real files as lines, again and again under other ocids, up to so many bytes.

    All files of one round come before the next round, so that the releases of one process, which stand in several
    files, are as far apart as the files are.
    """
    texts = [
        json.dumps(json.loads(path.read_bytes()), ensure_ascii=False) for path in sorted(folder.rglob("*.json"))
    ]
    # Compact and spaced: an ocid is written as a value of that key and nowhere else.
    written, number = 0, 0
    while written < byte_count:
        for text in texts:
            line = text.replace('"ocid": "', f'"ocid": "{number}-') + "\n"
            written += len(line.encode())
            yield line
        number += 1


def converted(path: Path) -> str:
    """Convert a file in this process; say how long it took and the most memory it held."""
    from cchc_analysis.tables.convert import convert_source  # noqa: PLC0415 - the others only write

    start, start_mib = time.perf_counter(), peak_mib()
    warehouse = convert_source(path)
    releases, processes = warehouse.files[0].counts
    seconds, mib = time.perf_counter() - start, path.stat().st_size / 1024**2
    cells = (mib, releases.read, processes.read, processes.used, seconds, peak_mib(), start_mib)
    return "{:>10.0f}{:>12,}{:>12,}{:>12,}{:>10.0f}{:>12.0f}{:>12.0f}".format(*cells)


def main() -> None:
    """Write files of the sizes asked for, convert each in a process of its own, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mib", type=int, nargs="+", default=[75, 300])
    parser.add_argument("--convert", type=Path, help="convert this file in this process, and say what it took")
    asked = parser.parse_args()
    if asked.convert:
        print(converted(asked.convert))
        return
    heads = ("MiB", "releases", "processes", "rows", "seconds", "peak MiB", "at start")
    print("".join(f"{head:>{width}}" for head, width in zip(heads, (10, 12, 12, 12, 10, 12, 12), strict=True)))
    with tempfile.TemporaryDirectory() as folder:
        for mib in asked.mib:
            path = Path(folder) / f"{mib}.jsonl"
            with path.open("w", encoding="utf-8") as stream:
                stream.writelines(repeated_lines(FOLDER, mib * 1024**2))
            subprocess.run(  # noqa: S603 - this very program
                [sys.executable, "-m", "benchmarks.ocds", "--convert", str(path)],
                env={**os.environ, "CCHC_WAREHOUSE_DIR": f"{folder}/warehouse"},
                check=True,
            )
            path.unlink()


if __name__ == "__main__":
    main()
