"""The shares of the year to date, quarter by quarter, against the quota of the year."""

from __future__ import annotations

import ibis.expr.types as ir
import pandas as pd

from cchc_analysis.compliance.eligibility import mark_eligible
from cchc_analysis.compliance.exact_sums import grouped_sums
from cchc_analysis.compliance.frames import as_frame
from cchc_analysis.compliance.quota import EVERYONE_CODE, packages_to_date, quota_sums
from cchc_analysis.compliance.whole_number_quota import QUOTA_SUMS, judge
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import QuotaRule


def quota_path_table(
    packages: pd.DataFrame | ir.Table,
    agencies: pd.DataFrame,
    rule: QuotaRule,
    *,
    period: Period,
    counts_shortened: bool,
    everyone: str | None = None,
) -> pd.DataFrame:
    """Show, per agency, how the shares of the year to date went from quarter to quarter up to the period.

    Every quarter holds the packages published from 1 January to its end, by the one rule of the period: what was
    judged then by another rule is for `cchc_analysis.compliance.legal_split` to show. The quota is that of the
    year; a quarter below it is a standing, not a failure.

    Parameters
    ----------
    packages
        The contract ``packages``, or the ``package_cells`` made of it.
    agencies
        ``agency_code, agency_name``.
    everyone
        What all agencies together are called, if they are to be shown.

    Returns
    -------
    The columns of `cchc_analysis.compliance.whole_number_quota.judge` with ``agency_code, agency_name, year,
    quarter, period_end_on`` (last day of the quarter) in front; one row per agency and quarter, shares missing as
    long as nothing is eligible. With `everyone`, the rows of all together follow under the code ``ALL``.

    Raises `cchc_analysis.compliance.exact_sums.SumTooLargeError` where the year's money does not fit 64 bits.
    """
    quarters = range(1, period.last_quarter + 1)
    marked = mark_eligible(packages_to_date(packages, period), rule, counts_shortened=counts_shortened)
    keyed = marked.mutate(quarter=marked.published_on.quarter().cast("int64"))
    sums = as_frame(quota_sums(keyed, by=["agency_code", "quarter"])).set_index(["agency_code", "quarter"])
    every = pd.MultiIndex.from_product([agencies["agency_code"], quarters], names=["agency_code", "quarter"])
    own = sums.reindex(every, fill_value=0)[list(QUOTA_SUMS)]
    names = agencies.set_index("agency_code")["agency_name"].to_dict()
    if everyone is not None:
        names[EVERYONE_CODE] = everyone
        own = pd.concat([own, _together(own)])
    # Sums never fall: where the year as a whole fits 64 bits, so does every quarter of it.
    grouped_sums(own.reset_index(), ["agency_code"], QUOTA_SUMS)
    to_date = own.groupby(level="agency_code", sort=False).cumsum().reset_index()
    ends_on = {quarter: pd.Timestamp(Period(period.year, quarter).end_on) for quarter in quarters}
    table = pd.DataFrame(
        {
            "agency_code": to_date["agency_code"],
            "agency_name": to_date["agency_code"].map(names),
            "year": period.year,
            "quarter": to_date["quarter"],
            "period_end_on": to_date["quarter"].map(ends_on).astype("datetime64[us]"),
        }
    )
    return judge(pd.concat([table, to_date[list(QUOTA_SUMS)]], axis="columns"), rule.minimums(period.year))


def _together(own: pd.DataFrame) -> pd.DataFrame:
    """Add the agencies' quarters up under the code of all."""
    keys = ["agency_code", "quarter"]
    renamed = own.reset_index().assign(agency_code=EVERYONE_CODE)
    return grouped_sums(renamed, keys, QUOTA_SUMS).set_index(keys)
