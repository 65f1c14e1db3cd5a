from __future__ import annotations

import pytest
from pptx import Presentation

from cchc_analysis.charts.quota_results import count_results, counts_sentence
from cchc_analysis.period import Period
from cchc_analysis.publish.city_briefing import write_city_briefing
from cchc_analysis.publish.quota_slide import quota_slide
from cchc_analysis.reference.procurement_rules import NO_MINIMUMS, Minimums
from cchc_analysis.texts import LANGUAGES
from tests.publish.city_results import Q4, RESULTS, USUAL, quota, recorded

# One of each: met, not met by value, nothing eligible, not met by number, and one that held rows could turn.
MIXED = quota(
    ("A", 10, 7, 100, 50), ("B", 10, 5, 100, 50), ("C", 0, 0, 0, 0), ("D", 10, 9, 100, 10), ("E", 10, 6, 100, 50)
)  # fmt: skip
MIXED["quota_result"] = MIXED["quota_result"].mask(MIXED["agency_name"].eq("E"), "not_concluded")


def test_quota_headline_counts_passed_failed_and_not_concluded():
    slide = quota_slide(MIXED, period=Q4, language="vi", quota_pct=USUAL)
    assert slide.title == "Đấu thầu qua mạng: 1 cơ quan đạt tỷ lệ tối thiểu, 2 không đạt, 1 chưa kết luận"
    assert slide.categories == ("D", "B", "E", "A")
    assert "thấp nhất so với tỷ lệ tối thiểu đứng trước" in slide.footnote
    assert "tối thiểu đứng trước" not in quota_slide(MIXED, period=Q4, language="vi").footnote
    assert "4 trong 4 cơ quan" in slide.footnote


@pytest.mark.parametrize("language", LANGUAGES)
def test_slide_and_charts_count_every_result_in_the_same_words(language):
    slide = quota_slide(MIXED, period=Q4, language=language, quota_pct=USUAL)
    counts = count_results(MIXED["quota_result"])
    assert (counts["nothing_eligible"], counts["not_concluded"]) == (1, 1)
    for told in (slide.notes, slide.alt):
        assert counts_sentence(counts, language, is_year_over=True) in told


def test_whose_results_are_all_open_is_counted_as_not_concluded_and_not_as_without_a_quota():
    table = quota(("A", 10, 7, 100, 50)).assign(quota_result="not_concluded")
    assert quota_slide(table, period=Q4, language="en").title.endswith("met 0, not met 0, not concluded 1")
    plain = quota(("A", 10, 7, 100, 50), minimums=NO_MINIMUMS)
    assert "no minimum to compare with" in quota_slide(plain, period=Q4, language="en").title


def test_agencies_whose_shares_differ_by_less_than_a_float_can_tell_stand_in_their_order():
    least = 25 * 10**15
    table = quota(("A", 10, 9, 10**17, least + 1), ("B", 10, 9, 10**17, least))
    assert table["value_share"].nunique() == 1
    slide = quota_slide(table, period=Q4, language="vi", quota_pct=USUAL)
    assert slide.categories == ("B", "A")


