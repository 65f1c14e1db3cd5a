"""The page a chart is drawn on: sized in inches, title on top, plot below."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.lettering import wrap
from cchc_analysis.charts.style import MUTED_INK, TITLE_SIZE, house_style
from cchc_analysis.texts import Language, text

PAGE_WIDTH = 7.5
SIDE = 0.12
_TITLE_LINE = TITLE_SIZE * 1.35 / 72
_MARK_HEIGHT = 0.22


def new_page(
    title: str,
    *,
    plot_height: float,
    left: float,
    right: float = 0.35,
    above: float = 0.12,
    below: float = 0.6,
    language: Language,
    is_synthetic: bool,
) -> tuple[Figure, Axes]:
    """Return a figure with its title set and one plot of `plot_height` inches.

    `left`, `right`, `above` and `below` are the inches kept free around the plot for labels. Figures are
    made without pyplot, so that nothing stays behind after a long run.
    """
    lines = wrap(title, width=PAGE_WIDTH - 2 * SIDE, lines=2, size=TITLE_SIZE, weight="bold")
    title_height = SIDE + _TITLE_LINE * (lines.count("\n") + 1)
    foot = below + (_MARK_HEIGHT if is_synthetic else 0)
    height = title_height + above + plot_height + foot
    figure = Figure(figsize=(PAGE_WIDTH, height))
    # This canvas keeps its renderer; without one, the page is set up anew for every word that is measured.
    FigureCanvasAgg(figure)
    figure.text(
        SIDE / PAGE_WIDTH, 1 - SIDE / height, lines,
        va="top", fontsize=TITLE_SIZE, fontweight="bold", linespacing=1.25, gid="title",
    )  # fmt: skip
    axes = figure.add_axes(
        (left / PAGE_WIDTH, foot / height, (PAGE_WIDTH - left - right) / PAGE_WIDTH, plot_height / height)
    )
    if is_synthetic:
        figure.text(
            1 - SIDE / PAGE_WIDTH, 0.07 / height, text("charts.synthetic", language),
            ha="right", va="bottom", color=MUTED_INK, gid="synthetic",
        )  # fmt: skip
    return figure, axes


def split_plot(figure: Figure, axes: Axes, *, height: float) -> tuple[Axes, Axes]:
    """Make two plots of one, each `height` inches: the upper is `axes` itself, the lower stands at its foot."""
    place, whole = axes.get_position(), figure.get_figheight()
    axes.set_position((place.x0, place.y1 - height / whole, place.width, height / whole))
    return axes, figure.add_axes((place.x0, place.y0, place.width, height / whole))


def empty_chart(name: str, sentence: str, *, title: str, language: Language, is_synthetic: bool) -> Chart:
    """Return a chart that says in one plain sentence why there is nothing to draw."""
    with house_style():
        figure, axes = new_page(
            title,
            plot_height=0.7,
            left=SIDE,
            right=SIDE,
            below=0.15,
            language=language,
            is_synthetic=is_synthetic,
        )
        axes.set_axis_off()
        words = wrap(sentence, width=PAGE_WIDTH - 3 * SIDE, lines=3, size=10)
        axes.text(0, 0.5, words, va="center", fontsize=10, color=MUTED_INK, gid="empty")
    return Chart(name, figure, title, f"{title}. {sentence}", sentence)
