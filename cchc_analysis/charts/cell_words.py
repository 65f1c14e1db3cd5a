"""What is written in a cell of a tree: a name across or upward, cut where it must be, else its code."""

from __future__ import annotations

from cchc_analysis.charts.cut_words import cut_words
from cchc_analysis.charts.lettering import text_width

_SIZE, _SMALL = 7.5, 6.5
_LINE, _SMALL_LINE = _SIZE * 1.36 / 72, _SMALL * 1.3 / 72
_PAD = 0.06
_MOST_LINES = 5


def fit_words(name: str, code: str, width: float, height: float) -> tuple[str, float, int] | None:
    """Return what has room in a cell of so many inches: the name, or what of it tells enough, or the code.

    With the size of the letters and their rotation (0 or 90); None where not even the code has room.
    """
    across, along = width - _PAD, height - _PAD
    choices = [
        (_wrapped(name, across, along, _SIZE, _LINE), _SIZE, 0),
        (_wrapped(name, along, across, _SIZE, _LINE), _SIZE, 90),
        (_wrapped(name, along, across + 0.03, _SMALL, _SMALL_LINE), _SMALL, 90),
    ]
    whole = [choice for choice in choices if choice[0] and "…" not in choice[0]]
    if whole:
        # A word per line reads worse than a line that runs upward.
        return next((choice for choice in whole if choice[0].count("\n") < _MOST_LINES), whole[0])
    # Cut names keep as many letters as can be; less than a third of a name tells nothing.
    longest = max(choices, key=lambda choice: len(choice[0]))
    if len(longest[0]) >= max(len(name) / 3, len(code) + 8):
        return longest
    if text_width(code, size=_SIZE) <= across:
        return code, _SIZE, 0
    if text_width(code, size=_SMALL) <= along and width >= _SMALL_LINE:
        return code, _SMALL, 90
    return None


def _wrapped(name: str, length: float, thickness: float, size: float, line: float) -> str:
    lines = int(thickness / line)
    return cut_words(name, width=length, lines=lines, size=size)
