from __future__ import annotations

import math

import pandas as pd

from cchc_analysis.charts.index_trend import index_trend

from .drawn import axes_of, is_inside_page, legend, words
from .frames import NAN, league

TABLE = pd.concat(
    [
        league({"SNV": 90, "STP": 80, "STC": 70}, year=2017),
        league({"SNV": NAN, "STP": 84, "STC": 72}, year=2018),
        league({"SNV": 92, "STP": 86, "STC": 75}, year=2020),
        league({"Q1": 10}, year=2020, group="district"),
    ],
    ignore_index=True,
)


def test_a_missing_year_leaves_a_gap_and_is_named() -> None:
    chart = index_trend(TABLE, language="vi", focus="SNV")
    line = next(line for line in axes_of(chart).get_lines() if line.get_label() == "Sở Nội vụ")
    assert line.get_xdata().tolist() == [2017, 2018, 2019, 2020]
    assert [None if math.isnan(index) else index for index in line.get_ydata()] == [90, None, None, 92]
    assert "Không có chỉ số: 2018 và 2019" in chart.caption


def test_the_median_is_that_of_the_group_alone() -> None:
    chart = index_trend(TABLE, language="vi", focus="SNV")
    median = next(line for line in axes_of(chart).get_lines() if line.get_label().startswith("Trung vị"))
    assert [None if math.isnan(index) else index for index in median.get_ydata()] == [80, 78, None, 86]
    assert "Trung vị của nhóm Sở, ban, ngành năm 2020: 86,00 điểm." in chart.alt


def test_the_alt_text_tells_first_last_lowest_and_highest() -> None:
    alt = index_trend(TABLE, language="vi", focus="STC").alt
    assert "từ 70,00 điểm năm 2017 đến 75,00 điểm năm 2020" in alt
    assert "Thấp nhất 70,00 điểm (năm 2017), cao nhất 75,00 điểm (năm 2020)" in alt


def test_every_known_figure_is_written() -> None:
    assert words(index_trend(TABLE, language="en", focus="SNV"), "label") == ["90.00", "92.00"]


def test_a_cut_axis_is_said() -> None:
    assert "không bắt đầu từ 0" in index_trend(TABLE, language="vi", focus="SNV").caption
    whole = TABLE.assign(index=TABLE["index"].where(TABLE["agency_code"] != "STC", 3.0))
    assert "không bắt đầu từ 0" not in index_trend(whole, language="vi", focus="SNV").caption


def test_one_year_is_a_point_and_no_change_is_told() -> None:
    chart = index_trend(TABLE[TABLE["year"] == 2020], language="vi", focus="SNV")
    assert "chỉ có năm 2020, 92,00 điểm" in chart.alt
    assert is_inside_page(chart)


def test_an_agency_without_any_index_gets_a_sentence() -> None:
    chart = index_trend(TABLE, language="vi", focus="XYZ")
    assert words(chart, "empty") == ["Mã XYZ chưa có chỉ số ở năm nào nên không có gì để vẽ."]
    assert words(index_trend(TABLE.head(0), language="vi", focus="SNV"), "empty")


def test_a_legend_of_long_names_stays_on_the_page() -> None:
    long = TABLE.replace({"Sở Nội vụ": "Sở Lao động - Thương binh và Xã hội Thành phố Hồ Chí Minh"})
    assert is_inside_page(index_trend(long, language="en", focus="SNV"))


def test_the_legend_names_line_median_and_band() -> None:
    assert len(legend(index_trend(TABLE, language="vi", focus="SNV"))) == 3
