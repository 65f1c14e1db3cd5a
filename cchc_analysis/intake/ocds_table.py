"""The table ``procedures`` out of the rows of processes."""

from __future__ import annotations

from typing import Any

import pandas as pd

from cchc_analysis.intake.ocds_dates import read_moment

_DATE, _MONEY, _MARK = "datetime64[us]", "Int64", "boolean"
_COLUMN_TYPES = {
    "procedure_id": "str", "package_id": "str", "plan_id": "str", "version": "str", "agency_code": "str",
    "agency_name": "str", "name": "str", "field": "str", "form": "str", "method": "str", "is_online": _MARK,
    "is_domestic": _MARK, "status": "str", "currency": "str", "estimate_value": _MONEY, "award_value": _MONEY,
    "bidder_count": _MONEY, "supplier_code": "str", "supplier_name": "str", "supplier_count": _MONEY,
    "planned_on": _DATE, "published_on": _DATE, "closed_on": _DATE, "awarded_on": _DATE,
    "award_published_on": _DATE, "cancelled_on": _DATE, "cancel_reason": "str", "has_petition": _MARK,
    "source_file": "str", "source_row": "int64",
}  # fmt: skip
_BLOCK_ROWS = 5_000


class ProceduresTable:
    """Rows turned into typed columns some thousand at a time: objects of Python take several times the memory."""

    def __init__(self) -> None:
        self._rows: list[dict[str, Any]] = []
        self._blocks: list[pd.DataFrame] = []

    def add(self, row: dict[str, Any]) -> None:
        """Take the row of one process."""
        self._rows.append(row)
        if len(self._rows) == _BLOCK_ROWS:
            self._blocks.append(_typed(self._rows))
            self._rows = []

    def table(self) -> pd.DataFrame:
        """Return ``procedures``, sorted by ocid; a buyer's name is that of its latest release."""
        table = pd.concat([*self._blocks, _typed(self._rows)], ignore_index=True)
        dated = table[["agency_code", "agency_name", "procedure_id"]].assign(
            moment=[_instant(version) for version in table["version"]]
        )
        latest = dated.sort_values(["moment", "procedure_id"]).groupby("agency_code")["agency_name"].last()
        table["agency_name"] = table["agency_code"].map(latest).astype("str")
        return table.sort_values("procedure_id", ignore_index=True)


def _typed(rows: list[dict[str, Any]]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=list(_COLUMN_TYPES))
    days = [column for column, kind in _COLUMN_TYPES.items() if kind == _DATE]
    return table.assign(**{column: pd.to_datetime(table[column]) for column in days}).astype(_COLUMN_TYPES)


def _instant(version: str) -> str:
    moment = read_moment(version)
    return "" if moment is None else moment.instant.isoformat()
