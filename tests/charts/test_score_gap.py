from __future__ import annotations

import pandas as pd

from cchc_analysis.charts.score_gap import score_gap

from .drawn import axes_of, is_inside_page, legend, lines, names, words
from .frames import NAN, gap

TABLE = gap({"SNV": (90, 91.5), "STP": (95, 80.25), "STC": (85, 85), "SYT": (NAN, 70)})


def test_the_widest_gap_is_on_top() -> None:
    chart = score_gap(TABLE, language="vi")
    assert names(chart) == ["Sở Tư pháp", "Sở Tài chính", "Sở Nội vụ"]
    assert words(chart, "label") == ["+14,75", "0,00", "−1,50"]


def test_both_indices_are_drawn_where_they_belong() -> None:
    chart = score_gap(TABLE, language="vi")
    assert [float(line.get_xdata()[0]) for line in lines(chart, "self")] == [95, 85, 90]
    assert [float(line.get_xdata()[0]) for line in lines(chart, "appraised")] == [80.25, 85, 91.5]
    assert legend(chart) == ["Thẩm định", "Tự chấm"]
    assert axes_of(chart).get_xlim() == (70, 100)


def test_title_caption_and_alt_say_how_many_and_who() -> None:
    chart = score_gap(TABLE, language="vi", focus="SNV")
    assert chart.title == "1 trên 3 cơ quan tự chấm cao hơn kết quả thẩm định"
    assert "Không vẽ 1 cơ quan vì thiếu một trong hai chỉ số." in chart.caption
    assert "Trục chỉ số không bắt đầu từ 0." in chart.caption
    assert "Chênh lệch lớn nhất: Sở Tư pháp, tự chấm 95,00, thẩm định 80,25 (+14,75)." in chart.alt
    assert "Được làm nổi: Sở Nội vụ, tự chấm 90,00, thẩm định 91,50 (−1,50)." in chart.alt


def test_a_difference_that_reads_zero_is_not_counted_as_higher() -> None:
    table = gap({"SNV": (80.1 + 0.2, 80.3), "STP": (90, 80)}).assign(gap=[1e-14, 10.0])
    assert score_gap(table, language="vi").title.startswith("1 trên 2")


def test_without_any_pair_there_is_a_sentence() -> None:
    assert words(score_gap(TABLE.head(0), language="vi"), "empty")
    assert "Số cơ quan trong danh sách: 4." in score_gap(TABLE.assign(self_index=NAN), language="vi").caption


def test_a_long_table_is_cut_in_the_middle_and_says_so() -> None:
    rows = {f"W{number}": (90 + number / 100, 80.0) for number in range(100)}
    table = pd.DataFrame(
        [(code, f"Phường {code}", "ward", 2020, *pair, pair[0] - pair[1]) for code, pair in rows.items()],
        columns=TABLE.columns,
    )
    chart = score_gap(table, language="vi", most_rows=10)
    assert len(lines(chart, "self")) == 10
    assert "Không vẽ 90 dòng" in chart.caption
    assert words(chart, "gap") == ["… không vẽ 90 dòng …"]


def test_the_table_is_left_alone_and_the_page_holds_all_words() -> None:
    before = TABLE.copy(deep=True)
    assert is_inside_page(score_gap(TABLE, language="en", focus="SNV", is_synthetic=True))
    pd.testing.assert_frame_equal(TABLE, before)
