"""The columns of the tables of packages with their types, in order: what readers fill and contracts check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

TEXT, WHOLE, MARK, DAY = "str", "int64", "bool", "datetime64[us]"
# The same where a value may be missing; a day may always be, as far as its type goes.
KNOWN_WHOLE, KNOWN_MARK = "Int64", "boolean"
VND = "VND"

SOURCE_TYPES = {"source_file": TEXT, "source_row": WHOLE}
PACKAGE_TYPES = {
    "package_id": TEXT, "plan_id": TEXT, "plan_version": TEXT, "agency_code": TEXT, "agency_name": TEXT,
    "name": TEXT, "field": TEXT, "form": TEXT, "is_online": MARK, "is_domestic": MARK, "method": TEXT,
    "value_vnd": WHOLE, "published_on": DAY, "district": TEXT, "province": TEXT, "plan_type": TEXT,
    "planned_start_on": DAY, **SOURCE_TYPES,
}  # fmt: skip
UNSETTLED_TYPES = {
    "package_id": TEXT, "agency_code": TEXT, "agency_name": TEXT, "name": TEXT, "field": TEXT, "form": TEXT,
    "is_online": KNOWN_MARK, "is_domestic": KNOWN_MARK, "method": TEXT, "value_vnd": KNOWN_WHOLE,
    "published_on": DAY, "province": TEXT, "finding": TEXT, "severity": TEXT, **SOURCE_TYPES,
}  # fmt: skip
AMENDMENT_TYPES = {
    "package_id": TEXT, "plan_id": TEXT, "plan_version": TEXT, "last_version": TEXT, "agency_code": TEXT,
    "name": TEXT, "field": TEXT, "form": TEXT, "is_online": MARK, "value_vnd": WHOLE, "published_on": DAY,
    **SOURCE_TYPES,
}  # fmt: skip
PROCEDURE_TYPES = {
    "procedure_id": TEXT, "package_id": TEXT, "plan_id": TEXT, "version": TEXT, "agency_code": TEXT,
    "agency_name": TEXT, "name": TEXT, "field": TEXT, "form": TEXT, "method": TEXT, "is_online": KNOWN_MARK,
    "is_domestic": KNOWN_MARK, "status": TEXT, "currency": TEXT, "estimate_value": KNOWN_WHOLE,
    "award_value": KNOWN_WHOLE, "bidder_count": KNOWN_WHOLE, "supplier_code": TEXT, "supplier_name": TEXT,
    "supplier_count": KNOWN_WHOLE, "planned_on": DAY, "published_on": DAY, "closed_on": DAY, "awarded_on": DAY,
    "award_published_on": DAY, "cancelled_on": DAY, "cancel_reason": TEXT, "has_petition": KNOWN_MARK,
    **SOURCE_TYPES,
}  # fmt: skip
REPORTED_TOTAL_TYPES = {
    "agency_code": TEXT, "year": WHOLE, "sheet": TEXT, "block": TEXT, "row_code": TEXT, "is_online": KNOWN_MARK,
    "is_domestic": KNOWN_MARK, "group": TEXT, "package_count": KNOWN_WHOLE, "price_vnd": KNOWN_WHOLE,
    "award_vnd": KNOWN_WHOLE, **SOURCE_TYPES,
}  # fmt: skip


def typed_table(records: Iterable[Mapping[str, Any]], types: Mapping[str, str]) -> pd.DataFrame:
    """Return records as a table of these columns and types; what a record does not say is "" or missing.

    Other entries of a record are left out. Raises `TypeError` or `ValueError` for a value that its column
    cannot hold, also for a missing number or mark where there must be one.
    """
    unsaid = {column: "" if kind == TEXT else None for column, kind in types.items()}
    rows = [[record.get(column, unsaid[column]) for column in types] for record in records]
    table = pd.DataFrame(rows, columns=list(types), dtype="object")
    unmarked = [column for column, kind in types.items() if kind == MARK and table[column].isna().any()]
    if unmarked:
        # As a plain mark a missing one would turn into "no".
        raise ValueError(f"no mark in {', '.join(unmarked)}")
    return table.astype(dict(types))
