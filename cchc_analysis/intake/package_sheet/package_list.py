"""One hand-made list of packages: may it be read, what is each row, and why is one not used?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import eq

from cchc_analysis.intake.findings import Finding, Severity
from cchc_analysis.intake.package_sheet.headings import PackageHeading, Rows, find_heading, headings_for, unit_vnd
from cchc_analysis.intake.package_sheet.rows import ASSUMED, Known, SheetRow, read_row
from cchc_analysis.intake.package_sheet.tables import OUTCOME_COLUMNS, PlacedRow
from cchc_analysis.intake.stated_units import other_unit, stated_units
from cchc_analysis.intake.typed_numbers import read_number
from cchc_analysis.intake.workbook.cells import Cell
from cchc_analysis.reference.money_units import UNITS
from cchc_analysis.vietnamese.names import clean, name_key

_TOTALS = ("tổng", "cộng")
# Columns of words that people merge over the rows they hold for.
_SPREAD = ("agency", "agency_code", "field", "form", "method", "is_online", "is_domestic", "plan_type")


@dataclass
class PackageList:
    """One file after reading: its rows before repetitions are judged, and where every other row went."""

    file: str
    sha256: str
    rows: list[PlacedRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)
    has_heading: bool = False
    explained: list[int] = field(default_factory=list)


def read_list(
    one: PackageList,
    rows: Rows,
    known: Known,
    *,
    sheet: str = "",
    is_visible: bool = True,
    hidden: frozenset[int] = frozenset(),
    merged: Sequence[tuple[int, int, int, int]] = (),
    prices: Sequence[int] | None = None,
) -> None:
    """Read the list on a sheet, if there is one; a list that is hidden or not certain is held whole.

    A word merged over several rows is that of each of them. `prices` are those of the whole list where `rows` are
    a part of it, as far as the unit of money is told by them.
    """
    heading = find_heading(rows)
    if heading is None:
        if rows and sheet:
            one.findings.append(Finding("package_sheet.sheet_ignored", Severity.NOTE, one.file, sheet))
        return
    one.has_heading = True
    below = {number: cells for number, cells in rows.items() if number > heading.row}
    _spread(below, heading, merged)
    units = _units(heading, prices_of(heading, below) if prices is None else prices)
    faults = list(_sheet_faults(one.file, sheet, heading, units, is_visible=is_visible))
    said = {number: found for number in below if (found := _units_said(below[number], heading))}
    faults += _units_below(one.file, sheet, said, units["value"])
    one.findings += faults
    if any(fault.severity is Severity.FILE_REJECTED for fault in faults):
        one.outcomes["rejected"] += len(below)
        return
    held = next((fault.code for fault in faults if fault.severity is Severity.HELD), "")
    explained = [
        number
        for number in sorted(below)
        if number in said or _is_explained(below[number], heading, rows[heading.row])
    ]
    if explained:
        one.findings.append(rows_explained(one.file, sheet, explained))
        one.explained += explained
        one.outcomes["explained"] += len(explained)
    named = {column: name for name, column in heading.columns.items()}
    has_outcome = any(name in heading.columns for name in OUTCOME_COLUMNS)
    for number in sorted(below.keys() - set(explained)):
        own = {named[column]: cell for column, cell in below[number].items() if column in named}
        row = read_row(number, own, known, value_unit=units["value"] or 1, award_unit=units["award"] or 1)
        for name, value in ASSUMED.items():
            if name not in heading.columns:
                row.read[name] = value
        if held:
            # What a list that waits for an answer would say is kept, without the money whose unit is asked about.
            row.read["value_vnd"] = row.read["value_vnd"] if units["value"] else None
            one.rows.append(PlacedRow(one.file, row, has_outcome, held, Severity.HELD.value))
            continue
        if (cell := own.get("unit")) and units["value"] and other_unit(str(cell.value), units["value"]):
            row.fault("unit_of_row", "unit", Severity.HELD)
            row.read["value_vnd"] = None
        for name in ("field", "form", "is_online", *ASSUMED):
            if name in heading.columns and name not in own:
                row.empty(name)
        if number in hidden:
            row.fault("row_hidden", "name", Severity.HELD)
        one.rows.append(_placed(one, row, sheet, rows[heading.row], has_outcome=has_outcome))


def _spread(below: Rows, heading: PackageHeading, merged: Sequence[tuple[int, int, int, int]]) -> None:
    """Give a word that is merged over several rows to each of them; a number is never shared out."""
    words = {heading.columns[name] for name in _SPREAD if name in heading.columns}
    for top, left, bottom, right in merged:
        if left != right or left not in words or left not in below.get(top, {}):
            continue
        for number in range(top + 1, bottom + 1):
            if number in below:
                below[number].setdefault(left, replace(below[top][left], row=number))


def rows_explained(file: str, sheet: str, rows: Sequence[int]) -> Finding:
    """Say which rows are no package: totals, titles, the heading again."""
    listed = ", ".join(map(str, rows))
    return Finding("package_sheet.rows_explained", Severity.NOTE, file, sheet, "", listed[:200])


def prices_of(heading: PackageHeading, below: Rows) -> list[int]:
    """Return the prices of rows as they stand, in the unit of the list."""
    prices = []
    for cells in below.values():
        number = read_number(cells.get(heading.columns.get("value", 0)), is_whole=True)
        if number.value is not None and number.value > 0:
            prices.append(int(number.value))
    return prices


def _units(heading: PackageHeading, prices: Sequence[int]) -> dict[str, int | None]:
    """Return what a unit of price and of award is worth; an award without its own is in that of the price."""
    if heading.units_unread or heading.units_rival:
        return {"value": None, "award": None}
    value = unit_vnd(heading.units.get("value", ""), prices)
    stated = heading.units.get("award", "")
    return {"value": value, "award": unit_vnd(stated, []) if stated else value}


def _sheet_faults(
    file: str, sheet: str, heading: PackageHeading, units: Mapping[str, int | None], *, is_visible: bool
) -> Iterator[Finding]:
    place = f"row {heading.row}"
    if not is_visible:
        yield Finding("package_sheet.sheet_hidden", Severity.HELD, file, sheet, place)
    if heading.missing:
        columns = ", ".join(" / ".join(f'"{words}"' for words in _accepted(name)) for name in heading.missing)
        # Almost always the column is there, under words that nobody knows.
        unknown = ", ".join(f'"{clean(cell.raw)[:80]}"' for cell in heading.unknown)[:400]
        values = {"columns": columns} | ({"unknown": unknown} if unknown else {})
        code = f"package_sheet.columns_{'unknown' if unknown else 'missing'}"
        yield Finding(code, Severity.FILE_REJECTED, file, sheet, place, values=values)
    for cell in heading.twice:
        yield Finding("package_sheet.column_twice", Severity.FILE_REJECTED, file, sheet, cell.address, cell.raw)
    for cell in heading.unknown:
        yield Finding("package_sheet.column_unknown", Severity.NOTE, file, sheet, cell.address, cell.raw[:200])
    for cell in heading.units_unread:
        yield Finding(
            "package_sheet.unit_not_understood", Severity.HELD, file, sheet, cell.address, cell.raw[:200]
        )
    for cell in heading.units_rival:
        yield Finding("package_sheet.unit_contradicts", Severity.HELD, file, sheet, cell.address, cell.raw[:200])
    is_asked = not heading.units_unread and not heading.units_rival
    if "value" in heading.columns and units["value"] is None and is_asked:
        yield Finding("package_sheet.unit_unknown", Severity.HELD, file, sheet, place)
    for name in ASSUMED:
        if name not in heading.columns:
            yield Finding(f"package_sheet.assumed_{name}", Severity.NOTE, file, sheet, place)
    if "plan_type" not in heading.columns:
        yield Finding("package_sheet.no_plan_type", Severity.NOTE, file, sheet, place)


def _accepted(name: str) -> tuple[str, ...]:
    """Return the headings that give a required column; an agency may be named or given by its code."""
    return headings_for(name) + (headings_for("agency_code") if name == "agency" else ())


def _units_said(cells: Mapping[int, Cell], heading: PackageHeading) -> list[tuple[Cell, str]]:
    """Return what a row that is no package states of the unit of money, as a line under the heading may."""
    told = {heading.columns.get(name) for name in ("form", "field", "is_online", "published_on")}
    return [] if told & cells.keys() else list(stated_units(cells))


def _units_below(
    file: str, sheet: str, said: Mapping[int, Sequence[tuple[Cell, str]]], value_unit: int | None
) -> Iterator[Finding]:
    """Refuse a list that states another unit under its heading than the one its prices are read in."""
    for cell, unit in (one for row in sorted(said) for one in said[row]):
        if not unit or (value_unit is not None and UNITS[unit] != value_unit):
            code = f"package_sheet.unit_{'contradicts' if unit else 'not_understood'}"
            place = cell.address if sheet else f"row {cell.row}"
            yield Finding(code, Severity.FILE_REJECTED, file, sheet, place, cell.raw[:200])


def _is_explained(cells: Mapping[int, Cell], heading: PackageHeading, head: Mapping[int, Cell]) -> bool:
    """Tell a row that is no package: a total, a title of a section, the heading again."""
    words = [name_key(clean(str(cell.value))) for _, cell in sorted(cells.items())]
    told = {heading.columns[name] for name in ("form", "field", "is_online", "published_on")} & cells.keys()
    is_total = not told and any(word.startswith(_TOTALS) for word in words[:2])
    is_title = not told and heading.columns["value"] not in cells and len(cells) <= 2
    # Word by word: a heading of thousands of rows is not read again for each of them.
    again = (name_key(clean(str(cell.value))) for _, cell in sorted(head.items()))
    is_heading = len(cells) == len(head) and all(map(eq, words, again))
    return is_total or is_title or is_heading


def _placed(
    one: PackageList, row: SheetRow, sheet: str, head: Mapping[int, Cell], *, has_outcome: bool
) -> PlacedRow:
    for fault in row.faults:
        place, raw = (fault.cell.address, fault.cell.raw[:200]) if fault.cell else (f"row {row.number}", "")
        if not sheet and fault.cell:
            # A text file has no cells by name: its columns are known by their headings.
            place = f"row {row.number} · {clean(head[fault.cell.column].raw)[:80]}"
        values = dict(fault.values)
        one.findings.append(Finding(fault.code, fault.severity, one.file, sheet, place, raw, values))
    costly = [fault for fault in row.faults if fault.severity is not Severity.NOTE]
    if costly:
        return PlacedRow(one.file, row, has_outcome, costly[0].code, costly[0].severity.value)
    return PlacedRow(one.file, row, has_outcome)
