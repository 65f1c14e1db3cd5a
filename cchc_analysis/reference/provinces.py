"""The provinces and cities up to June 2025, by the codes of the PAPI data set, and how files write them."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from cchc_analysis.reference.errors import ReferenceFileError
from cchc_analysis.reference.strict_files import read_rows, reference_file
from cchc_analysis.vietnamese.names import search_key

PROVINCES_FILE = "provinces.csv"
PROVINCE_ALIASES_FILE = "province_aliases.csv"

_KIND = re.compile(r"^(?:tinh|thanh pho|tp\.?) ")
_PUNCTUATION = re.compile(r"[^a-z0-9]+")
_YEAR = re.compile(r"(\d{4})?")


def load_provinces(*, reference_dir: Path | None = None) -> pd.DataFrame:
    """Return every province of the register: ``code, name_vi, name_en, valid_to, source``.

    P01-P63 are the codes of the PAPI data set. `valid_to` is the last year (text) of a province that was merged
    into another, "" for those that stood until June 2025.
    """
    rows = read_rows(
        reference_file(PROVINCES_FILE, reference_dir), ["code", "name_vi", "name_en", "valid_to", "source"]
    )
    is_faulty = (
        rows["code"].duplicated(keep=False)
        | rows["name_vi"].duplicated(keep=False)
        | ~rows["valid_to"].str.fullmatch(_YEAR)
    )
    if is_faulty.any():
        raise ReferenceFileError(PROVINCES_FILE, tuple(rows.loc[is_faulty, "code"]))
    return rows


def provinces_in_force(year: int, *, reference_dir: Path | None = None) -> pd.DataFrame:
    """Return the provinces that existed in some part of a year, in the register's order."""
    rows = load_provinces(reference_dir=reference_dir)
    # Four digits each: as text they order as years do.
    return rows[rows["valid_to"].eq("") | rows["valid_to"].ge(str(year))].reset_index(drop=True)


def province_codes(*, reference_dir: Path | None = None) -> dict[str, str]:
    """Return the code of every province under each way it is written, by `province_key`.

    Vietnamese and English names and the listed aliases; a spelling that would mean two provinces is refused.

    Raises
    ------
    ReferenceFileError
        If an alias names no province, or one spelling two.
    """
    provinces = load_provinces(reference_dir=reference_dir)
    aliases = read_rows(reference_file(PROVINCE_ALIASES_FILE, reference_dir), ["alias", "code", "source"])
    spelt = [
        *zip(provinces["name_vi"], provinces["code"], strict=True),
        *zip(provinces["name_en"], provinces["code"], strict=True),
        *zip(aliases["alias"], aliases["code"], strict=True),
    ]
    known = set(provinces["code"])
    codes: dict[str, str] = {}
    faults = [f"{name} - {code}" for name, code in spelt if code not in known]
    for name, code in spelt:
        if codes.setdefault(province_key(name), code) != code:
            faults.append(f"{name} - {code}, {codes[province_key(name)]}")
    if faults:
        raise ReferenceFileError(PROVINCE_ALIASES_FILE, tuple(faults))
    return codes


def province_key(name: str) -> str:
    """Key under which two spellings of one province are equal, with or without accents and its kind.

    International data sets write provinces without accents. No two provinces differ by accents alone, which is not
    true of districts and communes: this key is for provinces only.

    >>> province_key("TP. Hồ Chí Minh") == province_key("Ho Chi Minh")
    True
    """
    return _PUNCTUATION.sub("", _KIND.sub("", search_key(name)))
