"""The online-procurement quota by number and by value, per agency and year, in whole numbers."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.compliance.eligibility import mark_eligible
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import QuotaRule

CITY_CODE = "ALL"


def packages_to_date(packages: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Keep the packages published from 1 January of the period's year to the period's last day.

    The quota is yearly, so a quarter is judged on the year to date.
    """
    published = packages["published_on"]
    is_in = published.ge(pd.Timestamp(period.year_start_on)) & published.le(pd.Timestamp(period.end_on))
    return packages[is_in]


def quota_table(
    packages: pd.DataFrame,
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
        The contract ``packages``; only those published in the year to date count.
    agencies
        ``agency_code, agency_name``: who is judged. One without eligible packages keeps its row, its
        result is missing: neither passed nor failed.
    counts_shortened
        Whether shortened competitive quotation counts as competitive quotation. No source settles it.

    Returns
    -------
    The ``quota`` table. ``is_passed`` is missing where nothing is eligible or the quota could not be
    sourced. A leg that the rule does not set is missing and does not decide.

    Formula: 100·online ≥ quota·eligible, by number of packages and by package price in đồng, compared in
    integers (Circular 11/2019/TT-BKHĐT art. 29 for 2020: 60 % and 25 %).
    """
    marked = mark_eligible(packages_to_date(packages, period), rule, counts_shortened=counts_shortened)
    table = agencies[["agency_code", "agency_name"]].assign(year=period.year)
    sums = _sums(marked, by="agency_code")
    every = sums.reindex(table["agency_code"], fill_value=0).reset_index(drop=True)
    return judge(pd.concat([table.reset_index(drop=True), every], axis="columns"), rule.minimums(period.year))


def quota_total(
    packages: pd.DataFrame, rule: QuotaRule, *, period: Period, counts_shortened: bool, name: str
) -> pd.DataFrame:
    """Judge all packages together: the ``quota`` table with one row, code ``ALL``."""
    marked = mark_eligible(packages_to_date(packages, period), rule, counts_shortened=counts_shortened)
    sums = _sums(marked.assign(everyone=CITY_CODE), by="everyone").reindex([CITY_CODE], fill_value=0)
    table = sums.rename_axis("agency_code").reset_index()
    table.insert(1, "agency_name", name)
    table.insert(2, "year", period.year)
    return judge(table, rule.minimums(period.year))


def shortened_comparison(packages: pd.DataFrame, rule: QuotaRule, *, period: Period, name: str) -> pd.DataFrame:
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


def judge(table: pd.DataFrame, minimums: tuple[int | None, int | None]) -> pd.DataFrame:
    """Add shares and passed legs to a table with the four counts.

    `minimums` are the least percent by number and by value; a leg without one is missing and does not
    decide, and without any nothing is decided.
    """
    has_eligible = table["eligible_count"].gt(0)
    shares = {
        "count_share": table["online_count"] / table["eligible_count"].where(has_eligible),
        "value_share": table["online_value_vnd"] / table["eligible_value_vnd"].where(has_eligible),
    }
    min_count_pct, min_value_pct = minimums
    count_leg = _leg(table["online_count"], table["eligible_count"], min_count_pct, has_eligible)
    value_leg = _leg(table["online_value_vnd"], table["eligible_value_vnd"], min_value_pct, has_eligible)
    passed = count_leg if min_value_pct is None else count_leg & value_leg
    return table.assign(**shares, is_count_passed=count_leg, is_value_passed=value_leg, is_passed=passed)


def _leg(part: pd.Series, whole: pd.Series, minimum_pct: int | None, has_eligible: pd.Series) -> pd.Series:
    if minimum_pct is None:
        return pd.Series(pd.NA, index=part.index, dtype="boolean")
    # Python integers: 100 × a nation's value in đồng may pass 2^63.
    passed = [100 * int(p) >= minimum_pct * int(w) for p, w in zip(part, whole, strict=True)]
    return pd.Series(passed, index=part.index, dtype="boolean").where(has_eligible)


def _sums(marked: pd.DataFrame, *, by: str) -> pd.DataFrame:
    eligible = marked[marked["is_eligible"]]
    whole = eligible.groupby(by, observed=True)["value_vnd"]
    part = eligible[eligible["is_online"]].groupby(by, observed=True)["value_vnd"]
    # Filled before they meet: a missing value would turn đồng into floats.
    codes = whole.size().index
    sums = {
        "eligible_count": whole.size(),
        "online_count": part.size().reindex(codes, fill_value=0),
        "eligible_value_vnd": whole.sum(),
        "online_value_vnd": part.sum().reindex(codes, fill_value=0),
    }
    return pd.DataFrame(sums)
