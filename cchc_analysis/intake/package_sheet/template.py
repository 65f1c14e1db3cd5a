"""The workbook a list of packages is typed into: written by the project, read back by `read_package_sheets`."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import xlsxwriter
from xlsxwriter.format import Format

from cchc_analysis.intake.package_sheet.headings import REQUIRED, heading_of
from cchc_analysis.reference.vocabulary import (
    Question,
    field_codes,
    field_name,
    form_codes,
    form_name,
    known_codes,
    method_codes,
    method_name,
    plan_type_codes,
    plan_type_name,
    word_key,
    yes_no_codes,
    yes_no_words,
)
from cchc_analysis.texts import Language, text

Kind = Literal["text", "code", "word", "money", "day", "whole"]
_FONT = "Times New Roman"
_KINDS: dict[Kind, dict[str, Any]] = {
    "text": {"text_wrap": True},
    # As text, 01 stays 01.
    "code": {"num_format": "@"},
    "word": {"text_wrap": True},
    "money": {"num_format": "#,##0"},
    "day": {"num_format": "dd/mm/yyyy"},
    "whole": {"num_format": "0"},
}
_NEEDED = "#DCE6F1"
# Rows that are laid out for typing; those below them are read just as well.
_ROWS = 200
_HEIGHT, _LETTERS_PER_LINE = 17, (26, 13, 50, 62)


@dataclass(frozen=True)
class _Column:
    name: str
    kind: Kind
    width: int


_COLUMNS = (
    _Column("serial", "whole", 6), _Column("package_id", "code", 14), _Column("name", "text", 44),
    _Column("agency", "text", 28), _Column("field", "word", 14), _Column("form", "word", 24),
    _Column("method", "word", 24), _Column("is_online", "word", 16), _Column("is_domestic", "word", 14),
    _Column("plan_type", "word", 18), _Column("value", "money", 18), _Column("published_on", "day", 14),
    _Column("notice_id", "code", 18), _Column("award", "money", 18), _Column("bidder_count", "whole", 12),
    _Column("awarded_on", "day", 16), _Column("supplier_name", "text", 28), _Column("note", "text", 24),
)  # fmt: skip


def write_package_template(path: Path, *, language: Language = "vi") -> None:
    """Write an empty list of packages: its headings in Vietnamese, and a guide to what belongs in each column.

    Money is in đồng, as its heading says. Columns that every row must fill in are coloured. Cells of words offer
    those that reports show; others that are accepted stand in the guide and may be typed. There is no formula, no
    macro and no lock. The same language gives the same bytes.
    """
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as workbook:
        title = text("package_sheet_template.title", language)
        workbook.set_properties({"title": title, "created": dt.datetime(2020, 1, 1)})
        _write_list(workbook, language)
        _write_guide(workbook, language)


def template_heading(column: str) -> str:
    """Return the heading of a column of the template, with its unit where it is of money."""
    return f"{heading_of(column)} (đồng)" if column in ("value", "award") else heading_of(column)


def _write_list(workbook: xlsxwriter.Workbook, language: Language) -> None:
    sheet = workbook.add_worksheet(text("package_sheet_template.sheet", language))
    base = {"font_name": _FONT, "font_size": 11, "valign": "vcenter", "border": 1}
    head = {**base, "bold": True, "text_wrap": True, "align": "center"}
    heads = {
        needed: workbook.add_format(head | ({"bg_color": _NEEDED} if needed else {})) for needed in (True, False)
    }
    formats = {kind: workbook.add_format({**base, **look}) for kind, look in _KINDS.items()}
    words = _words()
    for place, column in enumerate(_COLUMNS):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, template_heading(column.name), heads[column.name in REQUIRED])
        for row in range(1, _ROWS + 1):
            sheet.write_blank(row, place, None, formats[column.kind])
        if column.name in words:
            # A warning only: whoever types another accepted word may keep it.
            offered: dict[str, Any] = {
                "validate": "list",
                "source": list(words[column.name]),
                "error_type": "warning",
            }
            told = {
                "error_title": template_heading(column.name),
                "error_message": text("package_sheet_template.not_offered", language),
            }
            sheet.data_validation(1, place, _ROWS, place, offered | told)
    sheet.set_row(0, 3 * _HEIGHT)
    sheet.freeze_panes(1, 3)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write_guide(workbook: xlsxwriter.Workbook, language: Language) -> None:
    sheet = workbook.add_worksheet(text("package_sheet_template.sheet_guide", language))
    base = {"font_name": _FONT, "font_size": 11, "valign": "top", "text_wrap": True}
    title = workbook.add_format({"font_name": _FONT, "font_size": 14, "bold": True})
    plain, boxed = workbook.add_format(base), workbook.add_format({**base, "border": 1})
    bold = workbook.add_format({**base, "border": 1, "bold": True})
    head = workbook.add_format({**base, "border": 1, "bold": True, "bg_color": _NEEDED})
    sheet.hide_gridlines(2)
    for place, letters in enumerate(_LETTERS_PER_LINE):
        sheet.set_column(place, place, letters)
    sheet.write_string(0, 0, text("package_sheet_template.title", language), title)
    row = 2
    for rule in ("rows", "words", "lots", "totals", "check"):
        sentence = text(f"package_sheet_template.rule_{rule}", language)
        sheet.merge_range(row, 0, row, len(_LETTERS_PER_LINE) - 1, sentence, plain)
        # Merged cells never grow by themselves.
        sheet.set_row(row, _HEIGHT * math.ceil(len(sentence) / sum(_LETTERS_PER_LINE)) + 3)
        row += 1
    for place, name in enumerate(("column", "needed", "meaning", "words")):
        sheet.write_string(row + 1, place, text(f"package_sheet_template.guide_{name}", language), head)
    words = _words()
    for line, column in enumerate(_COLUMNS, row + 2):
        needed = "yes" if column.name in REQUIRED else "advised" if column.name in _ADVISED else "no"
        cells = (
            template_heading(column.name),
            text(f"package_sheet_template.needed_{needed}", language),
            text(f"package_sheet_template.meaning_{column.name}", language),
            "\n".join(_accepted(name, others, language) for name, others in words.get(column.name, {}).items()),
        )
        lines = max(
            sum(math.ceil(len(part) / letters) for part in cell.split("\n"))
            for cell, letters in zip(cells, _LETTERS_PER_LINE, strict=True)
        )
        sheet.set_row(line, _HEIGHT * max(1, lines) + 3)
        for place, cell in enumerate(cells):
            sheet.write_string(line, place, cell, _look(place, bold, boxed))
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


# Left out, packages are taken for the usual or stand in no Biểu; a number keeps a package apart from its like.
_ADVISED = ("package_id", "method", "is_domestic", "plan_type")


def _look(place: int, bold: Format, boxed: Format) -> Format:
    return bold if place == 0 else boxed


def _accepted(name: str, others: list[str], language: Language) -> str:
    return (
        name if not others else text("package_sheet_template.also", language, name=name, others="; ".join(others))
    )


def _words() -> dict[str, dict[str, list[str]]]:
    """Return the words that a column takes: those that reports show, and others that mean the same."""
    named: dict[str, tuple[Mapping[str, object], dict[object, str]]] = {
        "field": (field_codes(), _names("field", field_name)),
        "form": (form_codes(), _names("form", form_name)),
        "method": (method_codes(), _names("method", method_name)),
        "plan_type": (plan_type_codes(), _names("plan_type", plan_type_name)),
        "is_online": (yes_no_codes("is_online"), _answers("is_online")),
        "is_domestic": (yes_no_codes("is_domestic"), _answers("is_domestic")),
    }
    return {
        column: {
            name: [word for word, meant in codes.items() if meant == code and word != word_key(name)]
            for code, name in names.items()
        }
        for column, (codes, names) in named.items()
    }


def _names(
    kind: Literal["form", "field", "method", "plan_type"], name: Callable[[str, Language], str]
) -> dict[object, str]:
    return {code: name(code, "vi") for code in known_codes(kind)}


def _answers(column: Question) -> dict[object, str]:
    return dict(yes_no_words(column, "vneps").items())
