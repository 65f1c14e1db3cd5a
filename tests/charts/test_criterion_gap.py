from __future__ import annotations

import pandas as pd
import pytest

from cchc_analysis.charts.criterion_gap import criterion_gap
from cchc_analysis.texts import LANGUAGES, Language

from .drawn import axes_of, is_inside_page, legend, lines, names, words
from .frames import NAN
from .result_frames import LONG, criterion_gaps

TABLE = criterion_gaps(
    {
        ("SNV", "1.1"): (2.0, 1.5, 2.0),
        ("SNV", "1.2"): (1.0, 1.5, 1.0),
        ("SNV", "2.1"): (3.0, 3.0, 4.0),
        ("SNV", "2.2.1"): (NAN, 1.0, 2.0),
        ("SNV", "9"): (4.0, 3.6, 8.0),
    }
)


def test_the_widest_share_of_the_maximum_is_on_top() -> None:
    chart = criterion_gap(TABLE, language="vi")
    assert [name.split()[0] for name in names(chart)] == ["1.2", "1.1", "9"]
    assert [float(line.get_xdata()[0]) for line in lines(chart, "self")] == pytest.approx([100, 100, 50])
    assert [float(line.get_xdata()[0]) for line in lines(chart, "appraised")] == pytest.approx([150, 75, 45])
    assert words(chart, "column 0") == ["−0,50", "+0,50", "+0,40"]
    assert words(chart, "column 1") == ["1,00", "2,00", "8,00"]


def test_equal_and_missing_scores_are_counted() -> None:
    chart = criterion_gap(TABLE, language="vi")
    assert "Không vẽ 1 tiêu chí có hai điểm bằng nhau." in chart.caption
    assert "Không vẽ 1 tiêu chí thiếu một trong hai điểm." in chart.caption
    assert chart.title == "Sở Nội vụ: tự chấm cao hơn thẩm định ở 2 trên 4 tiêu chí, thấp hơn ở 1"
    assert legend(chart) == ["Thẩm định", "Tự chấm, cao hơn", "Tự chấm, thấp hơn"]


def test_over_and_under_scoring_have_their_colours() -> None:
    under, over, _ = (line.get_color() for line in lines(criterion_gap(TABLE, language="vi"), "self"))
    assert under != over


def test_without_maxima_the_axis_shows_points() -> None:
    chart = criterion_gap(TABLE.assign(max_points=NAN), language="vi")
    assert axes_of(chart).get_xlabel() == "Điểm"
    assert [float(line.get_xdata()[0]) for line in lines(chart, "self")] == [2.0, 1.0, 4.0]
    assert words(chart, "column 1") == []


def test_of_many_criteria_the_widest_are_drawn() -> None:
    table = criterion_gaps({("SNV", f"1.{place}"): (place / 50, 0.0, 2.0) for place in range(1, 61)})
    chart = criterion_gap(table, language="vi", most_rows=12)
    assert len(names(chart)) == 12
    assert "Không vẽ 48 tiêu chí chênh lệch ít hơn" in chart.caption


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_nothing_to_draw_there_is_a_sentence(language: Language) -> None:
    for table in (TABLE.head(0), TABLE.assign(self_score=NAN), TABLE.assign(gap=0.0)):
        assert words(criterion_gap(table, language=language), "empty")


def test_years_are_not_mixed_and_one_agency_is_named() -> None:
    with pytest.raises(ValueError, match="2019"):
        criterion_gap(pd.concat([TABLE, TABLE.assign(year=2019)]), language="vi")
    both = pd.concat([TABLE, criterion_gaps({("STP", "1.1"): (1, 2, 2)})])
    with pytest.raises(ValueError, match="focus"):
        criterion_gap(both, language="vi")
    assert criterion_gap(both, language="vi", focus="STP").title.startswith("Sở Tư pháp")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_holds_long_names(language: Language) -> None:
    table = TABLE.assign(criterion_name=LONG, agency_name=LONG)
    assert is_inside_page(criterion_gap(table, language=language, is_synthetic=True))
