"""What the outlook tells a head of unit, on the sample city."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pandas as pd
import pytest

from cchc_analysis.exhibits.outlook import decisive_section as outlook_decisive_section
from cchc_analysis.exhibits.outlook import path_section as outlook_path_section
from cchc_analysis.exhibits.outlook import section as outlook_section
from cchc_analysis.exhibits.outlook.results import OutlookResults, outlook_results
from cchc_analysis.exhibits.outlook.words import leg_sentences, outlook_sentence, projection_sentence
from cchc_analysis.exhibits.procurement.results import procurement_results
from cchc_analysis.exhibits.study import Study, open_study
from tests.exhibits.procurement_pages import asked
from tests.exhibits.shown import Shown, catch, says_its_order
from tests.exhibits.whole_tables import forbid_whole_tables

pytestmark = pytest.mark.usefixtures("sample")

SHOWS: list[Callable[[Study, OutlookResults | None], None]] = [
    outlook_section.show_outlook,
    outlook_decisive_section.show_decisive_packages,
    outlook_path_section.show_projection,
    outlook_path_section.show_path,
]


def shown_of(monkeypatch: pytest.MonkeyPatch, **options: str) -> tuple[OutlookResults, Shown]:
    forbid_whole_tables(monkeypatch)
    study, judged = asked(**options)
    results = outlook_results(study, judged)
    assert results is not None
    return results, catch(monkeypatch, *(partial(one, study, results) for one in SHOWS))


def test_a_city_in_the_third_quarter(monkeypatch: pytest.MonkeyPatch) -> None:
    results, shown = shown_of(monkeypatch, period="2020-Q3")
    assert set(shown.tables) == {"outlook", "remaining_packages", "decisive_packages", "projection", "quota_path"}
    assert set(shown.figures) == {"quota_path"}
    outlook = shown.tables["outlook"]
    assert len(outlook) == len(results.outlook) == 46
    assert outlook["standing_name"].iloc[0] == "Chưa đủ gói đã biết để đạt"
    said = [one for one in shown.sentences if "cơ quan." in one]
    assert sum(int(one.split(": ")[1].split()[0]) for one in said) == 46
    assert shown.tables["quota_path"]["agency_code"].iloc[0] == "ALL"
    assert {"ALL"} < set(shown.tables["projection"]["agency_code"])
    assert shown.tables["projection"]["agency_code"].iloc[0] == "ALL"
    readings = shown.tables["projection"].query("agency_code != 'ALL'")["reading_name"].tolist()
    assert readings[0] == "Dưới tỷ lệ tối thiểu" or "Dưới tỷ lệ tối thiểu" not in readings
    cut = [name for name, table in shown.tables.items() if shown.row_limits[name] is not None and len(table) > 1]
    assert [name for name in cut if not says_its_order(shown.captions[name])] == []
    assert any("của tất cả cơ quan cộng lại" in one for one in shown.sentences)
    # Names on the page, codes in the file; the largest come first.
    assert "agency_name" in shown.on_page["remaining_packages"]
    assert not {"agency_code", "source_file", "form_name"} & set(shown.on_page["remaining_packages"])
    path = shown.tables["quota_path"].query("agency_code != 'ALL' and quarter == 3")
    assert path["eligible_value_vnd"].is_monotonic_decreasing


@pytest.mark.parametrize(("language", "words"), [
    ("vi", ["còn 13 gói theo kế hoạch", "ít nhất 11 gói phải qua mạng", "phải chuyển thêm ít nhất 2 gói"]),
    ("en", ["known so far remain by plan: 13", "at least 11 must go online", "at least 2 more must be moved"]),
])  # fmt: skip
def test_an_agency_that_must_move_packages_is_told_how_many_and_which(
    monkeypatch: pytest.MonkeyPatch, language: str, words: list[str]
) -> None:
    results, shown = shown_of(monkeypatch, period="2020-Q3", agency="SDL", language=language)
    (lead, *_) = shown.of_style("lead")
    assert all(one in lead for one in words)
    table = shown.tables["remaining_packages"]
    assert len(table) == 13
    assert table["advice_name"].ne("").tolist() == [True] * 2 + [False] * 11
    assert not table["is_online"].head(2).any()
    assert table["source_row"].gt(1).all()
    assert set(shown.figures) == {"decisive_waterfall", "quota_path"}
    assert {"form_name", "advice_name"} <= set(shown.on_page["remaining_packages"])
    assert results.outlook["agency_code"].tolist() == ["SDL"]


def test_of_many_remaining_packages_the_most_urgent_are_listed_and_the_rest_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _, whole = shown_of(monkeypatch, period="2020-Q3", agency="SDL", language="en")
    monkeypatch.setattr("cchc_analysis.exhibits.outlook.results.MOST_REMAINING", 3)
    results, shown = shown_of(monkeypatch, period="2020-Q3", agency="SDL", language="en")
    table = shown.tables["remaining_packages"]
    pd.testing.assert_frame_equal(table, whole.tables["remaining_packages"].head(3))
    assert results.remaining_count == len(whole.tables["remaining_packages"]) == 13
    assert "The first 3 of 13 packages" in shown.captions["remaining_packages"]
    assert "The first" not in whole.captions["remaining_packages"]


def test_an_agency_that_cannot_make_it_is_told_why_and_what_decided(monkeypatch: pytest.MonkeyPatch) -> None:
    _, shown = shown_of(monkeypatch, period="2020-Q3", agency="SGTVT")
    lead = shown.of_style("lead")[0]
    assert "cũng không đạt cả năm 2020, trừ khi có thêm gói mới qua mạng" in lead
    assert any("nhưng các gói còn lại chỉ có" in one for one in shown.sentences)
    assert shown.tables["decisive_packages"]["value_vnd"].tolist() == [960_000_000_000]
    assert any("đã cho thấy chiều hướng kết quả" in one for one in shown.of_style("note"))


def test_a_year_that_is_over_is_not_projected(monkeypatch: pytest.MonkeyPatch) -> None:
    _, shown = shown_of(monkeypatch, period="2020", agency="Q1")
    assert "projection" not in shown.tables
    assert shown.tables["quota_path"]["quarter"].tolist() == [1, 2, 3, 4]
    assert any("đã kết thúc" in one for one in shown.of_style("note"))


def test_a_year_without_a_quota_concludes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    _, shown = shown_of(monkeypatch, period="2018-Q2", agency="Q5", language="en")
    assert "no minimum share" in shown.of_style("lead")[0]
    assert "decisive_packages" not in shown.tables
    assert any("3 are needed" in one for one in shown.sentences)


def test_a_new_agency_leans_on_its_group(monkeypatch: pytest.MonkeyPatch) -> None:
    results, shown = shown_of(monkeypatch, period="2021-Q2", agency="TPTHUDUC")
    assert results.projection["method"].tolist() == ["group", "group"]
    assert any("của cả nhóm trong 4 năm trước" in one for one in shown.sentences)


def test_an_agency_without_eligible_packages_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    _, shown = shown_of(monkeypatch, period="2020-Q3", agency="TTTP")
    assert "chưa có gói thầu nào" in shown.of_style("lead")[0]
    assert "decisive_packages" not in shown.tables
    assert any("Không còn gói thầu nào" in one for one in shown.sentences)


def test_packages_that_could_not_be_read_are_said_to_be_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    study, judged = asked(period="2020-Q3", agency="SDL")
    results = outlook_results(study, judged)
    assert results is not None
    assert results.unsettled_count == 0
    unsure = replace(results, unsettled_count=4)
    shown = catch(monkeypatch, partial(outlook_section.show_outlook, study, unsure))
    assert any("không tính vào phần này: 4." in one for one in shown.of_style("warning"))


def test_without_packages_nothing_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    study = open_study(period="2020-Q3")
    shown = catch(monkeypatch, *(partial(one, study, None) for one in SHOWS))
    assert shown.sentences == []


def test_the_figures_of_an_agency_are_those_of_the_city(monkeypatch: pytest.MonkeyPatch) -> None:
    city, _ = shown_of(monkeypatch, period="2020-Q3")
    own, _ = shown_of(monkeypatch, period="2020-Q3", agency="GOVAP")
    of_city = city.outlook[city.outlook["agency_code"].eq("GOVAP")].reset_index(drop=True)
    pd.testing.assert_frame_equal(of_city, own.outlook)
    of_city = city.projection[city.projection["agency_code"].eq("GOVAP")].reset_index(drop=True)
    pd.testing.assert_frame_equal(of_city, own.projection)


def test_a_leg_that_is_not_set_is_not_spoken_of() -> None:
    own = {
        "min_count_pct": 70, "min_value_pct": None, "least_count": 0, "remaining_count": 3,
        "least_count_share": 0.0, "least_value_vnd": pd.NA, "remaining_value_vnd": 5, "least_value_share": None,
    }  # fmt: skip
    assert leg_sentences(own, "en") == [
        "By number (70%): enough already of the packages known, no further one needs to go online."
    ]


@pytest.mark.parametrize("standing", ["safe", "as_planned", "must_switch", "lost"])
@pytest.mark.parametrize(
    ("language", "known"), [("vi", "gói thầu đã biết đến nay"), ("en", "packages known so far")]
)
def test_every_standing_before_the_year_is_over_is_one_of_the_packages_known_so_far(
    standing: str, language: str, known: str
) -> None:
    own = {
        "standing": standing, "year": 2020, "remaining_count": 9, "remaining_online_count": 1, "fewest_count": 2,
        "switch_count": 1,
    }  # fmt: skip
    assert known in outlook_sentence(own, "vi" if language == "vi" else "en")


def test_at_the_end_of_the_year_nothing_is_said_to_be_left_to_switch(monkeypatch: pytest.MonkeyPatch) -> None:
    results, shown = shown_of(monkeypatch, period="2020", language="en")
    assert results.is_year_over
    assert not {"outlook", "remaining_packages"} & set(shown.tables)
    assert any("nothing is left to be moved online" in one for one in shown.of_style("note"))


def test_an_interval_of_one_point_at_the_edge_is_said_to_be_cut_off() -> None:
    row = {
        "leg": "count", "method": "own", "share_to_date": 1.0, "projected_share": 1.0, "low_share": 1.0,
        "high_share": 1.0, "level_share": 0.8, "least_years": 3, "year_count": 3, "case_count": 3,
        "reading": "above", "min_pct": 60,
    }  # fmt: skip
    assert "cut off at 100%" in projection_sentence(row, "en")
    assert "cut off" not in projection_sentence(row | {"low_share": 0.9}, "en")


def test_of_a_place_it_is_not_told_what_must_still_be_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    study = open_study(period="2020-Q3", agency="SDL", language="en")
    study = replace(study, place="Thành phố Hồ Chí Minh")
    results = outlook_results(study, procurement_results(study))
    shown = catch(monkeypatch, partial(outlook_section.show_outlook, study, results))
    assert "outlook" not in shown.tables
    assert any("one of all packages of an agency" in one for one in shown.of_style("note"))


@pytest.mark.real_data
def test_a_place_of_the_national_export_has_its_own_investors_only(
    shared_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, place = f"vneps={shared_data / 'vneps-2023-03'}", "Thành phố Hồ Chí Minh"
    results, shown = shown_of(monkeypatch, period="2023-Q1", source=source, place=place)
    assert results.outlook["standing"].eq("no_quota").all()
    counted = results.outlook[["settled_count", "remaining_count"]].sum().sum()
    last = shown.tables["quota_path"].iloc[0]
    assert last["agency_code"] == "ALL"
    # A source that ends with the period has nothing that is still to be published.
    assert last["eligible_count"] == counted > 0
    assert 0 < len(results.outlook) < 100
    assert "projection" not in shown.tables
