from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.charts.spread_labels import spread


@given(st.lists(st.floats(0, 10), min_size=1, max_size=30))
def test_no_label_covers_another_and_all_stay_inside(wished: list[float]) -> None:
    found = spread(wished, space=0.3, low=0.0, high=10.0)
    assert all(later - earlier >= 0.3 - 1e-9 for earlier, later in pairwise(sorted(found)))
    assert all(-1e-9 <= place <= 10 + 1e-9 for place in found)


@given(st.lists(st.floats(0, 10), min_size=2, max_size=30, unique=True))
def test_labels_keep_the_order_of_their_figures(wished: list[float]) -> None:
    found = spread(wished, space=0.3, low=0.0, high=10.0)
    order = sorted(range(len(wished)), key=lambda place: wished[place])
    assert sorted(range(len(found)), key=lambda place: found[place]) == order


def test_labels_with_room_stay_where_they_belong() -> None:
    assert spread([5.0, 1.0, 3.0], space=1.0, low=0.0, high=6.0) == pytest.approx([5.0, 1.0, 3.0])
