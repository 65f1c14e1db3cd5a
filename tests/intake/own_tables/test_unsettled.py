"""Rejected packages are kept as far as they can be read, one row per package."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.intake.delimited import Record
from cchc_analysis.intake.own_tables.rows import read_rows
from cchc_analysis.intake.own_tables.unsettled import unsettled_packages
from cchc_analysis.sample.layout import TABLE_COLUMNS
from cchc_analysis.tables.contracts import check_table

SOUND = {
    "package_id": "MAU-1", "plan_id": "KH-1", "plan_version": "00", "agency_code": "Q1", "agency_name": "Quận 1",
    "name": "Mua sắm", "field": "goods", "form": "shopping", "is_online": "true", "is_domestic": "true",
    "method": "one_stage_one_envelope", "value_vnd": "1850000000", "published_on": "2020-03-31",
    "district": "Quận 1", "province": "Thành phố Hồ Chí Minh", "plan_type": "purchase",
    "planned_start_on": "2020-04-01",
}  # fmt: skip


def unsettled(*rows: dict[str, str] | tuple[str, ...]) -> pd.DataFrame:
    cells = [row if isinstance(row, tuple) else tuple({**SOUND, **row}.values()) for row in rows]
    records = [Record(number, row) for number, row in enumerate(cells, start=2)]
    _, findings, _ = read_rows("packages", records, file="packages.csv")
    return check_table("unsettled", unsettled_packages(records, findings, file="packages.csv"))


def test_the_columns_read_are_those_of_the_file() -> None:
    assert tuple(SOUND) == TABLE_COLUMNS["packages"]


def test_sound_and_repeated_rows_leave_nothing_unsettled() -> None:
    assert unsettled({}, {}, {"package_id": "MAU-2"}).empty


def test_a_row_with_an_unread_price_keeps_everything_else() -> None:
    row = unsettled({}, {"package_id": "MAU-2", "value_vnd": "-5"}).iloc[0]
    assert pd.isna(row["value_vnd"])
    assert (row["package_id"], row["agency_code"], row["form"]) == ("MAU-2", "Q1", "shopping")
    assert bool(row["is_online"])
    assert row["published_on"] == pd.Timestamp(2020, 3, 31)
    assert (row["finding"], row["severity"], row["source_row"]) == ("project_table.cell_dong", "row_rejected", 3)


def test_a_row_whose_online_mark_is_unread_may_be_either() -> None:
    row = unsettled({"is_online": "có", "published_on": "31/03/2020", "form": "CHCT"}).iloc[0]
    assert pd.isna(row["is_online"])
    assert pd.isna(row["published_on"])
    assert row["form"] == ""
    assert row["value_vnd"] == 1_850_000_000


def test_rows_that_contradict_each_other_are_one_package_with_what_they_agree_on() -> None:
    rows = unsettled({}, {"value_vnd": "1850000001"}, {"is_online": "false"})
    assert len(rows) == 1
    row = rows.iloc[0]
    assert pd.isna(row["value_vnd"])
    assert pd.isna(row["is_online"])
    assert (row["package_id"], row["finding"], row["source_row"]) == ("MAU-1", "project_table.rows_contradict", 2)


def test_rows_without_a_number_are_packages_of_their_own() -> None:
    assert len(unsettled({"package_id": ""}, {"package_id": "", "name": "Khác"})) == 2


def test_of_a_broken_row_nothing_is_read_but_its_place() -> None:
    row = unsettled(("Q1", "x")).iloc[0]
    assert (row["agency_code"], row["form"], row["source_row"]) == ("", "", 2)
    assert row["finding"] == "project_table.row_width"


def test_money_beyond_what_floats_hold_stay_exact() -> None:
    row = unsettled({"value_vnd": "999999999999999", "form": "?"}).iloc[0]
    assert row["value_vnd"] == 999_999_999_999_999
