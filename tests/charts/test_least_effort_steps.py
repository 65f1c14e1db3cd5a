from __future__ import annotations

import pandas as pd

from cchc_analysis.charts.least_effort_steps import least_effort_steps

from .drawn import axes_of, is_inside_page, legend, names, words
from .frames import NAN


def steps(rows: dict[str, tuple[float, float, float]], *, survey: tuple[str, ...] = ()) -> pd.DataFrame:
    """Score, new score and maximum by criterion code."""
    table = pd.DataFrame(list(rows.values()), columns=["score", "new_score", "max_points"])
    table.insert(0, "criterion_code", list(rows))
    table.insert(1, "criterion_name", [f"Tiêu chí {code}" for code in rows])
    table["gain_points"] = (table["new_score"] - table["score"]).round(4)
    return table.assign(is_survey=table["criterion_code"].isin(survey))


TABLE = steps({"4.1": (3.0, 3.75, 4.0), "8.1": (5.0, 5.5, 6.5)}, survey=("8.1",))


def parts(chart: object, gid: str) -> list[tuple[float, float]]:
    """Start and length of the parts with a mark, from the top down."""
    found = [patch for patch in axes_of(chart).patches if patch.get_gid() == gid]  # type: ignore[arg-type]
    ordered = sorted(found, key=lambda patch: patch.get_y())
    return [(round(patch.get_x(), 6), round(patch.get_width(), 6)) for patch in ordered]


def test_each_bar_is_points_had_then_won_then_left() -> None:
    chart = least_effort_steps(TABLE, language="vi")
    assert names(chart) == ["4.1 Tiêu chí 4.1", "8.1 Tiêu chí 8.1"]
    assert parts(chart, "had") == [(0, 3.0), (0, 5.0)]
    assert parts(chart, "gain") == [(3.0, 0.75), (5.0, 0.5)]
    assert parts(chart, "room") == [(3.75, 0.25), (5.5, 1.0)]
    assert words(chart, "label") == ["3,00 → 3,75 (+0,75)", "5,00 → 5,50 (+0,50)"]
    assert legend(chart) == ["Điểm hiện có", "Điểm tăng thêm", "Còn lại đến điểm tối đa"]


def test_points_given_up_have_their_own_sign() -> None:
    chart = least_effort_steps(steps({"4.1": (3.0, 1.7, 4.0)}), language="en")
    assert parts(chart, "had") == [(0, 1.7)]
    assert parts(chart, "gain") == [(1.7, 1.3)]
    assert parts(chart, "room") == [(3.0, 1.0)]
    assert words(chart, "label") == ["3.00 → 1.70 (−1.30)"]
    assert legend(chart) == ["Points now", "Points given up", "Left to the maximum"]


def test_a_criterion_without_points_or_maximum_is_drawn() -> None:
    chart = least_effort_steps(steps({"1": (NAN, 2.0, 4.0), "2": (3.0, 3.5, NAN)}), language="vi")
    assert parts(chart, "gain") == [(0, 2.0), (3.0, 0.5)]
    assert parts(chart, "room") == [(2.0, 2.0), (3.5, 0)]
    assert words(chart, "label")[0] == "– → 2,00"


def test_survey_criteria_are_flagged_and_the_words_say_how_much() -> None:
    chart = least_effort_steps(TABLE, language="vi", is_synthetic=True)
    assert "Điểm của tiêu chí 8.1 do điều tra xã hội học quyết định" in chart.caption
    assert "2 tiêu chí thay đổi tổng cộng +1,25 điểm" in chart.alt
    assert "4.1 Tiêu chí 4.1 3,00 → 3,75 (+0,75)" in chart.alt
    assert words(chart, "synthetic")
    assert "điều tra" not in least_effort_steps(TABLE.head(1), language="vi").caption


def test_ticks_have_the_decimal_mark_of_the_language() -> None:
    chart = least_effort_steps(steps({"1": (0.2, 0.9, 1.5)}), language="vi")
    ticks = [label.get_text() for label in axes_of(chart).get_xticklabels()]
    assert ticks[0] == "0,0"
    assert all("." not in tick for tick in ticks)
    assert axes_of(chart).get_xlim() == (0, 1.5)


def test_without_steps_there_is_a_sentence() -> None:
    chart = least_effort_steps(TABLE.head(0), language="en")
    assert words(chart, "empty")
    assert chart.caption in chart.alt


def test_of_many_criteria_the_caption_says_how_many_are_hidden() -> None:
    table = steps({f"{code}": (1.0, 1.5, 2.0) for code in range(100)})
    chart = least_effort_steps(table, language="vi", most_rows=60)
    assert len(names(chart)) == 60
    assert "Không vẽ 40 tiêu chí còn lại" in chart.caption
    assert "100 tiêu chí" in chart.alt


def test_the_table_is_left_alone_and_the_page_holds_long_names() -> None:
    long = TABLE.assign(criterion_name="Tỷ lệ hồ sơ thủ tục hành chính được giải quyết " * 9)
    before = long.copy(deep=True)
    assert is_inside_page(least_effort_steps(long, language="vi", title="Tiêu đề rất dài " * 20))
    pd.testing.assert_frame_equal(long, before)
