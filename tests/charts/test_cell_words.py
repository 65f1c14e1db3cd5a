from __future__ import annotations

from cchc_analysis.charts.cell_words import fit_words

NAME = "2.1 Công bố, công khai thủ tục hành chính"


def test_a_wide_cell_holds_the_name_across() -> None:
    words, _, rotation = fit_words(NAME, "2.1", 2.0, 1.0) or ("", 0, 0)
    assert words.replace("\n", " ") == NAME
    assert rotation == 0


def test_a_tall_cell_holds_it_upward() -> None:
    words, _, rotation = fit_words(NAME, "2.1", 0.4, 2.0) or ("", 0, 0)
    assert words.replace("\n", " ") == NAME
    assert rotation == 90


def test_a_small_cell_holds_the_code_and_a_tiny_one_nothing() -> None:
    found = fit_words(NAME, "2.1", 0.3, 0.3)
    assert found is not None
    assert found[0] == "2.1"
    assert fit_words(NAME, "2.1", 0.05, 0.3) is None
