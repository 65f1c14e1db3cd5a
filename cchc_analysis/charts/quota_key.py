"""The key of the quota's signs, in words between the title and the plot."""

from __future__ import annotations

from collections.abc import Iterable

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from cchc_analysis.charts.lettering import text_width
from cchc_analysis.charts.page import PAGE_WIDTH, SIDE
from cchc_analysis.charts.quota_results import SIGNS, signed_word
from cchc_analysis.compliance.verdict import RESULTS
from cchc_analysis.texts import Language, text

_LINE, _BETWEEN, _ABOVE = 0.19, "     ", 0.12


def key_lines(results: Iterable[tuple[str, bool]], language: Language) -> list[str]:
    """Return the signs of the results that occur, each with its word, on as few lines as they need.

    Each result comes with whether its year is over; a sign that stands for both says what it is in either.
    """
    found = set(results)
    entries = [
        _entry(result, [is_over for one, is_over in found if one == result], language)
        for result in RESULTS
        if SIGNS[result] and any(one == result for one, _ in found)
    ]
    lines: list[str] = []
    for entry in entries:
        longer = f"{lines[-1]}{_BETWEEN}{entry}" if lines else entry
        if lines and text_width(longer) <= PAGE_WIDTH - 2 * SIDE:
            lines[-1] = longer
        else:
            lines.append(entry)
    return lines


def _entry(result: str, is_over: list[bool], language: Language) -> str:
    if len(is_over) > 1 and result in ("passed", "failed"):
        return f"{SIGNS[result]} {text(f'quota_charts.result_{result}_both', language)}"
    return signed_word(result, language, is_year_over=is_over[0])


def key_height(lines: list[str]) -> float:
    """Return the inches to keep free above the plot for the key."""
    return _ABOVE + _LINE * len(lines)


def draw_key(figure: Figure, axes: Axes, lines: list[str], *, lift: float) -> None:
    """Write the key `lift` inches above the plot, from the left edge of the page."""
    bottom = axes.get_position().y1 + (lift + 0.04) / figure.get_figheight()
    figure.text(SIDE / PAGE_WIDTH, bottom, "\n".join(lines), va="bottom", linespacing=1.3, gid="key")
