from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from cchc_analysis.charts.chart import figure_png
from cchc_analysis.charts.league_intervals import league_intervals
from cchc_analysis.charts.style import DOT, FOCUS
from cchc_analysis.texts import Language, text

from .drawn import axes_of, is_inside_page, legend, lines, names, words
from .frames import NAN
from .robustness_frames import intervals, long_intervals

TABLE = intervals(
    {
        "STP": (80.255, 2, 1, 2, 3),
        "SNV": (91.4, 1, 1, 1, 1),
        "STC": (79, 3, 2, 3, 3),
        "SYT": (NAN, NAN, NAN, NAN, NAN),
    }
)


def test_agencies_stand_in_rank_order_with_index_and_rank_interval_in_print() -> None:
    chart = league_intervals(TABLE, language="vi")
    assert names(chart) == ["1. Sở Nội vụ", "2. Sở Tư pháp", "3. Sở Tài chính", "Sở Y tế"]
    assert words(chart, "column 0") == ["91,40", "80,26", "79,00", ""]
    assert words(chart, "column 1") == ["hạng 1 (1–1)", "hạng 2 (1–3)", "hạng 3 (2–3)", "chưa có chỉ số"]


def test_the_dot_is_the_index_and_the_bar_its_interval() -> None:
    chart = league_intervals(TABLE, language="vi")
    assert [float(line.get_xdata()[0]) for line in lines(chart, "index")] == [91.4, 80.255, 79]
    assert [tuple(map(float, line.get_xdata())) for line in lines(chart, "interval")] == [
        (pytest.approx(89.9), pytest.approx(92.9)),
        (pytest.approx(78.755), pytest.approx(81.755)),
        (77.5, 80.5),
    ]
    assert legend(chart) == ["Chỉ số công bố", "Khoảng 90% của chỉ số"]


def test_dots_stand_beside_their_names() -> None:
    chart = league_intervals(TABLE, language="vi")
    heights = [float(line.get_ydata()[0]) for line in lines(chart, "index")]
    assert heights == pytest.approx(axes_of(chart).get_yticks()[:3].tolist())


@pytest.mark.parametrize(("scale", "low", "high"), [(0.5, 38.0, 48.0), (1, 75.0, 95.0), (3, 230.0, 280.0)])
def test_the_axis_fits_an_index_of_any_scale(scale: float, low: float, high: float) -> None:
    table = TABLE.assign(**{column: TABLE[column] * scale for column in ("index", "index_low", "index_high")})
    left, right = axes_of(league_intervals(table, language="vi")).get_xlim()
    assert left <= table["index_low"].min()
    assert right >= table["index_high"].max()
    assert (left, right) == (low, high)


def test_only_the_focus_is_dark_and_its_bounds_are_the_title() -> None:
    chart = league_intervals(TABLE, language="vi", focus="STP")
    colours = [to_hex(line.get_color()).upper() for line in lines(chart, "index")]
    assert colours == [DOT, FOCUS, DOT]
    assert chart.title == "Sở Tư pháp hạng 2; khoảng 90%: hạng 1 đến 3"
    assert "Được làm nổi: Sở Tư pháp, 80,26 điểm (khoảng 78,76 đến 81,76), hạng 2" in chart.alt


def test_the_caption_names_who_is_missing_and_counts_the_replications() -> None:
    caption = league_intervals(TABLE.assign(replications=988, failed_replications=12), language="vi").caption
    assert "Năm 2020." in caption
    assert "Tính từ 988 lần mô phỏng." in caption
    assert "Có thêm 12 lần mô phỏng không cho kết quả" in caption
    assert "Không có số liệu: 1 (Sở Y tế); không bị tính là 0." in caption
    assert "Trục chỉ số không bắt đầu từ 0." in caption


def test_an_unknown_number_of_replications_is_said() -> None:
    assert "The number of replications was not stated." in league_intervals(TABLE, language="en").caption


def test_the_table_itself_may_say_how_many_replications() -> None:
    same = TABLE.assign(replications=[500, 500, 500, 0])
    assert "Tính từ 500 lần mô phỏng." in league_intervals(same, language="vi").caption
    apart = TABLE.assign(replications=[480, 500, 480, 0])
    assert "Tính từ 480–500 lần mô phỏng." in league_intervals(apart, language="vi").caption
    lost = apart.assign(failed_replications=[20, 0, 20, 0])
    assert "Có thêm 0–20 lần mô phỏng" in league_intervals(lost, language="vi").caption
    assert "Có thêm" not in league_intervals(apart.assign(failed_replications=0), language="vi").caption


