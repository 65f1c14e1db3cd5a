from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest

from cchc_analysis.charts.chart import Chart, figure_png
from cchc_analysis.charts.pairwise_heatmap import pairwise_heatmap
from cchc_analysis.texts import Language, text

from .drawn import axes_of, is_inside_page, names, words
from .frames import NAN
from .robustness_frames import intervals, long_intervals, pairwise

LEAGUE = intervals(
    {
        "STC": (70, 3, 2, 3, 3),
        "SNV": (91, 1, 1, 1, 2),
        "STP": (80, 2, 1, 2, 3),
        "SYT": (NAN, NAN, NAN, NAN, NAN),
    }
)
TABLE = pairwise(["SNV", "STP", "STC"], step=0.24)


def cells(chart: Chart) -> list[list[float | None]]:
    mesh = axes_of(chart).collections[0]
    size = len(names(chart))
    figures = np.ma.filled(mesh.get_array(), np.nan).reshape(size, size)
    return [[None if np.isnan(figure) else round(float(figure), 6) for figure in row] for row in figures]


def heads(chart: Chart) -> list[str]:
    return [label.get_text() for label in axes_of(chart).get_xticklabels()]


def test_rows_and_columns_stand_in_rank_order() -> None:
    chart = pairwise_heatmap(TABLE, league=LEAGUE, language="vi")
    assert names(chart) == ["1. Sở Nội vụ", "2. Sở Tư pháp", "3. Sở Tài chính"]
    assert heads(chart) == ["1", "2", "3"]
    assert cells(chart) == [[None, 0.74, 0.98], [0.26, None, 0.74], [0.02, 0.26, None]]


def test_cells_stand_beside_their_names() -> None:
    chart = pairwise_heatmap(TABLE, league=LEAGUE, language="vi")
    edges = axes_of(chart).collections[0].get_coordinates()[:, 0, 1].tolist()
    middles = [(top + bottom) / 2 for top, bottom in itertools.pairwise(edges)]
    assert middles == pytest.approx(axes_of(chart).get_yticks().tolist())


def test_a_pair_given_one_way_round_fills_both_cells() -> None:
    half = TABLE[TABLE["beats_share"] > 0.5]
    assert cells(pairwise_heatmap(half, league=LEAGUE, language="vi")) == cells(
        pairwise_heatmap(TABLE, league=LEAGUE, language="vi")
    )


def test_figures_stand_in_the_cells_of_a_small_table() -> None:
    chart = pairwise_heatmap(TABLE, league=LEAGUE, language="vi")
    assert words(chart, "figure") == ["", "74%", "98%", "26%", "", "74%", "2%", "26%", ""]


def test_the_title_counts_pairs_that_can_be_told_apart() -> None:
    chart = pairwise_heatmap(TABLE.assign(replications=1000), league=LEAGUE, language="vi", focus="STP")
    assert chart.title == "1 trên 3 cặp cơ quan phân biệt rõ thứ hạng"
    assert "Khó phân biệt nhất: Sở Nội vụ xếp trên Sở Tư pháp với xác suất 74%." in chart.alt
    assert "Được làm nổi: Sở Tư pháp, chắc chắn xếp trên 0 cơ quan và xếp dưới 0 cơ quan." in chart.alt
    assert "Không có số liệu: 1 (Sở Y tế)" in chart.caption
    assert "Tính từ 1.000 lần mô phỏng." in chart.caption


def test_a_missing_pair_is_left_white_and_counted() -> None:
    gone = TABLE[~TABLE["agency_code"].eq("SNV") & ~TABLE["rival_code"].eq("SNV")]
    chart = pairwise_heatmap(gone, league=LEAGUE, language="vi")
    assert cells(chart)[0] == [None, None, None]
    assert "Số cặp không có xác suất, ô để trắng: 2." in chart.caption
    assert words(chart, "figure")[:3] == ["", "–", "–"]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(("count", "hidden"), [(24, 0), (46, 0), (100, 53)])
def test_it_is_cut_only_above_forty_eight(count: int, hidden: int, language: Language) -> None:
    league = long_intervals(count)
    table = pairwise(league["agency_code"].tolist(), step=0.02)
    chart = pairwise_heatmap(table, league=league, language=language, focus="W50")
    assert sum(bool(name) for name in names(chart)) + hidden == count
    assert (text("charts.not_shown", language, count=hidden) in chart.caption) == (hidden > 0)
    assert is_inside_page(chart)


def test_a_cut_leaves_an_empty_band_both_ways_and_says_how_many() -> None:
    league = long_intervals(100)
    table = pairwise(league["agency_code"].tolist(), step=0.02)
    chart = pairwise_heatmap(table, league=league, language="vi", most_rows=4)
    assert words(chart, "gap") == ["… không vẽ 96 dòng …"]
    assert cells(chart)[2] == [None] * 5
    assert [row[2] for row in cells(chart)] == [None] * 5


def test_narrow_columns_carry_only_some_ranks_and_always_the_focus() -> None:
    league = long_intervals(46)
    table = pairwise(league["agency_code"].tolist(), step=0.02)
    marked = [head for head in heads(pairwise_heatmap(table, league=league, language="vi", focus="W21")) if head]
    assert marked == ["1", "5", "10", "15", "21", "25", "30", "35", "40", "45"]


def test_groups_and_years_are_not_mixed() -> None:
    with pytest.raises(ValueError, match="district"):
        pairwise_heatmap(TABLE, league=pd.concat([LEAGUE, LEAGUE.assign(group="district")]), language="vi")
    with pytest.raises(ValueError, match="2019"):
        other = LEAGUE.assign(year=2019, agency_code=LEAGUE["agency_code"] + "x")
        pairwise_heatmap(TABLE, league=pd.concat([LEAGUE, other]), language="vi")


@pytest.mark.parametrize("league", [LEAGUE.head(0), LEAGUE.head(1), LEAGUE.tail(1)])
def test_with_nothing_to_compare_there_is_a_sentence(league: pd.DataFrame) -> None:
    assert "không có gì để vẽ" in words(pairwise_heatmap(TABLE, league=league, language="vi"), "empty")[0]


def test_the_key_says_what_the_shades_measure() -> None:
    key = pairwise_heatmap(TABLE, league=LEAGUE, language="vi").figure.axes[1]
    assert key.get_xlabel() == "Xác suất cơ quan ở dòng xếp trên cơ quan ở cột"
    assert [label.get_text() for label in key.get_xticklabels()] == ["0%", "25%", "50%", "75%", "100%"]


def test_long_names_stay_on_the_page_and_the_bytes_are_the_same_twice() -> None:
    league = LEAGUE.replace({"Sở Tư pháp": "Ban Quản lý dự án " * 12})
    one, other = (pairwise_heatmap(TABLE, league=league, language="vi", is_synthetic=True) for _ in range(2))
    assert is_inside_page(one)
    assert figure_png(one) == figure_png(other)
