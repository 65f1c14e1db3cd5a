"""What a figure holds, read back from its artists."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from cchc_analysis.charts.chart import Chart, figure_png


def axes_of(chart: Chart) -> Axes:
    return chart.figure.axes[0]


def words(chart: Chart, gid: str) -> list[str]:
    """Texts with a mark, in drawing order."""
    found = chart.figure.findobj(lambda artist: isinstance(artist, Text) and artist.get_gid() == gid)
    return [text.get_text() for text in found]


def names(chart: Chart) -> list[str]:
    """Row names from the top down, line breaks taken out."""
    return [label.get_text().replace("\n", " ") for label in axes_of(chart).get_yticklabels()]


def bars(chart: Chart) -> list[float]:
    """Lengths of the bars from the top down."""
    rectangles = [
        patch for patch in axes_of(chart).patches if isinstance(patch, Rectangle) and not patch.get_gid()
    ]
    return [round(patch.get_width(), 6) for patch in sorted(rectangles, key=lambda patch: patch.get_y())]


def lines(chart: Chart, gid: str) -> list[Line2D]:
    return [line for line in axes_of(chart).get_lines() if line.get_gid() == gid]


def legend(chart: Chart) -> list[str]:
    return [text.get_text() for text in chart.figure.legends[0].get_texts()]


def is_inside_page(chart: Chart) -> bool:
    """Whether every text lies within the page, so that nothing is cut off."""
    figure: Figure = chart.figure
    figure_png(chart, dpi=72)
    page = figure.bbox
    texts = [
        text
        for text in figure.findobj(Text)
        if isinstance(text, Text) and text.get_visible() and text.get_text().strip()
    ]
    boxes = [text.get_window_extent() for text in texts]
    return all(
        box.x0 >= page.x0 - 1 and box.x1 <= page.x1 + 1 and box.y0 >= page.y0 - 1 and box.y1 <= page.y1 + 1
        for box in boxes
    )
