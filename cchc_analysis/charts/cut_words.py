"""Names too long for a narrow place, cut after a whole word."""

from __future__ import annotations

from cchc_analysis.charts.lettering import broken_lines, longest_fitting
from cchc_analysis.charts.style import TEXT_SIZE


def cut_words(words: str, *, width: float, lines: int, size: float = TEXT_SIZE) -> str:
    """Break a name into at most `lines` lines of `width` inches; what does not fit is cut off at the end.

    For names that a code stands before, so that their beginning tells them apart. Empty where not even the
    first word fits.
    """
    if lines < 1 or width <= 0:
        return ""
    parts = words.split()

    def broken(kept: int) -> str | None:
        shorter = " ".join(parts[:kept]).rstrip(",;") + ("" if kept == len(parts) else "…")
        return broken_lines(shorter, width=width, lines=lines, size=size)

    return longest_fitting(len(parts), broken)
