"""Contracts built on the types that readers fill."""

from __future__ import annotations

import pandera.pandas as pa
import pytest

from cchc_analysis.intake.table_types import PACKAGE_TYPES, PROCEDURE_TYPES
from cchc_analysis.tables.package_contracts import PACKAGES, PROCEDURES, UNSETTLED, contract_columns


@pytest.mark.parametrize(
    ("schema", "may_miss"),
    [
        (PACKAGES, {"planned_start_on"}),
        (UNSETTLED, {"is_online", "is_domestic", "value_vnd", "published_on"}),
        (
            PROCEDURES,
            {
                "is_online", "is_domestic", "estimate_value", "award_value", "bidder_count", "supplier_count",
                "planned_on", "published_on", "closed_on", "awarded_on", "award_published_on", "cancelled_on",
                "has_petition",
            },
        ),
    ],
)  # fmt: skip
def test_only_what_a_source_may_leave_out_may_be_missing(schema: pa.DataFrameSchema, may_miss: set[str]) -> None:
    assert {name for name, column in schema.columns.items() if column.nullable} == may_miss


def test_columns_keep_their_order_and_their_checks() -> None:
    columns = contract_columns(PACKAGE_TYPES, {"value_vnd": pa.Check.gt(0)}, known_days=("published_on",))
    assert list(columns) == list(PACKAGE_TYPES)
    checked = {name for name, column in columns.items() if column.checks}
    assert checked == {"value_vnd", "source_row"}
    assert list(PROCEDURES.columns) == list(PROCEDURE_TYPES)
