"""The quarterly reports of a study against their due dates."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from cchc_analysis.compliance.reporting import reporting_table
from cchc_analysis.exhibits.study import Study
from cchc_analysis.reference.calendar import CITY_CALENDAR, SAMPLE_CALENDAR, report_due_on
from cchc_analysis.reference.errors import UnsourcedRuleError


def study_reporting(study: Study) -> pd.DataFrame | None:
    """Return the reporting table; None without reports, or where their due dates could not be sourced."""
    reports = study.warehouse.table("reports")
    if reports is None:
        return None
    calendar = SAMPLE_CALENDAR if study.is_synthetic else CITY_CALENDAR
    last_quarter = study.period.last_quarter
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
