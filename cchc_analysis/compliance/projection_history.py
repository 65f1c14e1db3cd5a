"""How earlier years went from the same point of the year to their end."""

from __future__ import annotations

import datetime as dt

import ibis.expr.types as ir
import pandas as pd

from cchc_analysis.compliance.eligibility import mark_eligible
from cchc_analysis.compliance.exact_sums import grouped_sums
from cchc_analysis.compliance.frames import as_frame, as_table
from cchc_analysis.compliance.quota import EVERYONE_CODE, quota_sums
from cchc_analysis.compliance.whole_number_quota import QUOTA_SUMS, with_shares
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import LEGS, QuotaRule

_SUMS = list(QUOTA_SUMS)


def year_end_history(
    packages: pd.DataFrame | ir.Table, rule: QuotaRule, *, period: Period, counts_shortened: bool
) -> pd.DataFrame:
    """Return what every agency had to date and at the end of each year up to the period's own.

    All years are counted by the one rule of the period (its forms and exclusions), so that they compare; they are
    no verdicts on those years. The period's own year is there with what is to date, its end missing.

    Parameters
    ----------
    packages
        The contract ``packages``, or the ``package_cells`` made of it.

    Returns
    -------
    ``agency_code, year, count_share_to_date, value_share_to_date, count_share_at_end, value_share_at_end`` (0-1,
    missing where nothing was eligible by then), one row per agency and year in which anything was eligible; and
    the rows of all together under the code ``ALL``.

    Raises `cchc_analysis.compliance.exact_sums.SumTooLargeError` where a year's money does not fit 64 bits.
    """
    sums = _sums(as_table(packages), rule, period=period, counts_shortened=counts_shortened)
    key = ["agency_code", "year"]
    everyone = grouped_sums(sums.assign(agency_code=EVERYONE_CODE), [*key, "is_to_date"], _SUMS)
    rows = pd.concat([sums, everyone], ignore_index=True)
    to_date = grouped_sums(rows[rows["is_to_date"]], key, _SUMS).set_index(key)
    at_end = grouped_sums(rows, key, _SUMS).set_index(key).sort_index()
    to_date = to_date.reindex(at_end.index, fill_value=0)
    shares = {
        f"{leg}_share_{when}": with_shares(own)[f"{leg}_share"]
        for when, own in (("to_date", to_date), ("at_end", at_end))
        for leg in LEGS
    }
    table = pd.DataFrame(shares, index=at_end.index).reset_index()
    ends = [f"{leg}_share_at_end" for leg in LEGS]
    table[ends] = table[ends].where(table["year"].ne(period.year))
    return table


def _sums(table: ir.Table, rule: QuotaRule, *, period: Period, counts_shortened: bool) -> pd.DataFrame:
    after = dt.datetime.combine(period.end_on + dt.timedelta(days=1), dt.time())
    # What lies behind the period in its own year is not known when the period ends, and not looked at.
    known = table.filter(table.published_on < after)
    marked = mark_eligible(known, rule, counts_shortened=counts_shortened)
    keyed = marked.mutate(
        year=marked.published_on.year().cast("int64"),
        is_to_date=marked.published_on.quarter() <= period.last_quarter,
    )
    return as_frame(
        quota_sums(keyed, by=["agency_code", "year", "is_to_date"]), order_by=["agency_code", "year", "is_to_date"]
    )
