from __future__ import annotations

from itertools import pairwise

import pandas as pd
import pytest

from cchc_analysis.charts.chart import Chart, figure_png
from cchc_analysis.charts.style import FOCUS, PALETTE
from cchc_analysis.charts.year_slopes import year_slopes
from cchc_analysis.texts import LANGUAGES, Language

from .drawn import axes_of, is_inside_page, legend, lines, words
from .frames import NAN
from .result_frames import LONG, index_change, rank_change

TABLE = index_change({"SNV": (80.0, 85.0), "STP": (90.0, 82.0), "STC": (70.0, 70.0)})


def slopes(chart: Chart) -> list[tuple[float, float]]:
    return [tuple(map(float, line.get_ydata())) for line in lines(chart, "slope")]  # type: ignore[misc]


def label_places(chart: Chart, gid: str) -> list[float]:
    figure_png(chart, dpi=72)
    texts = chart.figure.findobj(lambda artist: artist.get_gid() == gid)
    return sorted(text.get_window_extent().y0 for text in texts)


def test_each_line_runs_from_one_year_to_the_other() -> None:
    chart = year_slopes(TABLE, language="vi")
    assert slopes(chart) == [(80, 85), (90, 82), (70, 70)]
    assert [label.get_text() for label in axes_of(chart).get_xticklabels()] == ["2019", "2020"]
    assert words(chart, "name before") == ["Sở Nội vụ", "Sở Tư pháp", "Sở Tài chính"]
    assert words(chart, "figure after") == ["85,00", "82,00", "70,00"]


def test_rise_and_fall_have_their_colours_and_words() -> None:
    chart = year_slopes(TABLE, language="vi")
    assert [line.get_color() for line in lines(chart, "slope")][:2] == [FOCUS, PALETTE[3]]
    assert legend(chart) == ["Tăng", "Giảm", "Không đổi"]
    assert chart.title == "Từ năm 2019 đến năm 2020, 1 trên 3 cơ quan tăng chỉ số, 1 cơ quan giảm"


def test_the_focus_is_dark_and_on_top() -> None:
    chart = year_slopes(TABLE, language="vi", focus="STP")
    assert [line.get_color() == FOCUS for line in lines(chart, "slope")] == [False, False, True]
    assert not chart.figure.legends
    assert "Được làm nổi: Sở Tư pháp, từ 90,00 đến 82,00 (−8,00)." in chart.alt


def test_rank_one_is_on_top() -> None:
    table = rank_change({"SNV": (3, 1, 2, 0, 0, 0), "STP": (1, 2, -1, 0, 0, 0), "STC": (2, 3, -1, 0, 0, 0)})
    chart = year_slopes(table, language="vi", measure="rank")
    bottom, top = axes_of(chart).get_ylim()
    assert bottom > top
    assert words(chart, "figure after") == ["1", "2", "3"]
    assert "Lên nhiều nhất: Sở Nội vụ, từ hạng 3 đến hạng 1 (+2)." in chart.alt


def test_names_of_many_equal_agencies_do_not_cover_each_other() -> None:
    chart = year_slopes(
        index_change({f"W{place}": (80.0, 80.0 + place % 3) for place in range(24)}), language="vi"
    )
    for gid in ("name before", "name after"):
        places = label_places(chart, gid)
        assert len(places) == 24
        assert all(later - earlier > 11 for earlier, later in pairwise(places))
    assert is_inside_page(chart)


def test_of_many_agencies_those_that_moved_most_and_the_focus_are_drawn() -> None:
    table = index_change({f"W{place}": (50.0, 50.0 + place / 10) for place in range(400)}, group="ward")
    chart = year_slopes(table, language="vi", most_rows=10, focus="W5")
    assert sorted(after for _, after in slopes(chart)) == [50.5, *(50.0 + place / 10 for place in range(391, 400))]
    assert "Không vẽ 390 cơ quan thay đổi ít hơn" in chart.caption
    assert is_inside_page(chart)


def test_years_under_other_rules_are_noted_and_the_chained_index_is_drawn() -> None:
    chart = year_slopes(TABLE.assign(is_comparable=False), language="vi")
    assert slopes(chart)[0] == (81, 86)
    assert "tiêu chí chung" in words(chart, "note")[0]
    assert "tiêu chí chung" in chart.caption


def test_without_chained_figures_the_published_ones_stand_with_a_warning() -> None:
    table = TABLE.drop(columns=["chained_from", "chained_to", "is_comparable"])
    assert not words(year_slopes(table, language="vi"), "note")
    chart = year_slopes(table, language="vi", is_comparable=False)
    assert slopes(chart)[0] == (80, 85)
    assert "không so sánh trực tiếp được" in words(chart, "note")[0].replace("\n", " ")


def test_only_the_group_of_the_focus_is_drawn() -> None:
    both = pd.concat([TABLE, index_change({"Q1": (10.0, 20.0)}, group="district")])
    chart = year_slopes(both, language="vi", focus="SNV")
    assert len(slopes(chart)) == 3
    assert "cùng nhóm" in chart.caption
    ranks = pd.concat(
        [rank_change({"SNV": (1, 1, 0, 0, 0, 0)}), rank_change({"Q1": (1, 1, 0, 0, 0, 0)}, group="ward")]
    )
    with pytest.raises(ValueError, match="group"):
        year_slopes(ranks, language="vi", measure="rank")


def test_an_agency_without_one_year_is_counted() -> None:
    chart = year_slopes(TABLE.assign(index_from=[80.0, NAN, 70.0]), language="vi")
    assert len(slopes(chart)) == 2
    assert "Không vẽ 1 cơ quan thiếu số liệu" in chart.caption


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_nothing_to_draw_there_is_a_sentence_and_years_are_not_mixed(language: Language) -> None:
    for table in (TABLE.head(0), TABLE.assign(index_to=NAN)):
        assert words(year_slopes(table, language=language), "empty")
    with pytest.raises(ValueError, match="2018"):
        year_slopes(pd.concat([TABLE, TABLE.assign(year_from=2018)]), language=language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_holds_long_names_and_one_agency(language: Language) -> None:
    table = TABLE.assign(agency_name=LONG, is_comparable=False)
    assert is_inside_page(year_slopes(table, language=language, focus="STP", is_synthetic=True))
    assert is_inside_page(year_slopes(TABLE.tail(1), language=language))


def test_the_table_is_left_alone() -> None:
    before = TABLE.copy(deep=True)
    year_slopes(TABLE, language="vi", focus="SNV")
    pd.testing.assert_frame_equal(TABLE, before)
