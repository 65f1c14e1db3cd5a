"""The how-to lists every word that a list of packages may use, and no other."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cchc_analysis.intake.package_sheet.headings import heading_names
from cchc_analysis.reference.vocabulary import (
    field_codes,
    form_codes,
    method_codes,
    plan_type_codes,
    word_key,
    yes_no_codes,
)
from cchc_analysis.vietnamese.names import name_key

HOW_TO = Path(__file__).parents[2] / "docs/how-to/bid-report.md"


def test_the_how_to_lists_exactly_the_words_of_the_vocabulary() -> None:
    known: dict[str, Mapping[str, Any]] = {
        "field": field_codes(),
        "form": form_codes(),
        "method": method_codes(),
        "plan_type": plan_type_codes(),
        "is_online": yes_no_codes("is_online"),
        "is_domestic": yes_no_codes("is_domestic"),
    }
    table = HOW_TO.read_text(encoding="utf-8").split("accepted words |\n|---|---|---|\n")[1].split("\n\n")[0]
    listed: dict[str, dict[str, Any]] = {column: {} for column in known}
    for line in table.splitlines():
        heading, meaning, words = (cell.strip() for cell in line.strip("|").split("|"))
        column = heading_names()[name_key(heading)]
        for word in words.split(";"):
            assert word_key(word) not in listed[column], word
            listed[column][word_key(word)] = known[column][word_key(meaning)]
    assert listed == known


def test_the_codes_of_the_national_system_are_known_with_their_vietnamese_letter_too() -> None:
    forms = form_codes()
    for word in ("ĐTRR", "ĐTHC", "CĐT", "CĐTRG"):
        assert forms[word_key(word)] == forms[word_key(word.replace("Đ", "D"))]


def test_words_that_say_form_and_place_at_once_are_not_guessed() -> None:
    assert word_key("Đấu thầu rộng rãi trong nước") not in form_codes()
