from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.publish.slides import (
    CATEGORY_LIMIT,
    FOOTNOTE_LIMIT,
    TITLE_LIMIT,
    BarSeries,
    ChartSlide,
    SlideError,
)

GOOD = {
    "title": "Quận 5 dẫn đầu",
    "kind": "column",
    "categories": ("Quận 5", "Quận 1"),
    "series": (BarSeries("Chỉ số", (94.5, None), "0.0"),),
    "alt": "Biểu đồ cột",
    "notes": "",
    "footnote": "",
}


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_a_value_that_is_no_number_is_refused(value):
    with pytest.raises(SlideError, match="finite"):
        BarSeries("Chỉ số", (1.0, value), "0.0")


@pytest.mark.parametrize("number_format", ["", "General", '0"<x>"', "[$-42A]0", "0.0%;@", "0</c:formatCode>"])
def test_a_number_format_that_could_say_more_than_a_number_is_refused(number_format):
    with pytest.raises(SlideError, match="number format"):
        BarSeries("Chỉ số", (1.0,), number_format)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"title": " \x00 "}, "title is empty"),
        ({"title": "x" * (TITLE_LIMIT + 1)}, "title is longer"),
        ({"footnote": "x" * (FOOTNOTE_LIMIT + 1)}, "footnote is longer"),
        ({"alt": ""}, "alternative text"),
        ({"categories": ("Quận 5", "\x00")}, "category is empty"),
        ({"categories": ("Quận 5", "Quận  5")}, "same name"),
        ({"categories": ("Quận 5",)}, "one value per category"),
        ({"highlight": 2}, "highlight is no category"),
        ({"highlight": 0, "series": GOOD["series"] * 2}, "exactly one series"),
        ({"series": GOOD["series"] * 5}, "series"),
        ({"threshold_lines": (("a", 1.0), ("b", 2.0), ("c", 3.0))}, "thresholds"),
        ({"threshold_lines": (("a", math.nan),)}, "threshold is not a finite"),
        ({"kind": "bar", "threshold_lines": (("a", 1.0),)}, "horizontal bars"),
        ({"categories": tuple(map(str, range(CATEGORY_LIMIT + 1)))}, "categories"),
    ],
)
def test_a_slide_that_could_not_be_read_is_refused_with_its_reason(changes, problem):
    with pytest.raises(SlideError, match=problem):
        ChartSlide(**(GOOD | changes))


def test_text_is_made_plain_and_composed_on_the_way_in():
    slide = ChartSlide(**(GOOD | {"title": "Qua\u0323\u0302n\u200b 1\r\n", "notes": "một\r\nhai\x0cba\x07"}))
    assert slide.title == "Quận 1"
    assert slide.notes == "một\nhai\nba"


@pytest.mark.parametrize(("values", "has_chart"), [((None, None), False), ((0.0, None), True), ((1.0, 2.0), True)])
def test_a_slide_has_a_chart_as_soon_as_something_was_measured(values, has_chart):
    assert ChartSlide(**(GOOD | {"series": (BarSeries("a", values, "0"),)})).has_chart == has_chart


@given(st.text(min_size=1, max_size=TITLE_LIMIT))
def test_any_title_is_either_plain_or_refused(title):
    try:
        slide = ChartSlide(**(GOOD | {"title": title}))
    except SlideError:
        return
    assert slide.title.isprintable()
    assert slide.title == slide.title.strip() != ""