@pytest.mark.parametrize(
    ("language", "title", "counts"),
    [
        (
            "vi",
            "Đấu thầu qua mạng tính đến hết quý III/2020: 1 cơ quan đạt tỷ lệ tối thiểu, 1 chưa đạt, "
            "0 chưa kết luận",
            "Tính đến hết quý, số cơ quan đạt: 1; chưa đạt: 1; chưa kết luận: 0;",
        ),
        (
            "en", "Online procurement quota to the end of Q3 2020, agencies: met 1, not met 1, not concluded 0",
            "To the end of the quarter, agencies that meet it: 1; not met: 1; not concluded: 0;",
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
    printed = "1.234 gói không đọc được cơ quan" if language == "vi" else "not counted: 1,234."
    assert all(printed in part for part in (slide.footnote, slide.notes, slide.alt))
    empty = quota_slide(RESULTS["quota"].head(0), period=Q4, language=language, unassigned_count=1234)
    assert printed in empty.footnote
    none = quota_slide(RESULTS["quota"], period=Q4, language=language)
    assert "gói không đọc được" not in none.footnote + none.notes
    assert "known agency" not in none.footnote + none.notes


@pytest.mark.parametrize(("rows", "is_said"), [([("", "P1"), ("SNV", "P2"), (None, "P3")], True), ([], False)])
def test_the_briefing_of_a_run_counts_the_unsettled_packages_that_name_no_agency(tmp_path, rows, is_said):
    unsettled = recorded("unsettled", {"agency_code": "text", "package_id": "text"}, rows)
    path = tmp_path / "b.pptx"
    tables = {"unsettled": unsettled} if rows else {}
    write_city_briefing(path, tables, title="T", period=Q4, language="vi", is_synthetic=False, place="")
    words = [shape.text_frame.text for shape in Presentation(str(path)).slides[1].shapes if shape.has_text_frame]
    assert any("2 gói không đọc được cơ quan" in said for said in words) is is_said


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_a_place_the_slide_shows_shares_and_holds_them_against_nothing(tmp_path, language):
    kinds = {
        "agency_code": "text", "agency_name": "text", "year": "integer", "eligible_count": "integer",
        "online_count": "integer", "count_share": "share", "value_share": "share", "is_passed": "boolean",
        "eligible_value_vnd": "vnd", "online_value_vnd": "vnd", "quota_result": "text",
    }  # fmt: skip
    tables = {"quota": recorded("quota", kinds, [("A", "Sở A", 2020, 10, 7, 0.7, 0.5, None, 10, 5, "no_quota")])}
    path, place = tmp_path / "b.pptx", "Cần Thơ " * 30
    write_city_briefing(path, tables, title="T", period=Q4, language=language, is_synthetic=False, place=place)
    slide = Presentation(str(path)).slides[1]
    (chart,) = (shape.chart for shape in slide.shapes if shape.has_chart)
    assert len([series for plot in chart.plots for series in plot.series]) == 2
    assert "Cần Thơ" in slide.notes_slide.notes_text_frame.text
    said = {"vi": "không kết luận đạt hay không", "en": "nothing is concluded"}[language]
    assert said in slide.shapes.title.text_frame.text
    assert "Cần Thơ Cần Thơ" in slide.shapes.title.text_frame.text


def test_quota_lines_are_drawn_only_for_the_legs_that_are_set():
    table = RESULTS["quota"]
    both = quota_slide(table, period=Q4, language="vi", quota_pct=USUAL)
    assert both.threshold_lines == (
        ("Tỷ lệ tối thiểu theo số gói thầu: 60%", 0.6),
        ("Tỷ lệ tối thiểu theo giá trị: 25%", 0.25),
    )
    one = quota_slide(table, period=Q4, language="vi", quota_pct=Minimums(70, None))
    assert [value for _, value in one.threshold_lines] == [0.7]
    assert quota_slide(table, period=Q4, language="vi").threshold_lines == ()


def test_names_of_usual_offices_stand_whole_below_the_columns():
    names = ("Ban Quản lý các khu chế xuất và công nghiệp", "Văn phòng Ủy ban nhân dân Thành phố")
    table = quota(*((name, 10, at, 100, 50) for at, name in enumerate(names, start=1)))
    assert quota_slide(table, period=Q4, language="vi", quota_pct=USUAL).categories == names


def test_a_quota_that_could_not_be_sourced_is_not_reported_as_zero_passed():
    table = quota(("A", 10, 7, 100, 50), ("B", 10, 5, 100, 50), minimums=NO_MINIMUMS)
    slide = quota_slide(table, period=Q4, language="vi")
    assert slide.title == "Đấu thầu qua mạng: không có mức đối chiếu nên chỉ nêu tỷ lệ đạt được (2 cơ quan)"


def test_the_ten_agencies_lowest_against_the_quota_come_first():
    table = quota(*((f"Đơn vị {at}", 100, 100 - at, 1000, 900) for at in range(30)))
    slide = quota_slide(table, period=Q4, language="vi", quota_pct=USUAL)
    assert slide.categories == tuple(f"Đơn vị {at}" for at in range(29, 19, -1))
