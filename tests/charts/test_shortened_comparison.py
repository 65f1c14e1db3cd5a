from __future__ import annotations

import pandas as pd

from cchc_analysis.charts.shortened_comparison import shortened_comparison

from .drawn import bars, is_inside_page, names, words
from .frames import NAN

TABLE = pd.DataFrame(
    {"variant": ["excluded", "included"], "count_share": [0.5, 0.625], "value_share": [NAN, 0.2515]}
)


def test_both_readings_stand_together_for_each_leg() -> None:
    chart = shortened_comparison(TABLE, language="vi")
    assert names(chart) == [
        "Theo số gói thầu",
        "Tính cả rút gọn",
        "Không tính rút gọn",
        "Theo giá trị",
        "Tính cả rút gọn",
        "Không tính rút gọn",
    ]
    assert bars(chart) == [62.5, 50, 25.15]
    assert words(chart, "label") == ["62,5%", "50,0%", "25,2%", "chưa có số liệu"]


def test_the_alt_text_holds_all_figures() -> None:
    alt = shortened_comparison(TABLE, language="vi").alt
    assert "Theo số gói thầu: Tính cả rút gọn 62,5%; Không tính rút gọn 50,0%." in alt
    assert "Theo giá trị: Tính cả rút gọn 25,2%; Không tính rút gọn chưa có số liệu." in alt


def test_without_shares_there_is_a_sentence() -> None:
    empty = TABLE.assign(count_share=NAN, value_share=NAN)
    assert words(shortened_comparison(empty, language="vi"), "empty")
    assert words(shortened_comparison(TABLE.head(0), language="vi"), "empty")


def test_the_page_holds_all_words() -> None:
    assert is_inside_page(shortened_comparison(TABLE, language="en", is_synthetic=True))
