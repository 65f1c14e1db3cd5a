"""What a projection to the end of the year is made with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cchc_analysis.reference.dated_settings import load_dated_settings
from cchc_analysis.reference.errors import ReferenceFileError

PROJECTION_FILE = "settings/projection.yml"


@dataclass(frozen=True)
class ProjectionSettings:
    """Settings of our own, dated in the file.

    `level_pct` is the percent of years that an interval is meant to hold, `least_years` the least number of
    earlier years that it is made of.
    """

    level_pct: int
    least_years: int

    @property
    def level(self) -> float:
        """The level as a share, 0-1."""
        return self.level_pct / 100


def load_projection_settings(reference_dir: Path | None = None) -> ProjectionSettings:
    """Read ``settings/projection.yml``.

    Raises `ReferenceFileError` with every fault of the file, also for a level of 100 % or more, which no interval
    holds, and for fewer than two years, which tell no spread.
    """
    settings = load_dated_settings(PROJECTION_FILE, ProjectionSettings, reference_dir=reference_dir)
    faults = [f"level_pct: {settings.level_pct}"] if settings.level_pct >= 100 else []
    faults += [f"least_years: {settings.least_years}"] if settings.least_years < 2 else []
    if faults:
        raise ReferenceFileError(PROJECTION_FILE, tuple(faults))
    return settings
