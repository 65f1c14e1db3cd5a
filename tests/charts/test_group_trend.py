from __future__ import annotations

import pandas as pd

from cchc_analysis.charts.chart import figure_png
from cchc_analysis.charts.group_trend import group_trend

from .drawn import axes_of, is_inside_page
from .frames import NAN, league

TABLE = pd.concat(
    [
        league({"SNV": 90, "STP": 80, "STC": 70}, year=2018),
        league({"SNV": 92, "STP": NAN, "STC": 74}, year=2020),
        league({"Q1": 60, "Q3": 66}, year=2020, group="district"),
    ],
    ignore_index=True,
)


def test_each_line_is_the_median_of_its_group_and_missing_agencies_do_not_count() -> None:
    lines = [line for line in axes_of(group_trend(TABLE, language="vi")).get_lines() if len(line.get_xdata())]
    drawn = sorted(tuple(zip(line.get_xdata(), line.get_ydata(), strict=True)) for line in lines)
    assert drawn == [((2018.0, 80.0), (2020.0, 83.0)), ((2020.0, 63.0),)]


def test_the_alt_text_names_first_and_last_median_of_each_group() -> None:
    alt = group_trend(TABLE, language="vi").alt
    assert "Sở, ban, ngành: trung vị 80,00 điểm năm 2018, 83,00 điểm năm 2020." in alt
    assert "Quận, huyện: trung vị 63,00 điểm năm 2020, 63,00 điểm năm 2020." in alt


def test_the_table_is_left_alone_and_the_picture_repeats() -> None:
    before = TABLE.copy()
    first, second = (figure_png(group_trend(TABLE, language="vi")) for _ in range(2))
    assert first == second
    pd.testing.assert_frame_equal(TABLE, before)


def test_everything_stays_on_the_page() -> None:
    assert is_inside_page(group_trend(TABLE, language="en", is_synthetic=True))


def test_without_any_index_a_sentence_says_so() -> None:
    empty = TABLE.assign(index=NAN)
    assert "Chưa có chỉ số" in group_trend(empty, language="vi").alt
