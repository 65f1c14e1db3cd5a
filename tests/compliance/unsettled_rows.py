"""Packages that intake held, for the tests of what they could turn."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.tables.package_contracts import UNSETTLED


def unsettled(*rows: dict[str, object]) -> pd.DataFrame:
    """Held rows of Quận 1 in the contract ``unsettled``; read as goods by open bidding unless said."""
    like = {
        "agency_code": "Q1", "form": "open_bidding", "field": "goods", "method": "one_stage_one_envelope",
        "is_online": True, "is_domestic": True, "value_vnd": 10, "published_on": "2020-06-01",
    }  # fmt: skip
    empty = {"agency_name": "", "name": "", "province": "", "finding": "", "severity": "", "source_file": "t.csv"}
    table = pd.DataFrame([like | row for row in rows] or [like])
    table = table.assign(**empty, package_id=[str(place) for place in range(len(table))], source_row=2)
    types = {
        "is_online": "boolean",
        "is_domestic": "boolean",
        "value_vnd": "Int64",
        "published_on": "datetime64[us]",
    }
    checked: pd.DataFrame = UNSETTLED.validate(table[list(UNSETTLED.columns)].astype(types))
    return checked.head(len(rows))
