"""Where the districts of the city stand in a map of equal squares."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd

from cchc_analysis.reference.agency_table import agencies_in_force, load_agencies
from cchc_analysis.reference.errors import ReferenceFileError
from cchc_analysis.reference.strict_files import read_rows, reference_file

TILES_FILE = "tiles/hcmc_2020.csv"
_COLUMNS = ["agency_code", "row", "column"]


def load_district_tiles(on: dt.date, *, reference_dir: Path | None = None) -> pd.DataFrame:
    """Return one square for every district that exists on a day; none from 1 July 2025, when the level ended.

    The arrangement is the project's own and schematic: see ``data/reference/tiles/README.md``.

    Returns ``agency_code``, ``name_vi``, ``name_en``, ``short_name_vi``, ``row`` (0 = top), ``column`` (0 = left).

    Raises
    ------
    ReferenceFileError
        If a district in force has no square or two, if a square holds two districts, or if a place is no number.
    """
    rows = read_rows(reference_file(TILES_FILE, reference_dir), _COLUMNS)
    is_sound = rows["row"].str.fullmatch(r"\d+") & rows["column"].str.fullmatch(r"\d+")
    districts = agencies_in_force(load_agencies(reference_dir), on, "district")
    placed = rows[rows["agency_code"].isin(districts["agency_code"])]
    faults = [
        *(f"no number: {' '.join(row)}" for row in rows[~is_sound].to_numpy().tolist()),
        *(f"no square: {code}" for code in districts["agency_code"] if code not in set(placed["agency_code"])),
        *(f"two squares: {code}" for code in placed.loc[placed.duplicated("agency_code"), "agency_code"]),
        *(f"taken: {code}" for code in placed.loc[placed.duplicated(["row", "column"]), "agency_code"]),
    ]
    if faults:
        raise ReferenceFileError(TILES_FILE, tuple(faults))
    names = districts[["agency_code", "name_vi", "name_en", "short_name_vi"]]
    tiles = names.merge(placed, on="agency_code", validate="1:1")
    return tiles.astype({"row": "int64", "column": "int64"})
