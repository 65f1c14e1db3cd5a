from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation

from cchc_analysis.period import Period
from cchc_analysis.publish.briefing import write_briefing
from cchc_analysis.publish.city_briefing import write_city_briefing
from cchc_analysis.publish.city_slides import city_slides
from cchc_analysis.publish.index_slide import index_slide
from cchc_analysis.publish.quota_slide import quota_slide
from cchc_analysis.publish.recorded import RecordedColumn, RecordedTable
from cchc_analysis.publish.slides import FOOTNOTE_LIMIT, TITLE_LIMIT, ChartSlide
from cchc_analysis.publish.targets_slide import targets_slide
from cchc_analysis.reference.procurement_rules import Minimums
from cchc_analysis.texts import LANGUAGES, catalogue, placeholders

Q4 = Period.parse("2020-Q4")
LONG = "Ban Quản lý Các khu chế xuất và công nghiệp Thành phố Hồ Chí Minh"


def league(*rows: tuple[str, str, float | None], year: int = 2020) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["agency_name", "group", "index"]).astype(
        {"agency_name": "str", "group": "str", "index": "float64"}
    )
    table.insert(0, "agency_code", pd.Series([f"A{at}" for at in table.index], dtype="str"))
    table["year"] = year
    ranks = table.groupby("group")["index"].rank(ascending=False, method="min").astype("Int64")
    return table.assign(rank=ranks, class_code=pd.NA, class_name=pd.NA)


def many(count: int, *, name: str = "Phường {}") -> pd.DataFrame:
    return league(*((name.format(at), "ward", 95.0 - at / 10) for at in range(count)))


def quota(*rows: tuple[str, int, int, int, int], count_pct: int = 60, value_pct: int = 25) -> pd.DataFrame:
    counts = ["eligible_count", "online_count", "eligible_value_vnd", "online_value_vnd"]
    table = pd.DataFrame(rows, columns=["agency_name", *counts]).astype(dict.fromkeys(counts, "int64"))
    table.insert(0, "agency_code", pd.Series([f"A{at}" for at in table.index], dtype="str"))
    has_eligible = table["eligible_count"].gt(0)
    count_share = table["online_count"] / table["eligible_count"].where(has_eligible)
    value_share = table["online_value_vnd"] / table["eligible_value_vnd"].where(has_eligible)
    passed = (count_share.ge(count_pct / 100) & value_share.ge(value_pct / 100)).astype("boolean")
    return table.assign(
        year=2020, count_share=count_share, value_share=value_share, is_passed=passed.where(has_eligible)
    )


def targets(*rows: tuple[str, float | None, float | None, bool | None]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["name", "target_pct", "share", "is_met"]).astype(
        {"target_pct": "float64", "share": "float64", "is_met": "boolean"}
    )
    table.insert(0, "measure", pd.Series([f"m{at}" for at in table.index], dtype="str"))
    return table


RESULTS = {
    "league": league(("Sở Nội vụ", "department", 92.4), ("Sở Y tế", "department", 81.05)),
    "quota": quota(("Sở Nội vụ", 10, 7, 1000, 400), ("Sở Y tế", 3, 1, 900, 300)),
    "targets": targets(("Hồ sơ đúng hạn", 95.0, 0.962, True), ("Phản ánh 1022", 90.0, 0.8, False)),
}


def test_three_slides_come_in_the_order_of_the_briefing():
    slides = city_slides(RESULTS, period=Q4, language="vi")
    assert [slide.kind for slide in slides] == ["bar", "column", "column"]
    assert [len(slide.title) <= TITLE_LIMIT for slide in slides] == [True] * 3


@pytest.mark.parametrize("table", ["league", "quota", "targets"])
def test_a_missing_table_stops_the_briefing(table):
    with pytest.raises(KeyError, match=table):
        city_slides({name: RESULTS[name] for name in RESULTS if name != table}, period=Q4, language="vi")


def test_the_written_charts_equal_the_result_tables(tmp_path):
    slides = city_slides(RESULTS, period=Q4, language="vi", quota_pct=Minimums(60, 25))
    path = tmp_path / "b.pptx"
    write_briefing(path, title="T", subtitle="S", footer="F", slides=slides, language="vi", is_synthetic=True)
    charts = [one.chart for page in Presentation(str(path)).slides for one in page.shapes if one.has_chart]
    values = [[list(series.values) for plot in chart.plots for series in plot.series] for chart in charts]
    assert values == [
        [[92.4, 81.05]],
        [[1 / 3, 0.7], [300 / 900, 0.4], [0.6, 0.6], [0.25, 0.25]],
        [[0.8, 0.962], [0.9, 0.95]],
    ]


