"""The methodology beside a report: offline, in both languages, and what its source says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cchc_analysis.batch.methodology import SUBJECTS, methodology_digest, read_methodology
from cchc_analysis.publish.methodology import methodology_page, render_methodology, write_methodology
from cchc_analysis.settings import PROJECT_DIR
from cchc_analysis.texts import LANGUAGES, Language

SOURCE = """# Method

[Tiếng Việt](reform-index.vi.md)

## 1. Index

`I = 100 · Σ s / Σ m` <script>alert(1)</script>

| name | formula |
|---|---|
| `a` | <img src=x onerror=alert(1)> |

## 2. Rank

    I0  last year

### 2.1 Ties

Text.
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_heading_table_and_formula_of_the_source_is_on_the_page(language: Language) -> None:
    source = read_methodology()[language]
    page = render_methodology(source, language=language)
    # What stands in a block of code is no heading.
    wanted = re.findall(r"^(#{1,4}) ", source, flags=re.MULTILINE)
    assert [len(marks) for marks in wanted] == [int(level) for level in re.findall(r"<h([1-6])\b", page)]
    assert page.count("<table>") == len(re.findall(r"^\|[-|]+\|$", source, flags=re.MULTILINE)) > 0
    assert f'<html lang="{language}">' in page
    assert "**" not in page
    assert "](" not in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_link_to_each_other_and_ask_for_nothing(tmp_path: Path, language: Language) -> None:
    write_methodology(read_methodology(), tmp_path)
    page = (tmp_path / methodology_page(language)).read_text(encoding="utf-8")
    links = re.findall(r'href="([^"]*)"', page)
    (other,) = set(LANGUAGES) - {language}
    assert methodology_page(other) in links
    for link in links:
        if link.startswith("#"):
            assert f'id="{link[1:]}"' in page
        else:
            assert (tmp_path / link).is_file()
    assert not re.search(r"<(script|img|link|iframe)|url\(|@import|https?://", page)
    assert "default-src 'none'" in page


def test_html_in_the_source_is_printed_as_text() -> None:
    page = render_methodology(SOURCE, language="en")
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page


def test_title_contents_and_wide_parts_stand_where_they_are_read() -> None:
    page = render_methodology(SOURCE, language="en")
    assert page.index("</h1>") < page.index("<nav") < page.index(">1. Index</h2>")
    assert "<title>Method</title>" in page
    assert '<div class="scroll" tabindex="0"><table>' in page
    assert '<pre class="scroll" tabindex="0">' in page


def test_a_changed_methodology_has_another_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    before = methodology_digest()
    changed = {**read_methodology(), "vi": "x"}
    monkeypatch.setattr("cchc_analysis.batch.methodology.read_methodology", lambda: changed)
    assert methodology_digest() != before


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_page_holds_every_subject_under_one_title(language: Language) -> None:
    page = render_methodology(read_methodology()[language], language=language)
    assert page.count("<h1") == 1
    for subject in SUBJECTS:
        document = PROJECT_DIR / "docs" / "methodology" / f"{subject}.{language}.md"
        assert f">{document.read_text(encoding='utf-8').splitlines()[0][2:]}</h2>" in page
