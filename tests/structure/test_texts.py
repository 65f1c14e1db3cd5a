"""Texts: both languages whole, every key used, every key that is used there."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import pytest

from cchc_analysis.texts import LANGUAGES, catalogue, in_number, placeholders, text

PACKAGE = Path(__file__).resolve().parents[2] / "cchc_analysis"
NOTEBOOKS = PACKAGE.parent / "notebooks"
HOLE = "([A-Za-z0-9_]*)"
# Below this an f-string says too little: f"{word}_axis" is no proof of a word, f"quota_ranking_{leg}" is.
SHORTEST_PROOF = 4


def source_text(suffix: str) -> str:
    paths = sorted(PACKAGE.rglob(f"*{suffix}"))
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def docstrings(tree: ast.AST) -> set[ast.Constant]:
    """The strings that only explain: a word in them asks for no text."""
    return {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
        and isinstance(node.body[0].value, ast.Constant)
    }


def spoken_strings() -> tuple[set[str], set[tuple[str, ...]]]:
    """What the code spells out: whole strings, and the fixed parts of f-strings (a hole between each two)."""
    whole: set[str] = set()
    split: set[tuple[str, ...]] = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        explained = docstrings(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                parts = (part.value if isinstance(part, ast.Constant) else "\0" for part in node.values)
                split.add(tuple("".join(map(str, parts)).split("\0")))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in explained:
                whole.add(node.value)
    templates = source_text(".j2")
    whole |= set(re.findall(r"""["']([A-Za-z0-9_.]+)["']""", templates))
    split |= {(prefix, "") for prefix in re.findall(r"""["']([a-z_]+\.[a-z_]*)["']\s*~""", templates)}
    # A report's title is asked for by the name of its notebook.
    return whole | {path.stem for path in NOTEBOOKS.glob("*.ipynb")}, split


def pattern(parts: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(HOLE.join(map(re.escape, parts)))


def unproved_keys(keys: Iterable[str], whole: set[str], split: set[tuple[str, ...]]) -> list[str]:
    """The keys that the code neither spells out nor puts together from words that it spells out.

    ``f"charts.{key}"`` could ask for anything and proves nothing by itself: what fills its hole must be
    spelt out somewhere too, whole or by an f-string of some length.
    """
    asking = [pattern(parts) for parts in split if re.match(r"[a-z_]+\.", parts[0])]
    filling = [pattern(parts) for parts in split if max(map(len, parts)) >= SHORTEST_PROOF]

    def is_spelt(word: str) -> bool:
        return not word or word in whole or any(one.fullmatch(word) for one in filling)

    def is_proved(key: str) -> bool:
        matches = (one.fullmatch(key) for one in asking)
        return key in whole or any(match and all(map(is_spelt, match.groups())) for match in matches)

    return [key for key in keys if not is_proved(key)]


def test_both_languages_have_the_same_keys() -> None:
    vi, en = (catalogue(language) for language in LANGUAGES)
    assert sorted(vi.keys() ^ en.keys()) == []


def test_both_languages_fill_in_the_same_values() -> None:
    vi, en = (catalogue(language) for language in LANGUAGES)
    assert [key for key in vi if placeholders(vi[key]) != placeholders(en[key])] == []


def test_a_word_goes_with_its_number() -> None:
    template = "{count} {count:row is|rows are} read of {whole} {whole:{unit}|{units}}"
    values = {"count": 1, "whole": "1,001", "unit": "file", "units": "files"}
    assert in_number(template, values).format_map(values) == "1 row is read of 1,001 files"
    assert in_number(template, values | {"count": 0, "whole": "1"}) == "{count} rows are read of {whole} {unit}"
    assert placeholders(template) == {"count", "whole", "units"}
    assert text("indicators.days", "en", number="1") == "1 day"
    with pytest.raises(KeyError):
        in_number("{row:row|rows}", {})


def test_vietnamese_is_composed_and_texts_hold_no_markup() -> None:
    for language in LANGUAGES:
        for key, value in catalogue(language).items():
            assert unicodedata.is_normalized("NFC", value), key
            assert not re.search(r"</?[a-z]+>|\*\*", value), key


def test_every_text_is_used() -> None:
    assert unproved_keys(catalogue("vi"), *spoken_strings()) == []


def test_an_open_question_alone_proves_no_text() -> None:
    split: set[tuple[str, ...]] = {("charts.", ""), ("quota_ranking_", "")}
    keys = ["charts.index_title", "charts.orphan", "charts.quota_ranking_alt", "quota.alt"]
    assert unproved_keys(keys, {"index_title", "alt"}, split) == ["charts.orphan", "quota.alt"]


def test_every_plain_key_in_a_call_exists() -> None:
    called = set(re.findall(r"""\btext\(\s*["']([a-z_]+\.[A-Za-z0-9_]+)["']""", source_text(".py")))
    assert sorted(called - catalogue("vi").keys()) == []
