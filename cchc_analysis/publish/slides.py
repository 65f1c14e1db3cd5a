"""What a slide of the briefing says, before any PowerPoint: values checked, text plain."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Literal

from cchc_analysis.publish.plain_text import plain_lines, plain_text

# Two lines of 22-point bold type across the slide.
TITLE_LIMIT = 140
# Two lines of 12-point type across the slide.
FOOTNOTE_LIMIT = 260
CATEGORY_LIMIT = 24
SERIES_LIMIT = 4
THRESHOLD_LIMIT = 2

_NUMBER_FORMAT = re.compile(r"[#,0]+(\.0+)?%?")

ChartKind = Literal["bar", "column", "line"]


class SlideError(ValueError):
    """A slide that could not be read by an audience or would misstate a figure."""


@dataclass(frozen=True)
class BarSeries:
    """One measured quantity over the categories of a chart; a missing value is None and leaves a gap.

    `number_format` is an Excel number format such as ``0.0`` or ``0.0%``; the reader's Office shows it
    with the separators of the reader's own region.

    Raises `SlideError` for NaN, an infinity or another kind of number format.
    """

    name: str
    values: tuple[float | None, ...]
    number_format: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", plain_text(self.name))
        if not all(value is None or math.isfinite(value) for value in self.values):
            raise SlideError(f"series {self.name!r}: a value is not a finite number; a missing one is None")
        if not _NUMBER_FORMAT.fullmatch(self.number_format):
            raise SlideError(f"series {self.name!r}: number format {self.number_format!r} is not supported")


@dataclass(frozen=True)
class ChartSlide:
    """One slide: a headline that states the finding, one chart, its source.

    Parameters
    ----------
    title
        The finding in one sentence, at most `TITLE_LIMIT` characters.
    alt
        What a person who cannot see the chart needs to know.
    notes
        Speaker notes: definitions, legal basis, counts. Line breaks are kept.
    footnote
        Source, period and what the chart leaves out, at most `FOOTNOTE_LIMIT` characters.
    highlight
        Position of the one category to stand out in a chart of one series.
    threshold_lines
        Label and value of lines across a column or line chart (a quota), on the scale of the series.
    full_scale
        The value that means everything (1 for shares, 100 for an index): the axis ends just above it.
    axis_title
        What the axis of values measures, and in what; where it is left out, a lone series names it.

    Raises `SlideError` where the slide could not be read or its parts do not fit together.
    """

    title: str
    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[BarSeries, ...]
    alt: str
    notes: str
    footnote: str
    highlight: int | None = None
    threshold_lines: tuple[tuple[str, float], ...] = ()
    full_scale: float | None = None
    axis_title: str = ""

    def __post_init__(self) -> None:
        for field in ("title", "alt", "footnote", "axis_title"):
            object.__setattr__(self, field, plain_text(getattr(self, field)))
        object.__setattr__(self, "notes", plain_lines(self.notes))
        object.__setattr__(self, "categories", tuple(plain_text(name) for name in self.categories))
        lines = tuple((plain_text(label), value) for label, value in self.threshold_lines)
        object.__setattr__(self, "threshold_lines", lines)
        for problem, is_wrong in self._problems().items():
            if is_wrong:
                raise SlideError(f"slide {self.title!r}: {problem}")

    def _problems(self) -> dict[str, bool]:
        size = len(self.categories)
        return {
            "the title is empty": not self.title,
            f"the title is longer than {TITLE_LIMIT} characters": len(self.title) > TITLE_LIMIT,
            f"the footnote is longer than {FOOTNOTE_LIMIT} characters": len(self.footnote) > FOOTNOTE_LIMIT,
            f"more than {CATEGORY_LIMIT} categories": size > CATEGORY_LIMIT,
            f"more than {SERIES_LIMIT} series": len(self.series) > SERIES_LIMIT,
            "a chart without alternative text": self.has_chart and not self.alt,
            "a category is empty": not all(self.categories),
            "two categories have the same name": len(set(self.categories)) < size,
            "a series has not one value per category": any(len(one.values) != size for one in self.series),
            "the highlight is no category": self.highlight is not None and not 0 <= self.highlight < size,
            "a highlight needs exactly one series": self.highlight is not None and len(self.series) != 1,
            f"more than {THRESHOLD_LIMIT} thresholds": len(self.threshold_lines) > THRESHOLD_LIMIT,
            "thresholds cannot be drawn across horizontal bars": self.kind == "bar" and bool(self.threshold_lines),
            "a threshold is not a finite number": not all(
                math.isfinite(value) for _, value in self.threshold_lines
            ),
        }

    @property
    def has_chart(self) -> bool:
        """Whether anything was measured at all; otherwise the slide says so in words."""
        return any(value is not None for one in self.series for value in one.values)
