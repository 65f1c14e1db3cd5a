from __future__ import annotations

import pytest
from matplotlib.patches import Rectangle

from cchc_analysis.charts.step_rows import Step, draw_steps


def draw(steps: list[Step], *, start: float, end: float) -> list[Rectangle]:
    figure = draw_steps(
        steps, start=("trước", start), end=("sau", end), title="Tiêu đề", words=("tăng", "giảm"), decimals=2,
        language="vi", is_synthetic=False,
    )  # fmt: skip
    return [patch for patch in figure.axes[0].patches if isinstance(patch, Rectangle)]


def test_each_step_starts_where_the_one_above_ended() -> None:
    bars = draw([Step("a", 2.0), Step("b", -3.0), Step("c", 0.5)], start=40, end=39.5)
    assert [(bar.get_x(), bar.get_width()) for bar in bars] == [(40, 2), (42, -3), (39, 0.5)]


def test_steps_that_end_beside_the_figure_are_refused() -> None:
    with pytest.raises(ValueError, match=r"\+0\.010000"):
        draw([Step("a", 1.01)], start=40, end=41)


def test_the_axis_fits_the_figures_of_any_scale() -> None:
    for start in (3.2, 40.0, 940.0):
        (bar,) = draw([Step("a", 1.0)], start=start, end=start + 1)
        low, high = bar.axes.get_xlim()
        assert low <= start < start + 1 <= high
        assert high - low < 3
