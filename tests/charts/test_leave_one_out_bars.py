from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.leave_one_out_bars import leave_one_out_bars
from cchc_analysis.charts.style import FOCUS
from cchc_analysis.charts.tones import SOFT

from .drawn import axes_of, is_inside_page, legend, lines, names, words
from .frames import NAN
from .robustness_frames import left_out

TABLE = left_out(
    {
        "1": ("Thể chế", 1, 0.5, 2),
        "1.1": ("Kế hoạch", 2, 0.25, 1),
        "1.2": ("Văn bản", 2, 1.25, 4),
        "2": ("Bộ máy", 1, 1.5, 6),
        "2.1": ("Tinh giản", 2, NAN, NAN),
    }
)


def means(chart: Chart) -> list[float]:
    bars = [patch for patch in axes_of(chart).patches if patch.get_gid() == "mean"]
    return [bar.get_width() for bar in sorted(bars, key=lambda bar: bar.get_y())]


def test_domains_then_criteria_each_with_the_most_influential_first() -> None:
    chart = leave_one_out_bars(TABLE, language="vi")
    assert names(chart) == [
        "Bỏ cả lĩnh vực", "2 Bộ máy", "1 Thể chế", "Bỏ một tiêu chí", "1.2 Văn bản", "1.1 Kế hoạch",
    ]  # fmt: skip
    assert means(chart) == [1.5, 0.5, 1.25, 0.25]
    assert [float(line.get_xdata()[0]) for line in lines(chart, "max")] == [6, 2, 4, 1]


def test_one_level_alone_has_no_headings() -> None:
    chart = leave_one_out_bars(TABLE[TABLE["level"] == 2], language="vi")
    assert names(chart) == ["1.2 Văn bản", "1.1 Kế hoạch"]


def test_mean_and_the_agency_moved_most_are_in_print() -> None:
    chart = leave_one_out_bars(TABLE, language="vi")
    assert words(chart, "column 0") == ["", "1,5", "0,5", "", "1,3", "0,3"]
    assert words(chart, "column 1")[1] == "Sở Tư pháp: 2 → 8"
    assert legend(chart) == ["Thay đổi hạng trung bình", "Thay đổi hạng lớn nhất"]
    assert chart.title == "Bỏ “2 Bộ máy” làm hạng thay đổi nhiều nhất: trung bình 1,5 bậc"


def test_where_nobody_moves_nobody_is_named() -> None:
    chart = leave_one_out_bars(left_out({"1.1": ("Kế hoạch", 2, 0, 0)}), language="vi")
    assert chart.title == "Bỏ bất kỳ tiêu chí hay lĩnh vực nào cũng không làm đổi hạng nào"
    assert "Bỏ mục nào cũng không làm đổi hạng nào." in chart.alt
    assert "Kế hoạch" not in chart.title + chart.alt
    assert words(chart, "column 1") == [""]
    assert means(chart) == [0]


def test_the_axis_starts_at_zero_and_holds_the_largest() -> None:
    assert axes_of(leave_one_out_bars(TABLE, language="vi")).get_xlim() == (0, 6)


def test_only_the_focus_is_dark_and_it_is_drawn_even_below_the_cut() -> None:
    rows = {f"1.{place}": (f"Tiêu chí {place}", 2, 5 - place / 10, 6) for place in range(30)}
    chart = leave_one_out_bars(left_out(rows), language="vi", focus="1.20", most_rows=6)
    assert names(chart)[-2:] == ["… 23 tiêu chí không vẽ …", "1.20 Tiêu chí 20"]
    bars = sorted(axes_of(chart).patches, key=lambda bar: bar.get_y())
    assert [to_hex(bar.get_facecolor()).upper() for bar in bars] == [SOFT] * 6 + [FOCUS]
    assert "Không vẽ 23 lĩnh vực, tiêu chí ảnh hưởng ít nhất" in chart.caption
    assert "Được làm nổi: 1.20 Tiêu chí 20, trung bình 3,0 bậc" in chart.alt


def test_who_has_no_result_is_named() -> None:
    caption = leave_one_out_bars(TABLE, language="vi", focus="9").caption
    assert "Không vẽ 1 lĩnh vực, tiêu chí vì chưa có kết quả: 2.1." in caption
    assert "Tiêu chí mã 9 không có trong số liệu" in caption


def test_the_alt_text_tells_the_most_influential() -> None:
    alt = leave_one_out_bars(TABLE, language="en").alt
    assert "2 Bộ máy, 1.5 places on average, 6 at most (Sở Tư pháp, from rank 2 to rank 8)" in alt


@pytest.mark.parametrize("table", [TABLE.head(0), TABLE.tail(1)])
def test_with_nothing_to_draw_there_is_a_sentence(table: pd.DataFrame) -> None:
    assert "không có gì để vẽ" in words(leave_one_out_bars(table, language="vi"), "empty")[0]


def test_years_are_not_mixed() -> None:
    with pytest.raises(ValueError, match="2019"):
        leave_one_out_bars(pd.concat([TABLE.assign(year=2020), TABLE.assign(year=2019)]), language="vi")


@pytest.mark.parametrize("count", [1, 46, 400])
def test_long_names_and_many_criteria_stay_on_the_page(count: int) -> None:
    name = "Xây dựng và tổ chức thực hiện văn bản quy phạm pháp luật tại địa phương " * 3
    table = left_out({f"1.{place}": (name, 2, 1, 3) for place in range(count)})
    chart = leave_one_out_bars(table, language="en", is_synthetic=True)
    assert len(means(chart)) == min(count, 40)
    assert is_inside_page(chart)
