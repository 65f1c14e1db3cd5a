"""Small tables for the procurement report."""

from __future__ import annotations

from typing import Any

import pandas as pd

_PACKAGE = {
    "package_id": "P1", "agency_code": "SNV", "agency_name": "Sở Nội vụ", "plan_type": "project", "field": "goods",
    "form": "shopping", "is_online": True, "is_domestic": True, "value_vnd": 10_000_000,
    "published_on": "2020-03-01",
}  # fmt: skip
_PROCEDURE = {
    "procedure_id": "N1", "package_id": "P1", "agency_code": "SNV", "field": "", "form": "", "is_online": None,
    "is_domestic": None, "status": "awarded", "currency": "VND", "estimate_value": None, "award_value": 9_000_000,
    "planned_on": None, "published_on": None, "awarded_on": "2020-05-01", "award_published_on": None,
}  # fmt: skip
_DAYS = ("planned_on", "published_on", "awarded_on", "award_published_on")
_TYPES = {"is_online": "boolean", "is_domestic": "boolean", "estimate_value": "Int64", "award_value": "Int64"}
_TYPES |= dict.fromkeys(_DAYS, "datetime64[us]")


def packages(*rows: dict[str, Any]) -> pd.DataFrame:
    table = pd.DataFrame([_PACKAGE | {"package_id": f"P{number}"} | row for number, row in enumerate(rows, 1)])
    return table.astype({"published_on": "datetime64[us]", "is_online": "bool", "is_domestic": "bool"})


def procedures(*rows: dict[str, Any]) -> pd.DataFrame:
    table = pd.DataFrame(
        [
            _PROCEDURE | {"procedure_id": f"N{number}", "package_id": f"P{number}"} | row
            for number, row in enumerate(rows, 1)
        ]
    )
    return table.astype(_TYPES)
