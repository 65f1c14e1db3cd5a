from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE, XL_TICK_LABEL_POSITION

from cchc_analysis.publish.briefing import write_briefing
from cchc_analysis.publish.briefing_template import HEIGHT, WIDTH
from cchc_analysis.publish.slides import TITLE_LIMIT, BarSeries, ChartSlide, SlideError
from cchc_analysis.texts import text

RANKING = ChartSlide(
    title="Quận 5 dẫn đầu với 94,59 điểm",
    kind="bar",
    categories=("Quận 5", "Quận 1", "Quận 3"),
    series=(BarSeries("Chỉ số", (94.59, 0.1 + 0.2, None), "0.00"),),
    alt="Biểu đồ thanh: Quận 5 cao nhất",
    notes="Định nghĩa\nCăn cứ",
    footnote="Nguồn: bảng kết quả",
    full_scale=100.0,
)
SHARES = ChartSlide(
    title="Hai đơn vị chưa đạt",
    kind="column",
    categories=("Sở Nội vụ", "Sở Y tế"),
    series=(
        BarSeries("Theo số lượng", (0.551, 0.6), "0.0%"),
        BarSeries("Theo giá trị", (0.2, None), "0.0%"),
    ),
    alt="Biểu đồ cột",
    notes="",
    footnote="",
    threshold_lines=(("Chỉ tiêu 60%", 0.6), ("Chỉ tiêu 25%", 0.25)),
)
TREND = ChartSlide(
    title="Chỉ số tăng ba năm liền",
    kind="line",
    categories=("2018", "2019", "2020"),
    series=(BarSeries("Chỉ số", (70.0, None, 81.5), "0.0"),),
    alt="Biểu đồ đường",
    notes="",
    footnote="",
)
EMPTY = ChartSlide(
    title="Chưa có số liệu", kind="bar", categories=(), series=(), alt="", notes="", footnote="Nguồn"
)
PAYLOADS = (
    "=1+1",
    "{=1+1}",
    '=HYPERLINK("http://a.example","x")',
    "+1",
    "-1",
    "@SUM(A1)",
    "http://a.example/",
    "external:\\\\host\\x",
    "＝1+1",
    "<a:hlinkClick r:id='rId9'/>",
    "%s {0} {name}",
    "_x0041_ & ]]>",
    "mailto:a@a.example",
    "internal:Sheet1!A1",
)


def write(path: Path, *slides: ChartSlide, is_synthetic: bool = False, **changes: Any) -> Any:
    words = {"title": "Báo cáo nhanh", "subtitle": "Quý IV/2020", "footer": "Mã lần chạy 0a1b"} | changes
    write_briefing(path, slides=slides, language="vi", is_synthetic=is_synthetic, **words)
    return Presentation(str(path))


def shape(page: Any, name: str) -> Any:
    return next(shape for shape in page.shapes if shape.name == name)


def plotted(page: Any) -> dict[str, tuple[float | None, ...]]:
    plots = shape(page, "Chart").chart.plots
    return {series.name: tuple(series.values) for plot in plots for series in plot.series}


