"""Everything a procurement report of a period holds, put together from packages, results and what was not used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import ibis.expr.types as ir
import pandas as pd

from cchc_analysis.compliance.bid_report_figures import figures_table, unplaced_table
from cchc_analysis.compliance.bid_report_packages import counted_packages
from cchc_analysis.compliance.frames import as_frame, as_table
from cchc_analysis.period import Period
from cchc_analysis.reference.bid_report_form import ReportSheet

_AWARDED = "awarded"


@dataclass(frozen=True)
class ReportOf:
    """Whose report it is (`is_everyone`: of all agencies of the source), of which period, from which data."""

    agency_code: str
    agency_name: str
    period: Period
    source: str
    is_everyone: bool = False
    is_synthetic: bool = False


@dataclass(frozen=True)
class BidReport:
    """One report to be written: figures in đồng (`figures_table`), and what else is known of its packages.

    `sheets` are those of the form and, where plans do not say what they are of, one more for these packages.
    `unresulted_count` are packages planned in the period without a result in the source, 0 where the report is of
    plans. `held_count` is None where the source does not keep what it rejected, `comparison`
    (`cchc_analysis.compliance.reported_totals.reported_against_packages`) where no reports were given.
    """

    agency_code: str
    agency_name: str
    period: Period
    source: str
    is_synthetic: bool
    sheets: tuple[ReportSheet, ...]
    figures: pd.DataFrame
    unplaced: pd.DataFrame
    left_out: pd.DataFrame
    is_of_results: bool
    has_awards: bool
    unsorted_count: int
    unresulted_count: int
    held_count: int | None
    comparison: pd.DataFrame | None = None


def bid_report(
    of: ReportOf,
    packages: pd.DataFrame | ir.Table,
    procedures: pd.DataFrame | ir.Table | None,
    unsettled: pd.DataFrame | ir.Table | None,
    *,
    report_form: Sequence[ReportSheet],
    unsorted: ReportSheet,
) -> BidReport:
    """Add up packages for the report of one agency, or of all.

    Parameters
    ----------
    packages, procedures, unsettled
        The contracts of these names, of all agencies. A source in which no procedure was ever awarded tells no
        results: its report is of plans.
    report_form, unsorted
        The sheets of the report, and the sheet for packages of plans that do not say what they are of: used only
        where there are any.
    """
    awarded = None if procedures is None else _awarded(as_table(procedures))
    own = _of(packages, of)
    results = None if procedures is None or awarded is None else _of(procedures, of)
    counted = counted_packages(own, results, period=of.period)
    loose = counted.cells.loc[counted.cells["plan_type"] == "", "package_count"]
    sheets = tuple(report_form) if loose.empty else (*report_form, unsorted)
    return BidReport(
        agency_code=of.agency_code,
        agency_name=of.agency_name,
        period=of.period,
        source=of.source,
        is_synthetic=of.is_synthetic,
        sheets=sheets,
        figures=figures_table(counted.cells, sheets),
        unplaced=unplaced_table(counted.cells, sheets),
        left_out=counted.left_out,
        is_of_results=counted.is_of_results,
        has_awards=counted.has_awards,
        unsorted_count=int(loose.sum()),
        unresulted_count=0 if awarded is None else _unresulted_count(own, awarded, of.period),
        held_count=None if unsettled is None else _count(_of(unsettled, of)),
    )


def _of(rows: pd.DataFrame | ir.Table, of: ReportOf) -> ir.Table:
    table = as_table(rows)
    return table if of.is_everyone else table.filter(table.agency_code == of.agency_code)


def _awarded(procedures: ir.Table) -> ir.Table | None:
    """Return the procedures with an award, or None where there are none: notices alone tell no results."""
    awarded = procedures.filter(procedures.status == _AWARDED)
    return None if as_frame(awarded.select("procedure_id").limit(1)).empty else awarded


def _unresulted_count(packages: ir.Table, awarded: ir.Table, period: Period) -> int:
    """Count packages planned in the period that no award of the source, of whatever day and buyer, belongs to."""
    day = packages.published_on.date()
    planned = packages.filter(day >= period.start_on, day <= period.end_on)
    return _count(planned.anti_join(awarded.select("package_id").distinct(), "package_id"))


def _count(table: ir.Table) -> int:
    return int(as_frame(table.aggregate(row_count=table.count()))["row_count"].iloc[0])
