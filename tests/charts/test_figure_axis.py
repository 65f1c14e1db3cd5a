from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from cchc_analysis.charts.figure_axis import figure_ticks, set_figure_axis

FIGURES = st.floats(-500, 500).map(lambda figure: round(figure, 3))


@given(FIGURES, FIGURES, st.integers(2, 8))
def test_ticks_hold_all_figures_between_them(one: float, other: float, most: int) -> None:
    low, high = sorted((one, other))
    ticks = figure_ticks(low, high, most=most)
    assert ticks[0] <= low <= high <= ticks[-1]
    assert ticks == sorted(set(ticks))
    assert len(ticks) <= most + 2


@pytest.mark.parametrize("high", [100.0, 100 + 2e-14, 100 + 1e-9])
def test_equal_figures_have_a_scale_too(high: float) -> None:
    ticks = figure_ticks(100.0, high)
    assert ticks[0] < 100 < ticks[-1]


def test_places_are_marked_at_whole_figures() -> None:
    assert figure_ticks(-1, 7, most=4, is_whole=True) == [-2, 0, 2, 4, 6, 8]
    assert figure_ticks(0, 1, is_whole=True) == [0, 1]


@pytest.mark.parametrize(
    ("ticks", "words"), [([0, 0.25, 0.5], ["0,00", "0,25", "0,50"]), ([30, 40], ["30", "40"])]
)
def test_ticks_are_printed_with_the_decimals_they_need(ticks: list[float], words: list[str]) -> None:
    axes = Figure().add_subplot()
    set_figure_axis(axes, ticks, label="Điểm", language="vi")
    assert [label.get_text() for label in axes.get_xticklabels()] == words
    assert axes.get_xlim() == (ticks[0], ticks[-1])


def test_dots_at_the_ends_get_room_and_signs_are_printed() -> None:
    axes = Figure().add_subplot()
    set_figure_axis(axes, [-1, 0, 1], label="", language="vi", is_signed=True, has_dots=True)
    assert [label.get_text() for label in axes.get_xticklabels()] == ["−1", "0", "+1"]
    assert axes.get_xlim()[0] < -1
    assert axes.get_xlim()[1] > 1
