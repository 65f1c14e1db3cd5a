from __future__ import annotations

import pandas as pd
import pytest

from cchc_analysis.charts.gap_by_criterion import gap_by_criterion
from cchc_analysis.texts import LANGUAGES, Language

from .drawn import is_inside_page, legend, lines, names, words
from .frames import NAN
from .result_frames import LONG, criterion_gaps

TABLE = criterion_gaps(
    {
        ("SNV", "1.1"): (1.5, 1.0, 2),
        ("STP", "1.1"): (1.0, 1.0, 2),
        ("STC", "1.1"): (0.5, 1.0, 2),
        ("SNV", "1.2"): (1.2, 1.0, 2),
        ("STP", "1.2"): (2.0, 1.0, 2),
        ("STC", "1.2"): (NAN, 1.0, 2),
        ("SNV", "2.1"): (1.0, 1.0, 2),
        ("STP", "2.1"): (1.0, 1.0, 2),
        ("STC", "2.1"): (1.0, 1.0, 2),
    }
)


def test_criteria_stand_by_their_median_gap_with_their_spread() -> None:
    chart = gap_by_criterion(TABLE, language="vi")
    assert [name.split()[0] for name in names(chart)] == ["1.2", "1.1"]
    assert [float(line.get_xdata()[0]) for line in lines(chart, "median")] == pytest.approx([0.6, 0.0])
    ends = [[float(end) for end in line.get_xdata()] for line in lines(chart, "range")]
    assert ends == [pytest.approx([0.2, 1.0]), pytest.approx([-0.5, 0.5])]
    middles = [[float(end) for end in line.get_xdata()] for line in lines(chart, "middle half")]
    assert middles == [pytest.approx([0.4, 0.8]), pytest.approx([-0.25, 0.25])]


def test_how_many_are_higher_and_who_most_stand_beside() -> None:
    chart = gap_by_criterion(TABLE, language="vi")
    assert words(chart, "column 0") == ["2/2", "1/3"]
    assert [word.replace("\n", " ") for word in words(chart, "column 1")] == [
        "+1,00 Sở Tư pháp",
        "+0,50 Sở Nội vụ",
    ]
    assert "1.2 Kiểm tra công tác cải cách hành chính, trung vị +0,60, 2 trên 2 cơ quan" in chart.alt


def test_the_title_counts_criteria_where_more_than_half_are_higher() -> None:
    assert gap_by_criterion(TABLE, language="vi").title.startswith("Ở 1 trên 3 tiêu chí, quá nửa")
    half = criterion_gaps({("SNV", "1.1"): (1.2, 1.0, 2), ("STP", "1.1"): (1.0, 1.0, 2)})
    assert gap_by_criterion(half, language="vi").title.startswith("Ở 0 trên 1")


def test_the_focus_has_its_own_mark() -> None:
    chart = gap_by_criterion(TABLE, language="vi", focus="STC")
    assert [float(line.get_xdata()[0]) for line in lines(chart, "focus")] == pytest.approx([-0.5])
    assert legend(chart)[-1] == "Sở Tài chính"


def test_equal_and_missing_pairs_are_counted() -> None:
    caption = gap_by_criterion(TABLE, language="vi").caption
    assert "Không vẽ 1 tiêu chí mà mọi đơn vị đều có hai điểm bằng nhau." in caption
    assert "Không tính 1 cặp điểm" in caption


def test_400_agencies_and_many_criteria_are_cut() -> None:
    pairs = {
        (f"W{place}", f"{code}.1"): (1 + (place * code) % 7 / 10, 1.0, 2.0)
        for place in range(400)
        for code in range(1, 46)
    }
    chart = gap_by_criterion(criterion_gaps(pairs), language="vi", most_rows=20)
    assert len(names(chart)) == 20
    assert "tiêu chí chênh lệch ít hơn" in chart.caption
    assert is_inside_page(chart)


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_nothing_to_draw_there_is_a_sentence_and_years_are_not_mixed(language: Language) -> None:
    for table in (TABLE.head(0), TABLE.assign(gap=NAN), TABLE.assign(gap=0.0)):
        assert words(gap_by_criterion(table, language=language), "empty")
    with pytest.raises(ValueError, match="2019"):
        gap_by_criterion(pd.concat([TABLE, TABLE.assign(year=2019)]), language=language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_holds_long_names(language: Language) -> None:
    table = TABLE.assign(criterion_name=LONG, agency_name=LONG)
    assert is_inside_page(gap_by_criterion(table, language=language, focus="SNV", is_synthetic=True))
