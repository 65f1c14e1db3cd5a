"""A chart with the words that go with it, and its picture file."""

from __future__ import annotations

import io
from dataclasses import dataclass

from matplotlib.figure import Figure

from cchc_analysis.charts.style import house_style


@dataclass(frozen=True)
class Chart:
    """A figure with its name, title, alternative text and caption.

    `title` is drawn in the figure. `alt` says in words what the picture shows, for a reader who cannot
    see it. `caption` says what the picture leaves out (rows not shown, figures missing or not sourced)
    and belongs under it wherever it is printed.
    """

    name: str
    figure: Figure
    title: str
    alt: str
    caption: str


def figure_png(chart: Chart, *, dpi: int = 150) -> bytes:
    """Return the chart as a PNG file; the same chart always gives the same bytes.

    The file carries the title and the alternative text, and neither a date nor a program version.
    """
    file = io.BytesIO()
    metadata = {"Software": None, "Title": chart.title, "Description": chart.alt}
    with house_style():
        chart.figure.savefig(file, format="png", dpi=dpi, metadata=metadata)
    return file.getvalue()
