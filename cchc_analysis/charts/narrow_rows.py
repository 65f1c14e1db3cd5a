"""Rows with narrow names, for charts that need room for words on the right."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from cchc_analysis.charts.lettering import text_width, wrap
from cchc_analysis.charts.page import SIDE
from cchc_analysis.charts.row_stack import RowStack

_ONE_LINE, _TWO_LINES = 0.24, 0.37


def narrow_rows(names: Sequence[str], *, beside: Sequence[str], width: float) -> RowStack:
    """Wrap the names to two lines of `width` inches; a row is tall enough for its name and the words beside it."""
    labels = tuple(wrap(name, width=width, lines=2) for name in names)
    widest = max((text_width(line) for label in labels for line in label.split("\n")), default=0.0)
    heights = [
        _TWO_LINES if "\n" in label + words else _ONE_LINE for label, words in zip(labels, beside, strict=True)
    ]
    return RowStack(labels, tuple(itertools.accumulate(heights, initial=0.0)), widest + SIDE + 0.12)
