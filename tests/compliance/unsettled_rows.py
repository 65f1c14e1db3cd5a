"""Packages that intake held, for the tests of what they could turn."""

from __future__ import annotations

import random

import pandas as pd

from cchc_analysis.tables.package_contracts import UNSETTLED

MAY_BE = {
    "agency_code": ["Q1", "Q3", ""],
    "form": ["", "open_bidding", "direct_appointment"],
    "field": ["", "goods", "mixed"],
    "method": ["", "one_stage_one_envelope"],
    "is_domestic": [True, None],
    "is_online": [True, False, None],
    # 9 of the largest pass 64 bits.
    "value_vnd": [None, 10, 10**18],
    "published_on": [None, "2019-12-31", "2020-01-01", "2020-03-31 23:59", "2020-04-01", "2020-12-31 12:00"],
}


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


def held(rows: int) -> pd.DataFrame:
    """So many held rows of all kinds, the same ones every time."""
    draw = random.Random(8)
    return unsettled(*({name: draw.choice(values) for name, values in MAY_BE.items()} for _ in range(rows)))
