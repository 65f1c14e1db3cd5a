"""Which packages a procurement report counts."""

from __future__ import annotations

import pandas as pd
import pytest

from cchc_analysis.compliance.bid_report_packages import REASONS, counted_packages
from cchc_analysis.period import Period
from tests.compliance.report_frames import packages, procedures

YEAR = Period(2020)
# An award without a plan that says everything itself.
ALONE = {
    "package_id": "", "field": "works", "form": "open_bidding", "is_online": False, "is_domestic": True,
    "estimate_value": 7_000_000, "award_value": 6_000_000,
}  # fmt: skip


def test_without_results_the_plans_of_the_period_count_and_no_winning_price_is_known() -> None:
    table = packages({}, {"published_on": "2019-12-31"}, {"published_on": "2020-12-31"})
    counted = counted_packages(table, None, period=YEAR)
    assert not counted.is_of_results
    assert counted.cells[["package_count", "price_vnd"]].to_numpy().tolist() == [[2, 20_000_000]]
    assert counted.cells["award_vnd"].isna().all()
    assert counted.left_out.empty


def test_a_package_counts_in_the_period_of_its_award_at_its_price_and_the_sum_of_its_lots() -> None:
    table = packages({"published_on": "2019-11-01"}, {})
    awards = procedures(
        {"award_value": 4_000_000}, {"package_id": "P1", "award_value": 5_000_000}, {"awarded_on": "2021-01-01"}
    )
    counted = counted_packages(table, awards, period=YEAR)
    assert counted.cells[["package_count", "price_vnd", "award_vnd"]].to_numpy().tolist() == [
        [1, 10_000_000, 9_000_000]
    ]
    assert counted_packages(table, awards, period=Period(2020, 2)).cells["package_count"].sum() == 1
    assert counted_packages(table, awards, period=Period(2020, 3)).cells.empty


LOTS = ("2020-12-30", "2021-01-10")


def test_a_package_of_two_lots_counts_once_in_the_period_of_its_first_award() -> None:
    awards = procedures(*({"package_id": "P1", "awarded_on": day, "award_value": 4_000_000} for day in LOTS))
    found = {
        str(period): counted_packages(packages({}), awards, period=period).cells
        for period in map(Period, (2020, 2021))
    }
    assert found["2020"][["package_count", "price_vnd", "award_vnd"]].to_numpy().tolist() == [
        [1, 10_000_000, 8_000_000]
    ]
    assert found["2021"].empty
    assert counted_packages(packages({}), awards, period=Period(2021, 1)).cells.empty


def test_a_lot_without_a_day_leaves_its_package_out_once() -> None:
    dated, undated = {"awarded_on": "2021-01-10"}, {"awarded_on": None, "published_on": "2020-06-01"}
    awards = procedures(dated | {"package_id": "P1"}, undated | {"package_id": "P1"})
    left_out = [counted_packages(packages({}), awards, period=Period(year)).left_out for year in (2020, 2021)]
    assert left_out[0].empty
    assert left_out[1]["reason"].tolist() == ["no_day"]


@pytest.mark.parametrize("status", ["cancelled", "open", "unsuccessful"])
def test_where_a_lot_has_no_award_the_price_is_that_of_the_awarded_lots(status: str) -> None:
    other = {"package_id": "P1", "status": status, "estimate_value": 6_000_000, "awarded_on": None}
    awards = procedures({"estimate_value": 4_000_000, "award_value": 3_000_000}, other)
    (row,) = counted_packages(packages({}), awards, period=YEAR).cells.to_dict("records")
    assert (row["package_count"], row["price_vnd"], row["award_vnd"]) == (1, 4_000_000, 3_000_000)


def test_a_second_try_of_the_whole_package_keeps_its_price() -> None:
    first = {"status": "cancelled", "estimate_value": 10_000_000, "awarded_on": None}
    awards = procedures(first, {"package_id": "P1", "estimate_value": 10_000_000})
    assert counted_packages(packages({}), awards, period=YEAR).cells["price_vnd"].tolist() == [10_000_000]


def test_a_part_without_its_estimate_is_left_out_beside_the_price_of_the_whole() -> None:
    awards = procedures({}, {"package_id": "P1", "status": "open", "awarded_on": None}, {"package_id": "P2"})
    counted = counted_packages(packages({}, {}), awards, period=YEAR)
    assert counted.cells["package_count"].tolist() == [1]
    assert counted.left_out["reason"].tolist() == ["part_awarded"]


def test_a_price_made_of_lots_is_missing_unless_each_says_its_own() -> None:
    awards = procedures(ALONE | {"package_id": "P9"}, ALONE | {"package_id": "P9", "estimate_value": None}, ALONE)
    counted = counted_packages(packages({}), awards, period=YEAR)
    assert counted.cells["package_count"].tolist() == [1]
    assert counted.left_out["reason"].tolist() == ["no_price"]


def test_an_award_without_a_plan_counts_as_it_says_itself() -> None:
    counted = counted_packages(packages({}), procedures(ALONE, ALONE), period=YEAR)
    (row,) = counted.cells.to_dict("records")
    assert (row["plan_type"], row["field"], row["form"], row["is_online"]) == ("", "works", "open_bidding", False)
    assert (row["package_count"], row["price_vnd"], row["award_vnd"]) == (2, 14_000_000, 12_000_000)


@pytest.mark.parametrize(
    ("reason", "award"),
    [
        ("currency", {"currency": "USD"}),
        ("no_award", {"award_value": None}),
        ("no_award", {"award_value": 0}),
        ("no_field", ALONE | {"field": ""}),
        ("no_form", ALONE | {"form": ""}),
        ("no_marks", ALONE | {"is_online": None}),
        ("no_price", ALONE | {"estimate_value": None}),
        ("no_day", {"awarded_on": None, "published_on": "2020-04-01"}),
    ],
)
def test_an_award_that_does_not_say_enough_is_left_out_with_its_reason(
    reason: str, award: dict[str, object]
) -> None:
    counted = counted_packages(packages({}, {}), procedures(award, {}), period=YEAR)
    assert counted.cells["package_count"].tolist() == [1]
    assert counted.has_awards
    assert counted.left_out.to_dict("records") == [{"agency_code": "SNV", "reason": reason, "package_count": 1}]
    assert reason in REASONS


def test_where_most_awards_do_not_say_their_price_all_count_and_none_is_given() -> None:
    awards = procedures({}, {"award_value": None}, {"award_value": None}, {"currency": "USD"})
    counted = counted_packages(packages({}, {}, {}, {}), awards, period=YEAR)
    assert not counted.has_awards
    assert counted.cells[["package_count", "price_vnd"]].to_numpy().tolist() == [[3, 30_000_000]]
    assert counted.cells["award_vnd"].isna().all()
    assert counted.left_out["reason"].tolist() == ["currency"]


def test_what_was_not_awarded_is_no_result() -> None:
    counted = counted_packages(packages({}), procedures({"status": "cancelled"}), period=YEAR)
    assert counted.cells.empty
    assert counted.left_out.empty
    assert counted.is_of_results


def test_every_awarded_package_is_counted_or_left_out() -> None:
    table = packages(*({"form": form} for form in ("shopping", "open_bidding", "special")))
    awards = procedures({}, {"currency": "EUR"}, {"award_value": None})
    counted = counted_packages(table, awards, period=YEAR)
    total: int = counted.cells["package_count"].sum() + counted.left_out["package_count"].sum()
    assert total == len(awards)
    assert isinstance(counted.cells, pd.DataFrame)
