from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from cchc_analysis.charts.index_axis import IndexScale
from cchc_analysis.charts.style import FOCUS
from cchc_analysis.charts.what_if_ranking import what_if_ranking

from .drawn import axes_of, is_inside_page, legend, lines, names, words
from .frames import NAMES, NAN


def ranking(indices: dict[str, tuple[float, float]]) -> pd.DataFrame:
    """Index before and after by agency code."""
    table = pd.DataFrame(list(indices.values()), columns=["index_before", "index_after"])
    table.insert(0, "agency_code", list(indices))
    table.insert(1, "agency_name", [NAMES.get(code, f"Phường {code}") for code in indices])
    for when in ("before", "after"):
        ranks = table[f"index_{when}"].rank(ascending=False, method="min").astype("Int64")
        table[f"rank_{when}"], table[f"class_{when}"] = ranks, "Tốt"
    return table.assign(group="department", year=2020)


TABLE = ranking({"SNV": (80, 92.5), "STP": (90, 90), "STC": (85, 84), "SYT": (NAN, NAN)})


def test_agencies_stand_in_the_order_after_with_their_move() -> None:
    chart = what_if_ranking(TABLE, language="vi")
    assert names(chart) == ["1. Sở Nội vụ", "2. Sở Tư pháp", "3. Sở Tài chính"]
    assert words(chart, "label") == ["92,50 · hạng 3 → 1", "90,00 · hạng 1 → 2", "84,00 · hạng 2 → 3"]
    assert legend(chart) == ["Hiện nay", "Sau khi thay đổi"]


def test_only_who_moves_has_two_dots() -> None:
    chart = what_if_ranking(TABLE, language="vi")
    assert [float(line.get_xdata()[0]) for line in lines(chart, "before")] == [80, 85]
    assert [float(line.get_xdata()[0]) for line in lines(chart, "after")] == [92.5, 90, 84]
    assert axes_of(chart).get_xlim() == (70, 100)


def test_who_keeps_its_rank_has_no_arrow() -> None:
    chart = what_if_ranking(ranking({"SNV": (80, 81), "STP": (90, 90)}), language="en")
    assert words(chart, "label") == ["90.00", "81.00"]


def test_who_had_no_index_before_comes_in_from_nowhere() -> None:
    chart = what_if_ranking(ranking({"SNV": (NAN, 95), "STP": (90, 90)}), language="en", focus="SNV")
    assert words(chart, "label") == ["95.00 · rank – → 1", "90.00 · rank 1 → 2"]
    assert "index – → 95.00, rank – → 1" in chart.alt


def test_the_focus_is_dark_and_told_in_words() -> None:
    chart = what_if_ranking(TABLE, language="vi", focus="SNV")
    colours = [to_hex(line.get_color()).upper() for line in lines(chart, "after")]
    assert [colour == FOCUS for colour in colours] == [True, False, False]
    assert "3 cơ quan đổi hạng" in chart.alt
    assert "Sở Nội vụ, chỉ số 80,00 → 92,50, hạng 3 → 1" in chart.alt
    assert "Chưa có chỉ số: 1 cơ quan" in chart.caption
    assert "Mã XYZ không có" in what_if_ranking(TABLE, language="vi", focus="XYZ").caption


def test_a_sum_of_points_has_its_own_axis() -> None:
    chart = what_if_ranking(
        ranking({"SNV": (41.2, 42.5), "STP": (43, 43)}), language="vi", scale=IndexScale("PAPI", top=None)
    )
    assert axes_of(chart).get_xlim()[1] < 60


def test_of_400_agencies_the_middle_is_left_out_and_counted() -> None:
    table = ranking({f"W{number}": (100 - number / 10, 99.5 - number / 10) for number in range(400)})
    chart = what_if_ranking(table, language="vi", focus="W200", most_rows=20)
    assert len(lines(chart, "after")) + sum(int(gap.split()[3]) for gap in words(chart, "gap")) == 400
    assert "Không vẽ" in chart.caption


def test_years_are_not_mixed_and_nothing_to_draw_is_said() -> None:
    with pytest.raises(ValueError, match="2019"):
        what_if_ranking(pd.concat([TABLE, TABLE.assign(year=2019)]), language="vi")
    assert words(what_if_ranking(TABLE.assign(index_after=NAN), language="vi"), "empty")


def test_the_table_is_left_alone_and_the_page_holds_long_names() -> None:
    long = TABLE.replace({"Sở Nội vụ": "Ban Quản lý dự án " * 12})
    before = long.copy(deep=True)
    assert is_inside_page(what_if_ranking(long, language="en", focus="SNV", title="Rất dài " * 40))
    pd.testing.assert_frame_equal(long, before)
