"""The figures of one filled sheet of the procurement report: read, judged, and added up again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from cchc_analysis.intake.bid_report.layout import FilledRow, FilledSheet, RowKey
from cchc_analysis.intake.findings import Finding, Severity
from cchc_analysis.intake.stated_units import shown_unit
from cchc_analysis.intake.typed_numbers import read_number
from cchc_analysis.intake.workbook.cells import Cell
from cchc_analysis.reference.bid_report_form import MEASURES, TOTAL
from cchc_analysis.reference.money_units import UNITS
from cchc_analysis.reference.plausible_amounts import plausible_amounts
from cchc_analysis.vietnamese.numbers import MISSING

_COUNT, _PRICE, _AWARD, _DIFFERENCE = MEASURES
Place = tuple[int, str, str]


@dataclass
class SheetFigures:
    """Numbers by row, group and measure in the unit of the sheet; rows that are used or rejected; what was found.

    `values` holds no number of a faulty cell; `faulty` names those cells.
    """

    filled: FilledSheet
    unit_vnd: int
    file: str
    values: dict[Place, Decimal] = field(default_factory=dict)
    faulty: set[Place] = field(default_factory=set)
    rejected_rows: set[int] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)

    def cell(self, place: Place) -> Cell | None:
        """Return the cell of a row, group and measure."""
        row, group, measure = place
        return self.filled.cells.get((row, self.filled.columns[group, measure]))

    def found(self, code: str, severity: Severity, cell: Cell | None, **values: object) -> None:
        """Note something at a cell."""
        place, raw = (cell.address, cell.raw[:200]) if cell else ("", "")
        sheet = self.filled.sheet.name
        self.findings.append(Finding(f"bid_report.{code}", severity, self.file, sheet, place, raw, values))


def read_figures(filled: FilledSheet, unit: str, *, file: str) -> SheetFigures:
    """Read the figures of a sheet whose unit is known, and hold every total against the sum of its parts.

    A count is a whole number and nothing below zero; money may have decimals (the form forbids them: a note). A
    row with a faulty cell, or that stands twice, is rejected; one whose format shows another unit than that of the
    sheet, or one that nobody understands, is held. A total or difference that its parts do not give
    is held, with both figures; the table keeps what the agency reported.
    """
    figures = SheetFigures(filled, UNITS[unit], file)
    groups = list(dict.fromkeys(group for group, _ in filled.columns))
    twice = {key for key, count in Counter(row.key for row in filled.rows).items() if count > 1}
    for row in filled.rows:
        if row.key in twice:
            cell = filled.cells.get((row.row, 3)) or filled.cells.get((row.row, 1))
            figures.found("row_twice", Severity.ROW_REJECTED, cell, row=row.row)
            figures.rejected_rows.add(row.row)
        for place in ((row.row, group, measure) for group in groups for measure in MEASURES):
            if place[1:] in filled.columns:
                _read(figures, place, is_total=row.key[1] == TOTAL)
        for group in groups:
            _judge_unit(figures, row.row, group)
            _judge_zeros(figures, row.row, group)
    figures.rejected_rows |= {row for row, _, measure in figures.faulty if measure != _DIFFERENCE}
    rows = {row.key: row for row in filled.rows if row.key not in twice}
    for place, parts in _sums(rows, filled):
        _compare(figures, place, parts)
    _compare_blocks(figures, rows, groups)
    return figures


def _read(figures: SheetFigures, place: Place, *, is_total: bool) -> None:
    cell = figures.cell(place)
    measure = place[2]
    number = read_number(cell, is_whole=measure == _COUNT)
    is_formula = bool(cell and cell.formula)
    fault = number.fault
    sums_groups = place[1] == TOTAL and len(figures.filled.report_form.groups) > 1
    if fault == "not_calculated" and (is_total or measure == _DIFFERENCE or sums_groups):
        # A formula that shows nothing over empty cells is stored without a result: its parts say enough.
        return
    if not fault and number.value is not None:
        if number.value < 0 and measure != _DIFFERENCE:
            fault = "negative"
        elif measure == _COUNT and number.value != number.value.to_integral_value():
            fault = "decimal_count"
        elif not _is_believed(number.value, figures.unit_vnd, is_count=measure == _COUNT):
            fault = "implausible"
    if fault:
        figures.faulty.add(place)
        figures.found(f"cell_{fault}", Severity.ROW_REJECTED, cell)
    elif measure != _COUNT and (shown := _other_unit(cell, figures.unit_vnd)):
        figures.faulty.add(place)
        figures.found("cell_shown_unit", Severity.HELD, cell, shown=shown[:80])
    elif number.value is not None:
        figures.values[place] = number.value
        if number.is_text:
            figures.found("cell_text", Severity.NOTE, cell)
        in_vnd = number.value * figures.unit_vnd
        if measure != _COUNT and in_vnd != in_vnd.to_integral_value():
            figures.found("cell_below_dong", Severity.NOTE, cell)
        elif measure != _COUNT and not is_formula and number.value != number.value.to_integral_value():
            figures.found("cell_decimals", Severity.NOTE, cell)


def _other_unit(cell: Cell | None, unit_vnd: int) -> str:
    """Return what the format of a cell shows beside its number, if that is not the unit of the sheet."""
    return shown_unit(cell.number_format, unit_vnd) if cell is not None and cell.kind == "number" else ""


def _is_believed(number: Decimal, unit_vnd: int, *, is_count: bool) -> bool:
    """Tell whether a cell may hold so much; what it may not hold does not fit the table either."""
    limits = plausible_amounts()
    return number <= limits.most_report_packages if is_count else abs(number) * unit_vnd <= limits.most_report_vnd


def _judge_unit(figures: SheetFigures, row: int, group: str) -> None:
    """Reject a row whose packages would cost too much or too little: it was typed in another unit."""
    count = figures.values.get((row, group, _COUNT))
    if not count:
        return
    for measure in (_PRICE, _AWARD):
        place = (row, group, measure)
        amount = figures.values.get(place)
        limits = plausible_amounts()
        mean_vnd = (amount or 0) * figures.unit_vnd / count
        if amount and not limits.least_package_vnd <= mean_vnd <= limits.most_package_vnd:
            figures.found("cell_unit", Severity.HELD, figures.cell(place), count=int(count))
            figures.faulty.add(place)


def _judge_zeros(figures: SheetFigures, row: int, group: str) -> None:
    """Hold money without a package and packages without money; the table keeps what was reported."""
    at_count = (row, group, _COUNT)
    if at_count in figures.faulty or _is_uncalculated(figures.cell(at_count)):
        return
    count = figures.values.get(at_count, Decimal(0))
    for place in ((row, group, _PRICE), (row, group, _AWARD)):
        amount = figures.values.get(place)
        if amount and not count:
            figures.found("cell_without_packages", Severity.HELD, figures.cell(place))
        elif count and amount == 0:
            figures.found("cell_zero", Severity.HELD, figures.cell(place), count=int(count))


def _sums(
    rows: Mapping[RowKey, FilledRow], filled: FilledSheet
) -> Iterator[tuple[Place, list[tuple[Place, int]]]]:
    """Yield every place that is a sum or a difference, with its parts and their signs."""
    groups = list(dict.fromkeys(group for group, _ in filled.columns))
    others = [group for group in groups if group != TOTAL]
    for (block, code, is_online, _), row in rows.items():
        for group in groups:
            difference: list[tuple[Place, int]] = [((row.row, group, _PRICE), 1), ((row.row, group, _AWARD), -1)]
            yield (row.row, group, _DIFFERENCE), difference
            if code != TOTAL:
                continue
            parts = [
                part.row
                for key, part in rows.items()
                if key[0] == block and key[1] != TOTAL and (is_online is None or key[2] == is_online)
            ]
            for measure in MEASURES[:3]:
                yield (row.row, group, measure), [((part, group, measure), 1) for part in parts]
        if others and code != TOTAL:
            for measure in MEASURES[:3]:
                yield (row.row, TOTAL, measure), [((row.row, group, measure), 1) for group in others]


def _compare(figures: SheetFigures, place: Place, parts: list[tuple[Place, int]]) -> None:
    stated = figures.values.get(place)
    known = [(figures.values[part], sign) for part, sign in parts if part in figures.values]
    is_group_sum = place[1] == TOTAL and all(part[1] != TOTAL for part, _ in parts)
    cell = figures.cell(place)
    least = len(parts) if place[2] == _DIFFERENCE else 1
    if stated is None and _is_uncalculated(cell) and len(known) >= least:
        figures.found("total_not_calculated", Severity.NOTE, cell)
    is_unknown = any(part in figures.faulty or _is_uncalculated(figures.cell(part)) for part, _ in parts)
    if stated is None or is_unknown or (is_group_sum and not known):
        return
    expected = sum((amount * sign for amount, sign in known), Decimal(0))
    if stated != expected:
        code = "difference_wrong" if place[2] == _DIFFERENCE else "total_wrong"
        values = {"stated": _shown(stated), "expected": _shown(expected)}
        formula = cell.formula if cell and cell.formula else MISSING
        figures.found(code, Severity.HELD, cell, formula=formula, **values)


def _is_uncalculated(cell: Cell | None) -> bool:
    return cell is not None and cell.kind == "uncalculated"


def _compare_blocks(figures: SheetFigures, rows: Mapping[RowKey, FilledRow], groups: list[str]) -> None:
    for is_online in (False, True):
        by_field, by_form = (rows.get((block, TOTAL, is_online, None)) for block in ("field", "form"))
        if by_field is None or by_form is None:
            continue
        for group in groups:
            for measure in MEASURES[:3]:
                stated = figures.values.get((by_field.row, group, measure))
                other = figures.values.get((by_form.row, group, measure))
                if stated is not None and other is not None and stated != other:
                    cell = figures.cell((by_form.row, group, measure))
                    values = {"by_field": _shown(stated), "by_form": _shown(other)}
                    figures.found("blocks_differ", Severity.HELD, cell, **values)


def _shown(number: Decimal) -> str:
    return f"{number.normalize():f}"
