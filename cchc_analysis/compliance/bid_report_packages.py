"""Which packages a procurement report of a period counts, and with which prices."""

from __future__ import annotations

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import pandas as pd

from cchc_analysis.compliance.exact_sums import exact_sum, grouped_sums, whole_sums
from cchc_analysis.compliance.frames import as_frame, as_table
from cchc_analysis.period import Period

_DONG = "VND"
_MARKS = ("agency_code", "plan_type", "field", "form", "is_online", "is_domestic")
# Why a package with a result is not on the form, in the order asked.
_NO_AWARD = "no_award"
REASONS = ("no_day", "currency", "no_field", "no_form", "no_marks", "part_awarded", "no_price", _NO_AWARD)


@dataclass(frozen=True)
class CountedPackages:
    """Packages added up for the report, and those that could not be.

    `cells`: ``agency_code, plan_type, field, form, is_online, is_domestic, package_count, price_vnd, award_vnd``;
    `award_vnd` is missing where the report is of plans. `left_out`: ``agency_code, reason, package_count``.
    """

    cells: pd.DataFrame
    left_out: pd.DataFrame
    is_of_results: bool
    has_awards: bool


def counted_packages(
    packages: pd.DataFrame | ir.Table, procedures: pd.DataFrame | ir.Table | None, *, period: Period
) -> CountedPackages:
    """Add up the packages of a period by everything that the report tells apart.

    With `procedures` (of every status and day), a package counts once, in the period of its first award: at the
    price of the package and the sum of its awards (several lots are one package), also those after the period,
    for the form says nothing of lots and both sides must be of the same lots. Where another procedure of the
    package has no award (an open or cancelled lot, or an earlier try), the price is the estimates of what was
    awarded if these are less than the price of the package.

    It is left out, with a reason of `REASONS`, where field, form, online mark, price, winning price or the day of
    an award (then looked for in the period of its notice, if no other award says its day) is not said, it was
    paid in another currency, or some of it has no award and the estimates of the rest are not said: a sum of what
    is known would look like a sum of all. Where fewer than half say their winning price, all count and no winning
    price is given. Without `procedures`, every package planned in the period counts and no winning price is known.

    Raises `cchc_analysis.compliance.exact_sums.SumTooLargeError` where an agency's money does not fit 64 bits.
    """
    table = as_table(packages)
    if procedures is None:
        return CountedPackages(_planned(table, period), _no_reasons(), is_of_results=False, has_awards=False)
    awarded = _awarded(as_table(procedures), period)
    known = table.select(
        "package_id", *(table[mark].name(f"own_{mark}") for mark in _MARKS), own_price_vnd=table.value_vnd
    )
    joined = awarded.left_join(known, "package_id")
    own = {mark: ibis.coalesce(joined[f"own_{mark}"], joined[mark]) for mark in _MARKS if mark != "plan_type"}
    told = joined.select(
        **own,
        plan_type=joined.own_plan_type.fill_null(""),
        price_vnd=_price(joined),
        is_part_unknown=joined.has_other & joined.own_price_vnd.notnull() & joined.estimate_value.isnull(),
        award_vnd=joined.award_vnd,
        is_dong=joined.is_dong,
        has_day=joined.has_day,
    )
    judged = told.mutate(reason=_reason(told))
    summed = judged.group_by(*_MARKS, "reason").agg(
        package_count=judged.count(), price_vnd=exact_sum(judged.price_vnd), award_vnd=exact_sum(judged.award_vnd)
    )
    sums = whole_sums(as_frame(summed, order_by=[*_MARKS, "reason"]), ["price_vnd", "award_vnd"])
    return _results(sums.astype({"award_vnd": "Int64"}))


def _results(summed: pd.DataFrame) -> CountedPackages:
    """Decide whether winning prices are given, and set apart what is not counted."""
    counts = summed.groupby("reason")["package_count"].sum()
    has_awards = bool(counts.get("", 0) >= counts.get(_NO_AWARD, 0))
    is_counted = summed["reason"].eq("") | (summed["reason"].eq(_NO_AWARD) & (not has_awards))
    cells = summed[is_counted].astype({"is_online": "bool", "is_domestic": "bool", "price_vnd": "int64"})
    amounts = grouped_sums(cells, _MARKS, ["package_count", "price_vnd", "award_vnd"])
    if not has_awards:
        amounts["award_vnd"] = pd.Series(pd.NA, index=amounts.index, dtype="Int64")
    left_out = summed[~is_counted].groupby(["agency_code", "reason"], as_index=False)[["package_count"]].sum()
    return CountedPackages(amounts, left_out, is_of_results=True, has_awards=has_awards)


