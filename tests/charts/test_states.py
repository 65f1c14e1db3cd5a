"""No chart of the index is cut off or written over itself, whatever the data of a user is like."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from pathlib import Path

import pytest
from matplotlib.axes import Axes
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from cchc_analysis import charts
from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.style import house_style
from cchc_analysis.texts import Language

from .indicator_states import INDICATOR_DRAWINGS
from .quota_states import QUOTA_DRAWINGS
from .state_drawings import CASES, DRAWINGS
from .states import STATES, State


def written(texts: list[Text]) -> list[Text]:
    return [text for text in texts if text.get_visible() and text.get_text().strip()]


def box(text: Text) -> Bbox:
    return Bbox.from_extents(*text.get_window_extent().extents)


def written_words(chart: Chart) -> list[str]:
    return [text.get_text() for text in chart.figure.findobj(Text) if isinstance(text, Text)]


def outside(chart: Chart) -> list[str]:
    """Words that do not lie within the page."""
    page = chart.figure.bbox.padded(0.5)
    texts = written([text for text in chart.figure.findobj(Text) if isinstance(text, Text)])
    return [
        text.get_text()
        for text, own in ((text, box(text)) for text in texts)
        if own.x0 < page.x0 or own.x1 > page.x1 or own.y0 < page.y0 or own.y1 > page.y1
    ]


def touching(axes: Axes) -> list[tuple[str, str]]:
    """Neighbours among the labels of either axis of which one is written over the other."""
    found = []
    for labels in (axes.get_xticklabels(which="both"), axes.get_yticklabels(which="both")):
        boxes = [(text.get_text(), box(text)) for text in written(labels)]
        boxes.sort(key=lambda entry: (entry[1].x0 + entry[1].x1, entry[1].y0 + entry[1].y1))
        for (one, first), (other, second) in itertools.pairwise(boxes):
            across = min(first.x1, second.x1) - max(first.x0, second.x0)
            upward = min(first.y1, second.y1) - max(first.y0, second.y0)
            if across > 0.5 and upward > 0.5:
                found.append((one, other))
    return found


@pytest.mark.parametrize(("name", "state"), CASES, ids=lambda case: getattr(case, "name", case))
def test_every_word_lies_on_the_page_and_no_label_on_another(name: str, state: State) -> None:
    chart = DRAWINGS[name](state)
    chart.figure.set_dpi(150)
    with house_style():
        chart.figure.draw_without_rendering()
        assert outside(chart) == []
        assert [pair for axes in chart.figure.axes for pair in touching(axes)] == []
    title = next(text for text in chart.figure.findobj(Text) if text.get_gid() == "title")
    assert isinstance(title, Text)
    assert title.get_text().count("\n") < 2
    assert chart.alt
    assert chart.caption


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    "name",
    [
        "league_bars", "index_trend", "group_trend", "domain_profile", "domain_heatmap", "criterion_heatmap",
        "criteria_icicle_group", "rank_change_parts", "year_slopes_index", "league_intervals", "rank_intervals",
        "pairwise_heatmap", "recipe_ranks", "what_if_ranking",
    ],
)  # fmt: skip
def test_a_chart_of_provinces_speaks_of_no_agency(name: str, language: Language) -> None:
    for state in STATES:
        if state.group == "province":
            chart = DRAWINGS[name](
                replace(state, language=language, count=70, focus_code="A999" if state.missing_share else "")
            )
            said = " ".join([chart.title, chart.caption, chart.alt, *written_words(chart)]).lower()
            assert not re.search("agenc|cơ quan", said)


def test_every_chart_is_drawn_in_these_states() -> None:
    folder = Path(charts.__file__).parent
    made = {
        file.stem
        for file in folder.glob("*.py")
        if re.search(rf"^def {file.stem}\(.*?\) -> Chart:$", file.read_text(encoding="utf-8"), re.M | re.S)
    }
    drawings = [*DRAWINGS, *QUOTA_DRAWINGS, *INDICATOR_DRAWINGS]
    drawn = {name for name in made if any(drawing.startswith(name) for drawing in drawings)}
    assert made - drawn == {"target_bullets"}
