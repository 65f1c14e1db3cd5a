"""The heading of a hand-made list of packages: which column says what, and in which unit money stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cchc_analysis.intake.bid_report_layout import UNIT_WORDS
from cchc_analysis.intake.workbook_cells import Cell
from cchc_analysis.reference.bid_report_form import UNITS
from cchc_analysis.reference.strict_files import read_rows, reference_file
from cchc_analysis.vietnamese.names import name_key

REQUIRED = ("name", "agency", "field", "form", "is_online", "value", "published_on")
_HEADER_BY_ROW = 40
# A heading row is known by a majority of the required columns; what it lacks is then said.
_LEAST_KNOWN = 4
_UNIT = re.compile(
    r"[(,:\[]?\s*(?:đơn vị(?: tính)?\s*:?\s*)?(triệu|tỷ|tỉ|nghìn|ngàn)?\s*(đồng|vnđ|vnd|đ)\s*[)\]]?$"
)
_SHORT_UNIT = re.compile(r"[(\[]\s*(?:đơn vị(?: tính)?\s*:?\s*)?(triệu|tỷ|tỉ|nghìn|ngàn)\s*[)\]]$")
_UNIT_LINE = re.compile(r"đơn vị(?: tính)?\s*:\s*(.+)")
Rows = dict[int, dict[int, Cell]]


@dataclass(frozen=True)
class PackageHeading:
    """Where the heading stands and what it says: columns by name, units of money by column (``""`` = not said)."""

    row: int
    columns: dict[str, int]
    units: dict[str, str]
    unknown: tuple[Cell, ...]
    twice: tuple[Cell, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """Required columns that are not there."""
        known = self.columns.keys() | ({"agency"} if "agency_code" in self.columns else set())
        return tuple(name for name in REQUIRED if name not in known)


def heading_names() -> dict[str, str]:
    """Return the column of every known heading, by its key."""
    table = read_rows(reference_file("forms/package_headings.csv", None), ["column", "heading", "source"])
    return {name_key(words): column for column, words in zip(table["column"], table["heading"], strict=True)}


def heading_of(column: str) -> str:
    """Return the first heading of a column, to tell a person what to write."""
    table = read_rows(reference_file("forms/package_headings.csv", None), ["column", "heading", "source"])
    return str(table.loc[table["column"] == column, "heading"].iloc[0])


def find_heading(rows: Rows) -> PackageHeading | None:
    """Find the heading among the first rows; None where no row has enough known headings.

    A heading may carry its unit in brackets or after a comma (``Giá gói thầu (triệu đồng)``); a line above it may
    say one for all (``Đơn vị tính: triệu đồng``).
    """
    names = heading_names()
    for number in sorted(rows):
        if number > _HEADER_BY_ROW:
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
    general = {unit for row in rows if row < number for unit in _unit_lines(rows[row])}
    shared = general.pop() if len(general) == 1 else ""
    money: dict[str, str] = {name: units[name] or shared for name in ("value", "award") if name in units}
    return PackageHeading(number, columns, money, tuple(unknown), tuple(twice))


def _keys(cells: dict[int, Cell], names: dict[str, str]) -> Iterator[tuple[int, str, str]]:
    """Yield column, key without the unit, and unit of every heading."""
    for column, cell in sorted(cells.items()):
        key = name_key(str(cell.value)).rstrip(" :*")
        match = None if key in names else _UNIT.search(key) or _SHORT_UNIT.search(key)
        if match is None:
            yield column, key, ""
            continue
        scale = match[1].replace("tỉ", "tỷ").replace("ngàn", "nghìn") if match[1] else ""
        yield column, key[: match.start()].strip(" ,:;"), UNIT_WORDS[f"{scale} đồng".strip()]


def _unit_lines(cells: dict[int, Cell]) -> Iterator[str]:
    for cell in cells.values():
        match = _UNIT_LINE.fullmatch(name_key(str(cell.value)))
        if match and (unit := UNIT_WORDS.get(match[1].strip(" ."))):
            yield unit


# A list without a unit is in đồng if even its cheapest package would cost 100 tỷ đồng in nghìn đồng.
_SURELY_DONG = 10**8


def unit_vnd(stated: str, amounts: Sequence[int]) -> int | None:
    """Return what one unit of money is worth in đồng; None where nothing says it and the amounts leave doubt."""
    if stated:
        return UNITS[stated]
    return 1 if amounts and min(amounts) >= _SURELY_DONG else None
