"""May a list be read? What its heading and the units of money it states leave open, or say twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from cchc_analysis.intake.findings import Finding, Severity
from cchc_analysis.intake.package_sheet.cell_places import place_of
from cchc_analysis.intake.package_sheet.headings import PackageHeading, Rows, headings_for, unit_vnd
from cchc_analysis.intake.package_sheet.rows import ASSUMED
from cchc_analysis.intake.package_sheet.slips import UsualPrice
from cchc_analysis.intake.stated_units import stated_units
from cchc_analysis.intake.typed_numbers import read_number
from cchc_analysis.intake.workbook.cells import Cell
from cchc_analysis.reference.money_units import UNITS
from cchc_analysis.reference.plausible_amounts import plausible_amounts
from cchc_analysis.vietnamese.names import clean

# A list in đồng whose packages are all too cheap.
UNIT_DOUBTFUL = "package_sheet.unit_doubtful"


def prices_of(heading: PackageHeading, below: Rows) -> list[int]:
    """Return the prices of rows as they stand, in the unit of the list."""
    prices = []
    for cells in below.values():
        number = read_number(cells.get(heading.columns.get("value", 0)), is_whole=True)
        if number.value is not None and number.value > 0:
            prices.append(int(number.value))
    return prices


def units_of(heading: PackageHeading, prices: Sequence[int]) -> dict[str, int | None]:
    """Return what a unit of price and of award is worth; an award without its own is in that of the price."""
    if heading.units_unread or heading.units_rival:
        return {"value": None, "award": None}
    value = unit_vnd(heading.units.get("value", ""), prices)
    stated = heading.units.get("award", "")
    return {"value": value, "award": unit_vnd(stated, []) if stated else value}


def list_faults(
    file: str,
    sheet: str,
    heading: PackageHeading,
    prices: Sequence[int],
    usual: UsualPrice | None,
    *,
    is_visible: bool,
) -> Iterator[Finding]:
    """Yield what a heading lacks, says twice or leaves open: a note, or what holds or refuses the whole list."""
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
    for code, severity, cells in (
        ("column_twice", Severity.FILE_REJECTED, heading.twice),
        ("column_unknown", Severity.NOTE, heading.unknown),
        ("unit_not_understood", Severity.HELD, heading.units_unread),
        ("unit_contradicts", Severity.HELD, heading.units_rival),
    ):
        for cell in cells:
            yield Finding(f"package_sheet.{code}", severity, file, sheet, place_of(cell, sheet), cell.raw[:200])
    if "value" in heading.columns and not (heading.units["value"] or heading.units_unread or heading.units_rival):
        yield _unit_unsaid(file, sheet, place, units_of(heading, prices)["value"], prices)
    limit = plausible_amounts().least_median_dong
    if usual is not None and units_of(heading, prices)["value"] == 1 and usual.median_vnd < limit:
        severity = Severity.HELD if usual.is_told else Severity.NOTE
        said = {"median_vnd": usual.median_vnd, "limit": limit}
        yield Finding(UNIT_DOUBTFUL, severity, file, sheet, place, values=said)
    for name in ASSUMED:
        if name not in heading.columns:
            yield Finding(f"package_sheet.assumed_{name}", Severity.NOTE, file, sheet, place)
    if "plan_type" not in heading.columns:
        yield Finding("package_sheet.no_plan_type", Severity.NOTE, file, sheet, place)


def _unit_unsaid(file: str, sheet: str, place: str, unit: int | None, prices: Sequence[int]) -> Finding:
    if unit is None:
        return Finding("package_sheet.unit_unknown", Severity.HELD, file, sheet, place)
    values = {"least": min(prices), "limit": plausible_amounts().least_sure_dong}
    return Finding("package_sheet.assumed_unit", Severity.NOTE, file, sheet, place, values=values)


def _accepted(name: str) -> tuple[str, ...]:
    """Return the headings that give a required column; an agency may be named or given by its code."""
    return headings_for(name) + (headings_for("agency_code") if name == "agency" else ())


def units_below(
    file: str, sheet: str, heading: PackageHeading, below: Rows, value_unit: int | None
) -> Iterator[Finding]:
    """Refuse a list that states another unit under its heading than the one its prices are read in."""
    for cell, unit in (one for row in sorted(below) for one in _units_said(below[row], heading)):
        if not unit or (value_unit is not None and UNITS[unit] != value_unit):
            code = f"package_sheet.unit_{'contradicts' if unit else 'not_understood'}"
            yield Finding(code, Severity.FILE_REJECTED, file, sheet, place_of(cell, sheet), cell.raw[:200])


def _units_said(cells: Mapping[int, Cell], heading: PackageHeading) -> Iterable[tuple[Cell, str]]:
    """Return what a row that is no package states of the unit of money, as a line under the heading may."""
    told = {heading.columns.get(name) for name in ("form", "field", "is_online", "published_on")}
    return () if told & cells.keys() else stated_units(cells)
