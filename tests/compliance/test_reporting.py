"""Quarterly reports against their due dates, and what they mean for the head."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from cchc_analysis.compliance.reporting import reporting_table
from cchc_analysis.compliance.verdict import verdict_table
from cchc_analysis.reference.procurement_rules import rule_on

RULE = rule_on(dt.date(2020, 12, 31))
AGENCIES = pd.DataFrame({"agency_code": ["A", "B"], "agency_name": ["Sở A", "Sở B"]})
DUE = {1: dt.date(2020, 4, 15), 2: dt.date(2020, 7, 15)}


def reports(*rows: tuple[str, int, str]) -> pd.DataFrame:
    table = pd.DataFrame(list(rows), columns=["agency_code", "quarter", "received_on"]).assign(year=2020)
    return table.astype({"quarter": "int64", "received_on": "datetime64[us]"})


def statuses(table: pd.DataFrame) -> dict[tuple[str, int], str]:
    return {(row.agency_code, row.quarter): row.status for row in table.itertuples()}


def test_a_report_on_its_due_date_is_on_time_and_a_day_after_is_late() -> None:
    table = reporting_table(
        reports(("A", 1, "2020-04-15"), ("B", 1, "2020-04-16")),
        AGENCIES,
        year=2020,
        due_dates={1: DUE[1]},
        as_of=dt.date(2020, 4, 30),
    )
    assert statuses(table) == {("A", 1): "on_time", ("B", 1): "late"}
    assert list(table["days_late"]) == [0, 1]


def test_a_report_not_received_is_missing_only_once_it_was_due() -> None:
    table = reporting_table(reports(), AGENCIES, year=2020, due_dates=DUE, as_of=dt.date(2020, 4, 15))
    assert statuses(table) == {
        ("A", 1): "missing", ("A", 2): "not_due", ("B", 1): "missing", ("B", 2): "not_due",
    }  # fmt: skip


def test_reports_of_another_year_do_not_count() -> None:
    other = reports(("A", 1, "2020-04-01")).assign(year=2019)
    table = reporting_table(other, AGENCIES, year=2020, due_dates={1: DUE[1]}, as_of=DUE[1])
    assert set(table["status"]) == {"missing"}


def quota(*passed: object, eligible: int = 10) -> pd.DataFrame:
    codes = [f"U{position}" for position in range(len(passed))]
    result = pd.array(list(passed), dtype="boolean")
    table = pd.DataFrame(
        {"agency_code": codes, "agency_name": codes, "eligible_count": eligible, "min_count_pct": 60}
    )
    return table.assign(min_value_pct=25, is_count_passed=result, is_value_passed=result, is_passed=result)


def reporting(status: str, count: int) -> pd.DataFrame:
    codes = [f"U{position}" for position in range(count)]
    return pd.DataFrame({"agency_code": codes, "status": status})


@pytest.mark.parametrize(
    ("is_passed", "status", "is_allowed"),
    [
        (True, "on_time", True),
        (True, "late", True),
        (True, "missing", False),
        (False, "on_time", False),
        (False, "missing", False),
        (pd.NA, "on_time", pd.NA),
        (pd.NA, "missing", False),
    ],
)
def test_a_missing_report_or_a_missed_quota_bars_the_rating(
    is_passed: object, status: str, is_allowed: object
) -> None:
    table = verdict_table(quota(is_passed), reporting(status, 1), RULE, is_year_over=True)
    answer = table["is_excellent_allowed"].iloc[0]
    assert (answer is pd.NA) if is_allowed is pd.NA else (answer == is_allowed)


def test_an_agency_with_nothing_to_buy_is_not_barred_by_the_quota() -> None:
    table = verdict_table(quota(pd.NA, eligible=0), reporting("on_time", 1), RULE, is_year_over=True)
    assert table["is_excellent_allowed"].iloc[0]


def test_without_a_record_of_reports_nothing_is_concluded_in_favour() -> None:
    table = verdict_table(quota(True, False), None, RULE, is_year_over=True)
    assert table["is_excellent_allowed"].isna().tolist() == [True, False]
    assert not table["is_excellent_allowed"].iloc[1]


def test_a_missing_report_bars_only_in_years_whose_source_says_so() -> None:
    rule = rule_on(dt.date(2021, 12, 31))
    assert verdict_table(quota(True, False), reporting("missing", 2), rule, is_year_over=True)[
        "is_excellent_allowed"
    ].tolist() == [
        True,
        False,
    ]


def test_without_a_sourced_consequence_nothing_is_concluded() -> None:
    rule = rule_on(dt.date(2024, 12, 31))
    assert (
        verdict_table(quota(True, False), reporting("on_time", 2), rule, is_year_over=True)["is_excellent_allowed"]
        .isna()
        .all()
    )
