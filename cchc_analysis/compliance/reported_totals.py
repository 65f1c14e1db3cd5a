"""What an agency reported of its packages, held against the sums of the packages themselves."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cchc_analysis.compliance.bid_report_figures import AMOUNTS
from cchc_analysis.compliance.exact_sums import grouped_sums, whole_sums
from cchc_analysis.reference.bid_report_form import TOTAL, ReportSheet
from cchc_analysis.reference.money_units import UNITS

# The sheet of a row that holds all sheets of an agency together, see `reported_against_packages`.
ALL_SHEETS = ""
_KEYS = ["sheet", "block", "row_code", "is_online", "is_domestic"]
_SIDES = ("reported", "own")
# What a package is counted by, and the share of it that is held online.
_SHARED = {"package_count": "count_share", "price_vnd": "value_share"}


def reported_against_packages(
    reported: pd.DataFrame, figures: pd.DataFrame, report_form: Sequence[ReportSheet], *, year: int
) -> pd.DataFrame:
    """Compare, row by row of the official form, what agencies reported with what their packages add up to.

    Compared are the rows themselves, over all project groups; the totals of the form are checked when it is read.
    A row that only one side has counts as nothing on the other; an agency that reported nothing at all, or of
    which there is no package, is left out: there is nothing to compare. Where packages of an agency stand on no
    sheet of the form, on either side, for it is not known what their plans are of, its sheets cannot be told from
    each other: its rows are compared over all sheets together (`ALL_SHEETS`). A difference is a question to the
    agency, not a fault: the two may be of different days, or the packages not complete.

    Parameters
    ----------
    reported
        Contract ``reported_totals`` (đồng).
    figures
        `cchc_analysis.compliance.bid_report_figures.figures_table` of the packages of the same year (đồng).
    report_form
        The sheets of the form, and that for packages in none of them: the form asks for whole units of money, so
        that less than one unit for each reported row is rounding.

    Returns
    -------
    ``agency_code, year, sheet, block, row_code, is_online, is_domestic``, then for each of ``package_count``,
    ``price_vnd`` and ``award_vnd`` the columns ``reported_…``, ``own_…`` and ``…_difference`` (reported less own,
    missing where one side is not known), and ``is_different``: another number of packages, or money that differs
    by one unit of its sheet (a million đồng) or more, over all sheets by one for each row reported. Ordered by
    agency and row.

    Raises `cchc_analysis.compliance.exact_sums.SumTooLargeError` where a sum does not fit 64 bits.
    """
    of_year = reported[(reported["year"] == year) & (reported["row_code"] != TOTAL)]
    both = set(of_year["agency_code"]) & set(figures["agency_code"])
    official = {sheet.sheet for sheet in report_form if sheet.plan_type != ""}
    sides = [table[table["agency_code"].isin(both)] for table in (_ungrouped(of_year), figures)]
    together = set().union(*(_without_sheet(side, official) for side in sides))
    sides = [_on_sheets(side, official, together) for side in sides]
    left, right = (_sums(side, prefix) for side, prefix in zip(sides, _SIDES, strict=True))
    index = left.index.union(right.index, sort=False)
    table = pd.concat([_filled(left, index), _filled(right, index)], axis="columns")
    is_different = pd.Series(False, index=index)
    units = {sheet.sheet: UNITS[sheet.unit] for sheet in report_form if sheet.unit}
    units[ALL_SHEETS] = max(units.values())
    unit_vnd = pd.Series([units[sheet] for sheet in index.get_level_values("sheet")], index=index, dtype="Int64")
    unit_vnd *= _rounded_counts(sides[0]).reindex(index).fillna(1)
    for amount, least in zip(AMOUNTS, (1, unit_vnd, unit_vnd), strict=True):
        difference = table[f"reported_{amount}"] - table[f"own_{amount}"]
        table[f"{amount}_difference"] = difference
        is_different |= difference.abs().ge(least).fillna(False).astype(bool)
    table["is_different"] = is_different
    rows = table.reset_index()
    for mark in ("is_online", "is_domestic"):
        rows[mark] = rows[mark].map({"true": True, "false": False}).astype("boolean")
    rows.insert(1, "year", year)
    return rows.sort_values(["agency_code", *_KEYS], ignore_index=True)


def reported_by_agency(rows: pd.DataFrame) -> pd.DataFrame:
    """Add up, agency by agency, what was reported and what the packages say, every package once.

    The rows by field hold every package once, so that their online marks give the share held online. It is one of
    all packages of the form, not of those that count toward a quota. An empty row counts as nothing, as in the
    totals of the form.

    Parameters
    ----------
    rows
        `reported_against_packages`.

    Returns
    -------
    ``agency_code``; for each of ``package_count`` and ``price_vnd`` the columns ``reported_…``, ``own_…`` and
    ``…_difference`` (reported less own); ``reported_count_share, own_count_share, reported_value_share,
    own_value_share`` (0-1, held online; missing where there is nothing to divide); ``different_count``: rows of
    the form, by field and by form, that differ. Ordered by agency.

    Raises `cchc_analysis.compliance.exact_sums.SumTooLargeError` where a sum does not fit 64 bits.
    """
    by_field = rows[rows["block"] == "field"]
    is_online = by_field["is_online"].fillna(False).astype("bool")
    amounts = [f"{side}_{amount}" for side in _SIDES for amount in _SHARED]
    parts = by_field[["agency_code", *amounts]].assign(
        **{f"online_{amount}": by_field[amount].where(is_online, 0) for amount in amounts}
    )
    sums = grouped_sums(parts, ["agency_code"], [*amounts, *(f"online_{amount}" for amount in amounts)])
    table = sums[["agency_code"]]
    for amount in _SHARED:
        for side in _SIDES:
            table = table.assign(**{f"{side}_{amount}": sums[f"{side}_{amount}"]})
        table = table.assign(**{f"{amount}_difference": sums[f"reported_{amount}"] - sums[f"own_{amount}"]})
    for amount, share in _SHARED.items():
        for side in _SIDES:
            whole = sums[f"{side}_{amount}"]
            table = table.assign(**{f"{side}_{share}": sums[f"online_{side}_{amount}"] / whole.where(whole.gt(0))})
    different = rows[rows["is_different"]].groupby("agency_code").size()
    counts = table["agency_code"].map(different).fillna(0).astype("int64")
    return table.assign(different_count=counts).sort_values("agency_code", ignore_index=True)


def _without_sheet(side: pd.DataFrame, official: set[str]) -> set[str]:
    """Return the agencies with packages, or money, on no sheet of the form."""
    says_something = side[list(AMOUNTS)].fillna(0).gt(0).any(axis="columns")
    return set(side.loc[~side["sheet"].isin(official) & says_something, "agency_code"])


def _on_sheets(side: pd.DataFrame, official: set[str], together: set[str]) -> pd.DataFrame:
    """Put rows of some agencies on all sheets together; of others what is on no sheet of the form is nothing."""
    is_together = side["agency_code"].isin(together)
    own = side.assign(sheet=side["sheet"].mask(is_together, ALL_SHEETS))
    return own[is_together | side["sheet"].isin(official)]


def _rounded_counts(reported: pd.DataFrame) -> pd.Series:
    """Count the reported rows with money in each row over all sheets: each of their figures is rounded."""
    together = reported[reported["sheet"] == ALL_SHEETS]
    keys = together.assign(**{mark: _word(together[mark]) for mark in ("is_online", "is_domestic")})
    has_money = keys[["price_vnd", "award_vnd"]].fillna(0).gt(0).any(axis="columns")
    counts = has_money.groupby([keys[name] for name in ("agency_code", *_KEYS)]).sum()
    return counts.clip(lower=1).astype("Int64")


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
    # Python's integers: a sum of reported amounts must not wrap round, and is missing where a part of it is.
    exact = keys.astype(dict.fromkeys(AMOUNTS, "object"))
    sums = exact.groupby(["agency_code", *_KEYS], as_index=False)[list(AMOUNTS)].sum(skipna=False)
    whole = whole_sums(sums, AMOUNTS).set_index(["agency_code", *_KEYS]).astype("Int64")
    return whole.rename(columns={amount: f"{prefix}_{amount}" for amount in AMOUNTS})


def _filled(sums: pd.DataFrame, index: pd.Index) -> pd.DataFrame:
    """Give the rows that only the other side has: nothing stands for none."""
    missing = index.difference(sums.index, sort=False)
    return pd.concat([sums, pd.DataFrame(0, index=missing, columns=sums.columns, dtype="Int64")]).reindex(index)
