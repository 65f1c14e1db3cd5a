from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from cchc_analysis.charts.rank_intervals import rank_intervals
from cchc_analysis.charts.style import DOT, FOCUS
from cchc_analysis.texts import Language, text

from .drawn import axes_of, is_inside_page, legend, lines, names, words
from .frames import NAN
from .robustness_frames import intervals, long_intervals

TABLE = intervals(
    {
        "STC": (70, 3, 3, 3, 3),
        "STP": (80, 2, 1, 2, 3),
        "SNV": (91, 1, 1, 1, 2),
        "SYT": (60, 9, NAN, NAN, NAN),
    }
)


def test_agencies_stand_by_published_rank() -> None:
    chart = rank_intervals(TABLE, language="vi")
    assert names(chart) == ["1. Sở Nội vụ", "2. Sở Tư pháp", "3. Sở Tài chính"]
    assert words(chart, "column 0") == ["1–2", "1–3", "3"]


def test_interval_median_and_published_rank_are_drawn_where_they_belong() -> None:
    chart = rank_intervals(TABLE, language="vi")
    spans = [tuple(map(float, line.get_xdata())) for line in lines(chart, "interval")]
    assert spans == [(0.5, 2.5), (0.5, 3.5), (2.5, 3.5)]
    assert [float(line.get_xdata()[0]) for line in lines(chart, "median")] == [1, 2, 3]
    assert [float(line.get_xdata()[0]) for line in lines(chart, "published")] == [1, 2, 3]
    assert legend(chart) == ["Khoảng 90% của hạng", "Hạng trung vị", "Hạng công bố"]


def test_the_first_rank_is_on_the_left_and_the_last_one_in_view() -> None:
    axes = axes_of(rank_intervals(long_intervals(46), language="vi"))
    assert axes.get_xlim() == (0.5, 46.5)
    assert axes.get_xticks().tolist() == [1, 10, 20, 30, 40, 46]


def test_only_the_focus_is_dark() -> None:
    chart = rank_intervals(TABLE, language="vi", focus="STP")
    assert [to_hex(line.get_color()).upper() for line in lines(chart, "median")] == [DOT, FOCUS, DOT]
    assert chart.title == "Sở Tư pháp: công bố hạng 2, khoảng 90% khi mô phỏng: hạng 1 đến 3"
    assert "Được làm nổi: Sở Tư pháp, công bố hạng 2, trung vị 2, khoảng 90%: hạng 1 đến 3." in chart.alt


def test_the_title_counts_who_stands_near_the_median() -> None:
    table = intervals({"SNV": (91, 1, 1, 1, 2), "STP": (80, 2, 2, 5, 8), "STC": (70, 3, 3, 7, 9)})
    assert rank_intervals(table, language="en").title.startswith("2 of 3 agencies")


def test_who_has_no_interval_is_named_and_not_drawn() -> None:
    chart = rank_intervals(TABLE.assign(replications=500), language="vi")
    assert "Không có số liệu: 1 (Sở Y tế); không bị tính là 0." in chart.caption
    assert "Tính từ 500 lần mô phỏng." in chart.caption
    assert "Khoảng rộng nhất: Sở Tư pháp" in chart.alt
    assert "Khoảng hẹp nhất: Sở Tài chính" in chart.alt


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(("count", "hidden"), [(1, 0), (46, 0), (400, 337)])
def test_it_holds_one_agency_and_four_hundred(count: int, hidden: int, language: Language) -> None:
    chart = rank_intervals(long_intervals(count), language=language, focus="W200")
    assert len(lines(chart, "median")) + hidden == count
    assert (text("charts.not_shown", language, count=hidden) in chart.caption) == (hidden > 0)
    assert is_inside_page(chart)


def test_a_cut_ranking_keeps_the_neighbours_of_the_focus() -> None:
    chart = rank_intervals(long_intervals(400), language="vi", focus="W200", most_rows=15)
    assert [name.split(".")[0] for name in names(chart)] == [
        "1", "2", "3", "4", "5", "", "198", "199", "200", "201", "202", "", "396", "397", "398", "399", "400",
    ]  # fmt: skip


@pytest.mark.parametrize("table", [TABLE.head(0), TABLE.tail(1)])
def test_with_nothing_to_draw_there_is_a_sentence(table: pd.DataFrame) -> None:
    assert "không có gì để vẽ" in words(rank_intervals(table, language="vi"), "empty")[0]


def test_years_are_not_mixed() -> None:
    with pytest.raises(ValueError, match="2019"):
        rank_intervals(pd.concat([TABLE, TABLE.assign(year=2019)]), language="vi")


def test_the_table_is_left_alone_and_the_page_holds_long_names() -> None:
    table = TABLE.replace({"Sở Tư pháp": "Ban Quản lý dự án " * 12})
    before = table.copy(deep=True)
    assert is_inside_page(rank_intervals(table, language="vi", focus="STP", is_synthetic=True))
    pd.testing.assert_frame_equal(table, before)
