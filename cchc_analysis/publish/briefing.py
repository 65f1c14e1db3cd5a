"""The briefing: a .pptx of native, editable charts that a leader can take into a meeting."""

from __future__ import annotations

import copy
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cchc_analysis.publish.atomic import write_bytes_atomic
from cchc_analysis.publish.briefing_template import (
    CHART,
    CHART_LAYOUT,
    FOOTER,
    FOOTNOTE,
    HEADER,
    NUMBER,
    SYNTHETIC,
    TITLE,
    WORDS,
    WORDS_LAYOUT,
    Box,
    open_template,
)
from cchc_analysis.publish.chart_workbook import FIXED_TIME, chart_data
from cchc_analysis.publish.deterministic_zip import repack
from cchc_analysis.publish.native_chart import chart_type, style_chart
from cchc_analysis.publish.plain_text import plain_text
from cchc_analysis.publish.slides import ChartSlide, SlideError
from cchc_analysis.texts import Language, text

_OFFICE_LANGUAGE = {"vi": "vi-VN", "en": "en-GB"}
_HEADER_LIMIT, _FOOTER_LIMIT = 80, 150


def write_briefing(
    path: Path,
    *,
    title: str,
    subtitle: str,
    footer: str,
    slides: Sequence[ChartSlide],
    language: Language,
    is_synthetic: bool,
) -> None:
    """Write the briefing to `path`, whole or not at all; the same slides give the same bytes.

    Every slide carries the headline, one chart with its workbook, the source line, `title` and
    `subtitle` in the band on top, `footer` and the slide number at the foot, the speaker notes and, for a
    sample city, the mark that the figures are not real. A slide without any measured value says so in
    words.

    Raises `SlideError` for no slides, or a band or footer too long for its line.
    """
    header = plain_text(f"{title} · {subtitle}" if subtitle else title)
    footer = plain_text(footer)
    if not slides:
        raise SlideError("a briefing needs at least one slide")
    if len(header) > _HEADER_LIMIT or len(footer) > _FOOTER_LIMIT:
        raise SlideError(f"title and subtitle over {_HEADER_LIMIT} characters or footer over {_FOOTER_LIMIT}")
    presentation = open_template()
    for slide in slides:
        mark = text("briefing.synthetic_mark", language) if is_synthetic else ""
        _add_slide(presentation, slide, header=header, footer=footer, mark=mark, language=language)
    _set_properties(presentation.core_properties, title=header, language=language)
    package = io.BytesIO()
    presentation.save(package)
    write_bytes_atomic(path, repack(package.getvalue()))


def _add_slide(
    presentation: Any, slide: ChartSlide, *, header: str, footer: str, mark: str, language: Language
) -> None:
    layout = presentation.slide_layouts.get_by_name(CHART_LAYOUT if slide.has_chart else WORDS_LAYOUT)
    page = presentation.slides.add_slide(layout)
    for box in (FOOTER, NUMBER):
        _copy_from_layout(page, box)
    boxes = {shape.placeholder_format.idx: shape for shape in page.placeholders}
    words = {TITLE: slide.title, HEADER: header, FOOTNOTE: slide.footnote, FOOTER: footer}
    if mark:
        words[SYNTHETIC] = mark
    else:
        _remove(boxes[SYNTHETIC.idx])
    if slide.has_chart:
        frame = boxes[CHART.idx].insert_chart(chart_type(slide), chart_data(slide))
        frame._element.nvGraphicFramePr.cNvPr.set("descr", slide.alt)
        frame.name = CHART.name
        style_chart(frame.chart, slide)
    else:
        words[WORDS] = text("briefing.no_data", language)
    for box, sentence in words.items():
        boxes[box.idx].name = box.name
        _write(boxes[box.idx].text_frame, sentence, language)
    notes = "\n".join(part for part in (mark, slide.notes, slide.alt) if part)
    _write(page.notes_slide.notes_text_frame, notes, language)


def _write(frame: Any, words: str, language: Language) -> None:
    """Fill a text frame with plain runs marked with their language, so that spelling is checked in it."""
    frame.text = words
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            run._r.get_or_add_rPr().set("lang", _OFFICE_LANGUAGE[language])


def _copy_from_layout(page: Any, box: Box) -> None:
    """Put a footer or slide number on the page: PowerPoint shows only those that the slide repeats."""
    shapes = page.slide_layout.placeholders
    source = next(shape for shape in shapes if shape.placeholder_format.idx == box.idx)
    element = copy.deepcopy(source._element)
    element.nvSpPr.cNvPr.set("id", str(max(shape.shape_id for shape in page.shapes) + 1))
    page.shapes._spTree.append(element)


def _remove(shape: Any) -> None:
    shape._element.getparent().remove(shape._element)


def _set_properties(properties: Any, *, title: str, language: Language) -> None:
    properties.title = title
    properties.language = _OFFICE_LANGUAGE[language]
    properties.author = properties.last_modified_by = "cchc_analysis"
    properties.created = properties.modified = properties.last_printed = FIXED_TIME
    properties.revision = 1
    properties.comments = ""
