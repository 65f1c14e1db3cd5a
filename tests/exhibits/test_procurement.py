"""The exhibits of procurement compliance: what a head of unit reads, and the packages behind it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from cchc_analysis.exhibits import procurement_chart_section as glance
from cchc_analysis.exhibits import procurement_legal_section as legal
from cchc_analysis.exhibits import procurement_packages_section as evidence
from cchc_analysis.exhibits import procurement_section
from cchc_analysis.exhibits import procurement_verdict_section as verdicts
from cchc_analysis.exhibits.procurement_evidence import agency_packages, offline_packages
from cchc_analysis.exhibits.procurement_reports_section import show_report_duty
from cchc_analysis.exhibits.procurement_results import ProcurementResults, procurement_results
from cchc_analysis.exhibits.procurement_words import margin_sentence, rating_sentence, verdict_sentence
from cchc_analysis.exhibits.study import Study, open_study
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import rule_on

TABLE = "application/vnd.cchc.table+json"
NARRATIVE = "application/vnd.cchc.narrative+json"


def study(**options: Any) -> Study:
    return open_study(**({"period": "2020-Q4"} | options))


def asked(**options: Any) -> tuple[Study, ProcurementResults]:
    one = study(**options)
    return one, procurement_results(one)


def tables(shown: list[dict[str, Any]]) -> dict[str, pd.DataFrame]:
    return {
        bundle[TABLE]["name"]: pd.DataFrame(
            bundle[TABLE]["rows"], columns=[column["name"] for column in bundle[TABLE]["columns"]]
        )
        for bundle in shown
        if TABLE in bundle
    }


def sentences(shown: list[dict[str, Any]]) -> list[str]:
    return [bundle[NARRATIVE]["text"] for bundle in shown if NARRATIVE in bundle]


def row(count: object, value: object, **more: object) -> dict[str, object]:
    return {"count_margin": count, "value_margin_vnd": value} | more


@pytest.mark.parametrize(
    ("margins", "words"),
    [
        (
            (-3, -1_200_000_000),
            "Nếu có thêm ít nhất 3 gói, với giá gói thầu cộng lại từ 1.200.000.000 đồng trở lên",
        ),
        ((-3, 5), "Nếu có thêm ít nhất 3 gói trong chính các gói"),
        ((0, -1), "cộng lại từ 1 đồng trở lên"),
        ((0, 0), "hơn 0 gói và 0 đồng"),
        ((-2, pd.NA), "Nếu có thêm ít nhất 2 gói trong chính các gói"),
        ((4, pd.NA), "hơn 4 gói (không có tỷ lệ theo giá trị)"),
    ],
)
def test_the_margin_says_what_would_have_met_the_quota_to_the_dong(
    margins: tuple[object, object], words: str
) -> None:
    sentence = margin_sentence(row(*margins), "vi")
    assert sentence is not None
    assert words in sentence


def test_without_a_quota_there_is_no_margin() -> None:
    assert margin_sentence(row(pd.NA, pd.NA), "vi") is None


@pytest.mark.parametrize("result", ["passed", "failed", "not_concluded", "nothing_eligible", "no_quota"])
def test_every_result_has_a_sentence_in_both_languages(result: str) -> None:
    own = {
        "quota_result": result, "eligible_count": 10, "online_count": 6, "count_share": 0.6, "value_share": 0.2,
        "unsettled_count": 2,
    }  # fmt: skip
    assert verdict_sentence(own, "vi") != verdict_sentence(own, "en")


@pytest.mark.parametrize(
    ("result", "missing", "allowed", "words"),
    [
        ("failed", 0, False, "vì không đạt tỷ lệ."),
        ("passed", 2, False, "vì còn 2 báo cáo chưa gửi."),
        ("failed", 1, False, "vì không đạt tỷ lệ và còn 1 báo cáo chưa gửi."),
        ("passed", 0, True, "không cản"),
        ("passed", pd.NA, pd.NA, "chưa kết luận"),
    ],
)
def test_the_head_is_told_what_bars_the_rating(result: str, missing: object, allowed: object, words: str) -> None:
    own = {"quota_result": result, "missing_reports": missing, "is_excellent_allowed": allowed}
    assert words in rating_sentence(own, rule_on(Period(2020).end_on), "vi")


@pytest.mark.usefixtures("sample")
def test_the_agencies_add_up_to_the_total_in_every_table() -> None:
    _, results = asked()
    sums = results.split.groupby("legal_basis")[["eligible_count", "online_count"]].sum()
    assert len(sums) == 2
    assert sums["eligible_count"].sum() == results.total["eligible_count"].iloc[0]
    offline = results.mandatory["mandatory_offline_count"].sum()
    assert offline == len(offline_packages(study(), results))
    one = study(agency="Q1")
    own = results.mandatory.set_index("agency_code").loc["Q1"]
    listed = agency_packages(one, results)
    assert (listed["is_mandatory"].fillna(False) & ~listed["is_online"]).sum() == own["mandatory_offline_count"]
    assert listed["is_mandatory"].isna().sum() == own["unsourced_count"]
    assert listed["is_eligible"].sum() == results.quota.set_index("agency_code").loc["Q1", "eligible_count"]


@pytest.mark.usefixtures("sample")
def test_every_package_of_the_evidence_says_why_and_by_which_clause() -> None:
    one, results = asked(agency="Q1")
    listed = agency_packages(one, results)
    assert set(listed["agency_code"]) == {"Q1"}
    assert (listed["reason_name"] != "").all()
    assert set(listed["clause_name"]) == {"Thông tư 11/2019/TT-BKHĐT, Điều 29"}
    january = listed["published_on"] < "2020-02-01"
    assert listed.loc[january, "mandatory_clause"].str.contains("01/NQ-CP").all()
    assert listed.loc[~january, "mandatory_clause"].str.contains("11/2019").all()
    assert listed["source_file"].ne("").all()
    assert listed["value_vnd"].is_monotonic_decreasing


@pytest.mark.parametrize(("period", "count"), [("2020-Q4", 2), ("2021-Q4", 0)])
@pytest.mark.usefixtures("sample")
def test_the_legal_split_is_shown_only_where_the_year_has_several_bases(
    period: str, count: int, shown: list[dict[str, Any]]
) -> None:
    one, results = asked(period=period)
    legal.show_legal_split(one, results)
    found = tables(shown)
    assert bool(found) == bool(count)
    if found:
        assert (found["legal_split"]["agency_code"] == "ALL").sum() == count


@pytest.mark.usefixtures("sample")
def test_the_switch_shows_both_results_where_it_turns_them(shown: list[dict[str, Any]]) -> None:
    one, results = asked()
    legal.show_switch(one, results)
    turned = tables(shown)["shortened_by_agency"]
    assert (turned["is_passed"] != turned["other_is_passed"]).all()
    other, out = asked(counts_shortened=False)
    shown.clear()
    legal.show_switch(other, out)
    swapped = tables(shown)["shortened_by_agency"]
    assert set(swapped["agency_code"]) == set(turned["agency_code"])
    assert dict(zip(swapped["agency_code"], swapped["is_passed"], strict=True)) == dict(
        zip(turned["agency_code"], turned["other_is_passed"], strict=True)
    )


@pytest.mark.usefixtures("sample")
def test_unsettled_packages_that_could_turn_a_result_leave_it_open(
    monkeypatch: pytest.MonkeyPatch, shown: list[dict[str, Any]]
) -> None:
    one, plain = asked(agency="Q4", language="en")
    before = plain.verdicts.set_index("agency_code").loc["Q4", "quota_result"]
    assert before == "passed"
    held = pd.DataFrame(
        {
            "package_id": ["P1"], "agency_code": ["Q4"], "agency_name": ["Quận 4"], "name": ["Mua máy tính"],
            "field": [""], "form": ["open_bidding"], "is_online": pd.array([False], dtype="boolean"),
            "is_domestic": pd.array([True], dtype="boolean"), "method": [""],
            "value_vnd": pd.array([pd.NA], dtype="Int64"),
            "published_on": pd.to_datetime(["2020-05-05"]).astype("datetime64[us]"), "province": [""],
            "finding": ["x"], "severity": ["held"], "source_file": ["a.csv"], "source_row": [7],
        }
    )  # fmt: skip
    read = type(one.warehouse).table
    monkeypatch.setattr(
        type(one.warehouse), "table", lambda self, name: held if name == "unsettled" else read(self, name)
    )
    results = procurement_results(one)
    row_of = results.verdicts.set_index("agency_code").loc["Q4"]
    assert row_of["quota_result"] == "not_concluded"
    verdicts.show_verdicts(one, results)
    verdicts.show_unsettled(one, results)
    assert any(sentence.startswith("Not concluded: of the packages used") for sentence in sentences(shown))
    found = tables(shown)
    assert found["best_and_worst"][["best_name", "worst_name"]].to_numpy().tolist() == [["Failed", "Failed"]]
    assert found["unsettled"]["source_row"].tolist() == [7]


@pytest.mark.parametrize("agency", ["", "Q1"])
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.usefixtures("sample")
def test_every_exhibit_is_made_for_all_and_for_one(
    agency: str, language: str, shown: list[dict[str, Any]]
) -> None:
    one, results = asked(agency=agency, language=language)
    procurement_section.show_procurement_heading(one, results)
    procurement_section.show_shares(one, results)
    verdicts.show_verdicts(one, results)
    evidence.show_mandatory(one, results)
    evidence.show_packages(one, results)
    glance.show_quarters(one, results)
    glance.show_tiles(one, results)
    show_report_duty(one, results)
    names = set(tables(shown))
    assert {"quota", "verdicts", "reporting"} <= names
    assert ("packages" in names) == bool(agency)
    assert ("quota_quarters" in names) == (not agency)


@pytest.mark.usefixtures("sample")
def test_a_place_is_judged_by_its_packages_and_not_by_cells_that_know_no_place() -> None:
    one = study()
    everywhere = procurement_results(one)
    there = procurement_results(replace(one, place="Thành phố Hồ Chí Minh"))
    columns = ["agency_code", "eligible_count", "online_count", "eligible_value_vnd", "online_value_vnd"]
    expected = everywhere.quota[everywhere.quota["agency_code"].isin(there.quota["agency_code"])]
    if len(there.quota):
        pd.testing.assert_frame_equal(
            there.quota[columns].reset_index(drop=True), expected[columns].reset_index(drop=True)
        )
    assert set(there.quota["agency_code"]) <= set(everywhere.quota["agency_code"])
