"""What agencies reported of a year (Biểu 01-06B as filled in) held against the packages of a study."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from cchc_analysis.compliance.bid_report import BidReport, ReportOf, bid_report
from cchc_analysis.compliance.quota import EVERYONE_CODE
from cchc_analysis.compliance.reported_totals import ALL_SHEETS, reported_against_packages, reported_by_agency
from cchc_analysis.exhibits.study import Study
from cchc_analysis.intake.sources import parse_source
from cchc_analysis.period import Period
from cchc_analysis.reference.bid_report_form import TOTAL, load_bid_report_form, unsorted_sheet
from cchc_analysis.tables.warehouse import Warehouse, build_warehouse, is_warehouse_key, open_warehouse
from cchc_analysis.texts import SpokenError, text

_REPORTS = "bid_reports"
_TABLE = "reported_totals"


class NotReportsError(SpokenError, ValueError):
    """A source named as filled reports that holds none."""

    key = "reported.not_reports"


@dataclass(frozen=True)
class ReportedResults:
    """Filled reports against packages.

    `agencies` and `rows` are those of `reported_by_agency` and `reported_against_packages`, of judged agencies
    with a report and with packages; `report` is what the packages add up to; `reporting` are the judged agencies
    that have a report of the year at all. `unsorted` has, for every agency of which the sheets of the form cannot
    be compared one by one, the packages on none of them: ``agency_code, reported_count, own_count``.
    """

    agencies: pd.DataFrame
    rows: pd.DataFrame
    report: BidReport
    reports: Warehouse
    reporting: frozenset[str]
    unsorted: pd.DataFrame


def open_reports(reported: str) -> Warehouse:
    """Open filled reports given as ``bid_reports=PATH`` or by the key of what was built of them.

    Raises `NotReportsError` for a source of another kind; what `build_warehouse` raises.
    """
    spec = None if is_warehouse_key(reported) else parse_source(reported)
    if (reported.partition("@")[0] if spec is None else spec.adapter) != _REPORTS:
        raise NotReportsError(reported=reported)
    return open_warehouse(reported) if spec is None else build_warehouse(spec)


def reported_results(study: Study, reported: str) -> ReportedResults:
    """Hold the filled reports of the period's year against the packages of the study's judged agencies.

    Packages are counted as the report itself counts them (`cchc_analysis.compliance.bid_report.bid_report`): those
    with a result of the year, or of plans where the source holds no results. Raises as `open_reports`, and
    `LookupError` where the source has no packages.
    """
    warehouse = open_reports(reported)
    totals = warehouse.table(_TABLE)
    if totals is None:
        raise LookupError("the adapter of filled reports always gives its table")
    year = study.period.year
    judged = study.own_rows(study.agencies)["agency_code"]
    totals = totals[totals["agency_code"].isin(judged) & totals["year"].eq(year)]
    report = _report_of_packages(study)
    own = report.figures[report.figures["agency_code"].isin(judged)]
    rows = reported_against_packages(totals, own, report.sheets, year=year)
    together = rows.loc[rows["sheet"] == ALL_SHEETS, "agency_code"].unique()
    official = [sheet.sheet for sheet in report.sheets if sheet.plan_type != ""]
    sides = (_unsorted_counts(table, official).reindex(together, fill_value=0) for table in (totals, own))
    unsorted = pd.concat(sides, axis="columns", keys=["reported_count", "own_count"])
    return ReportedResults(
        reported_by_agency(rows),
        rows,
        report,
        warehouse,
        frozenset(totals["agency_code"].unique()),
        unsorted.rename_axis("agency_code").reset_index(),
    )


def _unsorted_counts(table: pd.DataFrame, official: list[str]) -> pd.Series:
    """Count the packages of each agency that stand on no sheet of the form; each stands once by field."""
    loose = table[~table["sheet"].isin(official) & table["block"].eq("field") & table["row_code"].ne(TOTAL)]
    return loose.groupby("agency_code")["package_count"].sum()


def _report_of_packages(study: Study) -> BidReport:
    packages = study.open("packages")
    if packages is None:
        raise LookupError("no packages to hold reports against")
    report_form = load_bid_report_form()
    words = {name: text(f"bid_report.{name}_unsorted", study.language) for name in ("sheet", "code", "title")}
    of = ReportOf(
        agency_code=study.agency or EVERYONE_CODE,
        agency_name=study.agency_name,
        period=Period(study.period.year),
        source=study.warehouse.key,
        is_everyone=not study.agency,
        is_synthetic=study.is_synthetic,
    )
    return bid_report(
        of,
        packages,
        study.open("procedures"),
        study.warehouse.open("unsettled"),
        report_form=report_form,
        unsorted=unsorted_sheet(report_form, name=words["sheet"], code=words["code"], title=words["title"]),
    )
