"""No chart of the quota is cut off or written over itself, whatever the data of a user is like."""

from __future__ import annotations

from dataclasses import replace

import pytest
from matplotlib.patches import Patch
from matplotlib.text import Text

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.style import house_style
from cchc_analysis.reference.procurement_rules import Minimums
from cchc_analysis.texts import Language

from .quota_states import QUOTA_CASES, QUOTA_DRAWINGS, QUOTA_STATES, USUAL
from .states import State
from .test_states import outside, touching


def drawn_outside(chart: Chart) -> list[str]:
    """Shapes that reach beyond the page."""
    page = chart.figure.bbox.padded(1)
    boxes = [
        (type(patch).__name__, patch.get_window_extent())
        for patch in chart.figure.findobj(Patch)
        if isinstance(patch, Patch) and patch.get_visible() and patch is not chart.figure.patch
    ]
    return [
        name for name, box in boxes if box.x0 < page.x0 or box.x1 > page.x1 or box.y0 < page.y0 or box.y1 > page.y1
    ]


@pytest.mark.parametrize(
    ("name", "state", "minimums"), QUOTA_CASES, ids=lambda case: getattr(case, "name", str(case))
)
def test_nothing_leaves_the_page_and_no_label_lies_on_another(name: str, state: State, minimums: Minimums) -> None:
    chart = QUOTA_DRAWINGS[name](state, minimums)
    chart.figure.set_dpi(150)
    with house_style():
        chart.figure.draw_without_rendering()
        assert outside(chart) == []
        assert drawn_outside(chart) == []
        assert [pair for axes in chart.figure.axes for pair in touching(axes)] == []
    title = next(text for text in chart.figure.findobj(Text) if text.get_gid() == "title")
    assert isinstance(title, Text)
    assert title.get_text().count("\n") < 2
    assert chart.alt
    assert chart.caption


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", QUOTA_DRAWINGS)
def test_every_state_is_said_in_both_languages(name: str, language: Language) -> None:
    for state in QUOTA_STATES[:2]:
        chart = QUOTA_DRAWINGS[name](replace(state, language=language), USUAL)
        assert "{" not in chart.alt + chart.caption + chart.title
