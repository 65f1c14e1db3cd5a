"""Tables as readers fill them."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from cchc_analysis.intake.table_types import (
    AMENDMENT_TYPES,
    PACKAGE_TYPES,
    PROCEDURE_TYPES,
    REPORTED_TOTAL_TYPES,
    UNSETTLED_TYPES,
    typed_table,
)
from cchc_analysis.tables.contracts import CONTRACTS

TYPES = {
    "packages": PACKAGE_TYPES, "unsettled": UNSETTLED_TYPES, "amendments": AMENDMENT_TYPES,
    "procedures": PROCEDURE_TYPES, "reported_totals": REPORTED_TOTAL_TYPES,
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(TYPES))
def test_an_empty_table_is_as_its_contract(name: str) -> None:
    empty = typed_table([], TYPES[name])
    assert CONTRACTS[name].validate(empty).columns.tolist() == list(CONTRACTS[name].columns)
    assert {column: str(kind) for column, kind in empty.dtypes.items()} == TYPES[name]


def test_what_a_record_does_not_say_is_missing_and_money_stays_whole() -> None:
    largest = 2**62 + 1
    table = typed_table(
        [
            {
                "procedure_id": "N1",
                "award_value": largest,
                "awarded_on": dt.date(2020, 5, 1),
                "other": 1,
                "source_row": 2,
            },
            {"source_row": 3},
        ],
        PROCEDURE_TYPES,
    )
    assert table["award_value"].tolist() == [largest, pd.NA]
    assert table["awarded_on"].tolist()[0] == pd.Timestamp(2020, 5, 1)
    assert table["supplier_name"].tolist() == ["", ""]
    assert "other" not in table


@pytest.mark.parametrize("column", ["value_vnd", "is_online", "source_row"])
def test_a_number_or_mark_that_must_be_there_is_not_made_up(column: str) -> None:
    whole = {"value_vnd": 1, "is_online": True, "is_domestic": True, "source_row": 1}
    assert len(typed_table([whole], PACKAGE_TYPES)) == 1
    with pytest.raises((TypeError, ValueError)):
        typed_table([{**whole, column: None}], PACKAGE_TYPES)
