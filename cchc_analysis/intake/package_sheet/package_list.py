"""One hand-made list of packages: may it be read, what is each row, and why is one not used?"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from string import ascii_uppercase

from cchc_analysis.intake.findings import Finding, Severity
from cchc_analysis.intake.package_sheet.cell_places import place_of
from cchc_analysis.intake.package_sheet.headings import PackageHeading, Rows, find_heading
from cchc_analysis.intake.package_sheet.list_faults import (
    UNIT_DOUBTFUL,
    list_faults,
    prices_of,
    units_below,
    units_of,
)
from cchc_analysis.intake.package_sheet.lots import LotsCheck
from cchc_analysis.intake.package_sheet.merged import merged_prices, spread_words
from cchc_analysis.intake.package_sheet.row_kinds import (
    Kind,
    NumberForms,
    RowKinds,
    is_lot,
    is_named_total,
    number_forms,
)
from cchc_analysis.intake.package_sheet.rows import ASSUMED, Known, read_row
from cchc_analysis.intake.package_sheet.sheet_row import SheetRow
from cchc_analysis.intake.package_sheet.slips import UsualPrice, usual_price
from cchc_analysis.intake.package_sheet.tables import OUTCOME_COLUMNS, PlacedRow
from cchc_analysis.intake.package_sheet.totals import TotalsCheck
from cchc_analysis.intake.stated_units import other_unit, stated_units
from cchc_analysis.intake.workbook.cells import Cell
from cchc_analysis.intake.workbook.hidden import hidden_notes


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
    """What the rows of a list ask of all of them: prices, as far as its unit is told by them, and its numbers.

    `usual` is what its packages usually cost, against which each price is held.
    """

    prices: Sequence[int]
    forms: NumberForms
    usual: UsualPrice | None


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
    units = units_of(heading, prices)
    in_order = [below[number] for number in sorted(below)]
    usual = usual_price(heading, in_order, units["value"]) if whole is None else whole.usual
    faults = list(list_faults(one.file, sheet, heading, prices, usual, is_visible=is_visible))
    faults += units_below(one.file, sheet, heading, below, units["value"])
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
    forms = number_forms(heading, in_order) if whole is None else whole.forms
    kinds = row_kinds(heading, rows[heading.row], forms, known)
    spans = merged_prices(below, heading, merged)
    kind: dict[int, Kind] = {
        number: "lot" if number in spans.lots else kinds.kind(below[number]) for number in sorted(below)
    }
    explained = [number for number in kind if kind[number] not in ("package", "nearly_empty")]
    if explained:
        one.findings.append(rows_explained(one.file, sheet, explained))
        one.explained += explained
        one.outcomes["explained"] += len(explained)
    shared = spans.shared(below.keys() - set(explained))
    reading = _Reading(
        one, heading, rows[heading.row], known, units, sheet, held, hidden, spans.wholes, shared, usual
    )
    for number in sorted(below.keys() - set(explained)):
        one.rows.append(reading.placed(number, below[number], kind[number]))
    if whole is None:
        rows_of = ((below[number], kind[number]) for number in kind)
        one.findings += totals_of(one.file, heading, prices, rows_of, sheet=sheet)


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
    # Rows whose price is merged over all lots of their package; rows whose price is merged with that of others.
    wholes: Set[int]
    shared: Set[int]
    usual: UsualPrice | None

    def placed(self, number: int, cells: Mapping[int, Cell], kind: Kind) -> PlacedRow:
        """Read the package of a row; what is wrong with it is told, where the list is not held whole."""
        columns, unit = self.heading.columns, self.units["value"]
        own = {name: cells[column] for name, column in columns.items() if column in cells}
        row = read_row(number, own, self.known, value_unit=unit or 1, award_unit=self.units["award"] or 1)
        row.read |= {name: value for name, value in ASSUMED.items() if name not in columns}
        has_outcome = any(name in columns for name in OUTCOME_COLUMNS)
        if self.held:
            # What a list that waits for an answer would say is kept, without the money whose unit is asked about.
            row.read["value_vnd"] = row.read["value_vnd"] if unit and self.held != UNIT_DOUBTFUL else None
            return PlacedRow(self.one.file, row, has_outcome, self.held, Severity.HELD.value, self.sheet)
        if (cell := own.get("unit")) and unit and other_unit(str(cell.value), unit):
            row.fault("unit_of_row", "unit", Severity.HELD)
            row.read["value_vnd"] = None
        for name in ("field", "form", "is_online", *ASSUMED):
            if name in columns and name not in own:
                row.empty(name)
        if number in self.hidden:
            row.fault("row_hidden", "name", Severity.HELD)
        if is_lot(cells, self.heading) and number not in self.wholes:
            row.lot("lot" if "lot" in own else "name")
        if is_named_total(cells, self.heading):
            row.named_total()
        if self.usual is not None and row.read["value_vnd"] and (may := self.usual.slips(row.read["value_vnd"])):
            row.slipped(self.usual.median_vnd, may)
        if number in self.shared:
            row.price_of_several()
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
    unit = units_of(heading, prices)["value"]
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
    """Say which rows are no package: totals, titles, lots of a package, lines of a unit, the heading again."""
    listed = ", ".join(map(str, rows))
    return Finding("package_sheet.rows_explained", Severity.NOTE, file, sheet, "", listed[:200])


def _placed(
    one: PackageList, row: SheetRow, sheet: str, head: Mapping[int, Cell], *, has_outcome: bool
) -> PlacedRow:
    for fault in row.faults:
        place, raw = f"row {row.number}", ""
        if fault.cell:
            place, raw = place_of(fault.cell, sheet, head[fault.cell.column]), fault.cell.raw[:200]
        one.findings.append(Finding(fault.code, fault.severity, one.file, sheet, place, raw, dict(fault.values)))
    costly = [fault for fault in row.faults if fault.severity is not Severity.NOTE]
    if costly:
        return PlacedRow(one.file, row, has_outcome, costly[0].code, costly[0].severity.value, sheet)
    return PlacedRow(one.file, row, has_outcome, sheet=sheet)
