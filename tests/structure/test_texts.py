"""Texts: both languages whole, every key used, every key that is used there."""

from __future__ import annotations

import ast
import re
import unicodedata
from pathlib import Path

from cchc_analysis.texts import LANGUAGES, catalogue, placeholders

PACKAGE = Path(__file__).resolve().parents[2] / "cchc_analysis"


def source_text(suffix: str) -> str:
    paths = sorted(PACKAGE.rglob(f"*{suffix}"))
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def key_patterns() -> list[re.Pattern[str]]:
    """What the code can ask for: whole strings, f-strings with any word in their braces, template prefixes."""
    patterns: set[str] = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[A-Za-z0-9_]*"
                    for part in node.values
                ]
                patterns.add("".join(parts))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                patterns.add(re.escape(node.value))
    for prefix, is_joined in re.findall(r"""["']([a-z_]+\.[a-z_]*)["'](\s*~)?""", source_text(".j2")):
        patterns.add(re.escape(prefix) + ("[a-z0-9_]+" if is_joined else ""))
    # A pattern without a fixed subject would match everything and prove nothing.
    return [re.compile(one) for one in patterns if re.match(r"[a-z_]+\\?\.", one)]


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
    patterns = key_patterns()
    unused = [key for key in catalogue("vi") if not any(one.fullmatch(key) for one in patterns)]
    assert unused == []


def test_every_plain_key_in_a_call_exists() -> None:
    called = set(re.findall(r"""\btext\(\s*["']([a-z_]+\.[A-Za-z0-9_]+)["']""", source_text(".py")))
    assert sorted(called - catalogue("vi").keys()) == []
