from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import QuadMesh

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.quota_heatmap import page_count, quota_heatmap

from .drawn import axes_of, names, words
from .frames import quota

FIRST = quota({"SNV": (9, 10, 9, 10), "STP": (3, 10, 8, 10), "STC": (0, 0, 0, 0)}).assign(quarter=1)
SECOND = quota({"SNV": (5, 10, 9, 10), "STP": (8, 10, 8, 10), "STC": (1, 10, 1, 10)}).assign(quarter=2)


TABLE = pd.concat([FIRST, SECOND], ignore_index=True)


def cells(chart: Chart) -> list[list[float]]:
    mesh = next(shape for shape in axes_of(chart).collections if isinstance(shape, QuadMesh))
    shades = mesh.get_array()
    assert shades is not None
    return np.round(np.ma.filled(shades, -1), 6).tolist()


def said(chart: Chart, result: str) -> list[str]:
    return words(chart, f"cell {result}")


def test_who_misses_the_quota_in_the_last_quarter_stands_first() -> None:
    chart = quota_heatmap(TABLE, language="vi")
    assert names(chart) == ["Sở Tài chính", "Sở Nội vụ", "Sở Tư pháp"]
    assert cells(chart) == [[-1, 0.1], [0.9, 0.5], [0.3, 0.8]]
    heads = [tick.get_text() for tick in axes_of(chart).get_xticklabels()]
    assert heads == ["Quý I/2020", "Quý II/2020"]


def test_the_result_is_a_sign_beside_the_share() -> None:
    chart = quota_heatmap(TABLE, language="vi")
    assert said(chart, "passed") == ["✓ 90,0%", "✓ 80,0%"]
    assert said(chart, "failed") == ["✗ 10,0%", "✗ 50,0%", "✗ 30,0%"]
    assert said(chart, "nothing_eligible") == ["–"]
    assert words(chart, "key") == [
        "✓ đạt tính đến hết quý     ✗ chưa đạt tính đến hết quý     – không có gói thuộc diện tính"
    ]


LAST = pd.concat([TABLE, SECOND.assign(quarter=4)], ignore_index=True)


def test_only_the_last_quarter_is_final() -> None:
    chart = quota_heatmap(LAST, language="vi", focus="STP")
    assert words(chart, "key")[0].startswith("✓ đạt (quý I–III: tính đến hết quý)")
    assert "✗ không đạt (quý I–III: chưa đạt tính đến hết quý)" in words(chart, "key")[0]
    assert "Số ô của quý IV đạt: 1; không đạt: 2;" in chart.alt
    assert "Không đạt ở Quý IV/2020: Sở Tài chính và Sở Nội vụ." in chart.alt
    assert chart.alt.endswith("Sở Tư pháp, Quý IV/2020: 80,0%, đạt.")
    english = quota_heatmap(LAST, language="en", focus="STP")
    assert words(english, "key")[0].startswith("✓ met (quarters I–III: to date)     ✗ not met (quarters")
    assert "80.0%, met to date. Sở Tư pháp, Q4 2020: 80.0%, met." in english.alt


def test_quarters_of_a_running_year_are_not_said_to_be_final() -> None:
    assert "quý IV" not in quota_heatmap(TABLE, language="vi").alt
    chart = quota_heatmap(LAST[LAST["quarter"] == 4], language="vi")
    assert words(chart, "key") == ["✓ đạt     ✗ không đạt"]
    assert "I–III" not in chart.alt


def test_the_rule_that_judges_a_quarter_is_said() -> None:
    assert "vào ngày cuối của chính quý đó" in quota_heatmap(TABLE, language="vi").caption
    assert "in force on that quarter's last day" in quota_heatmap(TABLE, language="en").caption


def test_without_a_quota_nothing_is_said_of_a_minimum() -> None:
    caption = quota_heatmap(TABLE.assign(quota_result="no_quota"), language="vi").caption
    assert "Tỷ lệ tối thiểu" not in caption
    assert "Dấu là" not in caption
    assert "Tỷ lệ tối thiểu tính cho cả năm" in quota_heatmap(TABLE, language="vi").caption


def test_what_is_not_known_is_white_and_said() -> None:
    chart = quota_heatmap(TABLE, language="vi")
    assert "Ô trắng" in chart.caption
    assert "Ô trắng" not in quota_heatmap(TABLE[TABLE["agency_code"] != "STC"], language="vi").caption


