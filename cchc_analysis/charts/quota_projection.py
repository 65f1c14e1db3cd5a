"""The path of the year with its projected end, as one table to draw."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from cchc_analysis.charts.wording import one_year

_COLUMNS = {"projected_share": "share", "low_share": "low", "high_share": "high"}


def with_projection(path: pd.DataFrame, projection: pd.DataFrame) -> pd.DataFrame:
    """Return a path of quarters with one projected row per agency, on 31 December, after them.

    Parameters
    ----------
    path
        Observed periods of one year, see `cchc_analysis.compliance.outlook_path.quota_path_table`.
    projection
        One row per agency and leg, see `cchc_analysis.compliance.projection.projection_table`; agencies without a
        projected share get no row.

    Returns
    -------
    The rows with ``kind`` (``observed``, ``projected``) and, where projected, ``count_low``, ``count_high``,
    ``value_low``, ``value_high`` (0-1) and ``level_share``: what
    `cchc_analysis.charts.quota_path.quota_path` draws.
    """
    observed = path.assign(kind="observed")
    known = projection[projection["projected_share"].notna()]
    if known.empty or path.empty:
        return observed
    names = known.drop_duplicates("agency_code").set_index("agency_code")[["agency_name", "level_share"]]
    year = one_year(path)
    ahead = (
        names.join(_leg(known, "count"))
        .join(_leg(known, "value"))
        .reset_index()
        .assign(kind="projected", year=year)
    )
    ahead["period_end_on"] = pd.Series(pd.Timestamp(dt.date(year, 12, 31)), index=ahead.index)
    drawn = ["agency_code", "agency_name", "year", "period_end_on", "kind", "count_share", "value_share"]
    return pd.concat([observed[drawn], ahead], ignore_index=True)


def _leg(known: pd.DataFrame, leg: str) -> pd.DataFrame:
    own = known[known["leg"] == leg].set_index("agency_code")[list(_COLUMNS)]
    return own.rename(columns={column: f"{leg}_{part}" for column, part in _COLUMNS.items()}).astype("float64")
