"""The grammar of a score sheet's cells: one reading, or none at all."""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from cchc_analysis.intake.workbook.cells import Cell
from cchc_analysis.intake.workbook.layout import label_key
from cchc_analysis.texts import LANGUAGES, text
from cchc_analysis.vietnamese.names import clean
from cchc_analysis.vietnamese.numbers import round_half_up

# "1.234" and "1,234" have two readings in Vietnam (thousands, decimals); two decimals have one.
_TEXT_SCORE = re.compile(r"(\d+)(?:[.,](\d{1,2}))?", re.ASCII)
_NUMERIC_CODE = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
# A number format that shows another number than is stored: percent, scaling by thousands, quoted digits,
# powers of ten, or nothing at all.
_MISLEADING_FORMAT = re.compile(r'%|[0#?],+(?![0#?])|"[^"]*\d[^"]*"|\\\d|E[+-]|;;')
# The placeholders of a number in a format ("#,##0.0"), beside colours, padding and quoted words.
_BESIDE_NUMBER = re.compile(r'\[[^\]]*\]|"[^"]*"|\\.|[_*].')
_PLACEHOLDERS = re.compile(r"[0#?][0#?,]*(?:\.([0#?]+))?|\.([0#?]+)")
# Excel keeps links as [1]Sheet!A1, other programs as a path or an address.
_OTHER_FILE = re.compile(r"\[\d+\]|\.xls|://", re.IGNORECASE)


@dataclass(frozen=True)
class Score:
    """The points read from a cell (NaN = nothing entered), or the fault that leaves none, or a note."""

    points: float = math.nan
    fault: str = ""
    note: str = ""


def is_blank(cell: Cell | None) -> bool:
    """Say whether a cell holds nothing a person can see."""
    return cell is None or (cell.kind == "text" and not clean(str(cell.value)))


def read_score(cell: Cell | None) -> Score:
    """Read points from a score cell.

    A number is taken as it is; text only when it has exactly one reading (``1,5``, ``1.5``, ``10``), with a
    note; a formula by the value Excel last calculated, with a note; so is a number shown with fewer decimals than
    it has, for who signed saw another one. Everything else is a fault: error cells,
    formulas never calculated or fed by another workbook, formats that show another number, ``khoảng 10``,
    ``12*``, ``(1,0)``, dates, yes/no. Blank is missing, never zero. (reliability.md I-32, I-33, I-59 to I-80)
    """
    if cell is None or is_blank(cell):
        return Score()
    if fault := _fault(cell):
        return Score(fault=fault)
    if cell.kind == "number":
        # Excel keeps 17 digits of a sum but shows 15 at most: 0.1 + 0.2 is 0.3 for whoever signed.
        points = float(f"{float(cell.value):.15g}")
        if _is_shown_rounded(points, cell.number_format):
            return Score(points, note="workbook.display_rounded")
        return Score(points, note="workbook.formula_used" if cell.formula else "")
    match = _TEXT_SCORE.fullmatch(clean(str(cell.value)))
    if match is None:
        return Score(fault="workbook.score_unreadable")
    return Score(float(f"{match[1]}.{match[2] or 0}"), note="workbook.text_number")


def _is_shown_rounded(points: float, number_format: str) -> bool:
    """Tell whether a format has fewer decimals than the number; General shows all of them."""
    placeholders = _PLACEHOLDERS.search(_BESIDE_NUMBER.sub("", number_format.partition(";")[0]))
    if placeholders is None or "general" in number_format.lower():
        return False
    decimals = len(placeholders[1] or placeholders[2] or "")
    return round_half_up(points, decimals) != Decimal(repr(points))


def _fault(cell: Cell) -> str:
    """Name the fault that forbids reading a cell at all."""
    if cell.kind == "error":
        return "workbook.error_cell"
    if cell.kind == "uncalculated":
        return "workbook.formula_not_calculated"
    if _OTHER_FILE.search(cell.formula):
        return "workbook.formula_external"
    if cell.kind == "number" and _MISLEADING_FORMAT.search(cell.number_format):
        return "workbook.display_differs"
    is_readable = cell.kind == "text" or (cell.kind == "number" and math.isfinite(float(cell.value)))
    return "" if is_readable else "workbook.score_unreadable"


def read_applies(cell: Cell | None) -> bool | None:
    """Read ``Áp dụng``: blank means the criterion applies; None is an answer with no agreed meaning."""
    if cell is None or is_blank(cell):
        return True
    if cell.kind != "text" or cell.formula:
        return None
    answers = {
        label_key(text(f"workbook.applies_{answer}", language)): answer == "yes"
        for answer in ("yes", "no")
        for language in LANGUAGES
    }
    return answers.get(label_key(cell.value))


def read_code(cell: Cell | None, known: Collection[str]) -> tuple[str, str]:
    """Read a criterion code; return ``(code, finding)``.

    Excel turns a typed ``1.10`` into the number 1.1: a number is a code only if one known code has that
    value, with a note. No code and ``workbook.code_unreadable`` otherwise (dates, formulas, errors too).
    """
    if cell is None or is_blank(cell):
        return "", ""
    if cell.kind == "text" and not cell.formula:
        return clean(str(cell.value)), ""
    if cell.kind == "number" and not cell.formula:
        same = [code for code in known if _NUMERIC_CODE.fullmatch(code) and float(code) == cell.value]
        if len(same) == 1:
            return same[0], "workbook.code_number"
    return "", "workbook.code_unreadable"
