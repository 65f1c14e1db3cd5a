"""A row of a hand-made list while it is read: its cells, what is read of them, and every fault."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cchc_analysis.intake.findings import Severity
from cchc_analysis.intake.package_sheet.headings import heading_of
from cchc_analysis.intake.workbook.cells import Cell

# A row that is filled in like a package and named as a total.
NAMED_TOTAL = "package_sheet.named_total"


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a row: `code` of its text, severity, and the cell (None: the row)."""

    code: str
    severity: Severity
    cell: Cell | None
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass
class SheetRow:
    """A row as far as it could be read (`read` by column of the tables), and its faults."""

    number: int
    cells: Mapping[str, Cell]
    read: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    # What its number identifies a package by, see `scoped`; empty where the row bears none.
    number_key: str = ""
    # The number alone where it is an agency's own.
    own_number: str = ""

    @property
    def is_rejected(self) -> bool:
        """Tell whether the row is not used."""
        return any(fault.severity is not Severity.NOTE for fault in self.faults)

    def fault(self, code: str, name: str, severity: Severity = Severity.ROW_REJECTED, **values: object) -> None:
        """Add a fault of one column."""
        self.faults.append(Fault(f"package_sheet.{code}", severity, self.cells.get(name), values))

    def has_hidden_letters(self, name: str) -> bool:
        """Tell whether the cell of a column was found to hold letters that are not shown."""
        cell = self.cells.get(name)
        return any(fault.cell is cell and fault.code == "package_sheet.hidden_letters" for fault in self.faults)

    def empty(self, name: str, severity: Severity = Severity.ROW_REJECTED) -> None:
        """Say by its heading that a column has to be filled in and is not, or holds a formula without a result.

        A cell with a fault is not empty.
        """
        cell = self.cells.get(name)
        if cell is not None and any(fault.cell is cell for fault in self.faults):
            return
        self.fault("cell_unread" if self.is_unread(name) else "empty", name, severity, column=heading_of(name))

    def lot(self, name: str) -> None:
        """Hold a row that is a lot, by the column that says so.

        Lists repeat the price of the package on every lot as often as they split it. Without a number it may be
        one of several rows of a package: none of them is certain to count, see `one_per_number`.
        """
        is_numbered = bool(self.number_key or self.read["notice_id"])
        self.fault("lot_with_number" if is_numbered else "lot_without_number", name, Severity.HELD)
        if not self.number_key:
            self.read["form"] = ""

    def named_total(self) -> None:
        """Hold the row that is filled in like a package and named as a total: it may be none."""
        self.fault("named_total", "name", Severity.HELD)
        self.read["value_vnd"], self.read["form"] = None, ""

    def price_of_several(self) -> None:
        """Hold the row whose price is merged with that of other packages: what its own is cannot be known."""
        asked = ("package_sheet.empty", heading_of("value"))
        self.faults = [one for one in self.faults if (one.code, one.values.get("column")) != asked]
        self.read["value_vnd"] = None
        self.fault("price_merged", "value", Severity.HELD)

    def slipped(self, median_vnd: int, may_be: Sequence[int]) -> None:
        """Hold the row whose price is so far from the others of the list that its unit is asked about."""
        values = {"value_vnd": self.read["value_vnd"], "median_vnd": median_vnd}
        shown = " / ".join(str(one) for one in may_be)
        self.fault("price_slip", "value", Severity.HELD, **values, may_be=shown)
        self.read["value_vnd"] = None

    def is_unread(self, name: str) -> bool:
        """Tell whether a cell holds a formula that was never calculated, or an error."""
        cell = self.cells.get(name)
        return cell is not None and cell.kind in ("error", "uncalculated")

    def say_empty_at_once(self) -> None:
        """Name all columns that have to be filled in by one finding: of a row that says hardly anything."""
        empty = [fault for fault in self.faults if fault.code == "package_sheet.empty"]
        columns = ", ".join(f'"{fault.values["column"]}"' for fault in empty)
        self.faults = [fault for fault in self.faults if fault not in empty]
        self.fault("nearly_empty", "name", columns=columns)
