"""Which agency a chart of one agency is about."""

from __future__ import annotations

import pandas as pd


def agency_rows(table: pd.DataFrame, focus: str | None) -> pd.DataFrame:
    """Return the rows of `focus`, or of the only agency there is.

    Raises `ValueError` when the table holds several agencies and none is asked for.
    """
    if focus is not None:
        return table[table["agency_code"] == focus]
    if table["agency_code"].nunique() > 1:
        raise ValueError("this chart shows one agency: name it with focus=")
    return table


def agency_name(rows: pd.DataFrame) -> str:
    """Return the name of the one agency the rows are about; its code where no name is given."""
    column = "agency_name" if "agency_name" in rows else "agency_code"
    return str(rows[column].iloc[0])
