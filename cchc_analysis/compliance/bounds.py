"""What the quota would be at best and at worst if rows that could not be used were settled."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.compliance.eligibility import mark_eligible
from cchc_analysis.compliance.frames import as_frame
from cchc_analysis.compliance.whole_number_quota import Minimums, judge
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import QuotaRule

_SUMS = ("eligible_count", "online_count", "eligible_value_vnd", "online_value_vnd")
# A price that could not be read may be so small that it moves nothing, or so large that it decides alone.
_SMALLEST_VND = 1


def quota_bounds(
    quota: pd.DataFrame,
    unsettled: pd.DataFrame,
    rule: QuotaRule,
    *,
    period: Period,
    counts_shortened: bool,
) -> pd.DataFrame:
    """Settle every held or rejected package of the year to date in the agency's favour, then against it.

    A package may count online, count offline or not count at all, as far as what could be read of it allows; an
    unread price may be of any size, an unread date in any year. Best comes first in this order and worst last, for
    both legs at once.

    Parameters
    ----------
    quota
        The ``quota`` table of the packages that were used.
    unsettled
        The contract ``unsettled``. Rows whose agency could not be read concern no row of `quota`.

    Returns
    -------
    ``agency_code``, ``unsettled_count`` (those that could count), ``is_passed_at_best``, ``is_passed_at_worst``
    (missing where nothing is eligible or no quota is sourced).
    """
    known = _possible(unsettled, rule, period=period, counts_shortened=counts_shortened)
    minimums = rule.minimums(period.year)
    bounds = quota[["agency_code"]].copy()
    counts = known.groupby("agency_code", observed=True).size()
    bounds["unsettled_count"] = bounds["agency_code"].map(counts).fillna(0).astype("int64")
    for name, is_best in (("best", True), ("worst", False)):
        bounds[f"is_passed_at_{name}"] = _settled(quota, known, minimums, is_best=is_best)
    return bounds


def _possible(unsettled: pd.DataFrame, rule: QuotaRule, *, period: Period, counts_shortened: bool) -> pd.DataFrame:
    """Keep the rows that could count in the year to date; `is_certain` where nothing unread could exclude them."""
    date = unsettled["published_on"]
    first, last = pd.Timestamp(period.year_start_on), pd.Timestamp(period.end_on)
    rows = unsettled[date.isna() | date.between(first, last)].reset_index(drop=True)
    if rows.empty or not rule.eligible_forms:
        return rows.head(0).assign(is_certain=pd.Series(dtype="bool"))
    # Unread marks are filled with what would count; whether they were read is asked after.
    filled = rows.assign(
        form=rows["form"].where(rows["form"].ne(""), rule.eligible_forms[0]),
        is_domestic=rows["is_domestic"].fillna(True),
    ).astype({"is_domestic": "bool"})
    marked = as_frame(
        mark_eligible(
            filled[["form", "field", "method", "is_domestic"]].assign(position=range(len(filled))),
            rule,
            counts_shortened=counts_shortened,
        ),
        order_by=["position"],
    )
    is_certain = rows["form"].ne("") & date.notna()
    if rule.excluded_fields:
        is_certain &= rows["field"].ne("")
    if rule.excluded_methods:
        is_certain &= rows["method"].ne("")
    if rule.excludes_international:
        is_certain &= rows["is_domestic"].notna()
    return rows.assign(is_certain=is_certain)[marked["is_eligible"].to_numpy()]


def _settled(quota: pd.DataFrame, rows: pd.DataFrame, minimums: Minimums, *, is_best: bool) -> pd.Series:
    sums = {
        code: dict(zip(_SUMS, map(int, values), strict=True))
        for code, *values in quota[["agency_code", *_SUMS]].itertuples(index=False)
    }
    decided: dict[str, bool] = {}
    for agency, online, certain, value in zip(
        rows["agency_code"], rows["is_online"], rows["is_certain"], rows["value_vnd"], strict=True
    ):
        own = sums.get(agency)
        outcome = _outcome(None if pd.isna(online) else bool(online), is_certain=certain, is_best=is_best)
        if own is None or outcome is None:
            continue
        own["eligible_count"] += 1
        own["online_count"] += outcome
        if pd.isna(value) and outcome is is_best:
            decided[agency] = is_best
        price = _SMALLEST_VND if pd.isna(value) else int(value)
        own["eligible_value_vnd"] += price
        own["online_value_vnd"] += price * outcome
    table = pd.DataFrame(list(sums.values()), columns=list(_SUMS), index=quota.index, dtype="object")
    judged = judge(table, minimums)
    if minimums[1] is None:
        return judged["is_passed"]
    any_size = quota["agency_code"].map(decided).astype("boolean")
    value_leg = judged["is_value_passed"].mask(any_size.notna(), any_size)
    return judged["is_count_passed"] & value_leg


def _outcome(is_online: bool | None, *, is_certain: bool, is_best: bool) -> bool | None:
    """Return whether the package counts online (True), offline (False) or not at all (None)."""
    if is_online is None:
        return is_best
    # Counting online never harms and counting offline never helps: what may be left out is, where that is better.
    return is_online if is_certain or is_online is is_best else None
