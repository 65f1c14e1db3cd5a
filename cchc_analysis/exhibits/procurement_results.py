"""Procurement of a study: quota, exclusions, quarterly reports, verdicts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from cchc_analysis.compliance.eligibility import exclusion_table, mark_eligible
from cchc_analysis.compliance.quota import (
    packages_to_date,
    quota_table,
    quota_total,
    shortened_comparison,
)
from cchc_analysis.compliance.reporting import reporting_table
from cchc_analysis.compliance.verdict import verdict_table
from cchc_analysis.exhibits.study import Study
from cchc_analysis.reference.calendar import report_due_on
from cchc_analysis.reference.procurement_rules import QuotaRule, rule_on
from cchc_analysis.texts import text


@dataclass(frozen=True)
class ProcurementResults:
    """Tables of procurement compliance; `has_packages` is False where the source holds none."""

    rule: QuotaRule
    has_packages: bool
    quota: pd.DataFrame
    total: pd.DataFrame
    shortened: pd.DataFrame
    exclusions: pd.DataFrame
    marked: pd.DataFrame
    reporting: pd.DataFrame | None
    verdicts: pd.DataFrame


def procurement_results(study: Study) -> ProcurementResults:
    """Judge every agency's year to date by the rule in force on the period's last day."""
    rule = rule_on(study.period.end_on)
    packages = study.packages()
    if packages is None:
        empty = pd.DataFrame({"agency_code": []})
        return ProcurementResults(
            rule=rule,
            has_packages=False,
            quota=empty,
            total=empty,
            shortened=empty,
            exclusions=empty,
            marked=empty,
            reporting=None,
            verdicts=empty,
        )
    everyone = text("procurement.everyone", study.language)
    agencies = study.agencies
    if study.place:
        agencies = agencies[agencies["agency_code"].isin(packages["agency_code"])]
    quota = quota_table(packages, agencies, rule, period=study.period, counts_shortened=study.counts_shortened)
    reporting = _reporting(study)
    to_date = packages_to_date(packages, study.period)
    marked = mark_eligible(to_date, rule, counts_shortened=study.counts_shortened)
    return ProcurementResults(
        rule=rule,
        has_packages=True,
        quota=quota,
        total=quota_total(
            packages, rule, period=study.period, counts_shortened=study.counts_shortened, name=everyone
        ),
        shortened=shortened_comparison(packages, rule, period=study.period, name=everyone),
        exclusions=exclusion_table(marked),
        marked=marked,
        reporting=reporting,
        verdicts=verdict_table(quota, reporting, rule),
    )


def _reporting(study: Study) -> pd.DataFrame | None:
    reports = study.warehouse.table("reports")
    if reports is None:
        return None
    last_quarter = study.period.quarter or 4
    due_dates: dict[int, dt.date] = {
        quarter: report_due_on(study.period.year, quarter) for quarter in range(1, last_quarter + 1)
    }
    return reporting_table(
        reports,
        study.agencies,
        year=study.period.year,
        due_dates=due_dates,
        as_of=due_dates[last_quarter],
    )
