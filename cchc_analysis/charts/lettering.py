"""How wide words are on the page, and how long names are made to fit."""

from __future__ import annotations

import functools
from collections.abc import Callable

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from cchc_analysis.charts.style import FONT_FAMILY, TEXT_SIZE

_POINTS_PER_INCH = 72
# Hinting makes words a little wider at some resolutions.
_SLACK = 1.04


@functools.lru_cache(maxsize=8192)
def text_width(words: str, *, size: float = TEXT_SIZE, weight: str = "normal") -> float:
    """Return the width of one line of text in inches."""
    font = FontProperties(family=list(FONT_FAMILY), size=size, weight=weight)
    width, _, _ = text_to_path.get_text_width_height_descent(words, font, ismath=False)
    return width * _SLACK / _POINTS_PER_INCH


@functools.lru_cache(maxsize=2048)
def wrap(words: str, *, width: float, lines: int = 2, size: float = TEXT_SIZE, weight: str = "normal") -> str:
    """Break a text into at most `lines` lines of `width` inches.

    What still does not fit loses its middle, since names of offices differ at their beginning ("Sở …")
    or at their end ("… phường Bến Thành"). The caller keeps the full name in the alt text or a table.
    """
    whole = broken_lines(words, width=width, lines=lines, size=size, weight=weight)
    if whole is not None:
        return whole
    return longest_fitting(
        len(words) - 1,
        lambda kept: broken_lines(
            _without_middle(words, kept), width=width, lines=lines, size=size, weight=weight
        ),
    )  # fmt: skip


def longest_fitting(most: int, broken: Callable[[int], str | None]) -> str:
    """Return the text with the most parts kept, from 1 to `most`, that fits; empty where none does.

    `broken` gives the text with so many parts kept, None where it does not fit. Halving finds the longest in a few
    trials; trying every length takes a minute on a page of long names.
    """
    fitting, low, high = "", 1, most
    while low <= high:
        kept = (low + high) // 2
        trial = broken(kept)
        if trial is None:
            high = kept - 1
        else:
            fitting, low = trial, kept + 1
    return fitting


def _without_middle(words: str, kept: int) -> str:
    """Leave out the middle; words that the cut would halve go with it, so that none is read as another."""
    start, end = kept - kept // 2, len(words) - kept // 2
    head, tail = words[:start].strip(), words[end:].strip()
    if " " in head and words[start] != " ":
        head = head.rpartition(" ")[0]
    if words[end - 1] == " ":
        return f"{head}… {tail}"
    return f"{head}… {tail.partition(' ')[2]}" if " " in tail else f"{head}…{tail}"


def broken_lines(
    words: str, *, width: float, lines: int, size: float = TEXT_SIZE, weight: str = "normal"
) -> str | None:
    """Return the words on as few lines as they need, None where these are too many or one word is too wide."""
    done: list[str] = []
    line = ""
    for word in words.split():
        longer = f"{line} {word}".strip()
        if text_width(longer, size=size, weight=weight) <= width:
            line = longer
        elif line and len(done) + 1 < lines and text_width(word, size=size, weight=weight) <= width:
            done.append(line)
            line = word
        else:
            return None
    return "\n".join([*done, line])
