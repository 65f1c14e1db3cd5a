from __future__ import annotations

import pandas as pd

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.decisive_waterfall import decisive_waterfall

from .drawn import axes_of, bars, legend, lines, names, words

TABLE = pd.DataFrame(
    {
        "package_id": ["P1", "P2", "P3"], "name": ["Xây trường", "Mua máy", "Sửa đường"],
        "effect_share": [0.08, 0.05, 0.01], "value_vnd": [9_000_000_000, 5_000_000_000, 800_000_000],
        "is_online": False, "turns_verdict": [False, True, False],
    }
)  # fmt: skip


def draw(table: pd.DataFrame = TABLE, **more: object) -> Chart:
    options = {
        "language": "vi", "leg": "value", "start_share": 0.13, "min_pct": 25, "agency_name": "Sở Y tế",
        "is_year_over": True,
    } | more  # fmt: skip
    return decisive_waterfall(table, **options)  # type: ignore[arg-type]


def test_steps_lead_from_the_share_to_date_on() -> None:
    chart = draw()
    assert bars(chart) == [0.08, 0.05, 0.01]
    assert names(chart) == [
        "Tỷ lệ đến nay", "P1 Xây trường", "P2 Mua máy", "P3 Sửa đường", "Sau các gói thầu trên",
    ]  # fmt: skip
    assert [round(float(line.get_xdata()[0]), 6) for line in lines(chart, "level")] == [0.13, 0.27]
    assert words(chart, "column 0") == ["13,0%", "+8,0", "+5,0", "+1,0", "27,0%"]
    assert words(chart, "column 1")[1] == "9,0 tỷ đồng"


def test_the_quota_is_a_line_with_its_percent() -> None:
    chart = draw()
    assert float(lines(chart, "quota")[0].get_xdata()[0]) == 0.25
    assert words(chart, "quota label") == ["tối thiểu 25%"]
    low, high = axes_of(chart).get_xlim()
    assert low <= 0.13
    assert high >= 0.27


def test_the_package_that_turns_the_verdict_has_a_sign_and_is_named() -> None:
    chart = draw()
    assert words(chart, "column 2") == ["", "", "◆", "", ""]
    assert "Gói thầu làm đổi kết quả: P2." in chart.alt
    assert "◆: từ gói này kết quả chung của cả hai tỷ lệ thay đổi." in chart.caption
    none = draw(TABLE.assign(turns_verdict=False))
    assert "◆" not in "".join(words(none, "column 2")) + none.caption


def test_during_the_year_what_a_package_turns_is_the_result_to_date() -> None:
    chart = draw(is_year_over=False)
    assert "Gói thầu làm đổi kết quả tính đến hết quý: P2." in chart.alt
    assert "trước hết năm, kết quả là tính đến hết quý" in chart.caption
    assert "hết quý" not in draw().alt + draw().caption
    assert "hết quý" not in draw(is_year_over=False, min_pct=None).caption
    english = draw(is_year_over=False, language="en")
    assert "turn the result to date: P2." in english.alt


def test_a_share_that_falls_has_its_own_colour_and_words() -> None:
    chart = draw(TABLE.assign(effect_share=[-0.08, 0.05, 0.01]), start_share=0.3)
    assert legend(chart) == ["làm tăng tỷ lệ", "làm giảm tỷ lệ"]
    assert words(chart, "column 0")[1] == "−8,0"


def test_the_way_a_package_goes_is_a_column_only_where_they_differ() -> None:
    assert "đều: không qua mạng." in draw().caption
    mixed = draw(TABLE.assign(is_online=[True, False, False]))
    assert words(mixed, "column 2") == ["", "qua mạng", "không qua mạng", "không qua mạng", ""]
    assert "đều:" not in mixed.caption


def test_the_last_packages_are_summed() -> None:
    chart = draw(most_rows=1)
    assert bars(chart) == [0.08, 0.06]
    assert "2 gói thầu khác" in names(chart)
    assert words(chart, "column 2") == ["", "", "◆", ""]
    assert "Gộp 2 gói thầu" in chart.caption


def test_without_a_quota_there_is_no_line() -> None:
    chart = draw(min_pct=None)
    assert lines(chart, "quota") == []
    assert "Không vẽ tỷ lệ tối thiểu theo giá trị" in chart.caption


def test_without_packages_or_share_there_is_a_sentence() -> None:
    assert "không có gói thầu nào làm thay đổi" in draw(TABLE.head(0)).caption
    assert "chưa có gói thầu thuộc diện" in draw(start_share=None).caption
    assert words(draw(start_share=float("nan")), "empty")
