"""Rows of hand-made lists as the tables of packages, of what became of them, and of what was not used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from cchc_analysis.intake.package_sheet_rows import SheetRow
from cchc_analysis.intake.table_types import (
    PACKAGE_TYPES,
    PROCEDURE_TYPES,
    UNSETTLED_TYPES,
    VND,
    typed_table,
)

# Columns that tell what became of a package.
OUTCOME_COLUMNS = ("award", "bidder_count", "notice_id", "closed_on", "awarded_on", "award_published_on",
                   "supplier_name", "notice_published_on")  # fmt: skip


@dataclass(frozen=True)
class PlacedRow:
    """A row with its file; `finding` and `severity` say why it is not used, empty for one that is."""

    file: str
    row: SheetRow
    has_outcome: bool
    finding: str = ""
    severity: str = ""


def package_tables(rows: Sequence[PlacedRow]) -> dict[str, pd.DataFrame]:
    """Return ``packages`` and ``unsettled``, and ``procedures`` where a list tells what became of its packages."""
    used = [placed for placed in rows if not placed.finding]
    lost = [placed for placed in rows if placed.finding]
    tables = {
        "packages": typed_table(map(_record, used), PACKAGE_TYPES),
        "unsettled": typed_table(map(_record, lost), UNSETTLED_TYPES),
    }
    outcomes = [placed for placed in used if placed.has_outcome]
    if outcomes:
        notices = Counter(placed.row.read["notice_id"] for placed in outcomes)
        tables["procedures"] = typed_table((_outcome(placed, notices) for placed in outcomes), PROCEDURE_TYPES)
    return tables


def _record(placed: PlacedRow) -> dict[str, Any]:
    own = {
        "finding": placed.finding,
        "severity": placed.severity,
        "source_file": placed.file,
        "source_row": placed.row.number,
    }
    return placed.row.read | own


def _outcome(placed: PlacedRow, notices: Counter[str]) -> dict[str, Any]:
    read = placed.row.read
    notice, package = read["notice_id"], read["package_id"]
    # One invitation may hold several packages as lots, each with its own result.
    lot = f"{notice}/{package}" if notices[notice] > 1 else notice
    own = {
        "procedure_id": lot if notice else package,
        "status": "awarded" if read["award_vnd"] is not None else "unknown",
        "currency": VND,
        "estimate_value": read["value_vnd"],
        "award_value": read["award_vnd"],
        "supplier_count": 1 if read["supplier_name"] else None,
        "planned_on": read["published_on"],
        "published_on": read["notice_published_on"],
    }
    return _record(placed) | own
