"""Agencies of one name, told apart: a city has a Phường 12 in more than one of its districts."""

from __future__ import annotations

import pandas as pd


def told_apart(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with the code behind every name that several of its agencies carry.

    Parameters
    ----------
    table
        ``agency_code`` and ``agency_name``, in any number of rows an agency.
    """
    names, codes = (table[column].astype("str") for column in ("agency_name", "agency_code"))
    is_shared = codes.groupby(names).transform("nunique") > 1
    return table.assign(agency_name=names.mask(is_shared, names + " (" + codes + ")"))
