"""The heading of a hand-made list of packages: which column says what, and in which unit money stands."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cchc_analysis.intake.delimited import Record
from cchc_analysis.intake.stated_units import stated_units
from cchc_analysis.intake.workbook.cells import Cell
from cchc_analysis.reference.money_units import UNITS, load_unit_words
from cchc_analysis.reference.plausible_amounts import plausible_amounts
from cchc_analysis.reference.strict_files import read_rows, reference_file
from cchc_analysis.vietnamese.names import name_key

_HEADINGS_FILE, _HEADINGS_COLUMNS = "forms/package_headings.csv", ("column", "heading", "source")
REQUIRED = ("name", "agency", "field", "form", "is_online", "value", "published_on")
# The heading of a list may stand below a title and some lines on it; no list seen has it further down.
MOST_HEAD_ROWS = 50
# A heading row is known by a majority of the required columns; what it lacks is then said.
_LEAST_KNOWN = 4
Rows = dict[int, dict[int, Cell]]


@dataclass(frozen=True)
class PackageHeading:
    """Where the heading stands and what it says: columns by name, units of money by column (``""`` = not said)."""

    row: int
    columns: dict[str, int]
    units: dict[str, str]
    unknown: tuple[Cell, ...]
    twice: tuple[Cell, ...]
    # Cells that state a unit: one that is not understood, and one that another of them or the heading contradicts.
    units_unread: tuple[Cell, ...] = ()
    units_rival: tuple[Cell, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """Required columns that are not there."""
        known = self.columns.keys() | ({"agency"} if "agency_code" in self.columns else set())
        return tuple(name for name in REQUIRED if name not in known)


def text_cells(record: Record) -> dict[int, Cell]:
    """Return the cells of a record of a text file by their column (from 1), blank ones left out."""
    return {
        column: Cell(record.number, column, "text", text)
        for column, text in enumerate(record.cells, start=1)
        if text.strip()
    }


def heading_names() -> dict[str, str]:
    """Return the column of every known heading, by its key."""
    path = reference_file(_HEADINGS_FILE, None)
    return dict(_names(path, path.stat().st_mtime_ns))


@functools.lru_cache(maxsize=4)
def _names(path: Path, _mtime_ns: int) -> dict[str, str]:
    # A list in parts finds its heading in each of them.
    table = read_rows(path, _HEADINGS_COLUMNS)
    return {name_key(words): column for column, words in zip(table["column"], table["heading"], strict=True)}


def headings_for(column: str) -> tuple[str, ...]:
    """Return every heading under which a column is known, the first being that of `heading_of`."""
    table = read_rows(reference_file(_HEADINGS_FILE, None), _HEADINGS_COLUMNS)
    return tuple(table.loc[table["column"].eq(column), "heading"])


def heading_of(column: str) -> str:
    """Return the first heading of a column, to tell a person what to write."""
    path = reference_file(_HEADINGS_FILE, None)
    return _first_headings(path, path.stat().st_mtime_ns)[column]


@functools.lru_cache(maxsize=4)
def _first_headings(path: Path, _mtime_ns: int) -> dict[str, str]:
    # A faulty list asks for each of its empty cells; the file is read again only once it has changed.
    first = read_rows(path, _HEADINGS_COLUMNS).drop_duplicates("column")
    return dict(zip(first["column"], first["heading"], strict=True))


def find_heading(rows: Rows) -> PackageHeading | None:
    """Find the heading among the first rows; None where no row has enough known headings.

    A heading may carry its unit in brackets or after a comma (``Giá gói thầu (triệu đồng)``); a line above it may
    say one for all (``Đơn vị tính: triệu đồng``).
    """
    names = heading_names()
    for number in sorted(rows):
        if number > MOST_HEAD_ROWS:
            break
        known = {column: names[key] for column, key, _ in _keys(rows[number], names) if key in names}
        if len(set(known.values()) & set(REQUIRED)) >= _LEAST_KNOWN:
            return _heading(number, rows, names)
    return None


def _heading(number: int, rows: Rows, names: dict[str, str]) -> PackageHeading:
    columns: dict[str, int] = {}
    units: dict[str, str] = {}
    unknown, twice = [], []
    for column, key, unit in _keys(rows[number], names):
        name = names.get(key)
        cell = rows[number][column]
        if name is None:
            unknown.append(cell)
        elif name in columns and name not in ("serial", "note"):
            twice.append(cell)
        else:
            columns[name] = column
            units[name] = unit
    stated = [one for row in sorted(rows) if row < number for one in stated_units(rows[row])]
    beside = [*unknown, *([rows[number][columns["unit"]]] if units.get("unit") else [])]
    stated += [one for cell in beside for one in stated_units({cell.column: cell})]
    money: dict[str, str] = {name: units[name] for name in ("value", "award") if name in units}
    unread = tuple(cell for cell, unit in stated if not unit)
    every = {unit for _, unit in stated if unit} | ({unit for unit in money.values() if unit} if stated else set())
    rival = tuple(cell for cell, unit in stated if unit) if len(every) > 1 else ()
    shared = every.pop() if len(every) == 1 else ""
    money = {name: unit or shared for name, unit in money.items()}
    return PackageHeading(number, columns, money, tuple(unknown), tuple(twice), unread, rival)


def _keys(cells: dict[int, Cell], names: dict[str, str]) -> Iterator[tuple[int, str, str]]:
    """Yield column, key without the unit, and unit of every heading."""
    words = load_unit_words()
    for column, cell in sorted(cells.items()):
        key = name_key(str(cell.value)).rstrip(" :*")
        yield column, *((key, "") if key in names else words.split(key))


def unit_vnd(stated: str, amounts: Sequence[int]) -> int | None:
    """Return what one unit of money is worth in đồng; None where nothing says it and the amounts leave doubt.

    A list without a unit is in đồng if even its cheapest package is too dear for any other unit
    (`PlausibleAmounts.least_sure_dong`).
    """
    if stated:
        return UNITS[stated]
    return 1 if amounts and min(amounts) >= plausible_amounts().least_sure_dong else None
