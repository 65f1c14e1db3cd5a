"""Packages that intake held, laid beside those of the sample city, which has none."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from cchc_analysis.compliance.frames import as_table
from cchc_analysis.tables.warehouse import Warehouse


def held_package(**other: object) -> pd.DataFrame:
    """A package of Quận 4 that was held: offline, its price not read."""
    row = {
        "package_id": "P1", "agency_code": "Q4", "agency_name": "Quận 4", "name": "Mua máy tính", "field": "",
        "form": "open_bidding", "is_online": False, "is_domestic": True, "method": "", "value_vnd": None,
        "published_on": "2020-05-05", "province": "", "finding": "x", "severity": "held", "source_file": "a.csv",
        "source_row": 7,
    }  # fmt: skip
    kinds = {
        "is_online": "boolean",
        "is_domestic": "boolean",
        "value_vnd": "Int64",
        "published_on": "datetime64[us]",
    }
    return pd.DataFrame([row | other]).astype(kinds)


def hold(monkeypatch: pytest.MonkeyPatch, rows: pd.DataFrame) -> None:
    """Let every warehouse hold these packages as unsettled."""
    read = Warehouse.open

    def opened(self: Warehouse, name: str, engine: str = "duckdb", **asked: Any) -> Any:
        return as_table(rows) if name == "unsettled" else read(self, name, engine, **asked)

    monkeypatch.setattr(Warehouse, "open", opened)
