"""The guide sheet of the score workbook: how to fill in, what each column means."""

from __future__ import annotations

import math

import xlsxwriter

from cchc_analysis.texts import Language, text

_RULES = ("sheet", "scores", "blank", "applies", "survey", "layout", "one_file")
_COLUMNS = ("code", "max_points", "applies", "self_score", "appraised_score", "survey_score", "note")
_LINE_HEIGHT = 17
_LETTERS_PER_LINE = 115


def write_guide(workbook: xlsxwriter.Workbook, language: Language, *, font: str) -> None:
    """Add the guide as a sheet of plain sentences, printed on one portrait page."""

    def say(key: str) -> str:
        return text(f"workbook.{key}", language, **words)

    words = {
        "sheet": text("workbook.sheet_scores", language),
        "yes": text("workbook.applies_yes", language),
        "no": text("workbook.applies_no", language),
        "column": text("workbook.column_survey_score", language),
    }
    base = {"font_name": font, "font_size": 12, "valign": "vcenter"}
    title = workbook.add_format({**base, "bold": True, "font_size": 14})
    bold = workbook.add_format({**base, "bold": True, "border": 1, "text_wrap": True})
    plain = workbook.add_format({**base, "text_wrap": True})
    boxed = workbook.add_format({**base, "text_wrap": True, "border": 1})

    sheet = workbook.add_worksheet(say("sheet_guide"))
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 78)
    sheet.write_string(0, 0, say("guide_title"), title)
    row = 2
    for rule in _RULES:
        sentence = say(f"guide_{rule}")
        sheet.merge_range(row, 0, row, 1, sentence, plain)
        # Merged cells never grow by themselves.
        sheet.set_row(row, _LINE_HEIGHT * math.ceil(len(sentence) / _LETTERS_PER_LINE) + 4)
        row += 1
    sheet.write_string(row + 1, 0, say("guide_columns"), title)
    sheet.set_row(row + 1, 2 * _LINE_HEIGHT)
    for offset, column in enumerate(_COLUMNS, row + 2):
        sheet.set_row(offset, _LINE_HEIGHT + 4)
        sheet.write_string(offset, 0, say(f"column_{column}"), bold)
        sheet.write_string(offset, 1, say(f"guide_column_{column}"), boxed)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)
    sheet.protect()
