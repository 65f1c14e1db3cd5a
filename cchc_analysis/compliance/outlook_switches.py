"""Which of the remaining packages to take online first, where the plan alone is not enough."""

from __future__ import annotations

import pandas as pd


def suggested_switches(remaining: pd.DataFrame, outlook: pd.DataFrame) -> pd.DataFrame:
    """Mark the smallest set of packages planned offline that, taken online, meets both legs of the quota.

    Parameters
    ----------
    remaining, outlook
        `remaining_packages` and `outlook_table` of `cchc_analysis.compliance.outlook`.

    Returns
    -------
    `remaining` with ``place`` (1 = the agency's dearest) and ``is_suggested``: the dearest of the agency's
    packages planned offline, as many as its ``switch_count`` says; none where the quota is met as planned or lost.
    Other sets of the same size may do as well; no smaller one does.
    """
    wanted = outlook.set_index("agency_code")["switch_count"].fillna(0)
    place = remaining.groupby("agency_code", observed=True).cumcount() + 1
    offline = remaining[~remaining["is_online"]]
    offline_place = (offline.groupby("agency_code", observed=True).cumcount() + 1).reindex(remaining.index)
    most = remaining["agency_code"].map(wanted).fillna(0)
    is_suggested = offline_place.le(most).fillna(value=False).astype("bool")
    return remaining.assign(place=place, is_suggested=is_suggested)
