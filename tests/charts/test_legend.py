from __future__ import annotations

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from cchc_analysis.charts.legend import draw_legend, legend_height, legend_sign
from cchc_analysis.charts.page import new_page
from cchc_analysis.charts.style import house_style

WORDS = [f"Chú giải rất dài về đơn vị hành chính số {number}" for number in range(4)]


def test_short_words_share_a_line_and_long_ones_do_not() -> None:
    assert legend_height(["Đạt", "Chưa đạt"]) == legend_height(["Đạt"])
    assert legend_height(WORDS) > legend_height(WORDS[:2])


def test_the_legend_keeps_between_title_and_plot_and_on_the_page() -> None:
    with house_style():
        figure, axes = new_page(
            "Tiêu đề", plot_height=1, left=1, above=legend_height(WORDS), language="vi", is_synthetic=False
        )
        draw_legend(figure, axes, [legend_sign(word, marker="o") for word in WORDS])
        FigureCanvasAgg(figure).draw()
    box, title = figure.legends[0].get_window_extent(), figure.texts[0].get_window_extent()
    assert box.x1 <= figure.bbox.x1
    assert box.y0 >= axes.get_window_extent().y1
    assert box.y1 <= title.y0


def test_a_chart_without_anything_to_tell_apart_has_no_legend() -> None:
    assert legend_height([]) >= 0
    figure = Figure()
    draw_legend(figure, figure.add_subplot(), [])
    assert not figure.legends
