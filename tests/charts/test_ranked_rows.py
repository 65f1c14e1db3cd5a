from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.charts.ranked_rows import Gap, ranked, select_rows


@given(st.integers(0, 300), st.integers(8, 80), st.integers(0, 299))
def test_every_row_is_drawn_or_counted(count: int, limit: int, focus: int) -> None:
    codes = [f"W{number}" for number in range(count)]
    places = select_rows(codes, limit=limit, focus=f"W{focus}")
    drawn = [place for place in places if not isinstance(place, Gap)]
    hidden = sum(place.count for place in places if isinstance(place, Gap))
    assert len(drawn) + hidden == count
    assert len(drawn) <= limit
    assert drawn == sorted(drawn)


@given(st.integers(9, 300), st.data())
def test_both_ends_and_the_focus_are_always_drawn(count: int, data: st.DataObject) -> None:
    focus = data.draw(st.integers(0, count - 1))
    places = select_rows([f"W{number}" for number in range(count)], limit=8, focus=f"W{focus}")
    assert {0, focus, count - 1} <= {place for place in places if not isinstance(place, Gap)}


def test_a_gap_counts_the_rows_it_hides() -> None:
    assert select_rows(list("ABCDE"), limit=2) == [0, Gap(3), 4]


def test_equal_figures_stand_in_vietnamese_order_and_missing_ones_last() -> None:
    table = pd.DataFrame({"agency_name": ["Đống", "Quận 10", "Dân", "Quận 2"], "index": [80.0, 80.0, 80.0, None]})
    assert ranked(table, by="index")["agency_name"].tolist() == ["Dân", "Đống", "Quận 10", "Quận 2"]
