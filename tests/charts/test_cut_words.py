from __future__ import annotations

from cchc_analysis.charts.cut_words import cut_words
from cchc_analysis.charts.lettering import text_width

NAME = "3.2 Công bố, công khai thủ tục hành chính"


def test_a_name_that_fits_is_whole() -> None:
    assert cut_words(NAME, width=5, lines=1) == NAME


def test_a_long_name_is_cut_after_a_word() -> None:
    broken = cut_words(NAME, width=0.9, lines=2)
    assert broken == "3.2 Công bố,\ncông khai…"
    assert all(text_width(line) <= 0.9 for line in broken.split("\n"))


def test_where_no_word_fits_there_is_nothing() -> None:
    assert cut_words(NAME, width=0.05, lines=3) == ""
    assert cut_words(NAME, width=2, lines=0) == ""
