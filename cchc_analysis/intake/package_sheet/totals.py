"""Totals that a list states below or above its packages, held against the rows they add up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from cchc_analysis.intake.findings import Finding, Severity
from cchc_analysis.intake.package_sheet.cell_places import place_of
from cchc_analysis.intake.package_sheet.headings import PackageHeading
from cchc_analysis.intake.package_sheet.row_kinds import Cells, Kind, is_named_total
from cchc_analysis.intake.typed_numbers import (
    decimals_written,
    half_of_last,
    plain_number,
    read_number,
    typed_text,
)
from cchc_analysis.intake.workbook.cells import Cell
from cchc_analysis.reference.vocabulary import word_key, yes_no_codes

# What a total may state: the sum of the prices, and under the online mark how many packages are held online.
_STATED = ("value", "is_online")
# A list with more totals and titles than this on one side of a total is compared with the nearest, and as a whole.
_MOST_SPANS = 1000


# How many packages, the sum of their prices, and how many are held online.
_Sums = dict[str, Decimal]


@dataclass(frozen=True)
class _Total:
    cell: Cell
    name: str
    stated: Decimal
    before: _Sums
    place: int
    # Of a row that is filled in like a package: it is told where it is a sum.
    is_package: bool = False


@dataclass
class TotalsCheck:
    """Adds up the packages of a list as its rows are shown to it, and says which totals no span of rows gives.

    A total adds up the rows above it or below it, from the beginning or end of the list or from any total or title
    between. One that none of these spans gives is told, with the sum of the rows it stands nearest to. Prices are
    compared in the unit of the list; where one of them cannot be read, no sum is known and nothing is said.
    """

    file: str
    sheet: str
    heading: PackageHeading
    is_whole_dong: bool
    _online: dict[str, bool] = field(default_factory=lambda: yes_no_codes("is_online"))
    _sums: _Sums = field(default_factory=lambda: dict.fromkeys(("packages", *_STATED), Decimal(0)))
    # The sums at the beginning and at each total or title.
    _marks: list[_Sums] = field(default_factory=list)
    _totals: list[_Total] = field(default_factory=list)
    _is_unread: bool = False

    def add(self, cells: Cells, kind: Kind) -> None:
        """Take a row of the list, in its order."""
        if not self._marks or kind in ("total", "title"):
            self._marks.append(dict(self._sums))
        if kind == "total":
            for name in _STATED:
                cell = cells.get(self.heading.columns.get(name, 0))
                number = read_number(cell, is_whole=self.is_whole_dong or name != "value")
                if cell is not None and number.value is not None:
                    self._totals.append(_Total(cell, name, number.value, self._marks[-1], len(self._marks) - 1))
        elif kind in ("package", "nearly_empty"):
            paid = cells.get(self.heading.columns["value"])
            price = read_number(paid, is_whole=self.is_whole_dong)
            if is_named_total(cells, self.heading):
                if paid is not None and price.value is not None:
                    here = (dict(self._sums), len(self._marks) - 1)
                    self._totals.append(_Total(paid, "value", price.value, *here, is_package=True))
                return
            mark = cells.get(self.heading.columns["is_online"])
            self._is_unread = self._is_unread or bool(price.fault)
            self._sums["packages"] += 1
            self._sums["value"] += price.value or 0
            self._sums["is_online"] += mark is not None and self._online.get(word_key(typed_text(mark)), False)

    def findings(self) -> Iterator[Finding]:
        """Yield totals that disagree and packages named as totals that are sums, once every row was taken."""
        for total in self._totals:
            if self._sums["packages"] == 0 or (self._is_unread and total.name == "value"):
                continue
            above, below = self._spans(total)
            most = self._rounding(total)
            if total.is_package:
                if any(abs(total.stated - one) <= most for one in above):
                    yield self._say("named_total_sum", total, total.stated)
                continue
            if any(abs(total.stated - one) <= most for one in (*above, *below, self._sums[total.name])):
                continue
            # The last total adds up the list, one between packages what stands since the total or title before it.
            nearest = above[-1] if above and below else self._sums[total.name]
            yield self._say(f"total_{'differs' if total.name == 'value' else 'count_differs'}", total, nearest)

    def _say(self, code: str, total: _Total, of_rows: Decimal) -> Finding:
        place, values = place_of(total.cell, self.sheet), {"sum": plain_number(of_rows)}
        code = f"package_sheet.{code}"
        return Finding(code, Severity.NOTE, self.file, self.sheet, place, total.cell.raw[:200], values)

    def _spans(self, total: _Total) -> tuple[list[Decimal], list[Decimal]]:
        """Return what the rows above a total and those below it add up to, by where they begin or end."""
        first, last = max(0, total.place + 1 - _MOST_SPANS), total.place + _MOST_SPANS
        above = (self._marks[0], *self._marks[first : total.place + 1])
        below = (*self._marks[total.place : last], self._sums)
        here = total.before
        return (
            [here[total.name] - one[total.name] for one in above if one["packages"] < here["packages"]],
            [one[total.name] - here[total.name] for one in below if one["packages"] > here["packages"]],
        )

    def _rounding(self, total: _Total) -> Decimal:
        # A total is rounded as it is written, of prices in đồng not at all.
        if self.is_whole_dong or total.name != "value":
            return Decimal(0)
        return half_of_last(decimals_written(total.stated))
