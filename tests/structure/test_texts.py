"""Texts: both languages whole, every key used, every key that is used there."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from cchc_analysis.texts import LANGUAGES, catalogue, placeholders

PACKAGE = Path(__file__).resolve().parents[2] / "cchc_analysis"


def source_text() -> str:
    return "\n".join(
        path.read_text(encoding="utf-8")
        for path in sorted(PACKAGE.rglob("*"))
        if path.suffix in {".py", ".j2"}
    )


def key_patterns(source: str) -> list[re.Pattern[str]]:
    """Patterns of all strings in the code that could be keys: ``a.b`` and f-strings ``a.{x}``."""
    found = set(re.findall(r"""f?["']([a-z_]+\.[A-Za-z0-9_{}.'" -]+?)["']""", source))
    return [re.compile(re.sub(r"\\\{[^}]*\\\}", "[a-z0-9_]+", re.escape(one))) for one in found]


def test_both_languages_have_the_same_keys() -> None:
    vi, en = (catalogue(language) for language in LANGUAGES)
    assert sorted(vi.keys() ^ en.keys()) == []


def test_both_languages_fill_in_the_same_values() -> None:
    vi, en = (catalogue(language) for language in LANGUAGES)
    assert [key for key in vi if placeholders(vi[key]) != placeholders(en[key])] == []


def test_vietnamese_is_composed_and_texts_hold_no_markup() -> None:
    for language in LANGUAGES:
        for key, value in catalogue(language).items():
            assert unicodedata.is_normalized("NFC", value), key
            assert not re.search(r"</?[a-z]+>|\*\*", value), key


def test_every_text_is_used() -> None:
    patterns = key_patterns(source_text())
    unused = [key for key in catalogue("vi") if not any(one.fullmatch(key) for one in patterns)]
    assert unused == []


def test_every_plain_key_in_a_call_exists() -> None:
    called = set(re.findall(r"""\btext\(\s*["']([a-z_]+\.[A-Za-z0-9_]+)["']""", source_text()))
    assert sorted(called - catalogue("vi").keys()) == []
