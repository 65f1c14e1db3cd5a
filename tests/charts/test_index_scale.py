"""Charts of an index on another scale than 0-100, and of years that do not compare."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from cchc_analysis.charts.domain_heatmap import domain_heatmap
from cchc_analysis.charts.domain_profile import domain_profile
from cchc_analysis.charts.group_trend import group_trend
from cchc_analysis.charts.index_axis import REFORM_INDEX, IndexScale, index_ticks, lowest_tick
from cchc_analysis.charts.index_trend import index_trend
from cchc_analysis.charts.league_bars import league_bars
from cchc_analysis.charts.year_axis import lone_years

from .drawn import axes_of, bars, is_inside_page, legend, lines
from .frames import NAN, league, nodes

PAPI = IndexScale("Chỉ số PAPI", top=None)
PCI = IndexScale("Chỉ số PCI", top=100)
TOTALS = league({"SNV": 48.8114, "STP": 43.5, "STC": NAN}, group="province")
YEARS = pd.concat(
    [
        league({"SNV": 36.0, "STP": 35.0, "STC": 34.0}, year=2016, group="province"),
        league({"SNV": 36.5, "STP": 35.5, "STC": 34.5}, year=2017, group="province"),
        league({"SNV": 44.0, "STP": 43.0, "STC": 41.0}, year=2018, group="province"),
    ],
    ignore_index=True,
)
DOMAINS = nodes({"Tham gia": [4.45, 4.9], "Quản trị điện tử": [2.8, 3.46]}, codes=["SNV", "STP"], group="province")


@pytest.mark.parametrize(("low", "high", "first", "last"), [(0, 48.8, 0, 50), (2.8, 7.4, 2, 8), (0, 0.9, 0, 1)])
def test_a_scale_without_a_top_ends_at_the_round_figure_above(
    low: float, high: float, first: float, last: float
) -> None:
    ticks = index_ticks(low, high, scale=PAPI)
    assert (ticks[0], ticks[-1]) == (first, last)
    assert lowest_tick(low, highest=high, scale=PAPI) == first


def test_the_reform_index_keeps_its_marks() -> None:
    assert index_ticks(0, 100) == [0, 20, 40, 60, 80, 100]
    assert index_ticks(70, 93.2, scale=REFORM_INDEX) == [70, 80, 90, 100]
    assert lowest_tick(70.5) == 60


def test_bars_of_points_begin_at_zero_and_fill_the_axis() -> None:
    chart = league_bars(TOTALS, language="vi", decimals=4, scale=PAPI)
    assert axes_of(chart).get_xlim() == (0, 50)
    assert axes_of(chart).get_xlabel() == "Điểm"
    assert bars(chart) == [48.8114, 43.5]
    assert chart.caption.startswith("Chỉ số PAPI, năm 2020, tính bằng điểm;")
    assert "Không có chỉ số: 1 tỉnh, thành phố" in chart.caption
    assert "100" not in chart.caption + chart.alt
    assert "cải cách hành chính" not in chart.caption + chart.alt
    assert is_inside_page(chart)


def test_an_index_of_provinces_out_of_100_keeps_the_axis_and_says_its_name() -> None:
    chart = league_bars(TOTALS, language="en", scale=PCI)
    assert axes_of(chart).get_xlim() == (0, 100)
    assert "Chỉ số PCI, 2020, points out of 100" in chart.caption


def test_profile_and_heatmap_of_points_are_scaled_by_their_figures() -> None:
    profile = domain_profile(DOMAINS, language="vi", focus="SNV", decimals=2, scale=PAPI)
    low, high = axes_of(profile).get_xlim()
    assert low <= 2.8
    assert 4.9 <= high < 10
    assert "Trung vị của 2 tỉnh, thành phố" in legend(profile)
    assert "Trục chỉ số không bắt đầu từ 0" in profile.caption
    heatmap = domain_heatmap(DOMAINS, language="vi", decimals=2, scale=PAPI)
    mesh = axes_of(heatmap).collections[0]
    assert mesh.norm.vmin <= 2.8
    assert 4.9 <= mesh.norm.vmax < 10
    assert "thang 100" not in heatmap.caption
    assert is_inside_page(profile)
    assert is_inside_page(heatmap)


def test_no_line_joins_two_years_that_do_not_compare() -> None:
    chart = index_trend(YEARS, language="vi", focus="SNV", scale=PAPI, breaks=[2018])
    line = next(line for line in axes_of(chart).get_lines() if line.get_label() == "Sở Nội vụ")
    drawn = dict(zip(line.get_xdata().tolist(), line.get_ydata().tolist(), strict=True))
    assert math.isnan(drawn.pop(2017.5))
    assert drawn == {2016: 36.0, 2017: 36.5, 2018: 44.0}
    assert [mark.get_xdata()[0] for mark in lines(chart, "break")] == [2017.5]
    assert "không so sánh trực tiếp qua vạch" in chart.caption
    assert is_inside_page(chart)


def test_a_group_is_drawn_in_one_stretch_per_set_of_criteria() -> None:
    chart = group_trend(YEARS, language="vi", title="PAPI", scale=PAPI, breaks=[2018])
    stretches = [list(line.get_xdata()) for line in axes_of(chart).get_lines()]
    assert [2016, 2017] in stretches
    assert [2018] in stretches
    assert legend(chart) == ["Tỉnh, thành phố"]
    assert "không so sánh trực tiếp qua vạch" in chart.caption


def test_without_a_break_nothing_is_marked() -> None:
    for chart in (
        index_trend(YEARS, language="vi", focus="SNV", scale=PAPI),
        group_trend(YEARS, language="vi", scale=PAPI),
    ):
        assert lines(chart, "break") == []
        assert "qua vạch" not in chart.caption


@pytest.mark.parametrize(
    ("breaks", "alone"), [([], []), ([2006], [2005]), ([2006, 2007], [2005, 2006]), ([2008], [2008]), ([2007], [])]
)
def test_a_year_between_two_breaks_stands_alone(breaks: list[int], alone: list[int]) -> None:
    assert lone_years([2005, 2006, 2007, 2008], breaks) == alone
