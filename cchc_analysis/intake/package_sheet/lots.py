"""Lots that a list states below their package, held against it: the package counts, its lots do not."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from cchc_analysis.intake.findings import Finding, Severity
from cchc_analysis.intake.package_sheet.headings import PackageHeading
from cchc_analysis.intake.package_sheet.row_kinds import Cells, Kind
from cchc_analysis.intake.typed_numbers import read_number
from cchc_analysis.intake.workbook.cells import Cell


@dataclass
class LotsCheck:
    """Notes lots without a package above them, and lots whose prices do not add up to that of their package.

    Rows are shown to it in their order. Lots of which one states no price, or none that can be read, are not added
    up; nor are those of a package without one.
    """

    file: str
    sheet: str
    heading: PackageHeading
    is_whole_dong: bool
    found: list[Finding] = field(default_factory=list)
    _package: Decimal | None = None
    _has_package: bool = False
    _first: Cell | None = None
    _sum: Decimal | None = Decimal(0)

    def add(self, cells: Cells, kind: Kind) -> None:
        """Take a row of the list, in its order."""
        price = read_number(cells.get(self.heading.columns["value"]), is_whole=self.is_whole_dong).value
        if kind == "lot":
            first = next(iter(cells.values()))
            if self._first is None and not self._has_package:
                self._tell("lots_alone", first)
            self._first = self._first or first
            self._sum = None if price is None or self._sum is None else self._sum + price
            return
        self.close()
        if kind in ("package", "nearly_empty"):
            self._package, self._has_package = price, True
        elif kind == "total":
            self._package, self._has_package = None, False

    def close(self) -> None:
        """Judge the lots since the last package; to be called once more after the last row."""
        lots, whole = self._sum, self._package
        if self._first is not None and lots is not None and whole is not None:
            # Rounded prices of lots may add up to half a unit more or less each way.
            most = 0 if self.is_whole_dong else Decimal("0.5")
            if abs(lots - whole) > most:
                self._tell("lots_differ", self._first, sum=_shown(lots), price=_shown(whole))
        self._first, self._sum = None, Decimal(0)

    def _tell(self, code: str, cell: Cell, **values: object) -> None:
        place = cell.address if self.sheet else f"row {cell.row}"
        raw = cell.raw[:200]
        self.found.append(
            Finding(f"package_sheet.{code}", Severity.NOTE, self.file, self.sheet, place, raw, values)
        )


def _shown(amount: Decimal) -> int | float:
    return int(amount) if amount == amount.to_integral_value() else float(amount)
