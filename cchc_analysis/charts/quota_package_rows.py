"""Rows of packages: the number on its own line, the name of the package under it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from cchc_analysis.charts.lettering import text_width, wrap
from cchc_analysis.charts.page import SIDE
from cchc_analysis.charts.row_stack import RowStack

_WIDTH, _MARGIN, _LINE = 2.3, 0.17, 0.155


def package_rows(entries: Sequence[tuple[str, str]]) -> RowStack:
    """Stack rows of a number (or a heading) and a name, cut to two lines; either may be empty."""
    labels = tuple(
        "\n".join(
            wrap(words, width=_WIDTH, lines=lines, weight="bold")
            for words, lines in ((head, 1), (name, 2))
            if words
        )
        for head, name in entries
    )
    heights = [_MARGIN + _LINE * (label.count("\n") + 1) for label in labels]
    widest = max(text_width(line, weight="bold") for label in labels for line in label.split("\n"))
    return RowStack(labels, tuple(itertools.accumulate(heights, initial=0.0)), widest + SIDE + 0.12)
