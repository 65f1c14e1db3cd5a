"""A native PowerPoint chart drawn in the house style from a checked slide."""

from __future__ import annotations

from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_AXIS_CROSSES,
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from cchc_analysis.publish.briefing_template import CHART, FONT, INK, PALETTE
from cchc_analysis.publish.slides import ChartSlide

_TYPES = {
    "bar": XL_CHART_TYPE.BAR_CLUSTERED,
    "column": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "line": XL_CHART_TYPE.LINE_MARKERS,
}
# Shape and dash tell series apart without colour.
_MARKERS = (XL_MARKER_STYLE.CIRCLE, XL_MARKER_STYLE.SQUARE, XL_MARKER_STYLE.TRIANGLE, XL_MARKER_STYLE.DIAMOND)
_DASHES = (MSO_LINE_DASH_STYLE.DASH, MSO_LINE_DASH_STYLE.ROUND_DOT)
_REST, _GRID = "BFBFBF", "E3E3E3"
_LABELLED_CATEGORIES, _WIDE_BARS = 15, 14
_TYPE, _SMALL_TYPE = Pt(12), Pt(10)
_INCHES_PER_LETTER, _WIDEST_NAMES = 0.092, 0.36


def chart_type(slide: ChartSlide) -> XL_CHART_TYPE:
    """Return PowerPoint's name for the slide's kind of chart."""
    return _TYPES[slide.kind]


def style_chart(chart: Any, slide: ChartSlide) -> None:
    """Give a chart fresh from `chart_data` the house style: flat, labelled, best on top, gaps as gaps."""
    chart.has_title = False
    chart.font.name, chart.font.size, chart.font.color.rgb = FONT, _TYPE, _rgb(INK)
    _style_axes(chart, slide)
    thresholds = list(chart.plots[0].series)[len(slide.series) :]
    if slide.kind == "line":
        _style_lines(chart, slide)
    else:
        _style_bars(chart, slide)
        _move_to_line_plot(chart, thresholds)
    _style_thresholds(chart, slide)
    _style_legend(chart, slide)


def _style_axes(chart: Any, slide: ChartSlide) -> None:
    names, values = chart.category_axis, chart.value_axis
    names.format.line.color.rgb = _rgb(_REST)
    names.major_tick_mark = values.major_tick_mark = XL_TICK_MARK.NONE
    values.major_gridlines.format.line.color.rgb = _rgb(_GRID)
    values.format.line.fill.background()
    values.tick_labels.number_format = "0%" if slide.series[0].number_format.endswith("%") else "#,##0"
    values.tick_labels.number_format_is_linked = False
    _set_scale(values, slide)
    if slide.kind == "bar":
        # PowerPoint lists bars from the bottom up; the best belongs on top and the scale at the foot.
        names.reverse_order = True
        values._element.crosses.val = XL_AXIS_CROSSES.MAXIMUM
        _place_plot(chart, slide)
    elif slide.kind == "column":
        # Long names wrap; left alone PowerPoint would turn them.
        names.tick_labels.font.size = Pt(11)
        names._element.txPr.bodyPr.set("rot", "0")
    measured = slide.axis_title or (slide.series[0].name if len(slide.series) == 1 else "")
    if measured:
        values.has_title = True
        title = values.axis_title.text_frame
        title.text = measured
        title.paragraphs[0].runs[0].font.size, title.paragraphs[0].runs[0].font.bold = _TYPE, False


def _set_scale(axis: Any, slide: ChartSlide) -> None:
    shown = [value for one in slide.series for value in one.values if value is not None]
    shown += [value for _, value in slide.threshold_lines]
    if slide.kind != "line" and min(shown) >= 0:
        axis.minimum_scale = 0
    if slide.full_scale is not None and min(shown) >= 0 and max(shown) <= slide.full_scale:
        axis.minimum_scale = 0
        # Room for the label of a full bar; the last printed mark is the full scale itself.
        axis.maximum_scale = slide.full_scale * 11 / 10
        axis.major_unit = slide.full_scale / 5


def _place_plot(chart: Any, slide: ChartSlide) -> None:
    """Fix the plot beside its names: PowerPoint would squeeze long names into wrapped, clipped lines."""
    longest = max(len(name) for name in slide.categories)
    left = min(longest * _INCHES_PER_LETTER / CHART.width + 0.02, _WIDEST_NAMES)
    height = 0.86 if len(slide.series) == 1 else 0.82
    area = chart._chartSpace.chart.plotArea
    for stale in area.findall(qn("c:layout")):
        area.remove(stale)
    place = {"x": left, "y": 0.01, "w": 0.97 - left, "h": height}
    marks = "".join(f'<c:{name} val="{value:.4f}"/>' for name, value in place.items())
    area.insert(
        0,
        parse_xml(
            f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/>'
            f'<c:xMode val="edge"/><c:yMode val="edge"/>{marks}</c:manualLayout></c:layout>'
        ),
    )


