"""Who is assessed in a year's reform index, and how well that is known."""

from __future__ import annotations

import functools
from pathlib import Path

import pandas as pd

from cchc_analysis.settings import load_settings
from cchc_analysis.texts import Language, SpokenError, text


class UnsourcedListError(SpokenError, LookupError):
    """No list of assessed agencies is recorded for a year; guessing one would decide who has no score."""

    key = "agencies.unsourced_list"

    def __init__(self, year: int, known_years: tuple[int, ...]) -> None:
        self.year = year
        self.known_years = known_years
        super().__init__(year=year, known_years=known_years)

    def message(self, language: Language) -> str:
        """Say which years are recorded and where to add one."""
        years = ", ".join(str(year) for year in self.known_years)
        return text(self.key, language, year=self.year, years=years)


def load_assessed(year: int, reference_dir: Path | None = None) -> pd.DataFrame:
    """Return the agencies assessed in a year.

    Columns: agency_code, group (department | district | vertical), status (``sourced`` = named or counted
    in full by the source; ``inferred`` = see the note), source, note. Raises `UnsourcedListError`.
    """
    file = _file(reference_dir)
    lists = _read(file, file.stat().st_mtime_ns)
    chosen = lists[lists["year"] == str(year)]
    if chosen.empty:
        raise UnsourcedListError(year, tuple(sorted({int(known) for known in lists["year"]})))
    return chosen.drop(columns="year").reset_index(drop=True)


def group_in_year(agency_code: str, year: int, *, registered: str, reference_dir: Path | None = None) -> str:
    """Return the group an agency is assessed in that year, else its `registered` group.

    The two differ: an agency of the city may be assessed among the vertical agencies of the central government.
    """
    file = _file(reference_dir)
    return _groups(file, file.stat().st_mtime_ns).get((str(year), agency_code), registered)


def _file(reference_dir: Path | None) -> Path:
    return (reference_dir or load_settings().reference_dir) / "assessed_agencies.csv"


# Asked for every agency of a page: read again only once the file has changed.
@functools.lru_cache(maxsize=4)
def _read(file: Path, _modified_ns: int) -> pd.DataFrame:
    return pd.read_csv(file, dtype="str", keep_default_na=False, encoding="utf-8-sig")


@functools.lru_cache(maxsize=4)
def _groups(file: Path, modified_ns: int) -> dict[tuple[str, str], str]:
    lists = _read(file, modified_ns)
    return dict(zip(zip(lists["year"], lists["agency_code"], strict=True), lists["group"], strict=True))
