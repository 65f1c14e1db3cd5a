"""What the quota would be at best and at worst if rows that could not be used were settled."""

from __future__ import annotations

from itertools import product

import pandas as pd

from cchc_analysis.compliance.eligibility import mark_eligible
from cchc_analysis.compliance.frames import as_frame
from cchc_analysis.compliance.whole_number_quota import Minimums, judge
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import QuotaRule
from cchc_analysis.tables.package_contracts import FIELDS, FORMS, METHODS

_SUMS = ("eligible_count", "online_count", "eligible_value_vnd", "online_value_vnd")
_SMALLEST_VND = 1
# What decides whether a package counts, with every value that it may have where it could not be read.
_MARKS: dict[str, tuple[object, ...]] = {
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
        The ``quota`` table of the packages that were used.
    unsettled
        The contract ``unsettled``. Rows whose agency could not be read concern no row of `quota`.

    Returns
    -------
    ``agency_code``, ``unsettled_count`` (those that could count), ``is_passed_at_best``, ``is_passed_at_worst``
    (missing where nothing is eligible or no quota is sourced), and the shares (0-1) at which they come out,
    ``best_count_share``, ``best_value_share``, ``worst_count_share``, ``worst_value_share``.
    """
    known = _possible(unsettled, rule, period=period, counts_shortened=counts_shortened)
    minimums = rule.minimums(period.year)
    bounds = quota[["agency_code"]].copy()
    counts = known.groupby("agency_code", observed=True).size()
    bounds["unsettled_count"] = bounds["agency_code"].map(counts).fillna(0).astype("int64")
    for name, is_best in (("best", True), ("worst", False)):
        settled = _settled(quota, known, minimums, is_best=is_best)
        bounds[f"is_passed_at_{name}"] = settled["is_passed"]
        for leg in ("count", "value"):
            bounds[f"{name}_{leg}_share"] = settled[f"{leg}_share"].astype("float64")
    return bounds


def _possible(unsettled: pd.DataFrame, rule: QuotaRule, *, period: Period, counts_shortened: bool) -> pd.DataFrame:
    """Keep the rows that could count in the year to date; `is_certain` where nothing unread could exclude them."""
    date = unsettled["published_on"].dt.normalize()
    first, last = pd.Timestamp(period.year_start_on), pd.Timestamp(period.end_on)
    rows = unsettled[date.isna() | date.between(first, last)].reset_index(drop=True)
    read = rows[list(_MARKS)].astype("object")
    read = read.where(read.notna() & read.ne(""), None)
    answers = _answers(read, rule, counts_shortened=counts_shortened)
    rows["is_certain"] = answers["is_always"] & rows["published_on"].notna()
    possible: pd.DataFrame = rows[answers["is_ever"]]
    return possible


def _answers(read: pd.DataFrame, rule: QuotaRule, *, counts_shortened: bool) -> pd.DataFrame:
    """Tell of every row whether some and whether all marks that it may have would count; unread marks are None."""
    rows = [tuple(row) for row in read.itertuples(index=False)]
    kinds = {row: position for position, row in enumerate(dict.fromkeys(rows))}
    may_be = [
        (position, *marks)
        for row, position in kinds.items()
        for marks in product(
            *(every if mark is None else (mark,) for mark, every in zip(row, _MARKS.values(), strict=True))
        )
    ]
    table = pd.DataFrame(may_be, columns=["kind", *_MARKS]).astype(
        {"kind": "int64", "form": "str", "field": "str", "method": "str", "is_domestic": "bool"}
    )
    marked = as_frame(mark_eligible(table, rule, counts_shortened=counts_shortened).select("kind", "is_eligible"))
    by_kind = marked.groupby("kind")["is_eligible"]
    found = pd.DataFrame({"is_ever": by_kind.any(), "is_always": by_kind.all()}).astype("bool")
    return found.reindex([kinds[row] for row in rows]).set_axis(read.index)


def _settled(quota: pd.DataFrame, rows: pd.DataFrame, minimums: Minimums, *, is_best: bool) -> pd.DataFrame:
    sums = {
        code: dict(zip(_SUMS, map(int, values), strict=True))
        for code, *values in quota[["agency_code", *_SUMS]].itertuples(index=False)
    }
    deciding: set[str] = set()
    for agency, online, certain, value in zip(
        rows["agency_code"], rows["is_online"], rows["is_certain"], rows["value_vnd"], strict=True
    ):
        outcome = _outcome(None if pd.isna(online) else bool(online), is_certain=certain, is_best=is_best)
        if agency not in sums or outcome is None:
            continue
        if pd.isna(value) and outcome is is_best:
            deciding.add(agency)
        _add(sums[agency], _SMALLEST_VND if pd.isna(value) else int(value), is_online=outcome)
    for agency in sorted(deciding):
        _grow(sums[agency], is_online=is_best)
    table = pd.DataFrame(list(sums.values()), columns=list(_SUMS), index=quota.index, dtype="object")
    return judge(table, minimums)


def _add(sums: dict[str, int], price: int, *, is_online: bool) -> None:
    sums["eligible_count"] += 1
    sums["online_count"] += is_online
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
