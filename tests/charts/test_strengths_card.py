from __future__ import annotations

import pandas as pd
import pytest

from cchc_analysis.charts.strengths_card import strengths_card
from cchc_analysis.texts import LANGUAGES, Language

from .drawn import axes_of, is_inside_page, legend, lines, names, words
from .frames import NAN
from .result_frames import LONG, strengths

TABLE = strengths(
    {
        "1.1": ("strength", 0.95, 0.8, 0.1, 2),
        "1.2": ("strength", 1.0, 0.8, 0.3, 1),
        "2.1": ("weakness", 0.4, 0.7, 0.2, 23),
    }
)


def test_strengths_come_first_the_farthest_from_the_mean_on_top() -> None:
    chart = strengths_card(TABLE, language="vi")
    assert [name.split()[0] for name in names(chart)] == ["Điểm", "1.2", "1.1", "Điểm", "2.1"]
    assert [float(line.get_xdata()[0]) for line in lines(chart, "own")] == [100, 95, 40]
    assert [float(line.get_xdata()[0]) for line in lines(chart, "mean")] == pytest.approx([80, 80, 70])


def test_the_spread_ends_where_shares_end() -> None:
    ends = [list(line.get_xdata()) for line in lines(strengths_card(TABLE, language="vi"), "spread")]
    assert ends == [pytest.approx([50, 100]), pytest.approx([70, 90]), pytest.approx([50, 90])]


def test_share_mean_and_rank_stand_beside_the_dots() -> None:
    chart = strengths_card(TABLE, language="vi")
    assert words(chart, "column 0") == ["", "100,0%", "95,0%", "", "40,0%"]
    assert words(chart, "column 2") == ["", "1/24", "2/24", "", "23/24"]
    assert chart.title == "Sở Nội vụ: 2 điểm mạnh, 1 điểm yếu so với nhóm"


def test_kinds_have_their_colours_and_words() -> None:
    chart = strengths_card(TABLE, language="vi")
    first, second, third = (line.get_color() for line in lines(chart, "own"))
    assert first == second != third
    assert legend(chart)[:2] == ["Điểm mạnh", "Điểm yếu"]
    assert legend(strengths_card(TABLE.tail(1), language="vi"))[0] == "Điểm yếu"


def test_the_rule_is_in_the_caption_also_when_nothing_was_found() -> None:
    assert "Theo quy tắc này." in strengths_card(TABLE, language="vi", rule="Theo quy tắc này.").caption
    empty = strengths_card(TABLE.head(0), language="vi", rule="Theo quy tắc này.")
    assert "Theo quy tắc này." in words(empty, "empty")[0].replace("\n", " ")


def test_without_maxima_points_are_drawn() -> None:
    table = TABLE.assign(
        share=NAN, group_mean_share=NAN, group_sd_share=NAN, score=[1.5, 2.0, 0.4],
        group_mean_score=[1.0, 1.0, 0.7], group_sd_score=[0.2, 0.3, 0.1],
    )  # fmt: skip
    chart = strengths_card(table, language="vi")
    assert [float(line.get_xdata()[0]) for line in lines(chart, "own")] == [2.0, 1.5, 0.4]
    assert axes_of(chart).get_xlabel() == "Điểm"
    assert "không nêu điểm tối đa" in chart.caption


def test_of_many_criteria_half_of_the_rows_are_for_each_kind() -> None:
    found = {f"1.{place}": ("strength", 0.5 + place / 100, 0.5, 0.1, 1) for place in range(1, 31)}
    chart = strengths_card(strengths(found), language="vi", most_rows=10)
    assert len(lines(chart, "own")) == 5
    assert "Không vẽ 25 tiêu chí ít nổi bật hơn" in chart.caption


def test_figures_that_are_missing_are_counted() -> None:
    chart = strengths_card(TABLE.assign(share=[0.95, NAN, 0.4]), language="vi")
    assert len(lines(chart, "own")) == 2
    assert "Không vẽ 1 tiêu chí thiếu số liệu." in chart.caption


def test_years_are_not_mixed_and_one_agency_is_named() -> None:
    with pytest.raises(ValueError, match="2019"):
        strengths_card(pd.concat([TABLE, TABLE.assign(year=2019)]), language="vi")
    with pytest.raises(ValueError, match="focus"):
        strengths_card(pd.concat([TABLE, TABLE.assign(agency_code="STP")]), language="vi")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_holds_long_names(language: Language) -> None:
    table = TABLE.assign(criterion_name=LONG, agency_name=LONG)
    assert is_inside_page(strengths_card(table, language=language, rule=LONG, is_synthetic=True))
    assert words(strengths_card(TABLE, language=language, focus="STP"), "empty")
