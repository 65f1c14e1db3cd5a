from __future__ import annotations

import base64
import dataclasses
import re
from html.parser import HTMLParser
from typing import Any

import pytest

from cchc_analysis.intake.findings import Counts, Severity
from cchc_analysis.publish.page import render_page
from cchc_analysis.publish.provenance import FindingLine, InputFile, PrivatePathError, Provenance
from cchc_analysis.publish.recorded import (
    Recorded,
    RecordedColumn,
    RecordedFigure,
    RecordedNarrative,
    RecordedTable,
)
from cchc_analysis.texts import LANGUAGES, text

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n rest").decode()
HOSTILE = [
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</td></table><iframe src=//evil.example>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '" onfocus="alert(1)" autofocus="',
    "<svg onload=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext></p><script>alert(1)</script>",
    "<a href=javascript:alert(1)>x</a>",
    "[x](javascript:alert(1))",
    "<img src=http://evil.example/x.png>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import url(http://evil.example)</style>",
    "<base href=http://evil.example/>",
    "<meta http-equiv=refresh content='0;url=http://evil.example'>",
    "<!--><script>alert(1)</script>-->",
    "{{7*7}}",
    "{% include '/etc/passwd' %}",
    "${7*7}",
    "<%= 7*7 %>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\x00<script>alert(1)</script>",
    "\u202e<b>đảo</b>",
]


class Dom(HTMLParser):
    """Every tag with its attributes, and the text outside style sheets."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._stack: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._stack.append(tag)

    def handle_data(self, data: str) -> None:
        if self._stack[-1:] != ["style"]:
            self.text += data
        else:
            self._stack.pop()

    def attributes(self, tag: str, name: str) -> list[str]:
        return [attrs[name] or "" for found, attrs in self.tags if found == tag and name in attrs]

    def shape(self) -> list[tuple[str, list[str]]]:
        return [(tag, sorted(attrs)) for tag, attrs in self.tags]


def recorded(word: str = "Sở Nội vụ", **options: Any) -> Recorded:
    columns = (
        RecordedColumn(name="agency_name", label=word, kind="text"),
        RecordedColumn(name="share", label="Tỷ lệ", kind="share", decimals=1),
        RecordedColumn(name="value_vnd", label="Giá trị (đồng)", kind="vnd"),
        RecordedColumn(name="index", label="Chỉ số", kind="number", decimals=2),
        RecordedColumn(name="due_on", label="Hạn", kind="date"),
        RecordedColumn(name="is_passed", label="Đạt", kind="boolean", true_label=word, null_label="Chưa kết luận"),
        RecordedColumn(name="is_online", label="Qua mạng", kind="boolean"),
        RecordedColumn(name="secret", label="Ẩn", kind="integer", is_shown=False),
    )
    rows = (
        (word, 0.6, 1_234_567, 87.125, "2020-12-31", True, True, 987_654),
        ("Sở Tư pháp", None, None, None, None, None, False, 987_654),
    )
    table = RecordedTable(
        name="quota", title=word, caption=word, columns=columns, rows=rows, focus_rows=(0,), **options
    )
    return Recorded(
        blocks=(
            RecordedNarrative(text=word, style="heading", level=2),
            RecordedNarrative(text=word, style="lead"),
            RecordedNarrative(text=word, style="warning"),
            RecordedFigure(name="scatter", title=word, caption=word, alt=word, png_base64=PNG),
            table,
            RecordedNarrative(text=word, style="heading", level=3),
            RecordedNarrative(text=word, style="note"),
        ),
        tables={"quota": table},
        sentinel=None,
    )


def hostile_provenance(provenance: Provenance, word: str) -> Provenance:
    counts = (Counts("row", 1, 1),)
    return dataclasses.replace(
        provenance,
        inputs=(InputFile(word, word, word, counts), InputFile(word, word, word, ())),
        findings=tuple(FindingLine(severity, word) for severity in Severity),
        lock_sha256=word,
        parameters={word: word},
    )


def render(provenance: Provenance, shown: Recorded | None = None, **changed: Any) -> str:
    options: dict[str, Any] = {
        "title": "Đấu thầu qua mạng",
        "subtitle": "Sở Nội vụ",
        "language": "vi",
        "is_synthetic": False,
    }
    return render_page(shown or recorded(), **{**options, **changed}, provenance=provenance)


def many_rows(count: int, **options: Any) -> Recorded:
    column = RecordedColumn(name="code", label="Mã", kind="text")
    rows = tuple((f"A{i}",) for i in range(count))
    table = RecordedTable(name="long", title="Dài", columns=(column,), rows=rows, **options)
    return Recorded((table,), {"long": table}, None)


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_text_in_every_field_changes_no_tag_and_no_attribute(provenance: Provenance, payload: str) -> None:
    plain = render(hostile_provenance(provenance, "x"), recorded("x"), title="x", subtitle="x")
    page = render(hostile_provenance(provenance, payload), recorded(payload), title=payload, subtitle=payload)
    assert Dom(page).shape() == Dom(plain).shape()


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_text_is_printed_as_it_stands(provenance: Provenance, payload: str) -> None:
    dom = Dom(render(provenance, recorded(payload)))
    assert dom.text.count(payload.replace("\x00", "\ufffd")) >= 8
    assert dom.attributes("img", "alt") == [payload.replace("\x00", "\ufffd")]


@pytest.mark.parametrize("is_synthetic", [True, False])
def test_the_page_runs_nothing_and_loads_nothing(provenance: Provenance, is_synthetic: bool) -> None:
    page = render(provenance, is_synthetic=is_synthetic)
    dom = Dom(page)
    tags = {tag for tag, _ in dom.tags}
    assert not tags & {"script", "iframe", "object", "embed", "link", "base", "form", "svg", "audio", "video"}
    for _, attrs in dom.tags:
        assert not [name for name in attrs if name.startswith("on") or name in ("style", "srcset")]
        for name in ("src", "href", "action", "xlink:href"):
            assert re.match(
                r"data:image/png;base64,|#|tables/[a-z0-9_]+\.csv$|methodology\.vi\.html$|$", attrs.get(name) or ""
            )
    assert "url(" not in page
    assert "@import" not in page
    assert "//" not in re.sub(r"base64,[A-Za-z0-9+/=]+", "", page)


def test_the_content_policy_forbids_everything_but_the_pages_own_pictures_and_styles(
    provenance: Provenance,
) -> None:
    policies = [
        attrs["content"]
        for _, attrs in Dom(render(provenance)).tags
        if attrs.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policies == [
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    ]


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


@pytest.mark.parametrize("place", ["/home/an/so-noi-vu.csv", "C:\\Users\\an\\x.csv", "\\\\may-chu\\x\\y.csv"])
def test_no_place_on_a_disk_is_published(provenance: Provenance, place: str) -> None:
    with pytest.raises(PrivatePathError):
        dataclasses.replace(provenance, parameters={"file": place})
    with pytest.raises(PrivatePathError):
        InputFile(place, "", "", ())
