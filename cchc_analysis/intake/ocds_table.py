"""The table ``procedures`` out of the rows of processes."""

from __future__ import annotations

from typing import Any

import pandas as pd

from cchc_analysis.intake.ocds_dates import read_moment
from cchc_analysis.intake.table_types import PROCEDURE_TYPES, typed_table

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
            self._blocks.append(typed_table(self._rows, PROCEDURE_TYPES))
            self._rows = []

    def buyers(self) -> pd.DataFrame:
        """Return every buyer under every name that a process gives it, with the first place it stands at.

        Columns: ``agency_code, agency_name, source_file, source_row``.
        """
        columns = ["agency_code", "agency_name", "source_file", "source_row"]
        blocks = [*self._blocks, typed_table(self._rows, PROCEDURE_TYPES)]
        seen = pd.concat([block[columns] for block in blocks], ignore_index=True)
        return seen.sort_values(["source_file", "source_row"]).drop_duplicates(["agency_code", "agency_name"])

    def table(self) -> pd.DataFrame:
        """Return ``procedures``, sorted by ocid; a buyer's name is that of its latest release."""
        table = pd.concat([*self._blocks, typed_table(self._rows, PROCEDURE_TYPES)], ignore_index=True)
        dated = table[["agency_code", "agency_name", "procedure_id"]].assign(
            moment=[_instant(version) for version in table["version"]]
        )
        latest = dated.sort_values(["moment", "procedure_id"]).groupby("agency_code")["agency_name"].last()
        table["agency_name"] = table["agency_code"].map(latest).astype("str")
        return table.sort_values("procedure_id", ignore_index=True)


def _instant(version: str) -> str:
    moment = read_moment(version)
    return "" if moment is None else moment.instant.isoformat()
