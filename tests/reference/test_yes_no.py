"""Answers to yes-or-no questions."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cchc_analysis.reference.bid_report_form import row_words
from cchc_analysis.reference.errors import ReferenceFileError
from cchc_analysis.reference.vocabulary import Question, yes_no_codes
from cchc_analysis.settings import load_settings

FILE = "vocabulary/yes_no.csv"


def test_the_national_system_is_read_by_its_own_words_only() -> None:
    assert yes_no_codes("is_online", scheme="vneps") == {
        "qua mạng": True, "không qua mạng": False, "1": True, "0": False,
    }  # fmt: skip
    assert yes_no_codes("is_domestic", scheme="vneps") == {
        "trong nước": True, "quốc tế": False, "1": True, "0": False,
    }  # fmt: skip


@pytest.mark.parametrize("column", ["is_online", "is_domestic"])
def test_a_list_may_answer_in_the_words_of_every_scheme(column: Question) -> None:
    every = yes_no_codes(column)
    assert yes_no_codes(column, scheme="vneps").items() <= every.items()
    assert {word: every[word] for word in ("có", "không", "x")} == {"có": True, "không": False, "x": True}
    assert every[row_words(column)[False].casefold()] is False


def test_the_official_report_writes_yes_before_no() -> None:
    assert list(row_words("is_online").items()) == [(True, "QM"), (False, "KQM")]
    assert list(row_words("is_domestic").items()) == [(True, "Trong nước"), (False, "Quốc tế")]


@pytest.mark.parametrize("line", ["list,is_online,có,false,x", "list,is_online,ừ,maybe,x"])
def test_a_word_with_two_meanings_or_none_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "vocabulary").mkdir()
    path = tmp_path / FILE
    shutil.copy(load_settings().reference_dir / FILE, path)
    with path.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    with pytest.raises(ReferenceFileError, match=line.split(",")[2]):
        yes_no_codes("is_online", reference_dir=tmp_path)
