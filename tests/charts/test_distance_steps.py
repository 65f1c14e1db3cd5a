from __future__ import annotations

import pandas as pd
import pytest

from cchc_analysis.charts.distance_steps import distance_steps
from cchc_analysis.texts import LANGUAGES, Language

from .drawn import bars, is_inside_page, legend, lines, names, words
from .frames import NAN
from .result_frames import LONG, distances

TABLE = distances({"1.1": 1.5, "1.2": -0.5, "2.1": 4.0, "2.2.1": 0.0})


def test_the_steps_lead_from_the_agency_to_the_target() -> None:
    chart = distance_steps(TABLE, language="vi")
    levels = [float(line.get_xdata()[0]) for line in lines(chart, "level")]
    assert levels == [85.0, 90.0]
    assert bars(chart) == [4.0, 1.5, -0.5]
    assert names(chart)[0] == "Sở Nội vụ"
    assert names(chart)[-1] == "Đơn vị dẫn đầu nhóm"
    assert legend(chart) == ["Kém hơn", "Hơn"]


def test_title_and_caption_count_the_distance_and_what_is_equal() -> None:
    chart = distance_steps(TABLE, language="vi")
    assert chart.title == "Sở Nội vụ còn kém đơn vị dẫn đầu nhóm 5,00 điểm"
    assert "Không vẽ 1 tiêu chí ngang bằng." in chart.caption
    assert "kém ở 2 tiêu chí, hơn ở 1 tiêu chí" in chart.alt


def test_an_agency_above_the_target_is_told_so() -> None:
    chart = distance_steps(distances({"1.1": -2.0}, target="median"), language="vi", target="median")
    assert chart.title == "Sở Nội vụ cao hơn trung vị của nhóm 2,00 điểm"
    assert legend(chart) == ["Hơn"]


def test_the_target_has_its_name_where_the_table_gives_one() -> None:
    named = TABLE.assign(target_name="Sở Y tế", is_applicable=[True, False, True, True])
    chart = distance_steps(named, language="vi")
    assert names(chart)[-1] == "Đơn vị dẫn đầu nhóm (Sở Y tế)"
    assert "Trong đó 1 tiêu chí không áp dụng với Sở Nội vụ." in chart.caption


def test_of_many_criteria_the_widest_are_drawn_and_the_sum_is_kept() -> None:
    gaps = {f"1.{place}": place / 10 * (-1 if place % 5 == 0 else 1) for place in range(1, 31)}
    chart = distance_steps(distances(gaps), language="vi", most_rows=8)
    assert sum(bars(chart)) == pytest.approx(sum(gaps.values()))
    assert "22 tiêu chí khác" in names(chart)
    assert "Gộp 22 tiêu chí" in chart.caption


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_distance_there_is_a_sentence(language: Language) -> None:
    for table in (TABLE.head(0), TABLE.assign(gap_index=0.0), TABLE.assign(gap_index=NAN)):
        assert words(distance_steps(table, language=language), "empty")
    assert words(distance_steps(TABLE, language=language, target="next_class"), "empty")


def test_a_missing_gap_is_not_taken_for_none() -> None:
    chart = distance_steps(TABLE.assign(gap_index=[1.5, NAN, 4.0, 0.0]), language="vi")
    assert "Chưa đủ số liệu" in chart.caption


def test_years_are_not_mixed_and_one_agency_is_named() -> None:
    with pytest.raises(ValueError, match="2019"):
        distance_steps(pd.concat([TABLE, TABLE.assign(year=2019)]), language="vi")
    with pytest.raises(ValueError, match="focus"):
        distance_steps(pd.concat([TABLE, TABLE.assign(agency_code="STP")]), language="vi")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_holds_long_names(language: Language) -> None:
    table = TABLE.assign(criterion_name=LONG, agency_name=LONG, target_name=LONG)
    assert is_inside_page(distance_steps(table, language=language, is_synthetic=True))
