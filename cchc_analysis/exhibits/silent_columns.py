"""Codes that machines made and that say nothing to a reader: they stay in the file, off the page."""

from __future__ import annotations

import re

import pandas as pd

from cchc_analysis.compliance.quota import EVERYONE_CODE

# `cchc_analysis.intake.vneps.rows`: the key of an investor whose only name is a text.
_MADE_OF_A_NAME = re.compile(r"INV_[0-9A-F]{10}")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
# Column, what it looks like, and what says the same in words or in a number that people use.
_CODES = (
    ("agency_code", _MADE_OF_A_NAME, "agency_name"),
    ("package_id", _UUID, "name"),
    ("procedure_id", _UUID, "name"),
)


def silent_columns(table: pd.DataFrame) -> set[str]:
    """Return the columns that hold nothing but such codes and have the readable name beside them.

    A number of the selection plan is read by people; where packages have readable numbers of their own it repeats
    them and is silent too.
    """
    silent = {
        column
        for column, pattern, named_by in _CODES
        if column in table and named_by in table and _all_match(table[column], pattern)
    }
    return silent if "package_id" in silent or "plan_id" not in table else silent | {"plan_id"}


def _all_match(codes: pd.Series, pattern: re.Pattern[str]) -> bool:
    known = [code for code in codes.dropna().unique() if code not in ("", EVERYONE_CODE)]
    return bool(known) and all(pattern.fullmatch(str(code)) for code in known)
