"""The dated registry of agencies as a table."""

from __future__ import annotations

import datetime as dt
import functools
from pathlib import Path

import pandas as pd

from cchc_analysis.reference.agency_checks import COLUMNS, check_agencies, row_faults
from cchc_analysis.reference.errors import ReferenceFileError
from cchc_analysis.reference.strict_files import read_rows
from cchc_analysis.settings import load_settings


def load_agencies(reference_dir: Path | None = None) -> pd.DataFrame:
    """Read `agencies.csv`: every agency the city has or had, one row per entity and validity span.

    Columns: agency_code, official_code (GSO code as text, with its leading zeros; reused over time, so
    never a key), name_vi, name_en, short_name_vi, group (city | department | district | ward | unit),
    parent_code, valid_from and valid_to (datetime64[us]; missing = before the data, still valid),
    successor_codes (";"-list), source. Raises `ReferenceFileError` with every row that is not typed soundly or has
    no source, `RegistryError` when rows contradict each other.
    """
    file = (reference_dir or load_settings().reference_dir) / "agencies.csv"
    # The table is copied so that no reader can change what the next one sees.
    return _read(file, file.stat().st_mtime_ns).copy()


@functools.lru_cache(maxsize=4)
def _read(file: Path, _modified_ns: int) -> pd.DataFrame:
    agencies = read_rows(file, COLUMNS)
    faults = tuple(row_faults(agencies))
    if faults:
        raise ReferenceFileError(file.name, faults)
    for column in ("valid_from", "valid_to"):
        dates = pd.to_datetime(agencies[column].replace("", None), format="%Y-%m-%d")
        agencies[column] = dates.astype("datetime64[us]")
    check_agencies(agencies)
    return agencies


def agencies_in_force(agencies: pd.DataFrame, on: dt.date, group: str | None = None) -> pd.DataFrame:
    """Return the agencies that exist on a day, of one group or of all; same columns, registry order."""
    day = pd.Timestamp(on)
    has_begun = agencies["valid_from"].isna() | (agencies["valid_from"] <= day)
    has_not_ended = agencies["valid_to"].isna() | (agencies["valid_to"] >= day)
    chosen = has_begun & has_not_ended
    if group is not None:
        chosen &= agencies["group"] == group
    return agencies[chosen].reset_index(drop=True)
