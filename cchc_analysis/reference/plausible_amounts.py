"""What a package, process or report may hold: what lies outside is not believed, whatever its source."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

from cchc_analysis.reference.dated_settings import load_dated_settings

AMOUNTS_FILE = "settings/plausible_amounts.yml"


@dataclass(frozen=True)
class PlausibleAmounts:
    """Settings of our own, dated in the file: they hold what is asked about and judge nothing."""

    least_package_vnd: int
    most_package_vnd: int
    least_sure_dong: int
    least_median_dong: int
    slip_below_median: int
    slip_above_median: int
    most_report_packages: int
    most_report_vnd: int
    most_bidders: int
    most_releases: int

    def is_price(self, value_vnd: int) -> bool:
        """Tell whether a package may have this price (whole đồng)."""
        return self.least_package_vnd <= value_vnd <= self.most_package_vnd


@functools.lru_cache(maxsize=4)
def plausible_amounts(reference_dir: Path | None = None) -> PlausibleAmounts:
    """Read ``settings/plausible_amounts.yml``, once in a process: every price is held against it.

    Raises `ReferenceFileError` with every limit that is missing, unknown, twice, no whole number, or without its
    day or source.
    """
    return load_dated_settings(AMOUNTS_FILE, PlausibleAmounts, reference_dir=reference_dir)
