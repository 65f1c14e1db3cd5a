"""Lots that a list states below their package, held against it: the package counts, its lots do not."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from cchc_analysis.intake.findings import Finding, Severity
from cchc_analysis.intake.package_sheet.cell_places import place_of
from cchc_analysis.intake.package_sheet.headings import PackageHeading
from cchc_analysis.intake.package_sheet.row_kinds import Cells, Kind
from cchc_analysis.intake.typed_numbers import decimals_written, half_of_last, plain_number, read_number
from cchc_analysis.intake.workbook.cells import Cell

# Rounded prices of lots may be off together; a whole unit of the list is never left unsaid.
_MOST_ROUNDING = Decimal("0.5")


@dataclass
class LotsCheck:
    """Notes lots without a package above them, and lots whose prices do not add up to that of their package.

    Rows are shown to it in their order; a total or a title ends what a package above it has to say. Lots of which
    one states no price, or none that can be read, are not added up; nor are those of a package without one. Prices
    may be rounded: each lot by half of the last decimal that its package or any lot of it is written with.
    """

    file: str
    sheet: str
    heading: PackageHeading
    is_whole_dong: bool
    found: list[Finding] = field(default_factory=list)
    _package: Decimal | None = None
    _has_package: bool = False
    _first: Cell | None = None
    # The lots since the last package: their sum (None where a price is not known), how many, how rounded.
    _sum: Decimal | None = Decimal(0)
    _count: int = 0
    _decimals: int = 0

    def add(self, cells: Cells, kind: Kind) -> None:
        """Take a row of the list, in its order."""
        price = read_number(cells.get(self.heading.columns["value"]), is_whole=self.is_whole_dong).value
        if kind == "lot":
            first = next(iter(cells.values()))
            if self._first is None and not self._has_package:
                self._tell("lots_alone", first)
            self._first = self._first or first
            self._sum = None if price is None or self._sum is None else self._sum + price
            self._count += 1
            self._decimals = max(self._decimals, decimals_written(price or Decimal(0)))
            return
        self.close()
        if kind in ("package", "nearly_empty"):
            self._package, self._has_package = price, True
        elif kind in ("total", "title"):
            self._package, self._has_package = None, False

    def close(self) -> None:
        """Judge the lots since the last package; to be called once more after the last row."""
        first, lots, whole = self._first, self._sum, self._package
        if first is not None and lots is not None and whole is not None and self._differ(lots, whole):
            self._tell("lots_differ", first, sum=plain_number(lots), price=plain_number(whole))
        self._first, self._sum, self._count, self._decimals = None, Decimal(0), 0, 0

    def _differ(self, lots: Decimal, whole: Decimal) -> bool:
        half = half_of_last(max(self._decimals, decimals_written(whole)))
        most = Decimal(0) if self.is_whole_dong else min(_MOST_ROUNDING, half * self._count)
        return abs(lots - whole) > most

    def _tell(self, code: str, cell: Cell, **values: object) -> None:
        place, raw = place_of(cell, self.sheet), cell.raw[:200]
        self.found.append(
            Finding(f"package_sheet.{code}", Severity.NOTE, self.file, self.sheet, place, raw, values)
        )
