"""Numbers as agencies type them: one reading, or none at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from cchc_analysis.intake.workbook.cells import Cell
from cchc_analysis.vietnamese.names import clean

# Thousands set apart at least twice, or once with decimals after them: no other reading is possible.
_GROUPED = re.compile(r"-?\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|-?\d{1,3}(?:\.\d{3})+,\d+", re.ASCII)
_GROUPED_ENGLISH = re.compile(r"-?\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|-?\d{1,3}(?:,\d{3})+\.\d+", re.ASCII)
# Thousands set apart once (1.234) may also be decimals; anything but three of them may not.
_TWO_READINGS = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
_PLAIN = re.compile(r"-?\d+(?:[.,]\d+)?", re.ASCII)
_SPACED = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))")
_FAULTS = {"error": "error_cell", "uncalculated": "not_calculated"}
_NOTHING = frozenset({"", "-", "–", "—"})
# A format that shows a percentage or thousands (#,##0,) shows another number than is stored.
_MISLEADING_FORMAT = re.compile(r"%|[0#?],+(?![0#?])")
# What stands in a format and is no place for a digit: words, escapes, colours; a condition; such a place.
_BESIDE_DIGITS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]', re.DOTALL)
_CONDITION = re.compile(r"\[[<>=]")
_DIGIT_PLACE = re.compile(r"[0#?@]|general", re.IGNORECASE)
# More decimals are what a formula left and not how anybody rounds.
_MOST_DECIMALS = 3


@dataclass(frozen=True)
class Number:
    """A number read (None = nothing entered), or the fault that leaves none; `is_text` = typed as text."""

    value: Decimal | None = None
    fault: str = ""
    is_text: bool = False


def parse_number(typed: str, *, is_whole: bool = False) -> Number:
    """Read a number with dots or commas: ``1.234.567``, ``1,234,567.5``, ``1 234``, ``12,5``, ``1234``.

    ``1.234`` has two readings in Vietnam and is a fault, unless only whole numbers can be meant; so is everything
    that is no number. Blank and a dash are nothing entered.
    """
    words = clean(typed)
    if words in _NOTHING:
        return Number()
    digits = _SPACED.sub("", words)
    is_spaced = digits != words
    if _GROUPED.fullmatch(digits):
        return Number(Decimal(digits.replace(".", "").replace(",", ".")), is_text=True)
    if _GROUPED_ENGLISH.fullmatch(digits):
        return Number(Decimal(digits.replace(",", "")), is_text=True)
    if _TWO_READINGS.fullmatch(digits) and not is_spaced:
        return Number(_whole(digits), is_text=True) if is_whole else Number(fault="two_readings")
    if _PLAIN.fullmatch(digits):
        return Number(Decimal(digits.replace(",", ".")), is_text=True)
    return Number(fault="not_a_number")


def _whole(digits: str) -> Decimal:
    return Decimal(digits.replace(".", "").replace(",", ""))


def read_number(cell: Cell | None, *, is_whole: bool = False) -> Number:
    """Read a number from a cell of a workbook; a formula by the result it carries.

    Faults: ``two_readings``, ``not_a_number`` (dates and yes/no too), ``error_cell``, ``not_calculated``,
    ``shown_otherwise`` (a format that scales what is stored, or shows no digit of it, such as ``;;;``).
    """
    if cell is None:
        return Number()
    if cell.kind == "text":
        return parse_number(str(cell.value), is_whole=is_whole)
    if cell.kind != "number":
        return Number(fault=_FAULTS.get(cell.kind, "not_a_number"))
    if _MISLEADING_FORMAT.search(cell.number_format):
        return Number(fault="shown_otherwise")
    # Excel shows 15 digits at most: 0.1 + 0.2 is 0.3 for whoever signed.
    number = Decimal(f"{cell.value:.15g}") if isinstance(cell.value, float) else Decimal(cell.value)
    if not number.is_finite():
        return Number(fault="not_a_number")
    return Number(fault="shown_otherwise") if _shows_nothing(cell.number_format, number) else Number(number)


def typed_text(cell: Cell) -> str:
    """Return a cell as it was typed: Excel keeps a whole number, also one typed for a code, as 1.0."""
    is_whole = isinstance(cell.value, float) and cell.value.is_integer()
    return str(int(cell.value)) if is_whole else str(cell.value)


def plain_number(number: Decimal) -> int | float:
    """Return a number as a finding shows it: whole as a whole number."""
    return int(number) if number == number.to_integral_value() else float(number)


def decimals_written(number: Decimal) -> int:
    """Return how many decimals a number is written with, as far as a rounded one has any."""
    exponent = number.as_tuple().exponent
    return min(-exponent, _MOST_DECIMALS) if isinstance(exponent, int) and exponent < 0 else 0


def half_of_last(decimals: int) -> Decimal:
    """Return what rounding to so many decimals adds or takes away at most."""
    return Decimal(5).scaleb(-decimals - 1)


def _shows_nothing(number_format: str, number: Decimal) -> bool:
    """Tell whether a format shows no digit of a number; that it leaves zeros blank is a habit and no fault."""
    if not number_format or not number:
        return False
    sections = _BESIDE_DIGITS.sub("", number_format).split(";")
    if not _CONDITION.search(number_format):
        sections = sections[1:2] if number < 0 and len(sections) > 1 else sections[:1]
    return not any(_DIGIT_PLACE.search(section) for section in sections)