def test_index_headline_names_both_ends_in_vietnamese_numbers():
    slide = index_slide(RESULTS["league"], period=Q4, language="vi")
    assert slide.title == "Chỉ số CCHC: cao nhất Sở Nội vụ (92,40), thấp nhất Sở Y tế (81,05) trong 2 đơn vị"
    assert slide.categories == ("1. Sở Nội vụ", "2. Sở Y tế")


def test_agencies_sharing_an_end_are_counted_instead_of_one_being_named():
    table = league(("A", "ward", 90.0), ("B", "ward", 90.0), ("C", "ward", 70.0))
    slide = index_slide(table, period=Q4, language="vi")
    assert "cao nhất 2 đơn vị (90,00), thấp nhất C (70,00)" in slide.title
    assert slide.categories[:2] == ("1. A", "1. B")


def test_one_level_for_everybody_has_no_highest_and_lowest():
    slide = index_slide(league(("A", "ward", 90.0), ("B", "ward", 90.0)), period=Q4, language="vi")
    assert slide.title == "Chỉ số cải cách hành chính: 2 đơn vị đạt 90,00 điểm"


def test_fifteen_agencies_are_all_shown_and_sixteen_are_cut_with_a_gap():
    assert len(index_slide(many(15), period=Q4, language="vi").categories) == 15
    slide = index_slide(many(16), period=Q4, language="vi")
    assert len(slide.categories) == 16
    assert slide.categories[10] == "… 1 đơn vị ở giữa …"
    assert slide.series[0].values[10] is None


def test_of_many_agencies_the_ten_highest_and_five_lowest_are_shown():
    table = many(400)
    slide = index_slide(table.sample(frac=1, random_state=3), period=Q4, language="vi")
    values = table["index"].tolist()
    assert slide.series[0].values == (*values[:10], None, *values[-5:])
    assert slide.categories[-1] == "400. Phường 399"


def test_an_agency_without_index_is_counted_and_named_but_not_drawn():
    table = league(("A", "ward", 90.0), ("B", "ward", None), ("C", "ward", 0.0))
    slide = index_slide(table, period=Q4, language="vi")
    assert slide.categories == ("1. A", "2. C")
    assert slide.series[0].values == (90.0, 0.0)
    assert "2 đơn vị có chỉ số, 1 chưa có" in slide.footnote
    assert "Các đơn vị chưa có chỉ số: B." in slide.notes


def test_groups_are_separate_series_and_ranks_stay_within_the_group():
    table = league(("Quận 1", "district", 80.0), ("Sở Y tế", "department", 90.0), ("Quận 3", "district", 95.0))
    slide = index_slide(table, period=Q4, language="vi")
    assert slide.categories == ("1. Quận 3", "1. Sở Y tế", "2. Quận 1")
    assert {one.name: one.values for one in slide.series} == {
        "Quận, huyện": (95.0, None, 80.0),
        "Sở, ban, ngành": (None, 90.0, None),
    }


def test_only_the_last_year_of_the_period_is_shown():
    table = pd.concat([league(("A", "ward", 50.0), year=2019), league(("A", "ward", 70.0))])
    slide = index_slide(table, period=Period.parse("2018-2020"), language="vi")
    assert slide.series[0].values == (70.0,)


def test_quota_headline_counts_passed_failed_and_not_concluded():
    table = quota(("A", 10, 7, 100, 50), ("B", 10, 5, 100, 50), ("C", 0, 0, 0, 0), ("D", 10, 9, 100, 10))
    slide = quota_slide(table, period=Q4, language="vi", quota_pct=Minimums(60, 25))
    assert slide.title == "Đấu thầu qua mạng: 1 đơn vị đạt chỉ tiêu, 2 không đạt, 1 chưa kết luận"
    assert slide.categories == ("D", "B", "A")
    assert "thấp nhất so với chỉ tiêu đứng trước" in slide.footnote
    assert "chỉ tiêu đứng trước" not in quota_slide(table, period=Q4, language="vi").footnote
    assert "3 trong 3 đơn vị" in slide.footnote


