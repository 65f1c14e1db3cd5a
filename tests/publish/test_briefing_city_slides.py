from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation

from cchc_analysis.publish.briefing import write_briefing
from cchc_analysis.publish.city_slides import city_slides
from cchc_analysis.publish.slides import FOOTNOTE_LIMIT, TITLE_LIMIT, ChartSlide
from cchc_analysis.publish.targets_slide import targets_slide
from cchc_analysis.reference.procurement_rules import Minimums
from cchc_analysis.texts import LANGUAGES, catalogue, placeholders
from tests.publish.city_results import Q4, RESULTS, league, quota, targets

LONG = "Ban Quản lý Các khu chế xuất và công nghiệp Thành phố Hồ Chí Minh"


def test_three_slides_come_in_the_order_of_the_briefing():
    slides = city_slides(RESULTS, period=Q4, language="vi")
    assert [slide.kind for slide in slides] == ["bar", "column", "column"]
    assert [len(slide.title) <= TITLE_LIMIT for slide in slides] == [True] * 3


@pytest.mark.parametrize("table", ["league", "quota", "targets"])
def test_a_missing_table_stops_the_briefing(table):
    with pytest.raises(KeyError, match=table):
        city_slides({name: RESULTS[name] for name in RESULTS if name != table}, period=Q4, language="vi")


def test_the_written_charts_equal_the_result_tables(tmp_path):
    slides = city_slides(RESULTS, period=Q4, language="vi", quota_pct=Minimums(60, 25))
    path = tmp_path / "b.pptx"
    write_briefing(path, title="T", subtitle="S", footer="F", slides=slides, language="vi", is_synthetic=True)
    charts = [one.chart for page in Presentation(str(path)).slides for one in page.shapes if one.has_chart]
    values = [[list(series.values) for plot in chart.plots for series in plot.series] for chart in charts]
    assert values == [
        [[92.4, 81.05]],
        [[1 / 3, 0.7], [300 / 900, 0.4], [0.6, 0.6], [0.25, 0.25]],
        [[0.8, 0.962], [0.9, 0.95]],
    ]


def test_notes_carry_the_legal_basis_or_say_that_it_is_missing():
    with_basis, _, without = city_slides(RESULTS, period=Q4, language="vi", legal_basis={"league": "Quyết định A"})
    assert "Căn cứ: Quyết định A" in with_basis.notes
    assert "Căn cứ: chưa được nêu" in without.notes


def test_targets_not_measured_are_gaps_and_not_concluded():
    table = targets(("A", 95.0, 0.962, True), ("B", 100.0, None, None), ("C", None, 0.5, None))
    slide = targets_slide(table, period=Q4, language="vi")
    assert slide.title == "Chỉ tiêu chương trình: 1 đạt, 0 chưa đạt, 2 chưa kết luận trong 3 chỉ tiêu"
    assert slide.series[0].values == (0.962, None, 0.5)
    assert slide.series[1].values == (0.95, 1.0, None)
    assert "B: đo được chưa có, mức giao 100,0%." in slide.notes


@pytest.mark.parametrize("language", LANGUAGES)
def test_empty_tables_give_slides_that_say_so(language, tmp_path):
    empty = {name: table.iloc[:0] for name, table in RESULTS.items()}
    slides = city_slides(empty, period=Q4, language=language)
    assert [slide.has_chart for slide in slides] == [False] * 3
    write_briefing(
        tmp_path / "b.pptx", title="T", subtitle="S", footer="F", slides=slides, language=language,
        is_synthetic=False,
    )  # fmt: skip
    assert len(Presentation(str(tmp_path / "b.pptx")).slides) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_long_names_of_four_hundred_agencies_fit_title_and_footnote(language):
    names = [f"{LONG} số {at}" for at in range(400)]
    table = league(*((name, "department", 100.0 - at / 5) for at, name in enumerate(names)))
    bought = quota(*((name, 1000 + at, at, 10**15, 10**14) for at, name in enumerate(names)))
    planned = targets(*((name, 95.0, at / 400, at > 380) for at, name in enumerate(names)))
    slides = city_slides(
        {"league": table, "quota": bought, "targets": planned},
        period=Q4,
        language=language,
        quota_pct=Minimums(60, 25),
        unassigned_count=123_456,
    )
    for slide in slides:
        assert len(slide.footnote) <= FOOTNOTE_LIMIT
        assert max(map(len, slide.categories)) <= 54
    assert names[0] in slides[0].notes


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=20))
def test_any_names_give_readable_slides(names: list[Any]):
    table = league(*((name, "ward", 50.0 + at) for at, name in enumerate(names)))
    bought = quota(*((name, 10, at % 10, 100, 50) for at, name in enumerate(names)))
    planned = targets(*((name, 95.0, 0.5, False) for name in names))
    slides = city_slides({"league": table, "quota": bought, "targets": planned}, period=Q4, language="vi")
    assert all(isinstance(slide, ChartSlide) and slide.has_chart for slide in slides)


def test_both_languages_have_the_same_sentences_with_the_same_placeholders():
    words = {
        language: {
            key: placeholders(value) for key, value in catalogue(language).items() if key.startswith("briefing.")
        }
        for language in LANGUAGES
    }
    assert words["vi"] == words["en"]
    assert words["vi"]