def _planned(packages: ir.Table, period: Period) -> pd.DataFrame:
    day = packages.published_on.date()
    own = packages.filter(day >= period.start_on, day <= period.end_on)
    cells = own.group_by(_MARKS).agg(package_count=own.count(), price_vnd=exact_sum(own.value_vnd))
    frame = whole_sums(as_frame(cells, order_by=list(_MARKS)), ["price_vnd"])
    return frame.assign(award_vnd=pd.Series(pd.NA, index=frame.index, dtype="Int64"))


def _no_reasons() -> pd.DataFrame:
    columns = {"agency_code": "str", "reason": "str", "package_count": "int64"}
    return pd.DataFrame(columns=list(columns)).astype(columns)


def _price(joined: ir.Table) -> ir.Value:
    """Return the price of what was awarded: that of the package, or the estimates of a part of it."""
    is_part = joined.has_other & (joined.estimate_value < joined.own_price_vnd)
    price = ibis.coalesce(joined.own_price_vnd, joined.estimate_value)
    return ibis.ifelse(is_part.fill_null(False), joined.estimate_value, price)


def _awarded(procedures: ir.Table, period: Period) -> ir.Table:
    """Return one row per package (or procedure without a plan) whose first award is of the period."""
    award_day = ibis.coalesce(procedures.awarded_on, procedures.award_published_on)
    own = procedures.mutate(
        is_award=procedures.status == "awarded",
        award_day=award_day.date(),
        notice_day=ibis.coalesce(procedures.published_on, procedures.planned_on).date(),
        package_key=ibis.ifelse(
            procedures.package_id == "", ibis.literal(" ").concat(procedures.procedure_id), procedures.package_id
        ),
    )
    is_award = own.is_award
    count = own.count(where=is_award)
    by_package = own.group_by("package_key").agg(
        package_id=own.package_id.min(),
        agency_code=own.agency_code.min(where=is_award),
        field=own.field.min(where=is_award),
        form=own.form.min(where=is_award),
        is_online=own.is_online.cast("int64").min(where=is_award).cast("boolean"),
        is_domestic=own.is_domestic.cast("int64").min(where=is_award).cast("boolean"),
        estimate_value=_whole_sum(own, "estimate_value"),
        award_vnd=_whole_sum(own, "award_value"),
        is_dong=(own.currency == _DONG).all(where=is_award),
        has_day=own.award_day.count(where=is_award) == count,
        has_other=count < own.count(),
        day=ibis.coalesce(own.award_day.min(where=is_award), own.notice_day.min(where=is_award)),
        award_count=count,
    )
    is_of_period = (by_package.day >= period.start_on) & (by_package.day <= period.end_on)
    return by_package.filter(by_package.award_count > 0, is_of_period)


def _whole_sum(own: ir.Table, name: str) -> ir.Value:
    """Add up a column of the awards; missing unless each of them says it."""
    is_whole = own[name].count(where=own.is_award) == own.count(where=own.is_award)
    return ibis.ifelse(is_whole, exact_sum(own[name], where=own.is_award), ibis.null("int64"))


def _reason(told: ir.Table) -> ir.StringValue:
    is_missing = {
        "no_day": ~told.has_day,
        "currency": ~told.is_dong,
        "no_field": told.field == "",
        "no_form": told.form == "",
        "no_marks": told.is_online.isnull() | told.is_domestic.isnull(),
        "part_awarded": told.is_part_unknown,
        "no_price": told.price_vnd.isnull() | (told.price_vnd <= 0),
        _NO_AWARD: told.award_vnd.isnull() | (told.award_vnd <= 0),
    }
    return ibis.cases(*((is_missing[reason], ibis.literal(reason)) for reason in REASONS), else_=ibis.literal(""))