def test_who_has_nothing_to_show_in_any_quarter_is_counted_and_not_drawn() -> None:
    blank = quota({"SYT": (0, 0, 0, 0), "SXD": (0, 0, 0, 0)}).assign(quarter=1)
    table = pd.concat([TABLE, blank], ignore_index=True)
    chart = quota_heatmap(table, language="vi")
    assert names(chart) == ["Sở Tài chính", "Sở Nội vụ", "Sở Tư pháp"]
    assert "Không vẽ 2 cơ quan không có gói thầu thuộc diện tính" in chart.caption
    assert "cơ quan không có gói thầu" not in quota_heatmap(TABLE, language="vi").caption
    unrated = quota_heatmap(table.assign(quota_result="no_quota"), language="vi", focus="SYT")
    assert names(unrated)[-1] == "Sở Y tế"
    assert len(names(unrated)) == 4
    assert page_count(table, 3) == 1
    assert page_count(table, 3, "SYT") == 2
    held = quota_heatmap(table.assign(quota_result="not_concluded"), language="vi")
    assert len(names(held)) == 5


def test_rows_left_out_are_no_white_cells() -> None:
    many = quota({f"W{number}": (5, 10, 5, 10) for number in range(100)}).assign(quarter=1)
    chart = quota_heatmap(many, language="vi", most_rows=10)
    assert "Ô trắng" not in chart.caption
    assert "Không vẽ 90 dòng" in chart.caption


def test_the_value_may_be_shaded_instead() -> None:
    assert cells(quota_heatmap(TABLE, language="vi", measure="value"))[1] == [0.9, 0.9]


def test_an_open_verdict_and_no_quota_have_their_own_sign() -> None:
    table = TABLE.assign(quota_result="not_concluded")
    assert said(quota_heatmap(table, language="en"), "not_concluded")[0] == "?"
    none = TABLE.assign(quota_result="no_quota")
    assert said(quota_heatmap(none, language="en"), "no_quota")[-1] == "80.0%"


def test_narrow_cells_keep_the_sign() -> None:
    years = pd.concat([TABLE.assign(year=year) for year in range(2010, 2021)])
    assert set(said(quota_heatmap(years, language="vi"), "passed")) == {"✓"}


def test_one_short_figure_does_not_stand_among_signs() -> None:
    years = pd.concat([TABLE.assign(year=year) for year in range(2015, 2021)])
    short = years.assign(count_share=years["count_share"].mask(years["year"].eq(2018), 0.01))
    chart = quota_heatmap(short, language="vi")
    assert {word for result in ("passed", "failed") for word in said(chart, result)} == {"✓", "✗"}


def test_pages_hold_every_agency_once() -> None:
    many = quota({f"W{number}": (5, 10, 5, 10) for number in range(25)}).assign(quarter=1)
    assert page_count(many, 10) == 3
    pages = [quota_heatmap(many, language="vi", most_rows=10, page=page) for page in (1, 2, 3)]
    shown = [name for chart in pages for name in names(chart)]
    assert sorted(shown) == sorted(many["agency_name"])
    assert "Trang 3 trên 3." in pages[2].caption
    with pytest.raises(ValueError, match="no page 4"):
        quota_heatmap(many, language="vi", most_rows=10, page=4)


def test_one_agency_has_one_row_a_quarter() -> None:
    with pytest.raises(ValueError, match="two rows"):
        quota_heatmap(pd.concat([TABLE, TABLE]), language="vi")


def test_the_alt_text_tells_the_focus_quarter_by_quarter() -> None:
    alt = quota_heatmap(TABLE, language="vi", focus="STP").alt
    assert "Số ô của các quý I–III đạt tính đến hết quý: 2; chưa đạt: 3" in alt
    assert "Sở Tư pháp, Quý I/2020: 30,0%, chưa đạt tính đến hết quý." in alt
    assert "Sở Tư pháp, Quý II/2020: 80,0%, đạt tính đến hết quý." in alt
    assert "Chưa đạt tính đến hết Quý II/2020: Sở Tài chính và Sở Nội vụ." in alt


def test_without_shares_there_is_a_sentence() -> None:
    assert words(quota_heatmap(TABLE.head(0), language="vi"), "empty")
    assert words(quota_heatmap(TABLE[TABLE["count_share"].isna()], language="vi"), "empty")
    assert page_count(TABLE.head(0)) == 1
