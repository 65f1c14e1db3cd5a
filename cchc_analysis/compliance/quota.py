"""The online-procurement quota by number and by value, per agency and year, in whole numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import ibis
import ibis.expr.types as ir
import numpy as np
import pandas as pd

from cchc_analysis.compliance.eligibility import only_eligible
from cchc_analysis.compliance.frames import as_frame, as_table, package_number
from cchc_analysis.compliance.whole_number_quota import QUOTA_SUMS, judge
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import Minimums, QuotaRule

_WHO = ["agency_code", "agency_name"]
# The code of the row of all together: a city, a ministry or a nation.
EVERYONE_CODE = "ALL"


def packages_to_date(packages: pd.DataFrame | ir.Table, period: Period) -> ir.Table:
    """Keep the packages published from 1 January of the period's year to the period's last day.

    The quota is yearly, so a quarter is judged on the year to date.
    """
    table = as_table(packages)
    return table.filter(published_between(table, period.year_start_on, period.end_on))


def published_between(packages: ir.Table, first_on: dt.date, last_on: dt.date) -> ir.BooleanValue:
    """Tell whether a package was published from one day to another, both included.

    The moment itself is compared, not its day: an engine then passes over stretches of a file that lie outside.
    """
    begin, end = (dt.datetime.combine(on, dt.time()) for on in (first_on, last_on + dt.timedelta(days=1)))
    return (packages.published_on >= begin) & (packages.published_on < end)


def quota_table(
    packages: pd.DataFrame | ir.Table,
    agencies: pd.DataFrame,
    rule: QuotaRule,
    *,
    period: Period,
    counts_shortened: bool,
) -> pd.DataFrame:
    """Judge every agency's year to date against the quota in force at the period's end.

    Parameters
    ----------
    packages
        The contract ``packages``, or the ``package_cells`` made of it; only those published in the year to
        date count.
    agencies
        ``agency_code, agency_name``: who is judged. One without eligible packages keeps its row, its
        result is missing: neither passed nor failed.
    counts_shortened
        Whether shortened competitive quotation counts as competitive quotation. No source settles it.

    Returns
    -------
    The ``quota`` table, see `cchc_analysis.compliance.whole_number_quota.judge`. ``is_passed`` is missing where
    nothing is eligible or the quota could not be sourced. A leg that the rule does not set is missing and does
    not decide.

    Formula: 100·online ≥ quota·eligible, by number of packages and by package price in đồng, compared in
    integers (Circular 11/2019/TT-BKHĐT art. 29 for 2020: 60 % and 25 %).
    """
    codes = list(agencies["agency_code"])
    eligible = _eligible_to_date(
        packages,
        rule,
        period=period,
        counts_shortened=counts_shortened,
        only=codes[0] if len(codes) == 1 else None,
    )
    sums = as_frame(eligible_sums(eligible, by="agency_code")).assign(year=period.year)
    return judged_rows(sums, agencies, {period.year: rule.minimums(period.year)})


def judged_rows(sums: pd.DataFrame, agencies: pd.DataFrame, minimums: Mapping[int, Minimums]) -> pd.DataFrame:
    """Judge each agency in each year of `minimums` by its sums, see `eligible_sums`; where it has none they are 0.

    `sums` have a ``year`` besides their agency. All are judged at once; rows go by year, then as the agencies do.
    """
    years, codes = pd.Index(minimums), pd.Index(agencies["agency_code"])
    year_at, code_at = years.get_indexer(pd.Index(sums["year"])), codes.get_indexer(pd.Index(sums["agency_code"]))
    is_asked = (year_at >= 0) & (code_at >= 0)
    places = (year_at * len(codes) + code_at)[is_asked]
    found = {name: np.zeros(len(years) * len(codes), dtype="int64") for name in QUOTA_SUMS}
    for name, column in found.items():
        column[places] = sums[name].to_numpy()[is_asked]
    # Of the type they had, also where nobody is judged.
    who = {name: pd.Series(np.tile(agencies[name], len(years)), dtype=agencies[name].dtype) for name in _WHO}
    rows = pd.DataFrame(who | {"year": np.repeat(years.to_numpy(), len(codes))} | found)
    return judge(rows, [one for one in minimums.values() for _ in codes])


def quota_total(
    packages: pd.DataFrame | ir.Table, rule: QuotaRule, *, period: Period, counts_shortened: bool, name: str
) -> pd.DataFrame:
    """Judge all packages together: the ``quota`` table with one row, code ``ALL``."""
    eligible = _eligible_to_date(packages, rule, period=period, counts_shortened=counts_shortened)
    everyone = eligible.mutate(everyone=ibis.literal(EVERYONE_CODE))
    sums = as_frame(eligible_sums(everyone, by="everyone")).set_index("everyone")
    table = sums.reindex([EVERYONE_CODE], fill_value=0).rename_axis("agency_code").reset_index()
    table.insert(1, "agency_name", name)
    table.insert(2, "year", period.year)
    return judge(table, rule.minimums(period.year))


def _eligible_to_date(
    packages: pd.DataFrame | ir.Table,
    rule: QuotaRule,
    *,
    period: Period,
    counts_shortened: bool,
    only: str | None = None,
) -> ir.Table:
    """Keep what counts in the year to date, of the agency `only` alone where one is named."""

    def is_asked(table: ir.Table) -> ir.BooleanValue:
        holds = published_between(table, period.year_start_on, period.end_on)
        # Of a file sorted by agency an engine then reads the stretches of this one.
        return holds if only is None else holds & (table.agency_code == only)

    return only_eligible(packages, rule, counts_shortened=counts_shortened, among=is_asked)


def shortened_comparison(
    packages: pd.DataFrame | ir.Table, rule: QuotaRule, *, period: Period, name: str
) -> pd.DataFrame:
    """Show the total with shortened competitive quotation counted in and left out.

    Returns the ``quota`` columns with ``variant`` (``included``, ``excluded``) in front.
    """
    variants = {"included": True, "excluded": False}
    rows = [
        quota_total(packages, rule, period=period, counts_shortened=counts, name=name).assign(variant=variant)
        for variant, counts in variants.items()
    ]
    table = pd.concat(rows, ignore_index=True)
    return table[["variant", *table.columns.drop("variant")]]


def quota_sums(marked: ir.Table, *, by: str | list[str]) -> ir.Table:
    """Sum what the quota is made of, number and đồng, eligible and online, for every value of the column(s) `by`.

    `marked` comes from `mark_eligible`. Returns `by`, ``eligible_count``, ``online_count``,
    ``eligible_value_vnd``, ``online_value_vnd``; sums of parts add up to the sum of the whole, so they may be made
    by file, by month or by machine. A group without an eligible package has no row.
    """
    return eligible_sums(marked.filter(marked.is_eligible), by=by)


def eligible_sums(eligible: ir.Table, *, by: str | Sequence[str | ir.Value]) -> ir.Table:
    """Sum packages that all count toward the quota, those of `only_eligible`, by columns or what is made of them.

    See `quota_sums`.
    """
    number = package_number(eligible)
    is_online = eligible.is_online
    return eligible.group_by(by).agg(
        eligible_count=number.sum(),
        online_count=number.sum(where=is_online).fill_null(0),
        eligible_value_vnd=eligible.value_vnd.sum(),
        online_value_vnd=eligible.value_vnd.sum(where=is_online).fill_null(0),
    )
