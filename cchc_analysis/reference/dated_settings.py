"""Whole numbers that this project chose itself, each with the day it was decided, in a file of their own."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path

from cchc_analysis.reference.errors import ReferenceFileError
from cchc_analysis.reference.strict_files import read_rows, reference_file

_WHOLE = re.compile(r"[1-9]\d{0,17}", re.ASCII)


def read_dated_settings(
    file: str, named_in: str, names: Sequence[str], reference_dir: Path | None = None
) -> dict[str, int]:
    """Return the settings of a file by name; `named_in` is the column that names them.

    Raises `ReferenceFileError` with every one that is missing, unknown, twice, undated or no whole number.
    """
    path = reference_file(file, reference_dir)
    rows = read_rows(path, (named_in, "value", "decided_on", "source", "note"))
    found: dict[str, int] = {}
    faults: list[str] = []
    for name, value, decided_on in zip(rows[named_in], rows["value"], rows["decided_on"], strict=True):
        is_sound = name in names and name not in found and _WHOLE.fullmatch(value) and _is_day(decided_on)
        if is_sound:
            found[name] = int(value)
        else:
            faults.append(f"{name}: {value}, {decided_on}")
    faults += [f"{name}: –" for name in names if name not in found]
    if faults:
        raise ReferenceFileError(path.name, tuple(faults))
    return found


def _is_day(words: str) -> bool:
    try:
        return dt.date.fromisoformat(words).isoformat() == words
    except ValueError:
        return False
