"""Procurement of a study: quota, exclusions, quarterly reports, verdicts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from cchc_analysis.compliance.eligibility import exclusion_table, mark_eligible
from cchc_analysis.compliance.frames import as_frame
from cchc_analysis.compliance.quota import (
    packages_to_date,
    quota_table,
    quota_total,
    shortened_comparison,
)
from cchc_analysis.compliance.reporting import reporting_table
from cchc_analysis.compliance.verdict import verdict_table
from cchc_analysis.exhibits.study import Study
from cchc_analysis.reference.calendar import CITY_CALENDAR, SAMPLE_CALENDAR, report_due_on
from cchc_analysis.reference.errors import UnsourcedRuleError
from cchc_analysis.reference.procurement_rules import QuotaRule, rule_on
from cchc_analysis.texts import text


@dataclass(frozen=True)
class ProcurementResults:
    """Tables of procurement compliance; `has_packages` is False, and `rule` None, where the source holds none.

    `minimums` are the least percent by number and by value that this year is judged by; `marked` holds every
    package of the year to date, also those of agencies that are not judged, each with why it counts or not.
    """

    rule: QuotaRule | None
    minimums: tuple[int | None, int | None]
    has_packages: bool
    quota: pd.DataFrame
    total: pd.DataFrame
    shortened: pd.DataFrame
    exclusions: pd.DataFrame
    marked: pd.DataFrame
    reporting: pd.DataFrame | None
    verdicts: pd.DataFrame

    def rule_in_force(self) -> QuotaRule:
        """Return the rule that the packages are judged by; `LookupError` where there are none to judge."""
        if self.rule is None:
            raise LookupError("no packages, so no rule was asked for")
        return self.rule


def procurement_results(study: Study) -> ProcurementResults:
    """Judge every agency's year to date by the rule in force on the period's last day.

    The total is that of the judged agencies, so that it equals the sum of their rows.
    """
    packages = study.packages()
    if packages is None:
        empty = pd.DataFrame({"agency_code": []})
        return ProcurementResults(
            rule=None,
            minimums=(None, None),
            has_packages=False,
            quota=empty,
            total=empty,
            shortened=empty,
            exclusions=empty,
            marked=empty,
            reporting=None,
            verdicts=empty,
        )
    rule = rule_on(study.period.end_on)
    minimums = rule.minimums(study.period.year)
    agencies = study.agencies
    if study.place:
        agencies = agencies[agencies["agency_code"].isin(packages["agency_code"])]
    judged = packages[packages["agency_code"].isin(agencies["agency_code"])]
    period, counts_shortened = study.period, study.counts_shortened
    quota = quota_table(judged, agencies, rule, period=period, counts_shortened=counts_shortened)
    reporting = _reporting(study)
    marked = mark_eligible(
        packages_to_date(packages, period),
        rule,
        counts_shortened=counts_shortened,
        judged=set(agencies["agency_code"]),
    )
    name = text("procurement.everyone", study.language)
    return ProcurementResults(
        rule=rule,
        minimums=minimums,
        has_packages=True,
        quota=quota,
        total=quota_total(judged, rule, period=period, counts_shortened=counts_shortened, name=name),
        shortened=shortened_comparison(judged, rule, period=period, name=name),
        exclusions=exclusion_table(marked),
        marked=as_frame(marked, order_by=["package_id"]),
        reporting=reporting,
        verdicts=verdict_table(quota, reporting, rule),
    )


def _reporting(study: Study) -> pd.DataFrame | None:
    """Return the reporting table; None without reports, or where their due dates could not be sourced."""
    reports = study.warehouse.table("reports")
    if reports is None:
        return None
    calendar = SAMPLE_CALENDAR if study.is_synthetic else CITY_CALENDAR
    last_quarter = study.period.quarter or 4
    try:
        due_dates: dict[int, dt.date] = {
            quarter: report_due_on(study.period.year, quarter, calendar) for quarter in range(1, last_quarter + 1)
        }
    except UnsourcedRuleError:
        return None
    return reporting_table(
        reports,
        study.agencies,
        year=study.period.year,
        due_dates=due_dates,
        as_of=due_dates[last_quarter],
    )
