"""When quarterly procurement reports are due."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd

from cchc_analysis.reference.errors import ReferenceFileError, in_both, no_rule, unsourced
from cchc_analysis.reference.strict_files import read_rows, reference_file

CALENDAR_FILE = "calendar.csv"
CITY_CALENDAR, SAMPLE_CALENDAR = "hcmc", "sample_city"

_COLUMNS = ["calendar", "year", "quarter", "due_on", "status", "source", "note"]
_KEY = ["calendar", "year", "quarter"]


def report_due_on(year: int, quarter: int, calendar: str, *, reference_dir: Path | None = None) -> dt.date:
    """Return the last day on which the report of a quarter is on time.

    ``sample_city`` is an assumption of the synthetic city (15 days after the quarter). The city's own
    calendar, ``hcmc``, was not found: it raises `UnsourcedRuleError` until its dates are typed in.
    `NoRuleError` for a quarter that is not in the file.
    """
    rows = _rows(reference_dir)
    is_asked = rows["calendar"].eq(calendar) & rows["year"].eq(str(year)) & rows["quarter"].eq(str(quarter))
    found = rows[is_asked]
    if found.empty:
        subject = in_both("subject_due_date", calendar=calendar)
        raise no_rule(subject, in_both("when_quarter", quarter=quarter, year=year), CALENDAR_FILE)
    due_on = found["due_on"].item()
    if not due_on:
        figure = in_both("figure_due_date", quarter=quarter, year=year)
        document = in_both("document_calendar", calendar=calendar)
        raise unsourced(figure, period=str(year), document=document, file=CALENDAR_FILE)
    return dt.date.fromisoformat(due_on)


def _rows(reference_dir: Path | None) -> pd.DataFrame:
    rows = read_rows(reference_file(CALENDAR_FILE, reference_dir), _COLUMNS)
    is_unknown = rows["status"].eq("unknown")
    is_sound = (
        rows["status"].isin(["sourced", "assumption", "unknown"])
        & rows["due_on"].str.fullmatch(r"(\d{4}-\d{2}-\d{2})?")
        & rows["due_on"].eq("").eq(is_unknown)
        & (rows["source"].ne("") | is_unknown)
        & ~rows.duplicated(_KEY, keep=False)
    )
    if not is_sound.all():
        faulty = rows.loc[~is_sound, [*_KEY, "due_on", "status"]].to_numpy().tolist()
        raise ReferenceFileError(CALENDAR_FILE, tuple(" ".join(row) for row in faulty))
    return rows
