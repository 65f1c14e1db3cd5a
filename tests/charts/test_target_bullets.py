from __future__ import annotations

import pandas as pd

from cchc_analysis.charts.target_bullets import target_bullets

from .drawn import axes_of, is_inside_page, lines, names, words
from .frames import NAN, targets

TABLE = targets(
    {
        "ISO 9001:2015": (311, 322, 100),
        "Hồ sơ trực tuyến": (1234, 5000, 20),
        "Kiến nghị đúng hạn": (9, 10, NAN),
        "Thanh toán trực tuyến": (0, 0, 30),
    }
)


def test_each_measure_has_its_bar_and_its_tick() -> None:
    chart = target_bullets(TABLE, language="vi")
    shares = [round(patch.get_width(), 2) for patch in axes_of(chart).patches if patch.get_gid() == "bar"]
    assert shares == [96.58, 24.68, 90]
    assert [line.get_xdata()[0] for line in lines(chart, "target")] == [100, 20, 30]
    assert names(chart)[0] == "ISO 9001:2015"


def test_an_unknown_target_has_a_word_and_no_verdict() -> None:
    chart = target_bullets(TABLE, language="vi")
    assert words(chart, "label") == [
        "96,6% · chưa đạt\n311/322",
        "24,7% · đạt\n1.234/5.000",
        "90,0% · chưa kết luận\n9/10\nmục tiêu: chưa có nguồn",
        "chưa có số liệu",
    ]
    assert chart.title == "1 trên 4 mục tiêu đã đạt, 1 chưa đạt, 2 chưa kết luận"


def test_caption_counts_what_is_not_known() -> None:
    caption = target_bullets(TABLE, language="vi").caption
    assert "Số mục tiêu chưa có nguồn, không vẽ vạch: 1." in caption
    assert "Số kết quả chưa đo được, không vẽ thanh: 1; không bị tính là 0." in caption


def test_the_alt_text_reads_every_measure_out() -> None:
    alt = target_bullets(TABLE, language="en").alt
    assert "ISO 9001:2015: 96.6% · not met; 311/322; target 100%." in alt
    assert "Kiến nghị đúng hạn: 90.0% · not concluded; 9/10; target: no source yet." in alt


def test_a_share_above_one_is_drawn_whole() -> None:
    chart = target_bullets(targets({"Vượt": (6, 5, 100)}), language="vi")
    assert axes_of(chart).get_xlim()[1] == 120


def test_without_measures_there_is_a_sentence() -> None:
    assert words(target_bullets(TABLE.head(0), language="vi"), "empty")


def test_the_table_is_left_alone_and_the_page_holds_all_words() -> None:
    before = TABLE.copy(deep=True)
    assert is_inside_page(target_bullets(TABLE, language="vi", is_synthetic=True))
    pd.testing.assert_frame_equal(TABLE, before)