def _style_bars(chart: Any, slide: ChartSlide) -> None:
    plot = chart.plots[0]
    is_one_bar_each = all(
        sum(value is not None for value in values) <= 1
        for values in zip(*(one.values for one in slide.series), strict=True)
    )
    plot.gap_width = 40
    plot.overlap = 100 if is_one_bar_each else 0
    plot.vary_by_categories = False
    for series, colour in zip(plot.series, PALETTE, strict=False):
        is_rest = slide.highlight is not None
        series.invert_if_negative = False
        _fill(series.format, _REST if is_rest else colour)
    if slide.highlight is not None:
        _fill(plot.series[0].points[slide.highlight].format, PALETTE[0])
    if len(slide.categories) <= _LABELLED_CATEGORIES + 1:
        for series, source in zip(plot.series, slide.series, strict=False):
            _label(series, source.number_format, position=XL_LABEL_POSITION.OUTSIDE_END)
            if slide.kind == "column" and len(slide.series) * len(slide.categories) > _WIDE_BARS:
                series.data_labels.font.size = _SMALL_TYPE
            if slide.threshold_lines:
                _blank_behind_labels(series)


def _style_lines(chart: Any, slide: ChartSlide) -> None:
    sources = zip(chart.plots[0].series, slide.series, PALETTE, _MARKERS, strict=False)
    for series, source, colour, marker in sources:
        series.smooth = False
        series.format.line.color.rgb = _rgb(colour)
        series.format.line.width = Pt(2.5)
        series.marker.style, series.marker.size = marker, 8
        _fill(series.marker.format, colour)
        if len(slide.series) == 1 and len(slide.categories) <= _LABELLED_CATEGORIES:
            _label(series, source.number_format, position=XL_LABEL_POSITION.ABOVE)


def _move_to_line_plot(chart: Any, thresholds: list[Any]) -> None:
    """Turn the constant bar series into lines that share the axes of the columns."""
    if not thresholds:
        return
    bars = chart._chartSpace.chart.plotArea.find(qn("c:barChart"))
    lines = parse_xml(
        f'<c:lineChart {nsdecls("c")}><c:grouping val="standard"/><c:varyColors val="0"/></c:lineChart>'
    )
    for series in thresholds:
        lines.append(series._element)
        for bars_only in series._element.findall(qn("c:invertIfNegative")):
            series._element.remove(bars_only)
    lines.append(parse_xml(f'<c:marker {nsdecls("c")} val="1"/>'))
    for axis in bars.findall(qn("c:axId")):
        lines.append(parse_xml(f'<c:axId {nsdecls("c")} val="{axis.get("val")}"/>'))
    bars.addnext(lines)


def _style_thresholds(chart: Any, slide: ChartSlide) -> None:
    if not slide.threshold_lines:
        return
    lines = list(list(chart.plots)[-1].series)[-len(slide.threshold_lines) :]
    for series, colour, dash in zip(lines, PALETTE[2:], _DASHES, strict=False):
        series.smooth = False
        series.marker.style = XL_MARKER_STYLE.NONE
        series.format.line.color.rgb = _rgb(colour)
        series.format.line.width = Pt(2)
        series.format.line.dash_style = dash


def _style_legend(chart: Any, slide: ChartSlide) -> None:
    chart.has_legend = len(slide.series) + len(slide.threshold_lines) > 1
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False
        chart.legend.font.size = _TYPE


def _label(series: Any, number_format: str, *, position: XL_LABEL_POSITION) -> None:
    labels = series.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = number_format, False
    labels.position = position
    labels.font.size = _TYPE


def _blank_behind_labels(series: Any) -> None:
    """Give labels a white ground: a threshold line would strike their figures through."""
    properties = parse_xml(
        f'<c:spPr {nsdecls("c", "a")}><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></c:spPr>'
    )
    series.data_labels._element.find(qn("c:txPr")).addprevious(properties)


def _fill(surface: Any, colour: str) -> None:
    surface.fill.solid()
    surface.fill.fore_color.rgb = _rgb(colour)


def _rgb(colour: str) -> RGBColor:
    rgb: RGBColor = RGBColor.from_string(colour)
    return rgb
