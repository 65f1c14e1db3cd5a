"""Every figure of a sheet of the procurement report: what is entered, what is a formula, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from openpyxl.utils import get_column_letter

from cchc_analysis.reference.bid_report_form import MEASURES, TOTAL, FormLine, FormRow, ReportSheet
from cchc_analysis.reference.money_units import UNITS
from cchc_analysis.stats.largest_remainder import apportion, rounded

_AMOUNTS = MEASURES[:3]
_DIFFERENCE = MEASURES[3]
Address = tuple[int, int]


@dataclass(frozen=True)
class FigureCell:
    """One cell (row and column from 1): its figure in the unit of the sheet (None = empty) and its formula."""

    row: int
    column: int
    value: int | None
    formula: str = ""

    @property
    def address(self) -> str:
        """The name of the cell (``G17``)."""
        return _name((self.row, self.column))


def sheet_cells(
    sheet: ReportSheet, figures: pd.DataFrame, *, says_none: bool, has_awards: bool
) -> list[FigureCell]:
    """Return the cells of a sheet that hold figures, totals and differences as formulas.

    A formula over empty cells shows nothing, never 0: what data do not say must not look like "none".

    Parameters
    ----------
    figures
        Figures of this sheet in đồng (`figures_table`), one agency or added up; money is shown in whole units of
        the sheet (the form forbids decimals), apportioned so that each total is the sum of packages rounded once.
    says_none
        Rows without a package are 0; otherwise (data do not say which plans packages belong to) they are empty.
    has_awards
        Winning prices are known.
    """
    entered = _entered(sheet, figures, says_none=says_none, has_awards=has_awards)
    formulas = dict(_formulas(sheet, sums_groups=not _has_ungrouped(sheet, figures)))
    found: dict[Address, int | None] = {}

    def value(cell: Address) -> int | None:
        if cell not in formulas:
            return entered.get(cell)
        if cell not in found:
            found[cell] = _result([value(part) for part in formulas[cell].parts], formulas[cell].is_difference)
        return found[cell]

    addresses = [(row.row, sheet.column(group, measure)) for _, row in sheet.rows() for group in sheet.groups
                 for measure in MEASURES]  # fmt: skip
    return [FigureCell(*cell, value(cell), formulas[cell].text if cell in formulas else "") for cell in addresses]


@dataclass(frozen=True)
class _Formula:
    parts: tuple[Address, ...]
    is_difference: bool = False

    @property
    def text(self) -> str:
        listed = ",".join(map(_name, self.parts))
        if self.is_difference:
            minuend, subtrahend = map(_name, self.parts)
            return f'=IF(COUNT({listed})<2,"",{minuend}-{subtrahend})'
        return f'=IF(COUNT({listed})=0,"",SUM({listed}))'


def _name(cell: Address) -> str:
    return f"{get_column_letter(cell[1])}{cell[0]}"


def _result(parts: Sequence[int | None], is_difference: bool) -> int | None:
    known = [part for part in parts if part is not None]
    if is_difference:
        return known[0] - known[1] if len(known) == len(parts) else None
    return sum(known) if known else None


def _formulas(sheet: ReportSheet, *, sums_groups: bool) -> Iterator[tuple[Address, _Formula]]:
    groups = [group for group in sheet.groups if group != TOTAL]
    for line, row in sheet.rows():
        for group in sheet.groups:
            price, award, difference = (sheet.column(group, measure) for measure in MEASURES[1:])
            yield (row.row, difference), _Formula(((row.row, price), (row.row, award)), is_difference=True)
            for column in (sheet.column(group, measure) for measure in _AMOUNTS):
                if line.is_total:
                    yield (row.row, column), _Formula(tuple((part, column) for part in sheet.parts(line, row)))
        if groups and sums_groups and not line.is_total:
            for measure in _AMOUNTS:
                parts = tuple((row.row, sheet.column(group, measure)) for group in groups)
                yield (row.row, sheet.column(TOTAL, measure)), _Formula(parts)


def _has_ungrouped(sheet: ReportSheet, figures: pd.DataFrame) -> bool:
    return len(sheet.groups) > 1 and bool(figures["group"].eq(TOTAL).any())


def _entered(
    sheet: ReportSheet, figures: pd.DataFrame, *, says_none: bool, has_awards: bool
) -> dict[Address, int | None]:
    lines = [(line, row) for line, row in sheet.rows() if not line.is_total]
    amounts = _amounts(figures)
    cells: dict[Address, int | None] = {}
    for measure in _AMOUNTS if has_awards else _AMOUNTS[:2]:
        for block in ("field", "form"):
            own = [(line, row) for line, row in lines if line.block == block]
            in_dong = {
                (row.row, sheet.column(group, measure)): amounts.get((*_key(line, row), group, measure), 0)
                for line, row in own
                for group in sheet.groups
            }
            in_units = in_dong if measure == MEASURES[0] else _in_units(in_dong, own, UNITS[str(sheet.unit)])
            known = {row.row for line, row in own if says_none and line.is_known_to_packages}
            # Of the project groups nothing is said; in a sheet that tells them, the total is a formula.
            cells |= {
                (row, column): amount
                for (row, column), amount in in_units.items()
                if amount or in_dong[row, column] or (row in known and column == sheet.column(TOTAL, measure))
            }
    return cells


def _key(line: FormLine, row: FormRow) -> tuple[str, str, bool | None, bool | None]:
    return line.block, line.code, row.is_online, row.is_domestic


def _amounts(figures: pd.DataFrame) -> Mapping[tuple[object, ...], int]:
    """Return every amount by row, group and measure; several agencies are added up."""
    amounts: dict[tuple[object, ...], int] = {}
    for one in figures.to_dict("records"):
        marks = (None if pd.isna(one[mark]) else bool(one[mark]) for mark in ("is_online", "is_domestic"))
        key = (one["block"], one["row_code"], *marks, one["group"])
        for measure in _AMOUNTS:
            if not pd.isna(one[measure]):
                amounts[*key, measure] = amounts.get((*key, measure), 0) + int(one[measure])
    return amounts


def _in_units(
    in_dong: Mapping[Address, int], rows: Sequence[tuple[FormLine, FormRow]], unit: int
) -> dict[Address, int]:
    """Apportion the rounded sum of a block to offline and online, and each of these to its cells."""
    is_online = {row.row: row.is_online for _, row in rows}
    halves = [[cell for cell in in_dong if is_online[cell[0]] is half] for half in (False, True)]
    sums = [sum(in_dong[cell] for cell in half) for half in halves]
    totals = apportion(sums, unit, total=rounded(sum(sums), unit))
    found: dict[Address, int] = {}
    for half, total in zip(halves, totals, strict=True):
        found |= dict(zip(half, apportion([in_dong[cell] for cell in half], unit, total=total), strict=True))
    return found
