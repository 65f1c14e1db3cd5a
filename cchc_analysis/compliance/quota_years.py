"""Several years of packages judged at once, each year by its own rule."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import operator
from collections.abc import Callable, Mapping, Sequence

import ibis
import ibis.expr.types as ir
import pandas as pd

from cchc_analysis.compliance.eligibility import counted_alike, only_eligible
from cchc_analysis.compliance.exact_sums import grouped_sums
from cchc_analysis.compliance.frames import as_frame
from cchc_analysis.compliance.quota import EVERYONE_CODE, eligible_sums, judged_rows, published_between
from cchc_analysis.compliance.settled_bounds import settled_bounds
from cchc_analysis.compliance.verdict import concluded
from cchc_analysis.compliance.whole_number_quota import QUOTA_SUMS
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import QuotaRule


def quota_by_year(
    packages: pd.DataFrame | ir.Table | Callable[[Sequence[int]], ir.Table],
    agencies: pd.DataFrame,
    rules: Sequence[tuple[Period, QuotaRule]],
    *,
    counts_shortened: bool,
) -> pd.DataFrame:
    """Judge every agency in several years by one question to the engine.

    Parameters
    ----------
    packages
        The contract ``packages``, or the ``package_cells`` made of it; or a function that gives those of some
        years, so that of a warehouse only the files of those years are read.
    rules
        Each year's period (a whole year, or its year to date) with the rule in force at the period's end.

    Returns
    -------
    The ``quota`` tables of the periods below each other, in their order: for each the same rows as
    `cchc_analysis.compliance.quota.quota_table` gives.
    """
    parts = []
    # Years that count alike are asked about together: a question takes longer to prepare than to answer.
    counting = functools.partial(counted_alike, counts_shortened=counts_shortened)
    for _, alike in itertools.groupby(rules, key=lambda one: counting(one[1])):
        periods, (rule, *_) = zip(*alike, strict=True)
        eligible = only_eligible(
            packages([period.year for period in periods]) if callable(packages) else packages,
            rule,
            counts_shortened=counts_shortened,
            among=functools.partial(_to_date, periods),
        )
        year = eligible.published_on.year().cast("int64").name("year")
        parts.append(eligible_sums(eligible, by=[year, "agency_code"]))
    sums = as_frame(ibis.union(*parts) if len(parts) > 1 else parts[0])
    return judged_rows(sums, agencies, {period.year: rule.minimums(period.year) for period, rule in rules})


def concluded_by_year(
    packages: pd.DataFrame | ir.Table | Callable[[Sequence[int]], ir.Table],
    judged: Mapping[int, pd.DataFrame],
    unsettled: pd.DataFrame | None,
    rules: Sequence[tuple[Period, QuotaRule]],
    *,
    counts_shortened: bool,
    everyone: str,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Judge and conclude several years: the agencies of each, and all of them together.

    Parameters
    ----------
    packages, rules
        As `quota_by_year` takes them.
    judged
        ``agency_code, agency_name`` of those who are judged, by year.
    unsettled
        Packages that intake held or rejected, or cells of them; None where it keeps none.
    everyone
        What the row of all together is called.

    Returns
    -------
    Two ``quota`` tables with their results (`cchc_analysis.compliance.verdict.concluded`): the agencies judged in
    each year, and one row a year of all of them together.
    """
    every = pd.concat(judged.values()).drop_duplicates("agency_code")
    quota = quota_by_year(packages, every, rules, counts_shortened=counts_shortened)
    agencies: list[pd.DataFrame] = []
    totals: list[pd.DataFrame] = []
    for period, rule in rules:
        who = judged[period.year].set_index("agency_code")["agency_name"]
        own = quota[quota["year"].eq(period.year) & quota["agency_code"].isin(who.index)]
        own = own.assign(agency_name=own["agency_code"].map(who)).reset_index(drop=True)
        total = total_of_rows(own, rule, year=period.year, name=everyone)
        for table, parts in ((own, agencies), (total, totals)):
            bounds = settled_bounds(
                unsettled, rule, period, set(who.index), table, counts_shortened=counts_shortened
            )
            parts.append(concluded(table, bounds))
    return pd.concat(agencies, ignore_index=True), pd.concat(totals, ignore_index=True)


def total_of_rows(quota: pd.DataFrame, rule: QuotaRule, *, year: int, name: str) -> pd.DataFrame:
    """Judge the agencies of a year's ``quota`` table together: one row, code ``ALL``.

    Raises
    ------
    SumTooLargeError
        If all together pass 64 bits.
    """
    sums = grouped_sums(quota.assign(agency_code=EVERYONE_CODE), ["agency_code"], QUOTA_SUMS)
    who = pd.DataFrame({"agency_code": [EVERYONE_CODE], "agency_name": [name]})
    return judged_rows(sums.assign(year=year), who, {year: rule.minimums(year)})


def _to_date(periods: Sequence[Period], table: ir.Table) -> ir.BooleanValue:
    """Tell whether a package was published in one of the years to date; whole years in a row are one stretch."""
    stretches: list[tuple[Period, Period]] = []
    for period in periods:
        if stretches and stretches[-1][1].end_on + dt.timedelta(days=1) == period.year_start_on:
            stretches[-1] = (stretches[-1][0], period)
        else:
            stretches.append((period, period))
    return functools.reduce(
        operator.or_,
        (published_between(table, first.year_start_on, last.end_on) for first, last in stretches),
    )
