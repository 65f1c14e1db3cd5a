from __future__ import annotations

import pandas as pd

from cchc_analysis.period import Period
from cchc_analysis.publish.index_slide import index_slide
from cchc_analysis.publish.slides import TITLE_LIMIT
from tests.publish.city_results import Q4, RESULTS, league, many


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


def test_names_stand_whole_in_a_headline_that_holds_them_and_are_shortened_in_one_that_does_not():
    first, last = "Sở Lao động - Thương binh và Xã hội", "Sở Nông nghiệp và Phát triển nông thôn"
    slide = index_slide(
        league((first, "department", 95.76), (last, "department", 71.16)), period=Q4, language="vi"
    )
    assert f"cao nhất {first} (95,76), thấp nhất {last} (71,16)" in slide.title
    long = league((f"{first} {last}", "department", 95.76), (f"{last} {first}", "department", 71.16))
    title = index_slide(long, period=Q4, language="vi").title
    assert len(title) <= TITLE_LIMIT
    assert "Sở Lao động - Thương binh và Xã… (95,76)" in title


def test_the_axis_says_what_is_measured_whether_one_group_is_drawn_or_several():
    for rows in ((("A", "ward", 90.0),), (("A", "ward", 90.0), ("B", "district", 80.0))):
        slide = index_slide(league(*rows), period=Q4, language="vi")
        assert slide.axis_title == "Chỉ số cải cách hành chính (thang 100 điểm)"


def test_the_year_stands_small_within_the_sentence():
    assert "(năm 2020)" in index_slide(RESULTS["league"], period=Q4, language="vi").footnote
    assert "(2020)" in index_slide(RESULTS["league"], period=Q4, language="en").footnote
