"""Packages on the rows of the official procurement report."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.compliance.bid_report_figures import figures_table, unplaced_table
from cchc_analysis.compliance.bid_report_packages import counted_packages
from cchc_analysis.period import Period
from cchc_analysis.reference.bid_report_form import load_bid_report_form
from tests.compliance.report_frames import packages

FORM = load_bid_report_form()


def cells(*rows: dict[str, object]) -> pd.DataFrame:
    return counted_packages(packages(*rows), None, period=Period(2020)).cells


def test_a_package_stands_once_by_field_and_once_by_form_on_the_sheet_of_its_plan() -> None:
    table = figures_table(cells({}, {"plan_type": "purchase"}, {"plan_type": "other"}), FORM)
    assert table.groupby(["sheet", "block"])["package_count"].sum().to_dict() == {
        (sheet, block): 1 for sheet in ("Bieu 01", "Bieu 02A", "Bieu 02B") for block in ("field", "form")
    }
    assert table["award_vnd"].isna().all()


def test_the_shortened_procedure_counts_with_its_form() -> None:
    table = figures_table(cells({}, {"form": "shopping_shortened"}), FORM)
    by_form = table[table["block"] == "form"]
    assert by_form[["row_code", "package_count"]].to_numpy().tolist() == [["shopping", 2]]


def test_what_the_form_has_no_row_for_is_named_and_makes_the_whole_difference() -> None:
    given = cells(
        {"form": "open_bidding", "is_domestic": False}, {"form": "direct_appointment"}, {"form": "special"}, {}
    )
    lost = unplaced_table(given, FORM)
    assert sorted(lost["form"]) == ["direct_appointment", "open_bidding", "special"]
    sums = figures_table(given, FORM).groupby("block")["price_vnd"].sum()
    assert sums["field"] - sums["form"] == lost["price_vnd"].sum()


def test_packages_of_which_plans_say_nothing_stand_on_no_sheet_of_the_form() -> None:
    given = cells({"plan_type": ""})
    assert figures_table(given, FORM).empty
    assert unplaced_table(given, FORM).empty


def test_sums_beyond_64_bit_floats_stay_exact() -> None:
    price = 10**15 - 1
    table = figures_table(cells(*[{"value_vnd": price}] * 9), FORM)
    assert table["price_vnd"].unique().tolist() == [9 * price]