@pytest.mark.parametrize(
    ("language", "title", "counts"),
    [
        (
            "vi",
            "Đấu thầu qua mạng tính đến hết quý III/2020: 1 đơn vị đạt chỉ tiêu, 1 chưa đạt, 0 chưa kết luận",
            "Tính đến hết quý, đạt: 1 đơn vị. Chưa đạt: 1.",
        ),
        (
            "en", "Online procurement to the end of Q3 2020, agencies: quota met 1, not yet 1, not concluded 0",
            "To the end of the quarter, agencies that meet the quota: 1. Not yet: 1.",
        ),
    ],
)  # fmt: skip
def test_during_the_year_the_quota_slide_speaks_to_date(language, title, counts):
    slide = quota_slide(RESULTS["quota"], period=Period.parse("2020-Q3"), language=language)
    assert slide.title == title
    assert counts in slide.alt
    assert counts in slide.notes
    for final in (quota_slide(RESULTS["quota"], period=one, language=language) for one in (Q4, Period(2020))):
        assert "hết" not in final.title
        assert "to the end" not in final.title
        assert counts not in final.notes


@pytest.mark.parametrize("language", LANGUAGES)
def test_packages_of_no_known_agency_are_counted_on_the_quota_slide(language):
    slide = quota_slide(RESULTS["quota"], period=Q4, language=language, unassigned_count=1234)
    printed = "1.234 gói không đọc được đơn vị" if language == "vi" else "not counted: 1,234."
    assert all(printed in part for part in (slide.footnote, slide.notes, slide.alt))
    empty = quota_slide(RESULTS["quota"].head(0), period=Q4, language=language, unassigned_count=1234)
    assert printed in empty.footnote
    none = quota_slide(RESULTS["quota"], period=Q4, language=language)
    assert "gói không đọc được" not in none.footnote + none.notes
    assert "known agency" not in none.footnote + none.notes


def recorded(name, columns, rows):
    kinds = [RecordedColumn(name=column, label=column, kind=kind) for column, kind in columns.items()]
    return RecordedTable(name=name, title=name, columns=tuple(kinds), rows=tuple(rows))


