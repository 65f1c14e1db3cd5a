"""Opens workbooks in a child process with a time and a memory limit: a crash costs one file, not the run.

``python -m cchc_analysis.intake.workbook.sandbox`` is that child: framed files in, one line of JSON each out.
"""

from __future__ import annotations

import faulthandler
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import astuple
from typing import BinaryIO

from cchc_analysis.intake.workbook.cells import Cell, Sheet, read_cells

_MEMORY_LIMIT_BYTES = 2 * 1024**3
_SECONDS_PER_FILE = 60
# A list of 999,000 cells has 4 MiB; reading it took 71 seconds beside other work.
_SECONDS_PER_MIB = 20
_LENGTH_BYTES = 8
_GREETING = b"ready"


class SandboxError(RuntimeError):
    """The reading process does not start on this computer: no file can be blamed for it."""


def read_workbooks(
    contents: Sequence[bytes], *, seconds_per_file: int = _SECONDS_PER_FILE
) -> list[tuple[Sheet, ...] | None]:
    """Read the cells of each file; None for one that crashed the reader or outran its time.

    One child reads file after file. When it dies, the first file without an answer is the culprit and a
    new child takes the rest, so no file can harm another. Raises `SandboxError` when no child starts.
    """
    results: list[tuple[Sheet, ...] | None] = []
    while len(results) < len(contents):
        results += _read_in_child(contents[len(results) :], seconds_per_file)
        if len(results) < len(contents):
            results.append(None)
    return results


def _read_in_child(contents: Sequence[bytes], seconds_per_file: int) -> list[tuple[Sheet, ...] | None]:
    frames = b"".join(len(content).to_bytes(_LENGTH_BYTES, "big") + content for content in contents)
    child = subprocess.run(  # noqa: S603 - this module under this interpreter; files travel as input only
        [sys.executable, "-P", "-m", __name__, str(seconds_per_file)],
        input=frames,
        capture_output=True,
        check=False,
        # Each thread of a numeric library would claim a share of the memory limit before any file is read.
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
    )
    # A line without its end was cut off by the crash.
    greeting, *answers = child.stdout.split(b"\n")[:-1] or [b""]
    if greeting != _GREETING:
        raise SandboxError(child.stderr.decode("utf-8", "replace"))
    return [_decode(line) for line in answers]


def _encode(sheets: tuple[Sheet, ...]) -> bytes:
    plain = [
        (
            sheet.name,
            sheet.is_visible,
            [astuple(cell) for cell in sheet.cells],
            sorted(sheet.hidden_rows),
            sorted(sheet.hidden_columns),
            sheet.merged,
        )
        for sheet in sheets
    ]
    return json.dumps(plain).encode("ascii")


def _decode(line: bytes) -> tuple[Sheet, ...]:
    return tuple(
        Sheet(
            name,
            is_visible,
            tuple(Cell(*cell) for cell in cells),
            frozenset(hidden_rows),
            frozenset(hidden_columns),
            tuple((top, left, bottom, right) for top, left, bottom, right in merged),
        )
        for name, is_visible, cells, hidden_rows, hidden_columns, merged in json.loads(line)
    )


def _limit_memory() -> None:
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 - the module exists on Unix only

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_LIMIT_BYTES, _MEMORY_LIMIT_BYTES))


def _most_seconds(content: bytes, seconds_per_file: int) -> int:
    return seconds_per_file + len(content) // 1024**2 * _SECONDS_PER_MIB


def _serve(stream: BinaryIO, answers: BinaryIO, seconds_per_file: int) -> None:
    answers.write(_GREETING + b"\n")
    answers.flush()
    while length := stream.read(_LENGTH_BYTES):
        content = stream.read(int.from_bytes(length, "big"))
        # The watchdog ends the process even when a parser never returns to Python.
        faulthandler.dump_traceback_later(_most_seconds(content, seconds_per_file), exit=True)
        answers.write(_encode(read_cells(content)) + b"\n")
        answers.flush()
        faulthandler.cancel_dump_traceback_later()


if __name__ == "__main__":
    _limit_memory()
    _serve(sys.stdin.buffer, sys.stdout.buffer, int(sys.argv[1]))
