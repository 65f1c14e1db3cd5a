from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.colors import to_hex

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.quota_bars import quota_bars
from cchc_analysis.charts.quota_results import COLOURS
from cchc_analysis.compliance.verdict import concluded
from cchc_analysis.reference.procurement_rules import NO_MINIMUMS, Minimums
from cchc_analysis.texts import Language

from .drawn import axes_of, is_inside_page, lines, names, words
from .frames import quota

MINIMUMS = Minimums(60, 25)
TABLE = quota({"SNV": (5, 10, 20_000_000_000, 100_000_000_000), "SYT": (0, 0, 0, 0)})


def shares(chart: Chart) -> list[float]:
    return [round(patch.get_width(), 6) for patch in axes_of(chart).patches if patch.get_gid() == "bar"]


def test_both_shares_stand_beside_their_quota() -> None:
    chart = quota_bars(TABLE, language="vi", focus="SNV", minimums=MINIMUMS, is_year_over=True)
    assert names(chart) == ["Theo số gói thầu", "Theo giá trị"]
    assert shares(chart) == [50, 20]
    assert [line.get_xdata()[0] for line in lines(chart, "target")] == [60, 25]
    assert words(chart, "target label") == ["tối thiểu 60%", "tối thiểu 25%"]


def test_a_bar_has_the_colour_of_the_result_of_its_own_share() -> None:
    for counts, minima, results in (
        ((5, 10, 90, 100), MINIMUMS, ("failed", "passed")),
        ((9, 10, 9, 100), MINIMUMS, ("passed", "failed")),
        ((9, 10, 9, 100), NO_MINIMUMS, ("no_quota", "no_quota")),
    ):
        table = quota({"SNV": counts}, minima=(minima.of("count"), minima.of("value")))
        chart = quota_bars(table, language="vi", minimums=minima, is_year_over=True)
        bars = [patch for patch in axes_of(chart).patches if patch.get_gid() == "bar"]
        assert [to_hex(bar.get_facecolor()).upper() for bar in bars] == [COLOURS[result] for result in results]


def test_what_is_missing_is_said_in_words() -> None:
    chart = quota_bars(TABLE.head(1), language="vi", minimums=MINIMUMS, is_year_over=True)
    by_count, by_value = words(chart, "label")
    assert by_count == "50,0% · không đạt\n5 trên 10 gói thầu\ncòn thiếu 1 gói thầu"
    assert by_value == "20,0% · không đạt\n20,0 tỷ đồng trên 100,0 tỷ đồng\ncòn thiếu 5,0 tỷ đồng"
    assert "còn thiếu 1 gói thầu" in chart.alt
    assert chart.title == "Đấu thầu qua mạng – Sở Nội vụ: không đạt"


@pytest.mark.parametrize(("language", "word"), [("vi", "chưa đạt tính đến hết quý"), ("en", "not met to date")])
def test_during_the_year_the_result_is_one_to_date(language: Language, word: str) -> None:
    chart = quota_bars(TABLE.head(1), language=language, minimums=MINIMUMS, is_year_over=False)
    assert chart.title.endswith(f"Sở Nội vụ: {word}")
    assert all(word in label for label in words(chart, "label"))
    assert chart.alt.count(word) == 2
    assert word not in quota_bars(TABLE.head(1), language=language, minimums=MINIMUMS, is_year_over=True).title


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 400), st.data())
def test_the_missing_packages_are_just_enough(eligible: int, data: st.DataObject) -> None:
    online = data.draw(st.integers(0, eligible))
    table = quota({"SNV": (online, eligible, 1, 1)})
    chart = quota_bars(table, language="en", minimums=MINIMUMS, is_year_over=True)
    *_, last = words(chart, "label")[0].split("\n")
    missing = int(last.removeprefix("packages short: ")) if "short" in last else 0
    assert 100 * (online + missing) >= 60 * eligible
    assert missing == 0 or 100 * (online + missing - 1) < 60 * eligible


def test_an_unknown_quota_has_no_tick_and_no_verdict() -> None:
    table = quota({"SNV": (5, 10, 20, 100)}, minima=(None, None))
    chart = quota_bars(table, language="vi", minimums=NO_MINIMUMS, is_year_over=True)
    assert lines(chart, "target") == []
    assert words(chart, "label")[0] == "50,0%\n5 trên 10 gói thầu\nkhông có mức đối chiếu"
    assert chart.title.endswith("không có mức đối chiếu")


def test_what_is_not_concluded_is_left_open_in_title_and_legs() -> None:
    bounds = pd.DataFrame({"agency_code": ["SNV"], "is_passed_at_best": [True], "is_passed_at_worst": [False]})
    open_table = concluded(TABLE.head(1), bounds)
    chart = quota_bars(open_table, language="vi", minimums=MINIMUMS, is_year_over=True)
    assert chart.title.endswith("chưa kết luận")
    assert [label.split("\n")[0] for label in words(chart, "label")] == [
        "50,0% · chưa kết luận", "20,0% · chưa kết luận"
    ]  # fmt: skip
    assert "còn thiếu" not in chart.alt


def test_no_eligible_package_is_a_sentence_not_a_zero() -> None:
    chart = quota_bars(TABLE, language="vi", focus="SYT", minimums=MINIMUMS, is_year_over=True)
    assert "không có gói thầu thuộc diện tính tỷ lệ" in chart.caption
    assert words(quota_bars(TABLE.head(0), language="vi", minimums=MINIMUMS, is_year_over=True), "empty")


def test_several_agencies_are_refused() -> None:
    with pytest.raises(ValueError, match="2 rows"):
        quota_bars(TABLE, language="vi", minimums=MINIMUMS, is_year_over=True)


def test_the_page_holds_all_words() -> None:
    assert is_inside_page(quota_bars(TABLE.head(1), language="en", minimums=Minimums(60, 95), is_year_over=True))
