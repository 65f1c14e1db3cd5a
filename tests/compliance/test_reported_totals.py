"""What agencies reported, held against their packages."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from cchc_analysis.compliance.reported_totals import ALL_SHEETS, reported_against_packages, reported_by_agency
from cchc_analysis.reference.bid_report_form import load_bid_report_form

FORM = load_bid_report_form()
_ROW = {
    "agency_code": "SNV", "year": 2020, "sheet": "Bieu 02A", "block": "field", "row_code": "goods",
    "is_online": True, "is_domestic": None, "group": "total", "package_count": 2, "price_vnd": 5_000_000,
    "award_vnd": 4_000_000,
}  # fmt: skip
_TYPES = {"is_online": "boolean", "is_domestic": "boolean", "package_count": "Int64", "price_vnd": "Int64",
          "award_vnd": "Int64"}  # fmt: skip


def rows(*given: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame([_ROW | row for row in given]).astype(_TYPES)


def compare(reported: pd.DataFrame, own: pd.DataFrame) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = compared(reported, own).to_dict("records")
    return found


def compared(reported: pd.DataFrame, own: pd.DataFrame) -> pd.DataFrame:
    return reported_against_packages(reported, own.drop(columns="year"), FORM, year=2020)


@pytest.mark.parametrize(
    ("change", "is_different"),
    [
        ({}, False),
        ({"package_count": 3}, True),
        ({"price_vnd": 5_999_999}, False),
        ({"price_vnd": 6_000_000}, True),
        ({"award_vnd": 3_000_000}, True),
    ],
)
def test_another_number_or_a_million_dong_is_a_difference_and_rounding_is_none(
    change: dict[str, Any], is_different: bool
) -> None:
    (row,) = compare(rows(change), rows({}))
    assert row["is_different"] is is_different
    assert row["price_vnd_difference"] == change.get("price_vnd", 5_000_000) - 5_000_000


def test_what_is_rounding_follows_the_unit_of_the_sheet() -> None:
    own = rows({}).drop(columns="year")
    in_thousands = [sheet.model_copy(update={"unit": "thousand_vnd"}) for sheet in FORM]
    for price, is_different in ((5_000_999, False), (5_001_000, True)):
        table = reported_against_packages(rows({"price_vnd": price}), own, in_thousands, year=2020)
        assert table["is_different"].tolist() == [is_different]


def test_a_row_only_one_side_has_is_nothing_on_the_other() -> None:
    found = compare(rows({}, {"row_code": "works"}), rows({}, {"row_code": "mixed"}))
    assert [(row["row_code"], row["package_count_difference"]) for row in found] == [
        ("goods", 0), ("mixed", -2), ("works", 2),
    ]  # fmt: skip


def test_a_winning_price_that_is_not_known_is_no_difference() -> None:
    (row,) = compare(rows({}), rows({"award_vnd": None}))
    assert row["is_different"] is False
    assert pd.isna(row["award_vnd_difference"])


def test_project_groups_are_added_up_where_the_total_stands_empty() -> None:
    (row,) = compare(rows({"group": "a", "package_count": 1}, {"group": "b", "package_count": 1}), rows({}))
    assert (row["reported_package_count"], row["reported_price_vnd"]) == (2, 10_000_000)
    (row,) = compare(rows({"group": "a"}, {}), rows({}))
    assert row["reported_package_count"] == 2


def test_totals_other_years_and_agencies_without_packages_or_report_are_not_compared() -> None:
    reported = rows({"row_code": "total"}, {"year": 2019}, {"agency_code": "STC"})
    assert compare(reported, rows({})) == []


def test_marks_come_back_as_marks() -> None:
    table = compared(rows({"is_domestic": False}), rows({"is_domestic": False}))
    assert table[["is_online", "is_domestic"]].to_numpy().tolist() == [[True, False]]


def test_an_agency_is_added_up_over_the_rows_by_field_with_what_is_online_of_it() -> None:
    offline = {"row_code": "works", "is_online": False}
    reported = rows({"package_count": 9, "price_vnd": 9_000_000}, offline | {"package_count": 1})
    own = rows({"package_count": 4, "price_vnd": 4_000_000}, offline | {"package_count": 6})
    again = {"block": "form", "row_code": "shopping"}
    reported, own = pd.concat([reported, rows(again)]), pd.concat([own, rows(again | {"package_count": 1})])
    (row,) = reported_by_agency(compared(reported, own)).to_dict("records")
    assert (row["reported_package_count"], row["own_package_count"], row["package_count_difference"]) == (
        10,
        10,
        0,
    )
    assert (row["reported_count_share"], row["own_count_share"]) == (0.9, 0.4)
    assert (row["reported_value_share"], row["own_value_share"]) == (9 / 14, 4 / 9)
    # Two rows by field and one by form, although the numbers of packages are the same.
    assert row["different_count"] == 3


def test_an_empty_row_counts_as_nothing_and_nothing_has_no_share() -> None:
    empty = {"package_count": None, "price_vnd": None, "award_vnd": None}
    (row,) = reported_by_agency(compared(rows(empty), rows({}))).to_dict("records")
    assert (row["reported_package_count"], row["package_count_difference"]) == (0, -2)
    assert pd.isna(row["reported_count_share"])
    assert row["own_count_share"] == 1


LOOSE = {"sheet": "Chua phan bieu"}


@pytest.mark.parametrize(("reported", "own"), [(LOOSE, {}), ({}, LOOSE), (LOOSE, LOOSE), (LOOSE, {"sheet": "?"})])
def test_packages_on_no_sheet_of_the_form_are_compared_over_all_sheets_together(
    reported: dict[str, Any], own: dict[str, Any]
) -> None:
    (row,) = compare(rows(reported), rows(own))
    assert (row["sheet"], row["package_count_difference"], row["is_different"]) == (ALL_SHEETS, 0, False)
    # Other sheets of the same agency are added to it, those of another agency stay apart.
    other = {"sheet": "Bieu 01", "package_count": 5}
    both = compare(rows(reported, other, {"agency_code": "STC"}), rows(own, {"agency_code": "STC"}))
    assert [(one["agency_code"], one["sheet"], one["package_count_difference"]) for one in both] == [
        ("SNV", ALL_SHEETS, 5), ("STC", "Bieu 02A", 0),
    ]  # fmt: skip


def test_a_sheet_for_such_packages_that_holds_none_changes_nothing() -> None:
    empty = LOOSE | {"package_count": 0, "price_vnd": None, "award_vnd": None}
    assert [row["sheet"] for row in compare(rows({}, empty), rows({}))] == ["Bieu 02A"]


def test_over_all_sheets_each_reported_row_may_be_rounded() -> None:
    for price, is_different in ((5_000_000 + 999_999, False), (7_000_000, True)):
        (row,) = compare(rows(LOOSE, {"price_vnd": price}), rows({}, {"package_count": 2, "price_vnd": 5_000_000}))
        assert row["is_different"] is is_different
