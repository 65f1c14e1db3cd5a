from __future__ import annotations

import pandas as pd
import pytest

from cchc_analysis.charts.chart import figure_png
from cchc_analysis.charts.points_lost_pareto import points_lost_pareto
from cchc_analysis.charts.style import FOCUS
from cchc_analysis.texts import LANGUAGES, Language

from .drawn import axes_of, bars, is_inside_page, names, words
from .frames import NAN
from .result_frames import LONG, lost

TABLE = lost({"1.1": (8, 10), "1.2": (15, 20), "2.1": (10, 10), "2.2.1": (55, 60)})


def test_criteria_stand_by_points_lost_and_those_without_loss_are_counted() -> None:
    chart = points_lost_pareto(TABLE, language="vi")
    assert bars(chart) == [5, 5, 2]
    assert names(chart)[0] == "1.2 Kiểm tra công tác cải cách hành chính"
    assert "Không vẽ 1 tiêu chí không mất điểm." in chart.caption


def test_points_loss_and_running_share_stand_beside_the_bars() -> None:
    chart = points_lost_pareto(TABLE, language="vi")
    assert words(chart, "column 0") == ["15,00 / 20,00", "55,00 / 60,00", "8,00 / 10,00"]
    assert words(chart, "column 1") == ["5,00", "5,00", "2,00"]
    assert words(chart, "column 2") == ["41,7%", "83,3%", "100,0%"]


def test_the_criteria_that_hold_most_of_the_loss_are_dark() -> None:
    chart = points_lost_pareto(TABLE, language="vi")
    dark = [patch.get_facecolor() for patch in axes_of(chart).patches]
    assert dark[0] == dark[1] != dark[2]
    assert chart.title == "Sở Nội vụ: 2 trên 3 tiêu chí chiếm 83% số điểm mất"
    assert FOCUS == "#12436D"


def test_exactly_four_fifths_are_enough() -> None:
    chart = points_lost_pareto(lost({"1.1": (96, 100), "1.2": (96, 100), "2.1": (98, 100)}), language="vi")
    assert chart.title.startswith("Sở Nội vụ: 2 trên 3 tiêu chí chiếm 80%")


def test_of_many_criteria_the_least_are_one_row_and_nothing_is_lost() -> None:
    table = lost({f"1.{place}": (100 - place, 100) for place in range(1, 41)})
    chart = points_lost_pareto(table, language="vi", most_rows=10)
    assert names(chart)[-1] == "30 tiêu chí khác"
    assert sum(bars(chart)) == pytest.approx(table["lost_index"].sum())
    assert "Gộp 30 tiêu chí" in chart.caption


def test_a_group_table_is_drawn_without_points() -> None:
    group = TABLE.drop(columns=["agency_code", "agency_name", "score", "max_points"])
    chart = points_lost_pareto(group, language="vi")
    assert chart.title.startswith("Sở, ban, ngành: 2 trên 3")
    assert words(chart, "column 0") == ["5,00", "5,00", "2,00"]
    assert "bình quân" in chart.caption
    with pytest.raises(ValueError, match="ward"):
        points_lost_pareto(pd.concat([group, group.assign(group="ward")]), language="vi")


def test_a_missing_score_is_counted_and_not_drawn_as_nothing() -> None:
    table = TABLE.assign(lost_index=[NAN, 5.0, 0.0, 5.0])
    chart = points_lost_pareto(table, language="vi")
    assert bars(chart) == [5, 5]
    assert "ở 1 tiêu chí vì thiếu điểm" in chart.caption


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_nothing_to_draw_there_is_a_sentence(language: Language) -> None:
    whole = lost({"1.1": (10, 10)})
    for table in (TABLE.head(0), TABLE.assign(lost_index=NAN), whole):
        assert words(points_lost_pareto(table, language=language), "empty")
    assert "STP" in points_lost_pareto(TABLE, language=language, focus="STP").caption


def test_years_are_not_mixed_and_one_agency_is_named() -> None:
    with pytest.raises(ValueError, match="2019"):
        points_lost_pareto(pd.concat([TABLE, TABLE.assign(year=2019)]), language="vi")
    both = pd.concat([TABLE, lost({"1.1": (1, 2)}, code="STP")])
    with pytest.raises(ValueError, match="focus"):
        points_lost_pareto(both, language="vi")
    assert points_lost_pareto(both, language="vi", focus="STP").title.startswith("Sở Tư pháp")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_holds_long_names(language: Language) -> None:
    assert is_inside_page(points_lost_pareto(TABLE.assign(criterion_name=LONG), language=language))


def test_the_same_table_gives_the_same_bytes_and_is_left_alone() -> None:
    before = TABLE.copy(deep=True)
    draws = [figure_png(points_lost_pareto(TABLE, language="vi", is_synthetic=True)) for _ in range(2)]
    assert draws[0] == draws[1]
    pd.testing.assert_frame_equal(TABLE, before)
