"""The score workbook an agency fills in: written by the project, read back by `score_workbook`."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cchc_analysis.intake.score.form import FormLine, form_entries, form_lines
from cchc_analysis.intake.score.formats import FONT, score_formats
from cchc_analysis.intake.score.guide import write_guide
from cchc_analysis.intake.workbook.layout import COLUMNS, COVER_FIELDS, SCORE_COLUMNS
from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number

_WIDTHS = (6, 11, 56, 9, 16, 12, 12, 14, 28)
_COVER_ROW = 3
_HEADER_ROW = _COVER_ROW + len(COVER_FIELDS) + 1
_HEADER_HEIGHT, _LINE_HEIGHT = 48, 16
# Rows do not grow by themselves in every program: a bold line of the name column holds about 70 letters.
_LETTERS_PER_LINE = 70


def write_score_template(
    path: Path,
    *,
    framework: Framework,
    agency_code: str,
    agency_name: str,
    year: int,
    language: Language = "vi",
    scores: pd.DataFrame | None = None,
    group: str | None = None,
) -> None:
    """Write the score form of one agency and year, empty or filled with `scores`.

    The form has no formula and no macro; cells that are not to be filled in are locked without a password.
    The same arguments give the same bytes. With `group`, criteria of other groups of agencies are left out.

    Parameters
    ----------
    scores
        Contract ``scores`` (points); only rows of this agency, year and framework are written.

    Raises
    ------
    ValueError
        If the framework is of another year, or a score belongs to no line of the form: none is dropped.
    """
    if framework.year != year:
        raise ValueError(f"framework of {framework.year} for a form of {year}")
    lines = form_lines(framework, group=group, language=language)
    entries = form_entries(scores, lines, agency_code=agency_code, framework=framework)
    cover: tuple[str | int, ...] = (agency_code, agency_name, year, framework.code)
    title = text("workbook.title", language, year=year)
    synthetic = text("workbook.synthetic", language) if framework.is_synthetic else ""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as workbook:
        workbook.set_properties({"title": title, "created": dt.datetime(year, 1, 1)})
        write_guide(workbook, language, font=FONT)
        sheet = workbook.add_worksheet(text("workbook.sheet_scores", language))
        formats = score_formats(workbook)
        for row, heading in enumerate((title, framework.name(language), synthetic)):
            _put(sheet, row, 0, heading, formats["title" if row == 0 else "subtitle"])
        for row, (field, value) in enumerate(zip(COVER_FIELDS, cover, strict=True), _COVER_ROW):
            _put(sheet, row, 0, text(f"workbook.cover_{field}", language), formats["cover_label"])
            _put(sheet, row, 2, value, formats["cover_value"])
        for column, name in enumerate(COLUMNS):
            _put(sheet, _HEADER_ROW, column, text(f"workbook.column_{name}", language), formats["header"])
        for row, line in enumerate(lines, _HEADER_ROW + 1):
            sheet.set_row(row, _LINE_HEIGHT * math.ceil(len(line.name) / _LETTERS_PER_LINE) + 4)
            if line.is_scored:
                entry = entries.get(line.code, {})
                _write_criterion(sheet, row, line, entry, formats=formats, language=language)
            else:
                _write_inner_node(sheet, row, line, formats)
        _set_up_page(sheet, last_row=_HEADER_ROW + len(lines), language=language)


def _put(sheet: Worksheet, row: int, column: int, value: str | float, cell_format: Format) -> None:
    """Write text as text and numbers as numbers; XlsxWriter reports a refused cell by number only."""
    if value == "" or (isinstance(value, float) and math.isnan(value)):
        refused = sheet.write_blank(row, column, None, cell_format)
    elif isinstance(value, str):
        refused = sheet.write_string(row, column, value, cell_format)
    else:
        refused = sheet.write_number(row, column, value, cell_format)
    if refused:
        raise ValueError(f"row {row + 1}, column {column + 1}: {value!r}")


def _write_inner_node(sheet: Worksheet, row: int, line: FormLine, formats: Mapping[str, Format]) -> None:
    values: dict[str, str | float] = {
        "code": line.code,
        "name": line.name,
        "max_points": line.max_points,
    }
    kinds = {"code": "inner_code", "max_points": "inner_points"}
    for column, name in enumerate(COLUMNS):
        _put(sheet, row, column, values.get(name, ""), formats[kinds.get(name, "inner")])


def _write_criterion(
    sheet: Worksheet,
    row: int,
    line: FormLine,
    entry: Mapping[str, Any],
    *,
    formats: Mapping[str, Format],
    language: Language,
) -> None:
    answers = {name: text(f"workbook.applies_{name}", language) for name in ("yes", "no")}
    values: dict[str, str | float] = {
        "serial": line.serial,
        "code": line.code,
        "name": line.name,
        "max_points": line.max_points,
        "applies": answers["yes" if entry.get("is_applicable", True) else "no"],
        "note": "",
    }
    kinds = {"serial": "locked_serial", "code": "locked_code", "max_points": "locked_points"}
    kinds |= {"applies": "applies", "note": "note"}
    for name in SCORE_COLUMNS:
        is_open = (name == "survey_score") == line.is_survey
        kinds[name] = "score" if is_open else "score_locked"
        values[name] = float(entry.get(name, math.nan))
        if is_open:
            _allow_points(sheet, row, COLUMNS.index(name), line.max_points, language)
    for column, name in enumerate(COLUMNS):
        _put(sheet, row, column, values[name], formats[kinds.get(name, "locked")])
    sheet.data_validation(
        row,
        COLUMNS.index("applies"),
        row,
        COLUMNS.index("applies"),
        {
            "validate": "list",
            "source": list(answers.values()),
            "error_title": text("workbook.error_applies_title", language),
            "error_message": text("workbook.error_applies", language, **answers),
        },
    )


def _allow_points(sheet: Worksheet, row: int, column: int, max_points: float, language: Language) -> None:
    title = text("workbook.error_score_title", language)
    if math.isnan(max_points):
        limits: dict[str, Any] = {"criteria": ">=", "value": 0}
        message = text("workbook.error_score_unbounded", language)
    else:
        limits = {"criteria": "between", "minimum": 0, "maximum": max_points}
        message = text("workbook.error_score", language, max_points=format_number(max_points, language, 2))
    options = {"validate": "decimal", **limits, "error_title": title, "error_message": message}
    sheet.data_validation(row, column, row, column, options)


def _set_up_page(sheet: Worksheet, *, last_row: int, language: Language) -> None:
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_row(_HEADER_ROW, _HEADER_HEIGHT)
    sheet.freeze_panes(_HEADER_ROW + 1, 2)
    sheet.ignore_errors({"number_stored_as_text": f"B{_HEADER_ROW + 2}:B{last_row + 1}"})
    sheet.protect()
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEADER_ROW)
    sheet.set_footer(f"&C{text('workbook.page_footer', language)}")
