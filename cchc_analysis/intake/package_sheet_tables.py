"""Rows of hand-made lists as the tables of packages, of what became of them, and of what was not used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from cchc_analysis.intake.package_sheet_rows import SheetRow

_DAY = "datetime64[us]"
_SOURCE = {"source_file": "str", "source_row": "int64"}
_PACKAGES = {
    "package_id": "str", "plan_id": "str", "plan_version": "str", "agency_code": "str", "agency_name": "str",
    "name": "str", "field": "str", "form": "str", "is_online": "bool", "is_domestic": "bool", "method": "str",
    "value_vnd": "int64", "published_on": _DAY, "district": "str", "province": "str", "plan_type": "str",
    "planned_start_on": _DAY, **_SOURCE,
}  # fmt: skip
_UNSETTLED = {
    "package_id": "str", "agency_code": "str", "agency_name": "str", "name": "str", "field": "str", "form": "str",
    "is_online": "boolean", "is_domestic": "boolean", "method": "str", "value_vnd": "Int64", "published_on": _DAY,
    "province": "str", "finding": "str", "severity": "str", **_SOURCE,
}  # fmt: skip
_PROCEDURES = {
    "procedure_id": "str", "package_id": "str", "plan_id": "str", "version": "str", "agency_code": "str",
    "agency_name": "str", "name": "str", "field": "str", "form": "str", "method": "str", "is_online": "boolean",
    "is_domestic": "boolean", "status": "str", "currency": "str", "estimate_value": "Int64",
    "award_value": "Int64", "bidder_count": "Int64", "supplier_code": "str", "supplier_name": "str",
    "supplier_count": "Int64", "planned_on": _DAY, "published_on": _DAY, "closed_on": _DAY, "awarded_on": _DAY,
    "award_published_on": _DAY, "cancelled_on": _DAY, "cancel_reason": "str", "has_petition": "boolean", **_SOURCE,
}  # fmt: skip
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
        "packages": _table(map(_record, used), _PACKAGES),
        "unsettled": _table(map(_record, lost), _UNSETTLED),
    }
    outcomes = [placed for placed in used if placed.has_outcome]
    if outcomes:
        notices = Counter(placed.row.read["notice_id"] for placed in outcomes)
        tables["procedures"] = _table((_outcome(placed, notices) for placed in outcomes), _PROCEDURES)
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
        "currency": "VND",
        "estimate_value": read["value_vnd"],
        "award_value": read["award_vnd"],
        "supplier_count": 1 if read["supplier_name"] else None,
        "planned_on": read["published_on"],
        "published_on": read["notice_published_on"],
    }
    return _record(placed) | own


def _table(records: Iterable[dict[str, Any]], types: dict[str, str]) -> pd.DataFrame:
    empty = {name: "" if kind == "str" else None for name, kind in types.items()}
    rows = [[record.get(name, empty[name]) for name in types] for record in records]
    return pd.DataFrame(rows, columns=list(types), dtype="object").astype(types)
