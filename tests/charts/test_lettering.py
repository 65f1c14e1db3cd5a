from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_analysis.charts.cut_words import cut_words
from cchc_analysis.charts.lettering import text_width, wrap

LONG = "Ban Quản lý Dự án đầu tư xây dựng các công trình giao thông thuộc Ủy ban nhân dân phường Bến Thành"
WORDS = st.text(alphabet="aăâđeêơưnhgmỮệỘ ", min_size=1, max_size=80)


def test_a_name_that_fits_stays_as_it_is() -> None:
    assert wrap("Sở Nội vụ", width=2.0) == "Sở Nội vụ"


def test_a_longer_name_is_broken_between_words() -> None:
    broken = wrap("Sở Lao động - Thương binh và Xã hội", width=1.4)
    assert broken.count("\n") == 1
    assert broken.replace("\n", " ") == "Sở Lao động - Thương binh và Xã hội"


def test_a_name_too_long_keeps_its_beginning_and_its_end() -> None:
    short = wrap(LONG, width=1.8).replace("\n", " ")
    assert short.startswith("Ban Quản lý")
    assert short.endswith("Bến Thành")
    assert "…" in short


def test_a_cut_leaves_whole_words_and_halves_only_a_word_that_stands_alone() -> None:
    for width in (1.3, 1.8, 2.2, 2.6):
        short = wrap(LONG, width=width).replace("\n", " ")
        assert "… " in short
        assert set(short.replace("…", "").split()) <= set(LONG.split())
    assert wrap("A" * 60, width=1.0).startswith("AAA")


@settings(max_examples=30, deadline=None)
@given(WORDS, st.floats(0.3, 3), st.integers(1, 3))
def test_no_line_is_wider_or_more_than_asked_for(words: str, width: float, lines: int) -> None:
    broken = wrap(words, width=width, lines=lines).split("\n")
    assert len(broken) <= lines
    assert all(text_width(line) <= width for line in broken)


def test_bold_is_wider() -> None:
    assert text_width(LONG, weight="bold") > text_width(LONG)


def test_a_letter_without_a_glyph_is_an_error() -> None:
    with pytest.warns(UserWarning, match="Glyph"):
        text_width("\U00013000")


def test_a_name_of_400_letters_is_cut_after_few_measurements() -> None:
    name = " ".join(f"phường {number:03}" for number in range(400 // 11 + 1))
    for cut in (wrap, cut_words):
        text_width.cache_clear()
        assert "…" in cut(name, width=2.8, lines=2)
        assert text_width.cache_info().misses < 200


def test_the_cut_keeps_as_many_letters_as_fit() -> None:
    kept = len(wrap(LONG, width=1.8).replace("\n", " "))
    longer = f"{LONG[: (kept + 3) // 2]}…{LONG[len(LONG) - (kept + 3) // 2 :]}"
    assert wrap(longer, width=1.8) != longer
    assert kept > 45
