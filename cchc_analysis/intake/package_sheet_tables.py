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
    TEXT,
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
        ids = [_ids(placed) for placed in outcomes]
        times = Counter(alone for alone, _ in ids)
        records = (
            _outcome(placed, lot if times[alone] > 1 else alone)
            for placed, (alone, lot) in zip(outcomes, ids, strict=True)
        )
        tables["procedures"] = typed_table(records, PROCEDURE_TYPES)
    return tables


def outcome_table(rows: Sequence[PlacedRow]) -> pd.DataFrame | None:
    """Return what became of the packages of some rows of a list, None where the list does not tell.

    Columns: those of ``procedures`` and `lot_id`, which is the procedure's number instead of `procedure_id` where
    several used rows of the whole list have that.
    """
    outcomes = [placed for placed in rows if placed.has_outcome and not placed.finding]
    if not outcomes:
        return None
    ids = map(_ids, outcomes)
    records = (
        _outcome(placed, alone) | {"lot_id": lot} for placed, (alone, lot) in zip(outcomes, ids, strict=True)
    )
    return typed_table(records, {**PROCEDURE_TYPES, "lot_id": TEXT})


def _record(placed: PlacedRow) -> dict[str, Any]:
    own = {
        "finding": placed.finding,
        "severity": placed.severity,
        "source_file": placed.file,
        "source_row": placed.row.number,
    }
    return placed.row.read | own


def _ids(placed: PlacedRow) -> tuple[str, str]:
    """Return the number of the invitation, and the same with the package's number behind it.

    One invitation may hold several packages as lots, each with its own result: then the second tells them apart.
    Where no invitation is named, both are the package's number.
    """
    notice, package = placed.row.read["notice_id"], placed.row.read["package_id"]
    return (notice, f"{notice}/{package}") if notice else (package, package)


def _outcome(placed: PlacedRow, procedure_id: str) -> dict[str, Any]:
    read = placed.row.read
    own = {
        "procedure_id": procedure_id,
        "status": "awarded" if read["award_vnd"] is not None else "unknown",
        "currency": VND,
        "estimate_value": read["value_vnd"],
        "award_value": read["award_vnd"],
        "supplier_count": 1 if read["supplier_name"] else None,
        "planned_on": read["published_on"],
        "published_on": read["notice_published_on"],
    }
    return _record(placed) | own
