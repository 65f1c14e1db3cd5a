"""What must still go online until the end of the year, in whole packages and whole đồng."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import ibis.expr.types as ir
import pandas as pd

from cchc_analysis.compliance.bounds import quota_bounds
from cchc_analysis.compliance.exact_sums import exact_sum, whole_sums
from cchc_analysis.compliance.frames import as_frame, as_table, package_number
from cchc_analysis.compliance.whole_number_quota import judge, margin
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import NO_MINIMUMS, Minimums, QuotaRule

_WHOLE, _SHARE = "Int64", "float64"
STANDINGS = ("safe", "as_planned", "must_switch", "lost", "not_concluded", "nothing_eligible", "no_quota")
# In which order a page lists them: who most needs a look stands first.
WORST_FIRST = ("lost", "must_switch", "not_concluded", "as_planned", "safe", "nothing_eligible", "no_quota")
_SUMS = ("settled_count", "settled_online_count", "settled_value_vnd", "settled_online_value_vnd",
         "remaining_count", "remaining_online_count", "remaining_value_vnd", "remaining_online_value_vnd",
         "overdue_count")  # fmt: skip
_UNITS = ("count", "value_vnd")
# What a standing claims: which of the remaining packages go online, and how the quota then comes out at which end.
_SURE_IF = {
    "safe": (None, "worst", True),
    "as_planned": ("remaining_online", "worst", True),
    "must_switch": ("remaining_online", "best", False),
    "lost": ("remaining", "best", False),
}
_KINDS = {
    "agency_code": "str",
    "agency_name": "str",
    "year": "int64",
    **dict.fromkeys(_SUMS, "int64"),
    "min_count_pct": _WHOLE,
    "min_value_pct": _WHOLE,
    "least_count": _WHOLE,
    "least_count_share": _SHARE,
    "least_value_vnd": _WHOLE,
    "least_value_share": _SHARE,
    "fewest_count": _WHOLE,
    "switch_count": _WHOLE,
    "standing": "str",
}
# All that is asked of every package that remains, of which a nation has many.
_REMAINING = ["agency_code", "package_id", "value_vnd", "is_online"]


def remaining_packages(in_year: pd.DataFrame | ir.Table) -> pd.DataFrame:
    """Return the packages of a year whose way of selection is still open, by agency, dearest first.

    `in_year` comes from `cchc_analysis.compliance.outlook_packages.year_packages`. Returns ``agency_code,
    package_id, value_vnd, is_online`` (as planned): no more, for a nation has many; what else is known of those
    that are shown tells `cchc_analysis.compliance.outlook_switches.most_urgent`.
    """
    table = as_table(in_year)
    rows = as_frame(table.filter(table.is_remaining).select(*_REMAINING))
    return rows.sort_values(
        ["agency_code", "value_vnd", "package_id"], ascending=[True, False, True], kind="stable", ignore_index=True
    )


def outlook_table(
    in_year: pd.DataFrame | ir.Table,
    remaining: pd.DataFrame,
    agencies: pd.DataFrame,
    minimums: Minimums,
    *,
    year: int,
) -> pd.DataFrame:
    """Say, per agency, the least of what remains of the year that must go online to meet both legs of its quota.

    With p percent by number asked for, E packages in the year and O settled ones online, at least
    ceil(p·E/100) − O of the remaining ones must go online; the same by value in đồng. Packages cannot be divided:
    the fewest that meet both legs are the dearest ones, since no other set of that size holds more value.

    Parameters
    ----------
    in_year
        The packages of the year, see `cchc_analysis.compliance.outlook_packages.year_packages`.
    remaining
        `remaining_packages` of the same.
    minimums
        The least percent by number and by value (`QuotaRule.minimums`); a leg without one asks for nothing.

    Returns
    -------
    ``agency_code, agency_name, year``; number and đồng of settled and remaining packages, online among them
    (remaining: as planned); ``overdue_count`` (remaining although their start was planned by now);
    ``least_count, least_value_vnd`` (the least that must go online of what remains, each leg by itself; more than
    remains where the leg is lost), ``least_count_share, least_value_share`` (of what remains),
    ``fewest_count`` (packages that meet both legs, dearest first), ``switch_count`` (packages planned offline that
    must go online although all others go as planned; 0 where the plan is enough), both missing where it is lost;
    and ``standing``, one of `STANDINGS`: ``safe`` (met whatever happens to what remains), ``as_planned`` (met if
    it goes as planned), ``must_switch`` (only if more goes online than planned), ``lost`` (missed even with all
    that remains online); `leave_open` adds ``not_concluded``.

    A standing is one of the packages known so far. Those that nobody has planned yet are not in it: each raises
    what is asked for by the quota's share of it, and what is reached by the whole of it if it goes online.

    Raises `cchc_analysis.compliance.exact_sums.SumTooLargeError` where the year's money does not fit 64 bits.
    """
    sums = _stage_sums(as_table(in_year)).set_index("agency_code").reindex(agencies["agency_code"], fill_value=0)
    values = {
        code: (list(map(int, rows["value_vnd"])), list(map(bool, rows["is_online"])))
        for code, rows in remaining.groupby("agency_code", observed=True)
    }
    rows = [
        {
            "agency_code": code,
            "agency_name": name,
            "year": year,
            **own,
            **_needs(own, *values.get(code, ([], [])), minimums=minimums),
        }
        for code, name, own in zip(
            agencies["agency_code"], agencies["agency_name"], sums.astype("object").to_dict("records"), strict=True
        )
    ]
    # Column by column: a frame made of rows would lead đồng through floats where some are missing.
    return pd.DataFrame({
        column: pd.Series([row.get(column) for row in rows], dtype=kind) for column, kind in _KINDS.items()
    })  # fmt: skip


def leave_open(
    outlook: pd.DataFrame, unsettled: pd.DataFrame, rule: QuotaRule, *, period: Period, counts_shortened: bool
) -> pd.DataFrame:
    """Return the outlook with standing ``not_concluded`` where it is not as sure as it seems.

    Every held or rejected package of the year is settled against the agency, then in its favour: ``safe`` has to
    hold at worst with all that remains offline, ``as_planned`` at worst with what remains as planned;
    ``must_switch`` has to be missed at best as planned, ``lost`` at best with all that remains online. Where that
    fails ``fewest_count`` and ``switch_count`` are missing, for nobody knows of what they are counted.
    """
    settle = partial(
        quota_bounds, unsettled=unsettled, rule=rule, period=period, counts_shortened=counts_shortened
    )
    is_sure = pd.Series(True, index=outlook.index)
    for standing, (online, end, is_met) in _SURE_IF.items():
        own = settle(judge(_year_sums(outlook, online), rule.minimums(period.year)))[f"is_passed_at_{end}"]
        is_sure &= outlook["standing"].ne(standing) | own.eq(is_met).fillna(False).astype("bool")
    open_columns = ["fewest_count", "switch_count"]
    return outlook.assign(
        standing=outlook["standing"].where(is_sure, "not_concluded"),
        **{column: outlook[column].where(is_sure) for column in open_columns},
    )


def _year_sums(outlook: pd.DataFrame, remaining: str | None) -> pd.DataFrame:
    """Return the sums of the year where of what remains all, the planned or nothing (None) goes online."""
    sums = {f"eligible_{unit}": outlook[f"settled_{unit}"] + outlook[f"remaining_{unit}"] for unit in _UNITS} | {
        f"online_{unit}": outlook[f"settled_online_{unit}"] + (outlook[f"{remaining}_{unit}"] if remaining else 0)
        for unit in _UNITS
    }
    return outlook[["agency_code"]].assign(**sums)


def fewest_packages(values: Sequence[int], *, count: int, value: int) -> int | None:
    """Return the least number of packages that are at least `count` and together worth at least `value` đồng.

    `values` are prices, dearest first; None where all of them are not enough. The dearest k packages are worth at
    least as much as any other k, so the first k that suffices is the least.

    >>> fewest_packages([70, 20, 10], count=1, value=71), fewest_packages([70, 20, 10], count=0, value=101)
    (2, None)
    """
    if count > len(values) or value > sum(values):
        return None
    taken, worth = 0, 0
    for price in values:
        if taken >= count and worth >= value:
            break
        taken, worth = taken + 1, worth + price
    return taken


def _needs(
    own: Mapping[Any, int], values: list[int], is_online: list[bool], *, minimums: Minimums
) -> dict[str, object]:
    stated: dict[str, object] = {"min_count_pct": minimums.count_pct, "min_value_pct": minimums.value_pct}
    counted = own["settled_count"] + own["remaining_count"]
    if minimums == NO_MINIMUMS:
        return {**stated, "standing": "no_quota"}
    if not counted:
        return {**stated, "standing": "nothing_eligible"}
    least_count = _least(own, "count", minimums.count_pct)
    least_value = _least(own, "value_vnd", minimums.value_pct)
    fewest = fewest_packages(values, count=least_count or 0, value=least_value or 0)
    offline = [value for value, online in zip(values, is_online, strict=True) if not online]
    switches = fewest_packages(
        offline,
        count=(least_count or 0) - own["remaining_online_count"],
        value=(least_value or 0) - own["remaining_online_value_vnd"],
    )
    return {
        **stated,
        "least_count": least_count,
        "least_value_vnd": least_value,
        "least_count_share": _share(least_count, own["remaining_count"]),
        "least_value_share": _share(least_value, own["remaining_value_vnd"]),
        "fewest_count": fewest,
        "switch_count": switches,
        "standing": _standing(fewest, switches),
    }


def _standing(fewest: int | None, switches: int | None) -> str:
    if fewest is None:
        return "lost"
    if fewest == 0:
        return "safe"
    return "as_planned" if switches == 0 else "must_switch"


def _least(own: Mapping[Any, int], unit: str, minimum_pct: int | None) -> int | None:
    if minimum_pct is None:
        return None
    whole = own[f"settled_{unit}"] + own[f"remaining_{unit}"]
    return max(0, -margin(own[f"settled_online_{unit}"], whole, minimum_pct))


def _share(part: int | None, whole: int) -> float | None:
    return None if part is None or not whole else part / whole


def _stage_sums(table: ir.Table) -> pd.DataFrame:
    is_open, is_online = table.is_remaining, table.is_online
    number, value = package_number(table), table.value_vnd
    conditions = {
        "settled": ~is_open,
        "settled_online": ~is_open & is_online,
        "remaining": is_open,
        "remaining_online": is_open & is_online,
    }
    counts = {f"{name}_count": number.sum(where=where).fill_null(0) for name, where in conditions.items()}
    sums = {f"{name}_value_vnd": exact_sum(value, where=where).fill_null(0) for name, where in conditions.items()}
    overdue = number.sum(where=table.is_overdue).fill_null(0)
    year = exact_sum(value)
    found = as_frame(table.group_by("agency_code").agg(**counts, **sums, overdue_count=overdue, year_vnd=year))
    # The year as a whole fits too, so that whatever is asked of its rest does.
    return whole_sums(found, [*sums, "year_vnd"])[["agency_code", *_SUMS]]
