"""What the quota would be at best and at worst if rows that could not be used were settled."""

from __future__ import annotations

from itertools import product

import pandas as pd

from cchc_analysis.compliance.eligibility import mark_eligible
from cchc_analysis.compliance.frames import as_frame
from cchc_analysis.compliance.whole_number_quota import QUOTA_SUMS, passed_legs, with_shares
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import LEGS, Minimums, QuotaRule
from cchc_analysis.tables.package_contracts import FIELDS, FORMS, METHODS

_SMALLEST_VND = 1
# What decides, beside its day, whether a package counts, with every value that it may have where it was not read.
MARKS: dict[str, tuple[object, ...]] = {
    "form": FORMS,
    "field": FIELDS,
    "method": METHODS,
    "is_domestic": (True, False),
}


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
        The ``quota`` table of the packages that were used: one row per agency, or the row of all together where
        `unsettled` is given the same code.
    unsettled
        The contract ``unsettled``, or the cells made of it
        (`cchc_analysis.compliance.unsettled_cells.unsettled_cells`). Rows whose agency could not be read concern
        no row of `quota`.

    Returns
    -------
    ``agency_code``, ``unsettled_count`` (those that could count), ``is_passed_at_best``, ``is_passed_at_worst``
    (missing where nothing is eligible or no quota is sourced), and the shares (0-1) at which they come out,
    ``best_count_share``, ``best_value_share``, ``worst_count_share``, ``worst_value_share``.
    """
    known = possible_unsettled(unsettled, rule, period=period, counts_shortened=counts_shortened)
    minimums = rule.minimums(period.year)
    bounds = quota[["agency_code"]].copy()
    counts = unsettled_number(known).groupby(known["agency_code"], observed=True).sum()
    bounds["unsettled_count"] = bounds["agency_code"].map(counts).fillna(0).astype("int64")
    alike = _alike(known[known["agency_code"].isin(quota["agency_code"])])
    for name, is_best in (("best", True), ("worst", False)):
        settled = _settled(quota, alike, minimums, is_best=is_best)
        bounds[f"is_passed_at_{name}"] = settled["is_passed"]
        for leg in LEGS:
            bounds[f"{name}_{leg}_share"] = settled[f"{leg}_share"].astype("float64")
    return bounds


def possible_unsettled(
    unsettled: pd.DataFrame, rule: QuotaRule, *, period: Period, counts_shortened: bool
) -> pd.DataFrame:
    """Keep the held or rejected packages, or cells of them, that could count in the year to date.

    Returns the rows of `unsettled` with ``is_certain``: nothing that was not read could leave the package out.
    """
    date = unsettled["published_on"].dt.normalize()
    first, last = pd.Timestamp(period.year_start_on), pd.Timestamp(period.end_on)
    rows = unsettled[date.isna() | date.between(first, last)].reset_index(drop=True)
    read = rows[list(MARKS)].astype("object")
    read = read.where(read.notna() & read.ne(""), None)
    answers = _answers(read, rule, counts_shortened=counts_shortened)
    rows["is_certain"] = answers["is_always"] & rows["published_on"].notna()
    possible: pd.DataFrame = rows[answers["is_ever"]]
    return possible


def unsettled_number(rows: pd.DataFrame) -> pd.Series:
    """Return how many packages each row of `unsettled` stands for: 1, or ``package_count`` where it is a cell."""
    return rows["package_count"] if "package_count" in rows.columns else pd.Series(1, index=rows.index)


def _answers(read: pd.DataFrame, rule: QuotaRule, *, counts_shortened: bool) -> pd.DataFrame:
    """Tell of every row whether some and whether all marks that it may have would count; unread marks are None."""
    kind = read.groupby(list(MARKS), dropna=False, sort=False).ngroup()
    may_be = [
        (position, *marks)
        for position, row in zip(kind[~kind.duplicated()], read[~kind.duplicated()].to_numpy(), strict=True)
        for marks in product(
            *(every if pd.isna(mark) else (mark,) for mark, every in zip(row, MARKS.values(), strict=True))
        )
    ]
    table = pd.DataFrame(may_be, columns=["kind", *MARKS]).astype(
        {"kind": "int64", "form": "str", "field": "str", "method": "str", "is_domestic": "bool"}
    )
    marked = as_frame(mark_eligible(table, rule, counts_shortened=counts_shortened).select("kind", "is_eligible"))
    by_kind = marked.groupby("kind")["is_eligible"]
    found = pd.DataFrame({"is_ever": by_kind.any(), "is_always": by_kind.all()}).astype("bool")
    return found.reindex(kind).set_axis(read.index)


def _alike(rows: pd.DataFrame) -> pd.DataFrame:
    """Add up the packages of an agency that settle alike, so that a nation's rows are few groups."""
    # Prices become Python integers: what is not read may be anything, and a sum must not wrap round.
    number, is_unread = unsettled_number(rows).astype("object"), rows["value_vnd"].isna()
    prices = rows["value_vnd"].astype("object").mask(is_unread, number * _SMALLEST_VND)
    keyed = rows[["agency_code", "is_online", "is_certain"]].assign(
        is_unread=is_unread, package_count=number, value_vnd=prices
    )
    keys = ["agency_code", "is_online", "is_certain", "is_unread"]
    return keyed.groupby(keys, dropna=False, observed=True, as_index=False)[["package_count", "value_vnd"]].sum()


def _settled(quota: pd.DataFrame, alike: pd.DataFrame, minimums: Minimums, *, is_best: bool) -> pd.DataFrame:
    sums = {
        code: dict(zip(QUOTA_SUMS, map(int, values), strict=True))
        for code, *values in quota[["agency_code", *QUOTA_SUMS]].itertuples(index=False)
    }
    deciding: set[str] = set()
    for agency, online, certain, unread, count, value in alike.itertuples(index=False):
        outcome = _outcome(None if pd.isna(online) else bool(online), is_certain=certain, is_best=is_best)
        if outcome is None:
            continue
        if unread and outcome is is_best:
            deciding.add(agency)
        _add(sums[agency], int(count), int(value), is_online=outcome)
    for agency in sorted(deciding):
        _grow(sums[agency], is_online=is_best)
    table = pd.DataFrame(list(sums.values()), columns=list(QUOTA_SUMS), index=quota.index, dtype="object")
    return with_shares(table).assign(**passed_legs(table, minimums))


def _add(sums: dict[str, int], count: int, price: int, *, is_online: bool) -> None:
    sums["eligible_count"] += count
    sums["online_count"] += count * is_online
    sums["eligible_value_vnd"] += price
    sums["online_value_vnd"] += price * is_online


def _grow(sums: dict[str, int], *, is_online: bool) -> None:
    """Let a price that could not be read be so large that it decides every percent that a price can decide."""
    price = 100 * sums["eligible_value_vnd"]
    sums["eligible_value_vnd"] += price
    sums["online_value_vnd"] += price * is_online


def _outcome(is_online: bool | None, *, is_certain: bool, is_best: bool) -> bool | None:
    """Return whether the package counts online (True), offline (False) or not at all (None)."""
    if is_online is None:
        return is_best
    # Counting online never harms and counting offline never helps: what may be left out is, where that is better.
    return is_online if is_certain or is_online is is_best else None
