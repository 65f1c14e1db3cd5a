"""Whether the quarterly procurement report was sent, and on time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pandas as pd

STATUSES = ("on_time", "late", "missing", "not_due")


def reporting_table(
    reports: pd.DataFrame,
    agencies: pd.DataFrame,
    *,
    year: int,
    due_dates: Mapping[int, dt.date],
    as_of: dt.date,
) -> pd.DataFrame:
    """Hold every agency's quarterly reports of a year against their due dates.

    Parameters
    ----------
    reports
        The contract ``reports``: what was received.
    due_dates
        Due date by quarter (1-4).
    as_of
        The day looked from: a report not received is ``missing`` if it was due by then, else ``not_due``.

    Returns
    -------
    The ``reporting`` table: one row per agency and quarter, also where nothing was received.

    Source: the duty to report quarterly is that of the city's directive of September 2020 (to the Department
    of Planning and Investment); whether it binds in another year is for the rule in force to say.
    """
    quarters = pd.DataFrame({"quarter": list(due_dates), "due_on": list(due_dates.values())})
    quarters["due_on"] = pd.to_datetime(quarters["due_on"]).astype("datetime64[us]")
    expected = agencies[["agency_code", "agency_name"]].merge(quarters, how="cross").assign(year=year)
    received = reports.loc[reports["year"] == year, ["agency_code", "year", "quarter", "received_on"]]
    table = expected.merge(received, on=["agency_code", "year", "quarter"], how="left", validate="1:1")
    days = (table["received_on"] - table["due_on"]).dt.days
    status = pd.Series("missing", index=table.index, dtype="str")
    status = status.mask(table["due_on"] > pd.Timestamp(as_of), "not_due")
    status = status.mask(days.gt(0), "late").mask(days.le(0), "on_time")
    table["status"] = status
    table["days_late"] = days.clip(lower=0).astype("Int64")
    columns = ["agency_code", "agency_name", "year", "quarter", "due_on", "received_on", "status", "days_late"]
    return table[columns].sort_values(["agency_code", "quarter"], ignore_index=True)