def workbook_cells(page: Any) -> list[list[Any]]:
    blob = shape(page, "Chart").chart.part.chart_workbook.xlsx_part.blob
    sheet = openpyxl.load_workbook(io.BytesIO(blob)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def package_texts(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as package:
        names = [name for name in package.namelist() if name.endswith((".xml", ".rels"))]
        return {name: package.read(name).decode("utf-8") for name in names}


def test_every_slide_has_headline_chart_source_band_and_number(tmp_path):
    pages = write(tmp_path / "b.pptx", RANKING, SHARES, TREND).slides
    assert len(pages) == 3
    for page, slide in zip(pages, (RANKING, SHARES, TREND), strict=True):
        assert page.shapes.title.text_frame.text == slide.title
        assert shape(page, "Footnote").text_frame.text == slide.footnote
        assert shape(page, "Header").text_frame.text == "Báo cáo nhanh · Quý IV/2020"
        assert shape(page, "Footer").text_frame.text == "Mã lần chạy 0a1b"
        assert 'type="slidenum"' in package_texts(tmp_path / "b.pptx")["ppt/slides/slide1.xml"]
        assert sum(one.has_chart for one in page.shapes) == 1


def test_charts_hold_the_exact_values_and_gaps_stay_gaps(tmp_path):
    ranking, shares, trend = write(tmp_path / "b.pptx", RANKING, SHARES, TREND).slides
    assert plotted(ranking) == {"Chỉ số": (94.59, 0.1 + 0.2, None)}
    assert list(shape(ranking, "Chart").chart.plots[0].categories) == ["Quận 5", "Quận 1", "Quận 3"]
    assert plotted(shares) == {
        "Theo số lượng": (0.551, 0.6),
        "Theo giá trị": (0.2, None),
        "Chỉ tiêu 60%": (0.6, 0.6),
        "Chỉ tiêu 25%": (0.25, 0.25),
    }
    assert plotted(trend) == {"Chỉ số": (70.0, None, 81.5)}
    assert 'dispBlanksAs val="gap"' in package_texts(tmp_path / "b.pptx")["ppt/charts/chart1.xml"]


def test_the_workbook_behind_a_chart_holds_the_same_table(tmp_path):
    _, shares = write(tmp_path / "b.pptx", RANKING, SHARES).slides
    assert workbook_cells(shares) == [
        [None, "Theo số lượng", "Theo giá trị", "Chỉ tiêu 60%", "Chỉ tiêu 25%"],
        ["Sở Nội vụ", 0.551, 0.2, 0.6, 0.25],
        ["Sở Y tế", 0.6, None, 0.6, 0.25],
    ]


def test_chart_kinds_scale_and_order_suit_the_reader(tmp_path):
    ranking, shares, trend = (
        shape(page, "Chart").chart for page in write(tmp_path / "b.pptx", RANKING, SHARES, TREND).slides
    )
    assert ranking.chart_type == XL_CHART_TYPE.BAR_CLUSTERED
    assert ranking.category_axis.reverse_order
    assert ranking.value_axis._element.crosses.get("val") == "max"
    assert (ranking.value_axis.minimum_scale, ranking.value_axis.maximum_scale) == (0, 110)
    assert ranking.value_axis.tick_label_position != XL_TICK_LABEL_POSITION.NONE
    assert not ranking.has_legend
    assert shares.has_legend
    assert [type(plot).__name__ for plot in shares.plots] == ["BarPlot", "LinePlot"]
    assert trend.chart_type == XL_CHART_TYPE.LINE_MARKERS
    charts = [xml for name, xml in package_texts(tmp_path / "b.pptx").items() if "charts/chart" in name]
    assert len(charts) == 3
    assert not any("3DChart" in xml or "view3D" in xml for xml in charts)


def test_the_axis_of_several_series_is_named_where_the_slide_names_it(tmp_path):
    named = ChartSlide(**(vars(SHARES) | {"axis_title": "Tỷ lệ"}))
    lone, several, titled = (
        shape(page, "Chart").chart.value_axis for page in write(tmp_path / "b.pptx", RANKING, SHARES, named).slides
    )
    assert lone.axis_title.text_frame.text == RANKING.series[0].name
    assert not several.has_title
    assert titled.axis_title.text_frame.text == "Tỷ lệ"


def test_a_highlighted_category_stands_out_of_grey(tmp_path):
    slide = ChartSlide(**(vars(RANKING) | {"highlight": 1}))
    (page,) = write(tmp_path / "b.pptx", slide).slides
    series = shape(page, "Chart").chart.plots[0].series[0]
    assert str(series.format.fill.fore_color.rgb) == "BFBFBF"
    assert str(series.points[1].format.fill.fore_color.rgb) == "12436D"


def test_many_categories_are_drawn_without_labels(tmp_path):
    names = tuple(f"Phường {number}" for number in range(20))
    slide = ChartSlide(**(vars(RANKING) | {"categories": names, "series": (BarSeries("Số", (1.0,) * 20, "0"),)}))
    write(tmp_path / "b.pptx", slide, RANKING)
    charts = package_texts(tmp_path / "b.pptx")
    assert "c:dLbls" not in charts["ppt/charts/chart1.xml"]
    assert "c:dLbls" in charts["ppt/charts/chart2.xml"]


def test_charts_carry_alternative_text_and_notes_repeat_it(tmp_path):
    page, *_ = write(tmp_path / "b.pptx", RANKING, SHARES, TREND).slides
    assert shape(page, "Chart")._element.nvGraphicFramePr.cNvPr.get("descr") == RANKING.alt
    assert page.notes_slide.notes_text_frame.text == f"Định nghĩa\nCăn cứ\n{RANKING.alt}"


def test_a_slide_without_data_says_so_and_has_no_chart(tmp_path):
    nothing = ChartSlide(
        **(vars(RANKING) | {"series": (BarSeries("Chỉ số", (None, None, None), "0.0"),), "alt": ""})
    )
    for page in write(tmp_path / "b.pptx", EMPTY, nothing).slides:
        assert not any(one.has_chart for one in page.shapes)
        assert shape(page, "No data").text_frame.text == text("briefing.no_data", "vi")
        assert all(one.has_text_frame and one.text_frame.text for one in page.placeholders)


def test_sample_figures_are_marked_on_every_slide_and_real_ones_on_none(tmp_path):
    mark = text("briefing.synthetic_mark", "vi")
    for page in write(tmp_path / "b.pptx", RANKING, EMPTY, is_synthetic=True).slides:
        assert shape(page, "Synthetic mark").text_frame.text == mark
        assert page.notes_slide.notes_text_frame.text.startswith(mark)
    for page in write(tmp_path / "b.pptx", RANKING, EMPTY).slides:
        assert "Synthetic mark" not in {one.name for one in page.shapes}


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_stays_text_everywhere(tmp_path, payload):
    path = tmp_path / "b.pptx"
    slide = ChartSlide(
        title=payload,
        kind="column",
        categories=(payload, "Quận 1"),
        series=(BarSeries(payload, (1.0, 2.0), "0"),),
        alt=payload,
        notes=payload,
        footnote=payload,
        threshold_lines=((payload, 1.0),),
    )
    (page,) = write(path, slide, title=payload, subtitle=payload, footer=payload).slides
    assert page.shapes.title.text_frame.text == payload
    assert workbook_cells(page)[0][1:] == [payload, payload]
    assert workbook_cells(page)[1][0] == payload
    assert set(plotted(page)) == {payload}
    blob = shape(page, "Chart").chart.part.chart_workbook.xlsx_part.blob
    with zipfile.ZipFile(io.BytesIO(blob)) as workbook:
        sheet = workbook.read("xl/worksheets/sheet1.xml").decode("utf-8")
        assert "<f>" not in sheet
        assert "hyperlink" not in sheet
        assert not any("External" in workbook.read(name).decode("utf-8") for name in workbook.namelist())
    for name, xml in package_texts(path).items():
        assert 'TargetMode="External"' not in xml, name
        assert not re.search(r"<a:hlink(Click|MouseOver)", xml), name


def test_control_and_direction_characters_never_reach_the_file(tmp_path):
    slide = ChartSlide(
        **(vars(RANKING) | {"title": "Quận\x00 1\u202e\x0b\ud800", "categories": ("a\x07", "b\u2066", "c\n d")})
    )
    (page,) = write(tmp_path / "b.pptx", slide).slides
    assert page.shapes.title.text_frame.text == "Quận 1"
    assert list(shape(page, "Chart").chart.plots[0].categories) == ["a", "b", "c d"]


def test_the_same_slides_give_the_same_bytes(tmp_path, monkeypatch):
    write(tmp_path / "a.pptx", RANKING, SHARES, EMPTY, is_synthetic=True)
    monkeypatch.setenv("TZ", "Asia/Ho_Chi_Minh")
    write(tmp_path / "b.pptx", RANKING, SHARES, EMPTY, is_synthetic=True)
    first, second = (tmp_path / "a.pptx").read_bytes(), (tmp_path / "b.pptx").read_bytes()
    assert first == second


def test_no_clock_reaches_the_package_or_its_workbooks(tmp_path):
    write(tmp_path / "b.pptx", RANKING)
    packages = [zipfile.ZipFile(tmp_path / "b.pptx")]
    packages += [
        zipfile.ZipFile(io.BytesIO(packages[0].read(name)))
        for name in packages[0].namelist()
        if name.endswith(".xlsx")
    ]
    assert len(packages) == 2
    for package in packages:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        stamps = re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", package.read("docProps/core.xml").decode("utf-8"))
        assert set(stamps) == {"2000-01-01T00:00:00Z"}


def test_a_failed_briefing_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "b.pptx"
    write(path, RANKING)
    before = path.read_bytes()
    with pytest.raises(SlideError):
        write(path)
    with pytest.raises(SlideError, match="footer"):
        write(path, RANKING, footer="x" * 151)
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["b.pptx"]


def test_the_template_is_wide_named_and_carries_nobody_elses_traces(tmp_path):
    presentation = write(tmp_path / "b.pptx", RANKING)
    assert presentation.slide_width == round(WIDTH * 914400)
    assert presentation.slide_height == round(HEIGHT * 914400)
    for layout in presentation.slide_layouts:
        for box in layout.placeholders:
            assert box.left + box.width <= presentation.slide_width
            assert box.top + box.height <= presentation.slide_height
    names = set(zipfile.ZipFile(tmp_path / "b.pptx").namelist())
    assert not any(word in name for name in names for word in ("thumbnail", "printer", "fonts", "media"))
    theme = package_texts(tmp_path / "b.pptx")["ppt/theme/theme1.xml"]
    assert set(re.findall(r'<a:latin typeface="(.*?)"', theme)) == {"Arial"}
    assert {"12436D", "28A197", "801650", "F46A25", "3D3D3D"} <= set(re.findall(r'srgbClr val="(\w+)"', theme))


def test_shape_ids_are_unique_and_the_title_is_read_first(tmp_path):
    for page in write(tmp_path / "b.pptx", RANKING, EMPTY, is_synthetic=True).slides:
        ids = [one.shape_id for one in page.shapes]
        assert len(set(ids)) == len(ids)
        assert next(iter(page.shapes)).name == "Title"


def test_a_title_as_long_as_allowed_is_written_whole(tmp_path):
    title = ("Ư" * 9 + " ") * 14
    (page,) = write(tmp_path / "b.pptx", ChartSlide(**(vars(RANKING) | {"title": title[:TITLE_LIMIT]}))).slides
    assert len(page.shapes.title.text_frame.text) == TITLE_LIMIT - 1
