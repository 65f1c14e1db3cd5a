"""Units of money stated outside the heading of a price: in a line, beside the list, in a number format."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from cchc_analysis.intake.workbook.cells import Cell
from cchc_analysis.reference.money_units import UNITS, load_unit_words
from cchc_analysis.vietnamese.names import clean, name_key

# Words after which a unit stands; without accents too, for what is meant is plain.
_STATED = re.compile(
    r"(?<!\w)(?:đ\.?v\.?t\.?|dvt|đơn vị (?:tính|tiền)(?: tiền)?(?: tệ)?|don vi tinh)(?!\w)\s*([:(\[]?)(.*)"
)
# An agency stands after these words as often as a unit does (``Đơn vị: Sở Nội vụ``).
_PERHAPS = re.compile(r"(?<!\w)đơn vị\s*:(.*)")
_ROUND_UNIT = " .,;:()[]"

# What a format shows beside the number: quoted, escaped, a currency in brackets; not spaces, colours, conditions.
_FORMAT = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|General|E[+-]|(;)|(.)', re.DOTALL)
_NUMBER_SECTIONS = 3


def stated_units(cells: Mapping[int, Cell]) -> Iterator[tuple[Cell, str]]:
    """Yield every cell of a row that states a unit of money, and the unit (`UNITS`), "" if it is not understood.

    A unit stands behind ``ĐVT`` or ``Đơn vị tính``, in the same cell or in the next, or alone in a cell.
    """
    words = load_unit_words()
    columns = sorted(cells)
    for place, column in enumerate(columns):
        cell = cells[column]
        key = name_key(str(cell.value))
        if unit := words.unit(key.strip(_ROUND_UNIT)):
            if not (place and _asks(cells[columns[place - 1]])):
                yield cell, unit
        elif match := _STATED.search(key):
            said = match[2].strip(_ROUND_UNIT)
            if said and (match[1] or words.stated(said) or words.begins_money(said)):
                yield cell, words.stated(said) or ""
            elif not said and place + 1 < len(columns):
                beside = cells[columns[place + 1]]
                yield beside, words.stated(name_key(str(beside.value)).strip(_ROUND_UNIT)) or ""
        elif match := _PERHAPS.search(key):
            said = match[1].strip(_ROUND_UNIT)
            if words.stated(said) or words.begins_money(said):
                yield cell, words.stated(said) or ""


def other_unit(typed: str, unit_vnd: int) -> str:
    """Return words for money that say another unit than a column has, as they stand; "" where they say none."""
    words = load_unit_words()
    said = clean(typed).strip(_ROUND_UNIT)
    unit = words.stated(said)
    if unit is None:
        return said if words.begins_money(said) else ""
    return "" if UNITS[unit] == unit_vnd else said


def shown_unit(number_format: str, unit_vnd: int) -> str:
    """Return what a number format shows beside a number, if that is anything but the unit of its column."""
    sections = [""]
    for quoted, escaped, currency, is_next, other in _FORMAT.findall(number_format):
        if is_next:
            sections.append("")
        sections[-1] += quoted or escaped or currency or other
    for section in sections[:_NUMBER_SECTIONS]:
        said = clean(re.sub(r"[0-9#?.,%/@+]", " ", section)).strip(_ROUND_UNIT + "-–—")
        if any(letter.isalpha() or unicodedata.category(letter) == "Sc" for letter in said):
            unit = load_unit_words().stated(said)
            if unit is None or UNITS[unit] != unit_vnd:
                return said
    return ""


def _asks(cell: Cell) -> bool:
    """Tell whether a cell says that the unit stands in the next one."""
    match = _STATED.search(name_key(str(cell.value)))
    return match is not None and not match[2].strip(_ROUND_UNIT)
