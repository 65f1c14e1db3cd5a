"""Names too long for a narrow place, cut after a whole word."""

from __future__ import annotations

from cchc_analysis.charts.lettering import wrap
from cchc_analysis.charts.style import TEXT_SIZE


def cut_words(words: str, *, width: float, lines: int, size: float = TEXT_SIZE) -> str:
    """Break a name into at most `lines` lines of `width` inches; what does not fit is cut off at the end.

    For names that a code stands before, so that their beginning tells them apart. Empty where not even the
    first word fits.
    """
    if lines < 1 or width <= 0:
        return ""
    parts = words.split()
    for kept in range(len(parts), 0, -1):
        shorter = " ".join(parts[:kept]).rstrip(",;") + ("" if kept == len(parts) else "…")
        broken = wrap(shorter, width=width, lines=lines, size=size)
        if broken.replace("\n", " ") == shorter:
            return broken
    return ""
