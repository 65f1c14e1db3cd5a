from __future__ import annotations

import io

import matplotlib as mpl
import pytest
from matplotlib import font_manager, pyplot
from PIL import Image

from cchc_analysis.charts.chart import Chart, figure_png
from cchc_analysis.charts.league_bars import league_bars
from cchc_analysis.charts.style import FONT_FAMILY, house_style

from .drawn import axes_of
from .frames import league


def draw() -> Chart:
    return league_bars(league({"SNV": 90.5, "STP": 80}), language="vi", focus="STP", is_synthetic=True)


def test_the_same_table_gives_the_same_bytes() -> None:
    assert figure_png(draw()) == figure_png(draw())


def test_words_are_measured_on_one_page_and_not_on_a_new_one_each() -> None:
    figure = draw().figure
    assert figure._get_renderer() is figure._get_renderer()


def test_what_a_notebook_sets_changes_no_byte() -> None:
    expected = figure_png(draw())
    with mpl.rc_context(
        {"font.family": "DejaVu Serif", "axes.grid": False, "font.size": 20, "savefig.bbox": "tight"}
    ):
        assert figure_png(draw()) == expected


def test_drawing_leaves_matplotlib_as_it_was() -> None:
    before = dict(mpl.rcParams)
    figure_png(draw())
    assert dict(mpl.rcParams) == before


def test_the_picture_carries_title_and_alt_text_but_no_version() -> None:
    chart = draw()
    with Image.open(io.BytesIO(figure_png(chart))) as picture:
        assert picture.info["Title"] == chart.title
        assert picture.info["Description"] == chart.alt
        assert "Software" not in picture.info


def test_the_resolution_is_the_one_asked_for() -> None:
    with Image.open(io.BytesIO(figure_png(draw(), dpi=80))) as picture:
        assert picture.width == 600


def test_no_pyplot_figure_is_left_behind() -> None:
    before = pyplot.get_fignums()
    figure_png(draw())
    assert pyplot.get_fignums() == before


@pytest.mark.parametrize("weight", [400, 700])
def test_the_house_font_is_the_one_in_the_package(weight: int) -> None:
    path = font_manager.findfont(font_manager.FontProperties(family=FONT_FAMILY[0], weight=weight))
    assert "charts" in path
    assert "BeVietnamPro" in path


def test_a_dollar_sign_in_a_name_is_no_formula() -> None:
    table = league({"SNV": 90, "STP": 80}).replace({"Sở Nội vụ": "Dự án $x_1$"})
    chart = league_bars(table, language="vi")
    figure_png(chart)
    assert axes_of(chart).get_yticklabels()[0].get_text() == "1. Dự án $x_1$"
    assert not axes_of(chart).get_yticklabels()[0].get_parse_math()


@pytest.mark.parametrize("weight", [400, 700])
def test_every_vietnamese_letter_is_in_the_house_font(weight: int) -> None:
    path = font_manager.findfont(font_manager.FontProperties(family=FONT_FAMILY[0], weight=weight))
    font = font_manager.get_font(path)
    letters = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđfjwz"
    signs = "0123456789%+−–…·()/&"
    assert [sign for sign in letters + letters.upper() + signs if not font.get_char_index(ord(sign))] == []


def test_a_sign_that_no_font_has_does_not_pass_silently() -> None:
    with pytest.warns(UserWarning, match="Glyph"):
        figure_png(league_bars(league({"SNV": 90}), language="vi", title="Chỉ số \U00013000"))


def test_the_style_holds_only_inside() -> None:
    outside = mpl.rcParams["axes.grid.axis"]
    with house_style():
        assert mpl.rcParams["font.family"] == list(FONT_FAMILY)
    assert mpl.rcParams["axes.grid.axis"] == outside
