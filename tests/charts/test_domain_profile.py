from __future__ import annotations

import pandas as pd

from cchc_analysis.charts.domain_profile import domain_profile

from .drawn import is_inside_page, lines, names, words
from .frames import NAN, nodes

TABLE = nodes(
    {"Cải cách thể chế": [90, 80, 70], "Hiện đại hóa hành chính": [60, 70, 80], "Tài chính công": [NAN, 50, 60]},
    codes=["SNV", "STP", "STC"],
)


def test_each_domain_has_its_dot_and_the_median_of_the_group() -> None:
    chart = domain_profile(TABLE, language="vi", focus="SNV")
    assert names(chart) == ["Cải cách thể chế", "Hiện đại hóa hành chính", "Tài chính công"]
    assert [float(line.get_xdata()[0]) for line in lines(chart, "own")][:2] == [90, 60]
    assert [float(line.get_xdata()[0]) for line in lines(chart, "median")] == [80, 70, 55]


def test_the_difference_stands_beside_the_figure() -> None:
    chart = domain_profile(TABLE, language="vi", focus="SNV")
    assert words(chart, "label") == ["90,0 (+10,0)", "60,0 (−10,0)", "chưa có chỉ số"]
    assert "Số lĩnh vực chưa có chỉ số: 1." in chart.caption


def test_other_groups_do_not_enter_the_median() -> None:
    others = nodes({"Cải cách thể chế": [0], "Chỉ của quận": [10]}, codes=["Q1"], group="district")
    chart = domain_profile(pd.concat([TABLE, others]), language="vi", focus="SNV")
    assert [float(line.get_xdata()[0]) for line in lines(chart, "median")] == [80, 70, 55]
    assert len(names(chart)) == 3


def test_the_alt_text_tells_strongest_and_weakest_domain() -> None:
    alt = domain_profile(TABLE, language="vi", focus="SNV").alt
    assert "chỉ số 2 lĩnh vực của Sở Nội vụ năm 2020, trong đó 1 lĩnh vực cao hơn trung vị" in alt
    assert "Cao nhất: Cải cách thể chế, 90,0 điểm" in alt
    assert "Thấp nhất: Hiện đại hóa hành chính, 60,0 điểm" in alt


def test_a_focus_without_figures_gets_a_sentence() -> None:
    assert words(domain_profile(TABLE, language="vi", focus="XYZ"), "empty")
    assert words(domain_profile(TABLE.assign(index=NAN), language="en", focus="SNV"), "empty")
    assert words(domain_profile(TABLE.head(0), language="vi", focus="SNV"), "empty")


def test_the_page_holds_all_words() -> None:
    assert is_inside_page(domain_profile(TABLE, language="vi", focus="SNV", is_synthetic=True))
