"""One hand-made list of packages: may it be read, what is each row, and why is one not used?"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from string import ascii_uppercase

from cchc_analysis.intake.findings import Finding, Severity
from cchc_analysis.intake.package_sheet.headings import PackageHeading, Rows, find_heading, headings_for, unit_vnd
from cchc_analysis.intake.package_sheet.lots import LotsCheck
from cchc_analysis.intake.package_sheet.merged import merged_lots, spread_words
from cchc_analysis.intake.package_sheet.row_kinds import Kind, NumberForms, RowKinds, is_lot, number_forms
from cchc_analysis.intake.package_sheet.rows import ASSUMED, Known, SheetRow, read_row
from cchc_analysis.intake.package_sheet.tables import OUTCOME_COLUMNS, PlacedRow
from cchc_analysis.intake.package_sheet.totals import TotalsCheck
from cchc_analysis.intake.stated_units import other_unit, stated_units
from cchc_analysis.intake.typed_numbers import read_number
from cchc_analysis.intake.workbook.cells import Cell
from cchc_analysis.intake.workbook.hidden import hidden_notes
from cchc_analysis.reference.money_units import UNITS
from cchc_analysis.vietnamese.names import clean


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


@dataclass(frozen=True)
class WholeList:
    """What the rows of a list ask of all of them: prices, as far as its unit is told by them, and its numbers."""

    prices: Sequence[int]
    forms: NumberForms


def read_list(
    one: PackageList,
    rows: Rows,
    known: Known,
    *,
    sheet: str = "",
    is_visible: bool = True,
    hidden: frozenset[int] = frozenset(),
    hidden_columns: frozenset[int] = frozenset(),
    merged: Sequence[tuple[int, int, int, int]] = (),
    whole: WholeList | None = None,
) -> None:
    """Read the list on a sheet, if there is one; a list that is hidden or not certain is held whole.

    A word merged over several rows is that of each of them. `whole` is of the whole list where `rows` are a part
    of it; its totals are then checked elsewhere.
    """
    heading = find_heading(rows)
    if heading is None:
        if rows and sheet:
            one.findings.append(Finding("package_sheet.sheet_ignored", Severity.NOTE, one.file, sheet))
        return
    one.has_heading = True
    below = {number: cells for number, cells in rows.items() if number > heading.row}
    spread_words(below, heading, merged)
    prices = prices_of(heading, below) if whole is None else whole.prices
    units = _units(heading, prices)
    faults = list(_sheet_faults(one.file, sheet, heading, units, is_visible=is_visible))
    said = {number: found for number in below if (found := _units_said(below[number], heading))}
    faults += _units_below(one.file, sheet, said, units["value"])
    used = {column for cells in below.values() for column in cells} & set(heading.columns.values())
    stated = [cell for number in sorted(rows) if number < heading.row for cell, _ in stated_units(rows[number])]
    faults += hidden_notes(
        [*stated, *(rows[heading.row][column] for column in sorted(used))],
        hidden_columns=hidden_columns,
        hidden_rows=hidden,
        file=one.file,
        sheet=sheet,
    )
    one.findings += faults
    if any(fault.severity is Severity.FILE_REJECTED for fault in faults):
        one.outcomes["rejected"] += len(below)
        return
    held = next((fault.code for fault in faults if fault.severity is Severity.HELD), "")
    forms = number_forms(heading, (below[number] for number in sorted(below))) if whole is None else whole.forms
    kinds = row_kinds(heading, rows[heading.row], forms, known)
    lots = merged_lots(below, heading, merged)
    kind: dict[int, Kind] = {
        number: "lot" if number in lots else kinds.kind(below[number]) for number in sorted(below)
    }
    explained = [number for number in kind if kind[number] not in ("package", "nearly_empty")]
    if explained:
        one.findings.append(rows_explained(one.file, sheet, explained))
        one.explained += explained
        one.outcomes["explained"] += len(explained)
    if whole is None:
        rows_of = ((below[number], kind[number]) for number in kind)
        one.findings += totals_of(one.file, heading, prices, rows_of, sheet=sheet)
    reading = _Reading(one, heading, rows[heading.row], known, units, sheet, held, hidden)
    for number in sorted(below.keys() - set(explained)):
        one.rows.append(reading.placed(number, below[number], kind[number]))


@dataclass(frozen=True)
class _Reading:
    """How the packages of a list are read: by which heading and units, and whether the whole list is held."""

    one: PackageList
    heading: PackageHeading
    head: Mapping[int, Cell]
    known: Known
    units: Mapping[str, int | None]
    sheet: str
    held: str
    hidden: frozenset[int]

    def placed(self, number: int, cells: Mapping[int, Cell], kind: Kind) -> PlacedRow:
        """Read the package of a row; what is wrong with it is told, where the list is not held whole."""
        columns, unit = self.heading.columns, self.units["value"]
        own = {name: cells[column] for name, column in columns.items() if column in cells}
        row = read_row(number, own, self.known, value_unit=unit or 1, award_unit=self.units["award"] or 1)
        row.read |= {name: value for name, value in ASSUMED.items() if name not in columns}
        has_outcome = any(name in columns for name in OUTCOME_COLUMNS)
        if self.held:
            # What a list that waits for an answer would say is kept, without the money whose unit is asked about.
            row.read["value_vnd"] = row.read["value_vnd"] if unit else None
            return PlacedRow(self.one.file, row, has_outcome, self.held, Severity.HELD.value, self.sheet)
        if (cell := own.get("unit")) and unit and other_unit(str(cell.value), unit):
            row.fault("unit_of_row", "unit", Severity.HELD)
            row.read["value_vnd"] = None
        for name in ("field", "form", "is_online", *ASSUMED):
            if name in columns and name not in own:
                row.empty(name)
        if number in self.hidden:
            row.fault("row_hidden", "name", Severity.HELD)
        if is_lot(cells, self.heading) and not (row.number_key or row.read["notice_id"]):
            row.fault("lot_without_number", "lot" if "lot" in own else "name", Severity.HELD)
            # It may be one of several rows of a package: none of them is certain to count, see `one_per_number`.
            row.read["form"] = ""
        if kind == "nearly_empty":
            row.say_empty_at_once()
        return _placed(self.one, row, self.sheet, self.head, has_outcome=has_outcome)


def row_kinds(heading: PackageHeading, head: Mapping[int, Cell], forms: NumberForms, known: Known) -> RowKinds:
    """Return what tells the kinds of the rows below a heading; an agency is one that the registry has or had."""
    return RowKinds(heading, head, forms, lambda name: known.agency("", name, None)[0] is not None)


def totals_of(
    file: str,
    heading: PackageHeading,
    prices: Sequence[int],
    rows: Iterable[tuple[Mapping[int, Cell], Kind]],
    *,
    sheet: str = "",
) -> Iterator[Finding]:
    """Yield what totals and lots of a list say otherwise than its packages, in the order of its rows.

    `rows` are cells and kind of each; see `TotalsCheck` and `LotsCheck`.
    """
    unit = _units(heading, prices)["value"]
    if unit is not None:
        totals = TotalsCheck(file, sheet, heading, is_whole_dong=unit == 1)
        lots = LotsCheck(file, sheet, heading, is_whole_dong=unit == 1)
        for cells, kind in rows:
            totals.add(cells, kind)
            lots.add(cells, kind)
        lots.close()
        yield from heapq.merge(totals.findings(), lots.found, key=_row_number)


def _row_number(finding: Finding) -> int:
    return int(finding.place.removeprefix("row ").lstrip(ascii_uppercase))


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
        return PlacedRow(one.file, row, has_outcome, costly[0].code, costly[0].severity.value, sheet)
    return PlacedRow(one.file, row, has_outcome, sheet=sheet)
