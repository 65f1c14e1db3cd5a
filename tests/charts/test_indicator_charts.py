"""Charts of indicators: what is drawn, what is said, and that nothing is cut off in any state."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import PathCollection
from matplotlib.text import Text

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.indicator_bidders import indicator_bidders
from cchc_analysis.charts.indicator_strips import indicator_strips
from cchc_analysis.charts.indicator_values import printed_value
from cchc_analysis.charts.style import house_style
from tests.charts.drawn import words
from tests.charts.indicator_states import INDICATOR_DRAWINGS, INDICATOR_STATES, THEMES, State, indicators, strips
from tests.charts.test_states import outside, touching

NAMES = {"single_bid_rate": "Một nhà thầu", "tender_days": "Số ngày"}


def row(code: str, value: float, *, name: str = "single_bid_rate", flagged: bool = False) -> dict[str, object]:
    unit = "share" if name == "single_bid_rate" else "days"
    return {
        "agency_code": code, "agency_name": f"Sở {code}", "indicator": name, "value": value, "unit": unit,
        "status": "too_few" if np.isnan(value) else "computed", "flagged": flagged,
    }  # fmt: skip


def chart(*rows: dict[str, object], focus: str | None = None, fence_tenths: int = 15) -> Chart:
    table = pd.DataFrame(rows).astype({"flagged": "boolean"})
    return indicator_strips(
        table, NAMES, name="x", title="Chỉ báo", language="vi", fence_tenths=fence_tenths, focus=focus
    )


def dots(drawn: Chart, gid: str) -> int:
    found = drawn.figure.findobj(lambda artist: isinstance(artist, PathCollection) and artist.get_gid() == gid)
    return sum(len(one.get_offsets()) for one in found)


@pytest.mark.parametrize("state", INDICATOR_STATES, ids=lambda state: state.name)
@pytest.mark.parametrize("name", INDICATOR_DRAWINGS)
def test_every_word_lies_on_the_page_and_no_label_on_another(name: str, state: State) -> None:
    drawn = INDICATOR_DRAWINGS[name](state)
    drawn.figure.set_dpi(150)
    with house_style():
        drawn.figure.draw_without_rendering()
        assert outside(drawn) == []
        assert [pair for axes in drawn.figure.axes for pair in touching(axes)] == []
    assert drawn.alt
    assert drawn.caption


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_has_a_chart(theme: str) -> None:
    drawn = strips(INDICATOR_STATES[1], theme)
    assert len(drawn.figure.axes) == 1 + indicators(INDICATOR_STATES[1], theme)["indicator"].nunique()


def test_every_agency_with_a_value_is_a_dot_and_the_far_ones_are_marked() -> None:
    drawn = chart(row("A", 0.1), row("B", 0.2, flagged=True), row("C", float("nan")), row("ALL", 0.15), focus="A")
    assert (dots(drawn, "agency"), dots(drawn, "flagged"), dots(drawn, "focus")) == (0, 1, 1)
    assert "Cần xem xét: Sở B" in drawn.alt
    assert "Sở A: 10,0%" in drawn.alt
    assert "15,0%" in drawn.alt


def test_a_mark_is_said_to_be_no_finding() -> None:
    drawn = chart(row("A", 0.1), row("ALL", 0.1))
    assert "dấu hiệu cần xem xét, không phải kết luận vi phạm" in drawn.caption


@pytest.mark.parametrize(("tenths", "said"), [(15, "1,5 lần"), (30, "3,0 lần")])
def test_the_caption_says_how_far_the_fence_reaches(tenths: int, said: str) -> None:
    assert said in chart(row("A", 0.1, flagged=True), row("ALL", 0.1), fence_tenths=tenths).caption


def test_an_indicator_that_nobody_has_is_named_and_an_absent_agency_too() -> None:
    drawn = chart(row("A", 0.1), row("B", float("nan"), name="tender_days"), row("ALL", 0.1), focus="Z")
    assert "Số ngày" in drawn.caption
    assert "Z" in drawn.caption
    assert len(drawn.figure.axes) == 2


def test_no_value_at_all_gives_a_sentence() -> None:
    drawn = chart(row("A", float("nan")), row("ALL", float("nan")))
    assert words(drawn, "empty")
    assert "thiếu trường thông tin" in drawn.caption


def test_equal_values_have_a_scale_that_starts_at_nothing() -> None:
    drawn = chart(row("A", 0.5), row("B", 0.5), row("ALL", 0.5))
    low, high = drawn.figure.axes[1].get_xlim()
    assert low < 0
    assert 0.6 < high < 0.7


def test_the_column_on_the_right_is_the_whole_or_the_agency() -> None:
    rows = (row("A", 0.1), row("B", 0.3), row("ALL", 0.2))
    assert "20,0%" in [text.get_text() for text in chart(*rows).figure.findobj(Text)]
    assert "10,0%" in words(chart(*rows, focus="A"), "column 0")


@pytest.mark.parametrize(
    ("value", "unit", "wanted"),
    [
        (0.75, "share", "75,0%"), (12.46, "days", "12,5 ngày"), (1.459, "bidders", "1,46"),
        (5200.4, "index", "5.200"), (None, "share", "–"),
    ],
)  # fmt: skip
def test_a_value_is_printed_with_its_unit(value: float | None, unit: str, wanted: str) -> None:
    assert printed_value(value, unit, "vi") == wanted


def test_bidders_are_shares_of_the_packages_whose_number_is_known() -> None:
    table = pd.DataFrame(
        {
            "agency_code": ["A", "A", "B", "B", "A"],
            "bidder_count": pd.array([1, 2, 1, 7, None], dtype="Int64"),
            "package_count": [3, 1, 3, 1, 5],
        }
    )
    drawn = indicator_bidders(table, title="x", language="vi", focus="A", focus_name="Sở A")
    assert words(drawn, "column 0") == ["75,0%", "12,5%", "0,0%", "0,0%", "0,0%", "12,5%"]
    assert words(drawn, "column 1") == ["75,0%", "25,0%", "0,0%", "0,0%", "0,0%", "0,0%"]
    assert "8 gói thầu" in drawn.caption
    assert "5 gói thầu chưa biết" in drawn.caption
    assert "Sở A: 75,0% có một nhà thầu" in drawn.alt


def test_a_tick_stands_at_the_percent_it_says_and_a_dot_at_nothing_beside_the_names() -> None:
    table = pd.DataFrame(
        {
            "agency_code": ["A"] * 3, "bidder_count": pd.array([1, 2, 4], dtype="Int64"),
            "package_count": [205, 795, 1],
        }
    )  # fmt: skip
    axes = indicator_bidders(table, title="x", language="en", focus="A", focus_name="Sở A").figure.axes[0]
    said = [float(tick.get_text().removesuffix("%")) / 100 for tick in axes.get_xticklabels()]
    assert said == pytest.approx(axes.get_xticks())
    assert axes.get_xlim()[0] < 0
    assert indicator_bidders(table, title="x", language="en").figure.axes[0].get_xlim()[0] == 0


def test_no_known_number_of_bidders_gives_a_sentence() -> None:
    table = pd.DataFrame(
        {"agency_code": ["A"], "bidder_count": pd.array([None], dtype="Int64"), "package_count": [4]}
    )
    assert "4" in indicator_bidders(table, title="x", language="vi").caption


def test_the_diamond_is_explained_where_one_is_drawn() -> None:
    plain = [row(code, value) for code, value in (("A", 0.1), ("B", 0.2))]
    assert "hình thoi" not in chart(*plain).caption
    assert "hình thoi" in chart(*plain, row("C", 0.9, flagged=True)).caption


def test_of_packages_that_are_all_known_none_is_said_to_be_left_out() -> None:
    known = pd.DataFrame({"agency_code": ["A", "A"], "bidder_count": [1, 3], "package_count": [3, 1]})
    drawn = indicator_bidders(known, title="Số nhà thầu", language="vi")
    for said in (drawn.caption, drawn.alt):
        assert "4 gói thầu" in said
        assert "chưa biết" not in said
    some = pd.concat([known, pd.DataFrame({"agency_code": ["A"], "bidder_count": [None], "package_count": [2]})])
    assert "2 gói thầu chưa biết" in indicator_bidders(some, title="Số nhà thầu", language="vi").caption
