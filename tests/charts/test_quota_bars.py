from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.quota_bars import quota_bars
from cchc_analysis.compliance.verdict import concluded

from .drawn import axes_of, is_inside_page, lines, names, words
from .frames import quota

TABLE = quota({"SNV": (5, 10, 20_000_000_000, 100_000_000_000), "SYT": (0, 0, 0, 0)})


def shares(chart: Chart) -> list[float]:
    return [round(patch.get_width(), 6) for patch in axes_of(chart).patches if patch.get_gid() == "bar"]


def test_both_shares_stand_beside_their_quota() -> None:
    chart = quota_bars(TABLE, language="vi", focus="SNV", min_count_pct=60, min_value_pct=25)
    assert names(chart) == ["Theo số gói thầu", "Theo giá trị"]
    assert shares(chart) == [50, 20]
    assert [line.get_xdata()[0] for line in lines(chart, "target")] == [60, 25]
    assert words(chart, "target label") == ["tối thiểu 60%", "tối thiểu 25%"]


def test_what_is_missing_is_said_in_words() -> None:
    chart = quota_bars(TABLE.head(1), language="vi", min_count_pct=60, min_value_pct=25)
    by_count, by_value = words(chart, "label")
    assert by_count == "50,0% · chưa đạt\n5 trên 10 gói thầu\ncòn thiếu 1 gói thầu"
    assert by_value == "20,0% · chưa đạt\n20,0 tỷ đồng trên 100,0 tỷ đồng\ncòn thiếu 5,0 tỷ đồng"
    assert "còn thiếu 1 gói thầu" in chart.alt
    assert chart.title == "Đấu thầu qua mạng – Sở Nội vụ: chưa đạt"


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 400), st.data())
def test_the_missing_packages_are_just_enough(eligible: int, data: st.DataObject) -> None:
    online = data.draw(st.integers(0, eligible))
    table = quota({"SNV": (online, eligible, 1, 1)})
    chart = quota_bars(table, language="en", min_count_pct=60, min_value_pct=25)
    *_, last = words(chart, "label")[0].split("\n")
    missing = int(last.removeprefix("packages short: ")) if "short" in last else 0
    assert 100 * (online + missing) >= 60 * eligible
    assert missing == 0 or 100 * (online + missing - 1) < 60 * eligible


def test_an_unknown_quota_has_no_tick_and_no_verdict() -> None:
    table = quota({"SNV": (5, 10, 20, 100)}, minima=(None, None))
    chart = quota_bars(table, language="vi", min_count_pct=None, min_value_pct=None)
    assert lines(chart, "target") == []
    assert words(chart, "label")[0] == "50,0%\n5 trên 10 gói thầu\nkhông có mức đối chiếu"
    assert chart.title.endswith("không có mức đối chiếu")


def test_what_is_not_concluded_is_left_open_in_title_and_legs() -> None:
    bounds = pd.DataFrame({"agency_code": ["SNV"], "is_passed_at_best": [True], "is_passed_at_worst": [False]})
    open_table = concluded(TABLE.head(1), bounds)
    chart = quota_bars(open_table, language="vi", min_count_pct=60, min_value_pct=25)
    assert chart.title.endswith("chưa kết luận")
    assert [label.split("\n")[0] for label in words(chart, "label")] == [
        "50,0% · chưa kết luận", "20,0% · chưa kết luận"
    ]  # fmt: skip
    assert "còn thiếu" not in chart.alt


def test_no_eligible_package_is_a_sentence_not_a_zero() -> None:
    chart = quota_bars(TABLE, language="vi", focus="SYT", min_count_pct=60, min_value_pct=25)
    assert "không có gói thầu thuộc diện tính tỷ lệ" in chart.caption
    assert words(quota_bars(TABLE.head(0), language="vi", min_count_pct=60, min_value_pct=25), "empty")


def test_several_agencies_are_refused() -> None:
    with pytest.raises(ValueError, match="2 rows"):
        quota_bars(TABLE, language="vi", min_count_pct=60, min_value_pct=25)


def test_the_page_holds_all_words() -> None:
    assert is_inside_page(quota_bars(TABLE.head(1), language="en", min_count_pct=60, min_value_pct=95))
