"""What an agency says of its own file, checked against the registry and the frameworks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cchc_analysis.intake.findings import Finding, IntakeError, Severity
from cchc_analysis.intake.score.criterion_row import Criterion
from cchc_analysis.intake.workbook.cells import Cell
from cchc_analysis.intake.workbook.layout import ScoreTable
from cchc_analysis.period import Period, PeriodError
from cchc_analysis.reference.agencies import (
    UnknownAgencyError,
    find_agency,
    group_in_year,
    load_agencies,
    resolve_name,
)
from cchc_analysis.reference.errors import NoRuleError, UnsourcedRuleError
from cchc_analysis.reference.frameworks import Framework, load_framework
from cchc_analysis.reference.score_ranges import ScoreRange, score_ranges
from cchc_analysis.vietnamese.names import clean
from cchc_analysis.vietnamese.numbers import MISSING


@dataclass(frozen=True)
class Cover:
    """Whose scores a file holds, of which year, by which criteria."""

    agency_code: str
    group: str
    year: int
    framework: Framework

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria that are scored directly, in the order of the framework."""
        leaves = self.framework.criteria[self.framework.criteria["score_source"] != ""]
        scales = _unstated_scales(self.framework)
        return tuple(
            Criterion(
                code=str(leaf["code"]),
                max_points=float(leaf["max_points"]),
                is_survey=leaf["score_source"] == "survey",
                is_for_agency=not leaf["applies_to"] or self.group in str(leaf["applies_to"]).split(";"),
                scale=scales.get(str(leaf["code"])),
            )
            for leaf in leaves.to_dict("records")
        )

    @property
    def inner_codes(self) -> frozenset[str]:
        """Domains and other nodes whose points are sums."""
        criteria = self.framework.criteria
        return frozenset(criteria.loc[criteria["score_source"] == "", "code"])


def _unstated_scales(framework: Framework) -> dict[str, ScoreRange]:
    """Return the scales of a framework that states no maximum points; empty where it does or none is recorded."""
    if framework.criteria["max_points"].notna().any():
        return {}
    try:
        return score_ranges(framework)
    except NoRuleError:
        return {}


def read_cover(table: ScoreTable, file: str) -> tuple[Cover, tuple[Finding, ...]]:
    """Read the cover of a score sheet; notes say what could not be compared.

    The agency must be in force on 31 December of the year and its name, where the registry knows it, must
    belong to its code. Raises `IntakeError` otherwise, or when the year or the framework cannot be used.
    """
    cells = table.cover
    year = _year(table, file)
    on = dt.date(year, 12, 31)
    agencies = load_agencies()
    agency_code = clean(cells["agency_code"].raw)
    try:
        agency = find_agency(agencies, agency_code, on=on)
    except UnknownAgencyError as error:
        raise _agency_fault(table, file, error) from error
    named = resolve_name(agencies, cells["agency_name"].raw, on=on)
    if named not in (None, agency_code):
        values: dict[str, object] = {"agency_code": agency_code, "named": named}
        raise _rejected(table, file, "workbook.agency_name_differs", cells["agency_name"], values)
    notes = [] if named else [_finding(table, file, "workbook.agency_name_unknown", cells["agency_name"])]
    try:
        framework = load_framework(clean(cells["framework"].raw), year)
    except (NoRuleError, UnsourcedRuleError) as error:
        raise _rejected(table, file, "workbook.framework_unknown", cells["framework"], {"year": year}) from error
    group = group_in_year(agency_code, year, registered=agency.group)
    return Cover(agency_code, group, year, framework), tuple(notes)


def _agency_fault(table: ScoreTable, file: str, error: UnknownAgencyError) -> IntakeError:
    """Say whether the code never existed or exists on other days only, and which codes are near."""
    code = "workbook.agency_not_in_force" if error.spans else "workbook.agency_unknown"
    near = error.spans[-1].successor_codes if error.spans else error.suggestions
    values: dict[str, object] = {"on": error.on.isoformat(), "suggestions": ", ".join(near) or MISSING}
    return _rejected(table, file, code, table.cover["agency_code"], values)


def _year(table: ScoreTable, file: str) -> int:
    cell = table.cover["year"]
    is_whole = cell.kind == "number" and float(cell.value).is_integer()
    written = str(int(float(cell.value))) if is_whole else clean(cell.raw)
    try:
        period = Period.parse(written)
    except PeriodError as error:
        raise _rejected(table, file, "workbook.year_unreadable", cell) from error
    # Digits of other scripts are numbers to Python and not to whoever reads the sheet.
    if period != Period(period.year) or not written.isascii():
        raise _rejected(table, file, "workbook.year_unreadable", cell)
    return period.year


def _finding(
    table: ScoreTable,
    file: str,
    code: str,
    cell: Cell,
    *,
    severity: Severity = Severity.NOTE,
    values: dict[str, object] | None = None,
) -> Finding:
    return Finding(code, severity, file, table.sheet.name, cell.address, cell.raw, values or {})


def _rejected(
    table: ScoreTable, file: str, code: str, cell: Cell, values: dict[str, object] | None = None
) -> IntakeError:
    return IntakeError([_finding(table, file, code, cell, severity=Severity.FILE_REJECTED, values=values)])
