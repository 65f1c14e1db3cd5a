from __future__ import annotations

import pandas as pd
from matplotlib.colors import to_hex

from cchc_analysis.charts.quota_results import COLOURS
from cchc_analysis.charts.shortened_comparison import shortened_comparison

from .drawn import axes_of, bars, is_inside_page, lines, names, words
from .frames import NAN

TABLE = pd.DataFrame(
    {
        "variant": ["excluded", "included"], "count_share": [0.5, 0.625], "value_share": [NAN, 0.2515],
        "min_count_pct": 60, "min_value_pct": 25,
        "is_count_passed": [False, True], "is_value_passed": [pd.NA, True],
    }
)  # fmt: skip


def test_both_readings_stand_together_for_each_leg() -> None:
    chart = shortened_comparison(TABLE, language="vi", is_year_over=True)
    assert names(chart) == [
        "Theo số gói thầu",
        "Tính cả rút gọn",
        "Không tính rút gọn",
        "Theo giá trị",
        "Tính cả rút gọn",
        "Không tính rút gọn",
    ]
    assert bars(chart) == [62.5, 50, 25.15]
    assert words(chart, "label") == [
        "62,5% ✓ đạt",
        "50,0% ✗ không đạt",
        "25,2% ✓ đạt",
        "chưa có số liệu",
    ]


def test_the_alt_text_holds_all_figures() -> None:
    alt = shortened_comparison(TABLE, language="vi", is_year_over=True).alt
    assert "Theo số gói thầu: Tính cả rút gọn 62,5% ✓ đạt; Không tính rút gọn 50,0% ✗ không đạt." in alt
    assert "Theo giá trị: Tính cả rút gọn 25,2% ✓ đạt; Không tính rút gọn chưa có số liệu." in alt


def test_during_the_year_every_result_is_one_to_date() -> None:
    chart = shortened_comparison(TABLE, language="vi", is_year_over=False)
    assert words(chart, "label")[1] == "50,0% ✗ chưa đạt tính đến hết quý"
    assert "62.5% ✓ met to date" in shortened_comparison(TABLE, language="en", is_year_over=False).alt


def test_each_leg_has_its_quota_with_the_percent() -> None:
    chart = shortened_comparison(TABLE, language="vi", is_year_over=True)
    assert [float(line.get_xdata()[0]) for line in lines(chart, "quota")] == [60, 25]
    assert words(chart, "quota label") == ["tối thiểu 60%", "tối thiểu 25%"]


def test_without_a_quota_there_is_neither_line_nor_result() -> None:
    unknown = {
        f"{part}_{leg}_{end}": pd.NA
        for leg in ("count", "value")
        for part, end in (("min", "pct"), ("is", "passed"))
    }
    chart = shortened_comparison(TABLE.assign(**unknown), language="vi", is_year_over=True)
    assert lines(chart, "quota") == []
    assert words(chart, "label")[0] == "62,5%"
    assert "Không vẽ tỷ lệ tối thiểu theo giá trị" in chart.caption


def test_without_shares_there_is_a_sentence() -> None:
    empty = TABLE.assign(count_share=NAN, value_share=NAN)
    assert words(shortened_comparison(empty, language="vi", is_year_over=True), "empty")
    assert words(shortened_comparison(TABLE.head(0), language="vi", is_year_over=True), "empty")


def test_the_page_holds_all_words() -> None:
    assert is_inside_page(shortened_comparison(TABLE, language="en", is_year_over=True, is_synthetic=True))


def test_a_bar_has_the_colour_of_its_result_in_all_quota_charts() -> None:
    chart = shortened_comparison(TABLE, language="vi", is_year_over=True)
    drawn = [to_hex(patch.get_facecolor()).upper() for patch in axes_of(chart).patches]
    assert drawn == [COLOURS["passed"], COLOURS["failed"], COLOURS["passed"]]


def test_no_figure_is_struck_through_by_its_minimum() -> None:
    shares = TABLE.assign(count_share=[0.5, 0.59], value_share=[0.26, 0.1], is_value_passed=[True, False])
    for language in ("vi", "en"):
        chart = shortened_comparison(shares, language=language, is_year_over=True)
        assert is_inside_page(chart)
        labels = [text for text in axes_of(chart).texts if text.get_gid() == "label"]
        for mark, beside in zip(lines(chart, "quota"), (labels[:2], labels[2:]), strict=True):
            at = mark.get_window_extent().x0
            assert not any(box.x0 <= at <= box.x1 for box in (label.get_window_extent() for label in beside))
