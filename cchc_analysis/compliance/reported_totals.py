"""What an agency reported of its packages, held against the sums of the packages themselves."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.compliance.bid_report_figures import AMOUNTS
from cchc_analysis.reference.bid_report_form import TOTAL

_KEYS = ["sheet", "block", "row_code", "is_online", "is_domestic"]
# The form is in whole million đồng: a difference smaller than that is rounding.
_ROUNDING_VND = 1_000_000


def reported_against_packages(reported: pd.DataFrame, figures: pd.DataFrame, *, year: int) -> pd.DataFrame:
    """Compare, row by row of the official form, what agencies reported with what their packages add up to.

    Compared are the rows themselves, over all project groups; the totals of the form are checked when it is read.
    A row that only one side has counts as nothing on the other; an agency that reported nothing at all, or of
    which there is no package, is left out: there is nothing to compare. A difference is a question to the agency,
    not a fault: the two may be of different days, or the packages not complete.

    Parameters
    ----------
    reported
        Contract ``reported_totals`` (đồng).
    figures
        `cchc_analysis.compliance.bid_report_figures.figures_table` of the packages of the same year (đồng).

    Returns
    -------
    ``agency_code, year, sheet, block, row_code, is_online, is_domestic``, then for each of ``package_count``,
    ``price_vnd`` and ``award_vnd`` the columns ``reported_…``, ``own_…`` and ``…_difference`` (reported less own,
    missing where one side is not known), and ``is_different``: another number of packages, or money that differs
    by a million đồng or more. Ordered by agency and row.
    """
    of_year = reported[(reported["year"] == year) & (reported["row_code"] != TOTAL)]
    both = set(of_year["agency_code"]) & set(figures["agency_code"])
    left, right = (
        _sums(table[table["agency_code"].isin(both)], prefix)
        for table, prefix in ((_ungrouped(of_year), "reported"), (figures, "own"))
    )
    index = left.index.union(right.index, sort=False)
    table = pd.concat([_filled(left, index), _filled(right, index)], axis="columns")
    is_different = pd.Series(False, index=index)
    for amount, least in zip(AMOUNTS, (1, _ROUNDING_VND, _ROUNDING_VND), strict=True):
        difference = table[f"reported_{amount}"] - table[f"own_{amount}"]
        table[f"{amount}_difference"] = difference
        is_different |= difference.abs().ge(least).fillna(False).astype(bool)
    table["is_different"] = is_different
    rows = table.reset_index()
    for mark in ("is_online", "is_domestic"):
        rows[mark] = rows[mark].map({"true": True, "false": False}).astype("boolean")
    rows.insert(1, "year", year)
    return rows.sort_values(["agency_code", *_KEYS], ignore_index=True)


def _ungrouped(reported: pd.DataFrame) -> pd.DataFrame:
    """Keep of every row the total over project groups; where it stands empty, the groups themselves."""
    row = ["agency_code", *_KEYS]
    marked = reported.assign(**{mark: _word(reported[mark]) for mark in ("is_online", "is_domestic")})
    is_total = marked["group"] == TOTAL
    has_total = is_total.groupby([marked[name] for name in row]).transform("any")
    return reported[is_total | ~has_total]


def _word(mark: pd.Series) -> pd.Series:
    """Return a mark as a word, for a key with a missing part is no key."""
    return mark.map({True: "true", False: "false"}).fillna("").astype("str")


def _sums(table: pd.DataFrame, prefix: str) -> pd.DataFrame:
    keys = table.assign(**{mark: _word(table[mark]) for mark in ("is_online", "is_domestic")})
    grouped = keys.groupby(["agency_code", *_KEYS])[list(AMOUNTS)]
    sums = grouped.sum(skipna=False).astype("Int64")
    return sums.rename(columns={amount: f"{prefix}_{amount}" for amount in AMOUNTS})


def _filled(sums: pd.DataFrame, index: pd.Index) -> pd.DataFrame:
    """Give the rows that only the other side has: nothing stands for none."""
    missing = index.difference(sums.index, sort=False)
    return pd.concat([sums, pd.DataFrame(0, index=missing, columns=sums.columns, dtype="Int64")]).reindex(index)
