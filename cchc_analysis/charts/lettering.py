"""How wide words are on the page, and how long names are made to fit."""

from __future__ import annotations

import functools

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
    for kept in range(len(words), 0, -1):
        broken = _broken(_without_middle(words, kept), width=width, size=size, weight=weight)
        if len(broken) <= lines and all(text_width(line, size=size, weight=weight) <= width for line in broken):
            return "\n".join(broken)
    return ""


def _without_middle(words: str, kept: int) -> str:
    if kept == len(words):
        return words
    tail = kept // 2
    return f"{words[: kept - tail].rstrip()}…{words[len(words) - tail :].lstrip()}"


def _broken(words: str, *, width: float, size: float, weight: str) -> list[str]:
    done: list[str] = []
    line = ""
    for word in words.split():
        longer = f"{line} {word}".strip()
        if line and text_width(longer, size=size, weight=weight) > width:
            done.append(line)
            line = word
        else:
            line = longer
    return [*done, line]
