"""Best and worst case of agencies, or of all that are judged together."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from cchc_analysis.compliance.bounds import possible_unsettled, quota_bounds
from cchc_analysis.compliance.quota import EVERYONE_CODE
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import QuotaRule


def settled_bounds(
    unsettled: pd.DataFrame | None,
    rule: QuotaRule,
    period: Period,
    judged: Collection[str],
    quota: pd.DataFrame,
    *,
    counts_shortened: bool,
) -> pd.DataFrame | None:
    """Return what held or rejected packages could turn, of agencies or of the row of all that are judged.

    Of the row of all also those whose agency could not be read may count. Returns what
    `cchc_analysis.compliance.bounds.quota_bounds` does; None where intake keeps no such packages.
    """
    if unsettled is None:
        return None
    rows = unsettled[unsettled["agency_code"].isin(judged)]
    if quota["agency_code"].eq(EVERYONE_CODE).all():
        unread = possible_unsettled(
            unsettled[unsettled["agency_code"].eq("")], rule, period=period, counts_shortened=counts_shortened
        )
        # Whether an agency that could not be read is a judged one is not certain, as if its day were not read.
        undated = pd.Series(pd.NaT, index=unread.index, dtype="datetime64[us]")
        rows = pd.concat([rows, unread.drop(columns="is_certain").assign(published_on=undated)])
        rows = rows.assign(agency_code=EVERYONE_CODE)
    return quota_bounds(quota, rows, rule, period=period, counts_shortened=counts_shortened)
