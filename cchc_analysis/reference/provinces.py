"""The 63 provinces and cities up to June 2025, by the codes of the PAPI data set."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cchc_analysis.reference.errors import ReferenceFileError
from cchc_analysis.reference.strict_files import read_rows, reference_file

PROVINCES_FILE = "provinces.csv"


def load_provinces(*, reference_dir: Path | None = None) -> pd.DataFrame:
    """Return ``code`` (P01-P63), ``name_vi``, ``name_en``, ``source``, one row per province."""
    rows = read_rows(reference_file(PROVINCES_FILE, reference_dir), ["code", "name_vi", "name_en", "source"])
    is_repeated = rows["code"].duplicated(keep=False) | rows["name_vi"].duplicated(keep=False)
    if is_repeated.any():
        raise ReferenceFileError(PROVINCES_FILE, tuple(rows.loc[is_repeated, "code"]))
    return rows
