"""Held and rejected packages are kept as far as they can be read, each once, and count nowhere."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from tests.intake.plan_intake import Reader, packages, unsettled
from tests.intake.plan_rows import package, plan

ONE = "00000000-0000-0000-0000-000000000001"


def test_what_counts_is_not_unsettled(read_plans: Reader) -> None:
    assert unsettled(read_plans(plan(1, package(1), package(2)))).empty


def test_a_rejected_package_keeps_what_could_be_read_of_it(read_plans: Reader) -> None:
    intake = read_plans(plan(7, package(1, form="Hình thức mới")))
    (row,) = unsettled(intake).to_dict("records")
    assert row == {
        "package_id": ONE,
        "agency_code": row["agency_code"],
        "agency_name": "Ủy ban nhân dân Phường 7",
        "name": "Gói thầu số 1",
        "field": "goods",
        "form": "",
        "is_online": True,
        "is_domestic": True,
        "method": "one_stage_one_envelope",
        "value_vnd": 100_000_001,
        "published_on": pd.Timestamp(2023, 3, 14),
        "province": "TP. Hồ Chí Minh",
        "finding": "vneps.package_form",
        "severity": "row_rejected",
        "source_file": "d14/KHLCNT.csv",
        "source_row": 1,
    }
    other = packages(read_plans(plan(7, package(1))))
    assert row["agency_code"] == other["agency_code"].item()


@pytest.mark.parametrize(
    ("changes", "column", "finding"),
    [
        ({"price": -5}, "value_vnd", "vneps.package_price"),
        ({"price": 0}, "value_vnd", "vneps.package_price"),
        ({"price": 1}, "value_vnd", "vneps.placeholder_price"),
        ({"price": 9_999}, "value_vnd", "vneps.placeholder_price"),
        ({"price": 10**16}, "value_vnd", "vneps.package_price"),
        ({"price": "100"}, "value_vnd", "vneps.package_price"),
        ({"detail": {"price": 100}}, "value_vnd", "vneps.package_details"),
        ({"is_online": ""}, "is_online", "vneps.package_online"),
        ({"detail": {"is_online": "Không qua mạng"}}, "is_online", "vneps.package_details"),
        ({"detail": {"form": "Chỉ định thầu"}}, "form", "vneps.package_details"),
        ({"form": "Hình thức mới", "detail": {"form": "Chỉ định thầu"}}, "form", "vneps.package_form"),
        ({"field": "XX"}, "field", "vneps.package_field"),
        ({"method": ""}, "method", "vneps.package_method"),
        ({"is_domestic": "2"}, "is_domestic", "vneps.package_domestic"),
        ({"location": None}, "province", "vneps.package_text"),
        ({"id": "a b"}, "package_id", "vneps.package_id"),
    ],
)
def test_only_the_item_at_fault_is_unread(
    read_plans: Reader, changes: dict[str, Any], column: str, finding: str
) -> None:
    table = unsettled(read_plans(plan(1, package(1, **changes), package(2))))
    assert table["finding"].item() == finding
    unread = {name for name in table if table[name].isna().item() or table[name].item() == ""}
    assert unread == {column}


def test_where_items_are_missing_only_plan_and_investor_are_read(read_plans: Reader) -> None:
    row = plan(1, package(1), package(2))
    row[17] = row[17].replace(", 'Không sơ tuyển']]", "]]")
    table = unsettled(read_plans(row))
    assert table["agency_name"].item() == "Ủy ban nhân dân Phường 1"
    assert table[["package_id", "form", "name"]].eq("").all(axis=None)


def test_a_row_that_cannot_be_read_stands_for_the_packages_its_plan_states(read_plans: Reader) -> None:
    table = unsettled(read_plans(plan(1, packages="[[", count="3"), plan(2)))
    assert list(table["agency_name"]) == ["Ủy ban nhân dân Phường 1"] * 3
    assert table["value_vnd"].isna().all()
    assert set(table["finding"]) == {"vneps.list_unreadable"}


@pytest.mark.parametrize(("count", "expected"), [("", 1), ("0", 1), ("-4", 1), ("999999", 2_500), ("9" * 30, 1)])
def test_a_plan_that_states_an_impossible_number_stands_for_some_packages_all_the_same(
    read_plans: Reader, count: str, expected: int
) -> None:
    assert len(unsettled(read_plans(plan(1, packages="[[", count=count), plan(2)))) == expected


def test_packages_that_a_plan_states_but_does_not_list_are_unsettled(read_plans: Reader) -> None:
    intake = read_plans(plan(1, package(1), count="3"), plan(2, package(2), package(3), count="1"))
    table = unsettled(intake)
    assert len(packages(intake)) == 3
    assert list(table["agency_name"]) == ["Ủy ban nhân dân Phường 1"] * 2
    assert set(table["finding"]) == {"vneps.package_count"}


def test_of_a_row_of_another_width_not_even_the_investor_is_known(read_plans: Reader) -> None:
    table = unsettled(read_plans(plan(1)[:-1], plan(2)))
    assert list(table["agency_code"]) == [""]
    assert table["published_on"].isna().all()


def test_an_investor_with_lost_letters_is_nobody(read_plans: Reader) -> None:
    assert list(unsettled(read_plans(plan(1, investor="S\ufffd Y tế"), plan(2)))["agency_code"]) == [""]


def test_a_package_in_two_contradicting_rows_is_one_and_what_they_dispute_is_unread(read_plans: Reader) -> None:
    intake = read_plans(plan(1, package(1)), plan(1, package(1, price=5_000_000)), plan(2, package(2)))
    table = unsettled(intake)
    assert list(table["package_id"]) == [ONE]
    assert table["value_vnd"].isna().item()
    assert table["form"].item() == "open_bidding"
    assert table["finding"].item() == "vneps.plan_conflict"


def test_a_package_that_two_investors_claim_is_unsettled_for_both(read_plans: Reader) -> None:
    table = unsettled(read_plans(plan(1, package(1)), plan(2, package(1))))
    assert table["agency_code"].nunique() == 2
    assert set(table["finding"]) == {"vneps.package_conflict"}


def test_a_version_that_is_out_of_date_leaves_nothing_unsettled(read_plans: Reader) -> None:
    rows = [plan(1, package(1)), plan(1, package(1, price=5_000_000)), plan(1, package(1), version="01")]
    intake = read_plans(*rows)
    assert len(packages(intake)) == 1
    assert unsettled(intake).empty


def test_a_package_that_counts_in_another_plan_is_settled(read_plans: Reader) -> None:
    intake = read_plans(
        plan(1, package(1), investor="Sở Y tế"),
        plan(2, package(1), investor="Sở Y tế", published="hôm qua"),
    )
    assert len(packages(intake)) == 1
    assert unsettled(intake).empty


def test_a_repeated_row_is_not_unsettled_twice(read_plans: Reader) -> None:
    row = plan(1, package(1, id="?"))
    assert len(unsettled(read_plans(row, row, plan(2)))) == 1
