"""What a row below the heading of a list is: a package, a total, a title, a lot, the heading again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import eq
from typing import Literal

from cchc_analysis.intake.package_sheet.headings import PackageHeading
from cchc_analysis.intake.stated_units import stated_units
from cchc_analysis.intake.typed_numbers import typed_text
from cchc_analysis.intake.workbook.cells import Cell
from cchc_analysis.vietnamese.names import clean, name_key

# What only packages say: a row that states none of these is no package, or one whose cells are empty.
_TOLD = ("form", "field", "is_online", "published_on")
_NUMBERS = ("package_id", "notice_id", "serial")
# What names a package and says nothing else of it.
_NAMES = ("name", "agency", "agency_code", "note")
# A title has a number and its words.
_MOST_OF_TITLE = 2
_TOTAL = re.compile(r"(?:tổng|cộng|sum|total)\b")
# Words that make a total and never begin the name of a package, as "tổng đài" or "tổng kiểm tra" do.
_SURE_TOTAL = re.compile(
    r"(?:tổng|cộng|sum|total)(?: cộng| số| giá| giá trị| tiền| kinh phí)*(?: các)?(?: gói(?: thầu)?)?"
    r"(?: chung| toàn bộ| (?:mục|phần|nhóm|quý|tháng|năm) [\w.]+| [ivx\d+. ]+)*[ .:…]*(?:\(.*\))?[ .:…]*"
)
# Of a row that is filled in like a package: no package is named a sum, of an agency or of all.
_NAMED_TOTAL = re.compile(r"tổng cộng\b.*")
_LOT_NAME = re.compile(r"(?:phần|lô|phần \(lô\)|phần ?/ ?lô)(?: số| thứ)? ?(?:\d+|[ivx]+)(?!\w)")
_DIGITS, _ROMAN = re.compile(r"\d+"), re.compile(r"[IVX]+")
# Whoever numbers the first thousand packages in one way numbers all so; a list of any size is asked no more.
_ROWS_ASKED = 1000
# A row of this many numbers in their order is none of a package, whose form and field are words.
_LEAST_NUMBERED = 4
Kind = Literal["package", "nearly_empty", "total", "title", "lot", "heading", "unit"]
# Cells of a row by column.
Cells = Mapping[int, Cell]
# Forms of the numbers that packages bear, by column: ("serial", "9") for 1, 2, 3.
NumberForms = frozenset[tuple[str, str]]


def number_forms(heading: PackageHeading, rows: Iterable[Cells]) -> NumberForms:
    """Return in which forms the first packages of a list are numbered; `rows` in order, blank ones left out."""
    asked = islice(rows, _ROWS_ASKED)
    return frozenset(form for cells in asked if is_told(cells, heading) for form in _forms(cells, heading))


def is_told(cells: Cells, heading: PackageHeading) -> bool:
    """Tell whether a row states a form, field, online mark or day."""
    return any(heading.columns.get(name) in cells for name in _TOLD)


def is_lot(cells: Cells, heading: PackageHeading) -> bool:
    """Tell whether a row is marked as a lot (phần, lô), in a column for it or at the beginning of its name."""
    name = cells.get(heading.columns.get("name", 0))
    return heading.columns.get("lot") in cells or (
        name is not None and _LOT_NAME.match(name_key(str(name.value))) is not None
    )


def is_named_total(cells: Cells, heading: PackageHeading) -> bool:
    """Tell whether a row that may be filled in like a package is named as a total ("SUM", "Tổng cộng SNV")."""
    cell = cells.get(heading.columns.get("name", 0))
    name = "" if cell is None else name_key(clean(str(cell.value)))
    return bool(_SURE_TOTAL.fullmatch(name) or _NAMED_TOTAL.fullmatch(name))


@dataclass(frozen=True)
class RowKinds:
    """Tells the kind of a row by the heading, by how the list numbers its packages, and by who is an agency."""

    heading: PackageHeading
    head: Cells
    forms: NumberForms
    is_agency: Callable[[str], bool]

    def kind(self, cells: Cells) -> Kind:
        """Return what a row is. ``nearly_empty``: a number as packages have it, a name, perhaps an agency."""
        words = [name_key(clean(str(cell.value))) for _, cell in sorted(cells.items())]
        # Word by word: a heading of thousands of rows is not read again for each of them.
        again = (name_key(clean(str(cell.value))) for _, cell in sorted(self.head.items()))
        if (len(cells) == len(self.head) and all(map(eq, words, again))) or _numbers_columns(words):
            return "heading"
        if self._is_total(cells, words):
            return "total"
        return "package" if is_told(cells, self.heading) else self._untold(cells)

    def _untold(self, cells: Cells) -> Kind:
        is_numbered = any(form in self.forms for form in _forms(cells, self.heading))
        is_short = len(cells) <= _MOST_OF_TITLE
        name = cells.get(self.heading.columns.get("name", 0))
        units = {cell.column for cell, _ in stated_units(cells)}
        # A unit beside a package's number and name, as in a column of units, does not make it a line of a unit.
        names_only = cells.keys() - units <= self._columns(*_NUMBERS, *_NAMES)
        if is_numbered and name is not None and name.column not in units and names_only:
            return "title" if is_short and self.is_agency(clean(str(name.value))) else "nearly_empty"
        if units:
            return "unit"
        has_number = bool(self._columns("package_id", "notice_id") & cells.keys())
        if is_lot(cells, self.heading) and not is_numbered and not has_number:
            return "lot"
        return "title" if is_short and not self._columns("value") & cells.keys() else "package"

    def _columns(self, *names: str) -> set[int]:
        return {self.heading.columns[name] for name in names if name in self.heading.columns}

    def _is_total(self, cells: Cells, words: Sequence[str]) -> bool:
        """Tell a total: its words in the first two cells, and nothing of a package but a count of online ones."""
        columns = sorted(cells)[:2]
        begins = [(column, word) for column, word in zip(columns, words, strict=False) if _TOTAL.match(word)]
        told = self._columns(*_TOLD) & cells.keys()
        online = self.heading.columns.get("is_online", 0)
        if not begins or told - {online} or (online in told and not _is_count(cells[online])):
            return False
        if any(_SURE_TOTAL.fullmatch(word) for _, word in begins):
            return True
        # "Tổng đài điện thoại" with a number or an agency is a package whose other cells are empty.
        own = self._columns(*_NUMBERS, "agency", "agency_code") & cells.keys()
        return not own - {column for column, _ in begins}


def _numbers_columns(words: Sequence[str]) -> bool:
    """Tell the row that forms have under their heading: (1), (2), (3), … from the first column on."""
    numbers = [word.strip("()[]. ") for word in words]
    return len(words) >= _LEAST_NUMBERED and numbers == [str(number + 1) for number in range(len(words))]


def _is_count(cell: Cell) -> bool:
    # A formula that was never calculated, or fails, counts all the same.
    return cell.kind in ("number", "uncalculated", "error") or clean(str(cell.value)).isdecimal()


def _forms(cells: Cells, heading: PackageHeading) -> list[tuple[str, str]]:
    """Return the form of each number of a row: digits as 9, Roman ones as I: 2 is like 1 and not like 1.1."""
    found = []
    for name in _NUMBERS:
        if (cell := cells.get(heading.columns.get(name, 0))) is None:
            continue
        typed = clean(typed_text(cell)).upper().rstrip(".):")
        found.append((name, "I" if _ROMAN.fullmatch(typed) else _DIGITS.sub("9", typed)))
    return found
