"""What a published page says, and where."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

import pytest

from cchc_analysis.intake.findings import Severity
from cchc_analysis.publish.provenance import FindingLine, Provenance
from cchc_analysis.publish.recorded import (
    Recorded,
    RecordedNarrative,
)
from cchc_analysis.texts import LANGUAGES, text
from tests.publish.pages import Dom, many_rows, recorded, render


def test_the_same_run_gives_the_same_bytes(provenance: Provenance) -> None:
    assert render(provenance).encode() == render(provenance).encode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_marked_with_its_language(provenance: Provenance, language: Any) -> None:
    dom = Dom(render(provenance, language=language))
    assert dom.attributes("html", "lang") == [language]
    assert text("page.provenance_title", language) in dom.text


def test_values_are_printed_by_kind_and_language(provenance: Provenance) -> None:
    vietnamese = Dom(render(provenance)).text
    for printed in ("60,0%", "1.234.567", "87,13", "31/12/2020", "Chưa kết luận", "Có", "Không"):
        assert f"\n{printed}\n" in vietnamese
    english = Dom(render(provenance, language="en")).text
    for printed in ("60.0%", "1,234,567", "87.13", "Yes", "No"):
        assert f"\n{printed}\n" in english


def test_hidden_columns_are_not_printed(provenance: Provenance) -> None:
    page = Dom(render(provenance)).text
    assert "Ẩn" not in page
    assert "987" not in page


def test_tables_have_a_caption_scopes_and_marked_focus_rows(provenance: Provenance) -> None:
    dom = Dom(render(provenance))
    assert dom.attributes("th", "scope").count("col") == 7 + 9
    assert dom.attributes("th", "scope").count("row") == 2 + 2
    assert dom.attributes("tr", "class") == ["focus"]
    assert "caption" in {tag for tag, _ in dom.tags}
    assert text("page.focus_row", "vi") in dom.text


def test_headings_follow_the_title_without_skipping_a_level(provenance: Provenance) -> None:
    headings = [tag for tag, _ in Dom(render(dataclasses.replace(provenance, findings=()))).tags]
    assert [tag for tag in headings if re.fullmatch(r"h\d", tag)] == ["h1", "h2", "h3", "h2", "h3", "h3", "h3"]


def sections(*levels: int) -> Recorded:
    """A report of headings only; its words are their places."""
    blocks = [
        RecordedNarrative(text=f"Mục {at}", style="heading", level=level)  # type: ignore[arg-type]
        for at, level in enumerate(levels)
    ]
    return Recorded(tuple(blocks), {}, None)


def test_a_long_page_lists_its_sections_method_and_provenance_and_every_link_resolves(
    provenance: Provenance,
) -> None:
    page = render(provenance, sections(1, 2, 3, 3, 2, 2))
    start, end = page.index("<nav"), page.index("</nav>")
    contents = Dom(page[start:end])
    links = [f"#section-{number}" for number in range(2, 7)]
    assert contents.attributes("a", "href") == [*links, "methodology.vi.html", "#provenance"]
    assert [f"Mục {at}" in contents.text for at in range(6)] == [False, True, True, True, True, True]
    ids = [attrs["id"] for _, attrs in Dom(page).tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in Dom(page).attributes("a", "href") if link.startswith("#")} <= set(
        ids
    )


def test_the_contents_are_a_named_landmark_that_works_without_a_script(provenance: Provenance) -> None:
    dom = Dom(render(provenance, sections(1, 2, 2, 2)))
    assert dom.attributes("nav", "aria-labelledby") == dom.attributes("summary", "id") == ["contents-title"]
    assert dom.attributes("details", "open") == [""]
    assert text("page.contents_title", "vi") in dom.text


def test_a_short_page_has_no_contents(provenance: Provenance) -> None:
    assert "<nav" not in render(provenance, sections(1, 2, 2))
    assert "<nav" in render(provenance, sections(1, 2, 2, 2))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_decides_a_figure_is_printed_in_words_and_the_method_is_linked(
    provenance: Provenance, language: Any
) -> None:
    parameters = {"seed": 2020, "replications": 1000, "weight_spread": 0.25, "with_survey": True, "limits": ""}
    dom = Dom(render(dataclasses.replace(provenance, parameters=parameters), language=language))
    for name in parameters:
        assert text(f"page.parameter_{name}", language) in dom.text
    spread = "0,25" if language == "vi" else "0.25"
    for name, value in [("seed", "2020"), ("replications", "1000"), ("weight_spread", spread), ("limits", "–")]:
        assert f" {name}{value}\n" in dom.text
    assert f" with_survey{text('columns.yes_no_true', language)}\n" in dom.text
    assert f"methodology.{language}.html" in dom.attributes("a", "href")


def test_a_cut_table_says_so_names_its_file_and_still_shows_the_focus(provenance: Provenance) -> None:
    dom = Dom(render(provenance, many_rows(400, row_limit=10, focus_rows=(57,))))
    assert "Trang này in 11 trong 400 dòng" in dom.text
    assert "tables/long.csv" in dom.attributes("a", "href")
    assert "A57" in dom.text
    assert "A10" not in dom.text
    assert dom.attributes("tr", "class") == ["gap", "focus"]


def test_a_whole_long_table_has_all_rows_and_its_own_scroll_region(provenance: Provenance) -> None:
    dom = Dom(render(provenance, many_rows(400)))
    assert "Bảng có 400 dòng" in dom.text
    assert len(re.findall(r"^A\d+$", dom.text, flags=re.MULTILINE)) == 400
    assert "table long" in dom.attributes("div", "class")
    assert "gap" not in dom.attributes("tr", "class")


def test_whose_row_it_is_stays_in_view_on_a_screen_and_below_the_synthetic_mark(provenance: Provenance) -> None:
    screen, paper = render(provenance).split("@media print", 1)

    def rule(style: str, selector: str) -> str:
        (found,) = re.findall(rf"^ *{re.escape(selector)} {{(.*?)}}", style, flags=re.MULTILINE | re.DOTALL)
        return str(found)

    assert {"position: sticky", "left: 0"} <= set(re.split("; ?", rule(screen, "tbody th").strip()))
    assert "isolation: isolate" in rule(screen, ".scroll")
    assert "local" in rule(screen, ".table .scroll")
    assert "position: static" in rule(paper, "thead th, tbody th")
    assert "background: none" in rule(paper, ".scroll, .long .scroll")


def test_a_row_limit_above_the_row_count_cuts_nothing(provenance: Provenance) -> None:
    assert "Bảng có 3 dòng" in Dom(render(provenance, many_rows(3, row_limit=10))).text


def test_an_empty_table_and_an_empty_report_say_so(provenance: Provenance) -> None:
    assert text("page.no_rows", "vi") in Dom(render(provenance, many_rows(0))).text
    assert text("page.nothing_shown", "vi") in Dom(render(provenance, Recorded((), {}, None))).text


def test_synthetic_data_are_marked_on_screen_and_on_every_printed_page(provenance: Provenance) -> None:
    mark = text("page.synthetic", "vi")
    assert mark not in render(provenance)
    page = render(provenance, is_synthetic=True)
    assert {"synthetic", "synthetic-print"} <= set(Dom(page).attributes("div", "class"))
    assert f'@page {{ @top-center {{ content: "{mark}";' in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_synthetic_mark_can_stand_in_a_style_sheet(language: Any) -> None:
    assert not set('"\\<>&\n') & set(text("page.synthetic", language))


def test_every_input_is_accounted_for(provenance: Provenance) -> None:
    page = Dom(render(provenance)).text
    for printed in ("vneps-2020.csv", "abababababab", "dòng", "1.234", "1.200", "10", "4", "20"):
        assert f"\n{printed}\n" in page
    assert text("page.file_not_read", "vi") in page
    assert "0.1.0 (dddddddddddd)" in page
    assert "Quý IV/2020" in page


def test_what_was_not_used_is_said_before_any_result(provenance: Provenance) -> None:
    page = Dom(render(provenance, title="T", subtitle="")).text
    assert page.index("so-tai-chinh.xlsx: tệp có mật khẩu") < page.index("Sở Nội vụ")
    assert page.index("Số lỗi làm dòng bị loại: 1.") < page.index("Sở Nội vụ")


def test_notes_alone_raise_no_warning(provenance: Provenance) -> None:
    notes = dataclasses.replace(provenance, findings=(FindingLine(Severity.NOTE, "bỏ dòng trống"),))
    assert "unused" not in Dom(render(notes)).attributes("section", "class")
    assert "unused" in Dom(render(provenance)).attributes("section", "class")


def test_rejected_rows_beyond_the_list_are_counted(provenance: Provenance) -> None:
    rows = tuple(FindingLine(Severity.ROW_REJECTED, f"dòng số {i};") for i in range(1234))
    page = Dom(render(dataclasses.replace(provenance, findings=rows))).text
    assert page.count("dòng số") == 100
    assert "1.134 lỗi khác" in page


def test_the_summary_opens_the_page_before_what_was_not_used_and_stands_there_once(provenance: Provenance) -> None:
    summary = RecordedNarrative(text="Đạt: 3/4 gói", style="summary")
    shown = recorded()
    page = render(provenance, dataclasses.replace(shown, blocks=(*shown.blocks, summary)))
    assert page.count("Đạt: 3/4 gói") == 1
    assert page.index("Đạt: 3/4 gói") < page.index(text("page.unused_title", "vi"))
    assert '<section class="summary"' not in render(provenance)


def test_sources_and_parameters_are_named_in_words(provenance: Provenance) -> None:
    page = Dom(render(dataclasses.replace(provenance, parameters={"period": "2020-Q4", "of_its_own": "x"}))).text
    assert text("sources.vneps", "vi") in page
    assert "Kỳ báo cáo period" in page
    assert "of_its_own" in page
