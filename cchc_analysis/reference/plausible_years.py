"""The years in which a package may be published, closed or awarded: another year is a slip, not a date."""

from __future__ import annotations

import datetime as dt
import functools
from dataclasses import dataclass
from pathlib import Path

from cchc_analysis.reference.dated_settings import load_dated_settings
from cchc_analysis.reference.errors import ReferenceFileError

YEARS_FILE = "settings/plausible_years.yml"


@dataclass(frozen=True)
class PlausibleYears:
    """Settings of our own, dated in the file: what lies outside is held for a person, whatever its source.

    From 1 January of the first year to 31 December of the last. The last year is a fixed one, so that a file says
    the same whenever it is read; it has to be moved on as years pass.
    """

    first_on: dt.date
    last_on: dt.date

    @property
    def first_year(self) -> int:
        """The first year whose days are believed."""
        return self.first_on.year

    @property
    def last_year(self) -> int:
        """The last year whose days are believed."""
        return self.last_on.year

    def holds(self, day: dt.date) -> bool:
        """Tell whether something may have happened to a package on this day."""
        return self.first_year <= day.year <= self.last_year


@functools.lru_cache(maxsize=4)
def plausible_years(reference_dir: Path | None = None) -> PlausibleYears:
    """Read ``settings/plausible_years.yml``, once in a process: every date is held against it.

    Raises `ReferenceFileError` with every limit that is missing, unknown, twice, no day, or without its own day or
    source, for days that are not the ends of years, and for a last year before the first.
    """
    years = load_dated_settings(YEARS_FILE, PlausibleYears, reference_dir=reference_dir)
    faults = [f"{years.first_on}"] if (years.first_on.month, years.first_on.day) != (1, 1) else []
    faults += [f"{years.last_on}"] if (years.last_on.month, years.last_on.day) != (12, 31) else []
    faults += [f"{years.last_on} < {years.first_on}"] if years.last_on < years.first_on else []
    if faults:
        raise ReferenceFileError(YEARS_FILE, tuple(faults))
    return years