def test_the_intervals_of_the_index_may_stand_on_fewer_replications() -> None:
    table = TABLE.assign(replications=500, index_replications=[240, 240, 240, 0])
    assert "tính từ 240 lần trong số đó" in league_intervals(table, language="vi").caption
    every = table.assign(index_replications=500)
    assert "trong số đó" not in league_intervals(every, language="vi").caption


def test_an_interval_narrower_than_its_dot_is_still_seen() -> None:
    narrow = TABLE.assign(index_low=TABLE["index"] - 0.001, index_high=TABLE["index"] + 0.001)
    chart = league_intervals(narrow, language="vi")
    for interval, dot in zip(lines(chart, "interval"), lines(chart, "index"), strict=True):
        assert interval.get_marker() == "|"
        assert interval.get_markersize() > dot.get_markersize() + 4
        assert to_hex(interval.get_color()) != to_hex(dot.get_color())


def test_an_index_without_interval_keeps_its_dot_and_is_counted() -> None:
    table = TABLE.copy()
    table.loc[1, ["index_low", "index_high", "rank_low", "rank_high"]] = NAN
    chart = league_intervals(table, language="vi", focus="SNV")
    assert words(chart, "column 1")[0] == "hạng 1"
    assert len(lines(chart, "index")) == 3
    assert len(lines(chart, "interval")) == 2
    assert "Có chỉ số nhưng không có khoảng của chỉ số: 1." in chart.caption
    assert chart.title == "Xếp hạng chỉ số kèm khoảng bất định"


def test_the_alt_text_tells_the_surest_and_the_least_certain_rank() -> None:
    alt = league_intervals(TABLE, language="vi").alt
    assert "Hạng ít chắc chắn nhất: Sở Tư pháp, hạng 2, khoảng 90%: hạng 1 đến 3." in alt
    assert "Hạng chắc chắn nhất: Sở Nội vụ, hạng 1, khoảng 90%: hạng 1." in alt


def test_groups_stand_apart() -> None:
    both = pd.concat([intervals({"Q1": (99, 1, 1, 1, 1)}, group="district"), TABLE])
    chart = league_intervals(both, language="vi")
    assert names(chart)[0] == "Sở, ban, ngành"
    assert names(chart)[5:] == ["Quận, huyện", "1. Quận 1"]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(("count", "hidden"), [(1, 0), (46, 0), (400, 337)])
def test_it_holds_one_agency_and_four_hundred(count: int, hidden: int, language: Language) -> None:
    chart = league_intervals(long_intervals(count), language=language, focus="W200")
    assert len(lines(chart, "index")) + hidden == count
    assert (text("charts.not_shown", language, count=hidden) in chart.caption) == (hidden > 0)
    assert is_inside_page(chart)
    assert chart.figure.get_figheight() < 20


def test_long_names_stay_on_the_page_and_whole_in_the_alt_text() -> None:
    table = TABLE.replace({"Sở Tư pháp": "Ban Quản lý dự án " * 12})
    chart = league_intervals(table, language="vi", is_synthetic=True)
    assert is_inside_page(chart)
    assert "Ban Quản lý dự án " * 12 in chart.alt


@pytest.mark.parametrize("table", [TABLE.head(0), TABLE.assign(index=NAN)])
def test_with_nothing_to_draw_there_is_a_sentence(table: pd.DataFrame) -> None:
    assert "không có gì để vẽ" in words(league_intervals(table, language="vi"), "empty")[0]


def test_years_are_not_mixed() -> None:
    with pytest.raises(ValueError, match="2019"):
        league_intervals(pd.concat([TABLE, TABLE.assign(year=2019)]), language="vi")


def test_a_focus_that_is_not_there_is_said() -> None:
    chart = league_intervals(TABLE, language="vi", focus="XYZ")
    assert "Mã XYZ không có trong số liệu" in chart.caption
    assert {to_hex(line.get_color()).upper() for line in lines(chart, "index")} == {FOCUS}


def test_the_table_is_left_alone_and_gives_the_same_bytes_twice() -> None:
    before = TABLE.copy(deep=True)
    one, other = (figure_png(league_intervals(TABLE, language="vi", focus="STP")) for _ in range(2))
    assert one == other
    pd.testing.assert_frame_equal(TABLE, before)