@pytest.mark.parametrize(("rows", "is_said"), [([("", "P1"), ("SNV", "P2"), (None, "P3")], True), ([], False)])
def test_the_briefing_of_a_run_counts_the_unsettled_packages_that_name_no_agency(tmp_path, rows, is_said):
    unsettled = recorded("unsettled", {"agency_code": "text", "package_id": "text"}, rows)
    path = tmp_path / "b.pptx"
    tables = {"unsettled": unsettled} if rows else {}
    write_city_briefing(path, tables, title="T", period=Q4, language="vi", is_synthetic=False, place="")
    words = [shape.text_frame.text for shape in Presentation(str(path)).slides[1].shapes if shape.has_text_frame]
    assert any("2 gói không đọc được đơn vị" in said for said in words) is is_said


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_a_place_the_slide_shows_shares_and_holds_them_against_nothing(tmp_path, language):
    kinds = {
        "agency_code": "text", "agency_name": "text", "year": "integer", "eligible_count": "integer",
        "online_count": "integer", "count_share": "share", "value_share": "share", "is_passed": "boolean",
    }  # fmt: skip
    tables = {"quota": recorded("quota", kinds, [("A", "Sở A", 2020, 10, 7, 0.7, 0.5, None)])}
    path, place = tmp_path / "b.pptx", "Cần Thơ " * 30
    write_city_briefing(path, tables, title="T", period=Q4, language=language, is_synthetic=False, place=place)
    slide = Presentation(str(path)).slides[1]
    (chart,) = (shape.chart for shape in slide.shapes if shape.has_chart)
    assert len([series for plot in chart.plots for series in plot.series]) == 2
    assert "Cần Thơ" in slide.notes_slide.notes_text_frame.text
    said = {"vi": "không kết luận đạt hay không", "en": "nothing is concluded"}[language]
    assert any(said in shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def test_quota_lines_are_drawn_only_for_the_legs_that_are_set():
    table = RESULTS["quota"]
    both = quota_slide(table, period=Q4, language="vi", quota_pct=Minimums(60, 25))
    assert both.threshold_lines == (
        ("Chỉ tiêu theo số gói thầu: 60%", 0.6),
        ("Chỉ tiêu theo giá trị: 25%", 0.25),
    )
    one = quota_slide(table, period=Q4, language="vi", quota_pct=Minimums(70, None))
    assert [value for _, value in one.threshold_lines] == [0.7]
    assert quota_slide(table, period=Q4, language="vi").threshold_lines == ()


def test_a_quota_that_could_not_be_sourced_is_not_reported_as_zero_passed():
    table = RESULTS["quota"].assign(is_passed=pd.array([pd.NA, pd.NA], dtype="boolean"))
    slide = quota_slide(table, period=Q4, language="vi")
    assert slide.title == "Đấu thầu qua mạng: chưa kết luận được việc đạt chỉ tiêu của 2 đơn vị"


def test_the_ten_agencies_lowest_against_the_quota_come_first():
    table = quota(*((f"Đơn vị {at}", 100, 100 - at, 1000, 900) for at in range(30)))
    slide = quota_slide(table, period=Q4, language="vi", quota_pct=Minimums(60, 25))
    assert slide.categories == tuple(f"Đơn vị {at}" for at in range(29, 19, -1))


def test_notes_carry_the_legal_basis_or_say_that_it_is_missing():
    with_basis, _, without = city_slides(RESULTS, period=Q4, language="vi", legal_basis={"league": "Quyết định A"})
    assert "Căn cứ: Quyết định A" in with_basis.notes
    assert "Căn cứ: chưa được nêu" in without.notes


def test_targets_not_measured_are_gaps_and_not_concluded():
    table = targets(("A", 95.0, 0.962, True), ("B", 100.0, None, None), ("C", None, 0.5, None))
    slide = targets_slide(table, period=Q4, language="vi")
    assert slide.title == "Chỉ tiêu chương trình: 1 đạt, 0 chưa đạt, 2 chưa kết luận trong 3 chỉ tiêu"
    assert slide.series[0].values == (0.962, None, 0.5)
    assert slide.series[1].values == (0.95, 1.0, None)
    assert "B: đo được chưa có, mức giao 100,0%." in slide.notes


@pytest.mark.parametrize("language", LANGUAGES)
def test_empty_tables_give_slides_that_say_so(language, tmp_path):
    empty = {name: table.iloc[:0] for name, table in RESULTS.items()}
    slides = city_slides(empty, period=Q4, language=language)
    assert [slide.has_chart for slide in slides] == [False] * 3
    write_briefing(
        tmp_path / "b.pptx", title="T", subtitle="S", footer="F", slides=slides, language=language,
        is_synthetic=False,
    )  # fmt: skip
    assert len(Presentation(str(tmp_path / "b.pptx")).slides) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_long_names_of_four_hundred_agencies_fit_title_and_footnote(language):
    names = [f"{LONG} số {at}" for at in range(400)]
    table = league(*((name, "department", 100.0 - at / 5) for at, name in enumerate(names)))
    bought = quota(*((name, 1000 + at, at, 10**15, 10**14) for at, name in enumerate(names)))
    planned = targets(*((name, 95.0, at / 400, at > 380) for at, name in enumerate(names)))
    slides = city_slides(
        {"league": table, "quota": bought, "targets": planned},
        period=Q4,
        language=language,
        quota_pct=Minimums(60, 25),
        unassigned_count=123_456,
    )
    for slide in slides:
        assert len(slide.footnote) <= FOOTNOTE_LIMIT
        assert max(map(len, slide.categories)) <= 54
    assert names[0] in slides[0].notes


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=20))
def test_any_names_give_readable_slides(names: list[Any]):
    table = league(*((name, "ward", 50.0 + at) for at, name in enumerate(names)))
    bought = quota(*((name, 10, at % 10, 100, 50) for at, name in enumerate(names)))
    planned = targets(*((name, 95.0, 0.5, False) for name in names))
    slides = city_slides({"league": table, "quota": bought, "targets": planned}, period=Q4, language="vi")
    assert all(isinstance(slide, ChartSlide) and slide.has_chart for slide in slides)


def test_both_languages_have_the_same_sentences_with_the_same_placeholders():
    words = {
        language: {
            key: placeholders(value) for key, value in catalogue(language).items() if key.startswith("briefing.")
        }
        for language in LANGUAGES
    }
    assert words["vi"] == words["en"]
    assert words["vi"]
