"""What is concluded of an agency, and when nothing may be."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from cchc_analysis.compliance.verdict import (
    RESULTS,
    WORST_FIRST,
    concluded,
    result_counts,
    verdict_table,
    worst_first,
)
from cchc_analysis.reference.procurement_rules import rule_on

RULE = rule_on(dt.date(2020, 12, 31))


def quota(passed: object, *, eligible: int = 10, minimum: object = 60) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "agency_code": ["A"],
            "agency_name": ["Sở A"],
            "eligible_count": [eligible],
            "min_count_pct": pd.array([minimum], dtype="Int64"),
            "min_value_pct": pd.array([pd.NA], dtype="Int64"),
            "is_count_passed": pd.array([passed], dtype="boolean"),
            "is_value_passed": pd.array([pd.NA], dtype="boolean"),
            "is_passed": pd.array([passed], dtype="boolean"),
        }
    )


def bounds(best: object, worst: object, count: int = 1) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "agency_code": ["A"],
            "unsettled_count": [count],
            "is_passed_at_best": pd.array([best], dtype="boolean"),
            "is_passed_at_worst": pd.array([worst], dtype="boolean"),
        }
    )


@pytest.mark.parametrize(
    ("passed", "best", "worst", "result"),
    [
        (True, True, True, "passed"),
        (False, False, False, "failed"),
        (True, True, False, "not_concluded"),
        (False, True, False, "not_concluded"),
        (False, True, True, "not_concluded"),
        (True, False, False, "not_concluded"),
        (pd.NA, True, True, "not_concluded"),
        (pd.NA, True, pd.NA, "not_concluded"),
        (pd.NA, pd.NA, False, "not_concluded"),
    ],
)
def test_the_result_stands_only_where_unsettled_rows_cannot_turn_it(
    passed: object, best: object, worst: object, result: str
) -> None:
    eligible = 0 if passed is pd.NA else 10
    row = verdict_table(
        quota(passed, eligible=eligible), None, RULE, bounds=bounds(best, worst), is_year_over=True
    ).iloc[0]
    assert row["quota_result"] == result
    assert pd.isna(row["is_quota_passed"]) == (result == "not_concluded")
    assert result in RESULTS


@pytest.mark.parametrize(
    ("passed", "best", "worst", "reason"),
    [
        (True, True, True, ""),
        (True, True, False, "split"),
        (False, True, False, "split"),
        (False, True, True, "held_passed"),
        (True, False, False, "held_failed"),
        (pd.NA, True, True, "held_only"),
        (pd.NA, pd.NA, False, "held_only"),
        (pd.NA, pd.NA, pd.NA, ""),
    ],
)
def test_an_open_result_says_why_it_is_open(passed: object, best: object, worst: object, reason: str) -> None:
    table = quota(passed, eligible=0 if passed is pd.NA else 10)
    own = concluded(table, bounds(best, worst))
    assert own["open_reason"].tolist() == [reason]
    assert (own["quota_result"].iloc[0] == "not_concluded") == bool(reason)
    verdict = verdict_table(table, None, RULE, bounds=bounds(best, worst), is_year_over=True)
    assert verdict["open_reason"].tolist() == [reason]


def judged(*rows: tuple[str, int, str, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["agency_code", "quarter", "quota_result", "eligible_value_vnd"])


def test_the_worst_results_are_listed_first_then_the_largest_value() -> None:
    rows = judged(
        ("A", 1, "passed", 9), ("B", 1, "failed", 1), ("C", 1, "failed", 5), ("D", 1, "not_concluded", 7)
    )
    assert worst_first(rows)["agency_code"].tolist() == ["C", "B", "D", "A"]
    assert list(worst_first(rows).columns) == list(rows.columns)


def test_an_agency_with_several_rows_has_its_place_by_the_last() -> None:
    rows = judged(("A", 2, "passed", 9), ("A", 1, "failed", 4), ("B", 1, "passed", 1), ("B", 2, "failed", 2))
    listed = worst_first(rows, by="quarter")
    assert list(zip(listed["agency_code"], listed["quarter"], strict=True)) == [
        ("B", 1), ("B", 2), ("A", 1), ("A", 2)
    ]  # fmt: skip
    assert list(listed.columns) == list(rows.columns)


def test_results_are_counted_by_quarter_with_those_that_nobody_has() -> None:
    rows = judged(("A", 1, "passed", 9), ("B", 1, "passed", 1), ("A", 2, "failed", 9))
    counts = result_counts(rows, "quarter").set_index("quarter")
    assert counts["passed_count"].tolist() == [2, 0]
    assert counts["failed_count"].tolist() == [0, 1]
    assert list(counts.columns) == [f"{result}_count" for result in RESULTS]


def test_what_is_not_concluded_bars_no_head_and_frees_none() -> None:
    sent = pd.DataFrame({"agency_code": ["A"], "status": ["on_time"]})
    row = verdict_table(
        quota(passed=True), sent, RULE, bounds=bounds(best=True, worst=False), is_year_over=True
    ).iloc[0]
    assert pd.isna(row["is_excellent_allowed"])


def test_a_missing_report_bars_even_where_the_quota_is_not_concluded() -> None:
    unsent = pd.DataFrame({"agency_code": ["A"], "status": ["missing"]})
    row = verdict_table(
        quota(passed=True), unsent, RULE, bounds=bounds(best=True, worst=False), is_year_over=True
    ).iloc[0]
    assert not row["is_excellent_allowed"]


def test_nothing_eligible_and_no_quota_are_told_apart() -> None:
    assert verdict_table(quota(pd.NA, eligible=0), None, RULE, is_year_over=True)["quota_result"].tolist() == [
        "nothing_eligible"
    ]
    assert verdict_table(quota(pd.NA, minimum=pd.NA), None, RULE, is_year_over=True)["quota_result"].tolist() == [
        "no_quota"
    ]
    unset = quota(pd.NA, eligible=0, minimum=pd.NA)
    assert verdict_table(unset, None, RULE, bounds=bounds(pd.NA, pd.NA), is_year_over=True)[
        "quota_result"
    ].tolist() == ["no_quota"]


@pytest.mark.parametrize(("unsourced", "count"), [(0, 2), (1, pd.NA)])
def test_packages_that_went_offline_are_counted_only_where_every_day_is_sourced(
    unsourced: int, count: object
) -> None:
    mandatory = pd.DataFrame(
        {"agency_code": ["A"], "mandatory_offline_count": [2], "unsourced_count": [unsourced]}
    )
    found = verdict_table(quota(passed=True), None, RULE, mandatory=mandatory, is_year_over=True)[
        "mandatory_offline_count"
    ].iloc[0]
    assert (found is pd.NA) if count is pd.NA else (found == count)


def test_what_is_not_concluded_is_left_open_in_every_leg() -> None:
    row = concluded(quota(True), bounds(True, False)).iloc[0]
    assert row["quota_result"] == "not_concluded"
    assert row[["is_count_passed", "is_value_passed", "is_passed"]].isna().all()
    row = concluded(quota(True), bounds(True, True)).iloc[0]
    assert row[["quota_result", "is_count_passed", "is_passed"]].tolist() == ["passed", True, True]


def test_every_result_has_its_place_in_a_list() -> None:
    assert sorted(WORST_FIRST) == sorted(RESULTS)


def sent() -> pd.DataFrame:
    return pd.DataFrame({"agency_code": ["A"], "status": ["on_time"]})


@pytest.mark.parametrize("passed", [True, False])
def test_before_the_year_is_over_the_quota_neither_bars_nor_frees_a_head(passed: bool) -> None:
    row = verdict_table(quota(passed), sent(), RULE, is_year_over=False).iloc[0]
    assert row["quota_result"] == ("passed" if passed else "failed")
    assert pd.isna(row["is_excellent_allowed"])
    assert verdict_table(quota(passed), sent(), RULE, is_year_over=True)["is_excellent_allowed"].tolist() == [
        passed
    ]


def test_a_report_not_sent_bars_before_the_year_is_over() -> None:
    unsent = pd.DataFrame({"agency_code": ["A"], "status": ["missing"]})
    assert verdict_table(quota(True), unsent, RULE, is_year_over=False)["is_excellent_allowed"].tolist() == [False]


@pytest.mark.parametrize("passed", [True, False])
def test_where_shortened_quotation_turns_the_result_the_rating_is_open(passed: bool) -> None:
    turned, same = (concluded(quota(other)) for other in (not passed, passed))
    row = verdict_table(quota(passed), sent(), RULE, is_year_over=True, other_quota=turned).iloc[0]
    assert pd.isna(row["is_excellent_allowed"])
    assert row["other_quota_result"] == ("failed" if passed else "passed")
    row = verdict_table(quota(passed), sent(), RULE, is_year_over=True, other_quota=same).iloc[0]
    assert row["is_excellent_allowed"] == passed


def test_a_report_not_sent_bars_although_shortened_quotation_turns_the_result() -> None:
    unsent = pd.DataFrame({"agency_code": ["A"], "status": ["missing"]})
    table = verdict_table(quota(True), unsent, RULE, is_year_over=True, other_quota=concluded(quota(False)))
    assert table["is_excellent_allowed"].tolist() == [False]
