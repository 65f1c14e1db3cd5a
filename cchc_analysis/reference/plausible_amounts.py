"""What a package or a procurement report may hold: amounts outside are not believed, whatever their source."""

from __future__ import annotations

import datetime as dt
import functools
import re
from dataclasses import dataclass, fields
from pathlib import Path

from cchc_analysis.reference.errors import ReferenceFileError
from cchc_analysis.reference.strict_files import read_rows, reference_file

_FILE = "plausible_amounts.csv"
_COLUMNS = ("limit", "value", "decided_on", "source", "note")
_WHOLE = re.compile(r"[1-9]\d{0,17}", re.ASCII)


@dataclass(frozen=True)
class PlausibleAmounts:
    """Settings of our own, dated in the file: they hold what is asked about and judge nothing."""

    least_package_vnd: int
    most_package_vnd: int
    most_report_packages: int
    most_report_vnd: int
    most_bidders: int

    def is_price(self, value_vnd: int) -> bool:
        """Tell whether a package may have this price (whole đồng)."""
        return self.least_package_vnd <= value_vnd <= self.most_package_vnd


@functools.lru_cache(maxsize=4)
def plausible_amounts(reference_dir: Path | None = None) -> PlausibleAmounts:
    """Read `plausible_amounts.csv`, once in a process: every price is held against it.

    Raises `ReferenceFileError` with every limit that is missing, unknown, twice, undated or no whole number.
    """
    path = reference_file(_FILE, reference_dir)
    rows = read_rows(path, _COLUMNS)
    names = [one.name for one in fields(PlausibleAmounts)]
    found: dict[str, int] = {}
    faults: list[str] = []
    for name, value, decided_on in zip(rows["limit"], rows["value"], rows["decided_on"], strict=True):
        is_sound = name in names and name not in found and _WHOLE.fullmatch(value) and _is_day(decided_on)
        if is_sound:
            found[name] = int(value)
        else:
            faults.append(f"{name}: {value}, {decided_on}")
    faults += [f"{name}: –" for name in names if name not in found]
    if faults:
        raise ReferenceFileError(path.name, tuple(faults))
    return PlausibleAmounts(**found)


def _is_day(words: str) -> bool:
    try:
        return dt.date.fromisoformat(words).isoformat() == words
    except ValueError:
        return False
