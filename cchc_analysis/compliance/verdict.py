"""What quota, ceilings and reporting mean for an agency and for the rating of its head."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from cchc_analysis.reference.procurement_rules import QuotaRule

RESULTS = ("passed", "failed", "not_concluded", "nothing_eligible", "no_quota")
# In which order a page lists them: who most needs a look stands first.
WORST_FIRST = ("failed", "not_concluded", "passed", "no_quota", "nothing_eligible")
# Why a result is open. ``split``: the packages held or rejected may be settled either way. ``held_passed`` and
# ``held_failed``: settled whichever way they turn the result of the packages used. ``held_only``: no other counts.
OPEN_REASONS = ("split", "held_passed", "held_failed", "held_only")


def concluded(quota: pd.DataFrame, bounds: pd.DataFrame | None = None) -> pd.DataFrame:
    """Set the result beside every row of a ``quota`` table, and leave open what could still be turned.

    Whatever is shown of a quota comes from here, so that no table, chart or slide says "met" where the verdict
    says "not concluded".

    Where packages that intake held or rejected turn the result of those used, it stays open even if best and worst
    case agree: the shares on the page are those of the packages used, and nothing is concluded against them from
    rows that could not be used. Such a result is open for another reason, and a page says for which.

    Parameters
    ----------
    quota
        A ``quota`` table, see `cchc_analysis.compliance.whole_number_quota.judge`.
    bounds
        What held or rejected packages could turn, see `cchc_analysis.compliance.bounds.quota_bounds`; None where
        intake keeps none of them.

    Returns
    -------
    The table with ``quota_result``, one of `RESULTS`, and ``open_reason``, one of `OPEN_REASONS` where that is
    ``not_concluded``, else empty; there ``is_count_passed``, ``is_value_passed`` and ``is_passed`` are missing.
    """
    passed = quota["is_passed"].reset_index(drop=True)
    best = worst = passed
    if bounds is not None:
        own = quota[["agency_code"]].merge(bounds, on="agency_code", how="left", validate="1:1")
        best, worst = own["is_passed_at_best"], own["is_passed_at_worst"]
    is_settled = _is_same(best, passed) & _is_same(worst, passed)
    result = pd.Series("no_quota", index=passed.index, dtype="str")
    if quota[["min_count_pct", "min_value_pct"]].notna().any(axis=None):
        result = result.mask(quota["eligible_count"].eq(0).reset_index(drop=True), "nothing_eligible")
        result = result.mask(passed.fillna(False), "passed").mask(~passed.fillna(True), "failed")
        result = result.mask(~is_settled, "not_concluded")
    reason = _open_reason(passed, best, worst).where(result.eq("not_concluded"), "")
    table = quota.assign(
        quota_result=result.set_axis(quota.index), open_reason=reason.set_axis(quota.index).astype("str")
    )
    is_open = table["quota_result"].eq("not_concluded")
    legs = ["is_count_passed", "is_value_passed", "is_passed"]
    return table.assign(**{leg: table[leg].mask(is_open) for leg in legs})


def verdict_table(
    quota: pd.DataFrame,
    reporting: pd.DataFrame | None,
    rule: QuotaRule,
    *,
    is_year_over: bool,
    bounds: pd.DataFrame | None = None,
    mandatory: pd.DataFrame | None = None,
    other_quota: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Conclude, per agency, whether the quota is met and whether its head may be rated "excellent" for that.

    The quota is one of a year: before the year is over (`is_year_over`) `quota_result` is the standing to date and
    bars nobody, nor does it free anybody; a report not sent bars on its due day, whatever is left of the year.

    `quota_result` is one of `RESULTS`: ``not_concluded`` where rows that intake held or rejected could turn it
    (`bounds`, see `cchc_analysis.compliance.bounds.quota_bounds`), ``nothing_eligible`` without an eligible
    package, ``no_quota`` where none is set or sourced for the year.

    A missed quota or a report not sent bars the rating as far as a source says so for that date
    (``rating_consequence.bars_on``). Without an eligible package there is no quota to miss. Where no source
    tells the consequence, or quota or reports that count are not known and nothing else bars the rating, the
    answer is missing: not concluded. So is what the quota bars where the open question of shortened quotation
    turns the result: `other_quota` is the table of `concluded` with the switch the other way, None where a
    document settles it.

    Returns ``agency_code, agency_name, quota_result, open_reason, other_quota_result, is_quota_passed,
    is_passed_at_best, is_passed_at_worst, unsettled_count, mandatory_offline_count, missing_reports, late_reports,
    is_excellent_allowed``; `other_quota_result` is missing where the switch is settled or not asked, the report
    counts where the source holds no reports, the count of packages that should have been online where `mandatory`
    is not given or no source says which had to be for every day.

    Source: `rule`; for 2020 the city's directive of September on Circular 11/2019/TT-BKHĐT: the head of a unit
    that does not report or misses the quota is not rated as having completed tasks excellently.
    """
    table = quota[["agency_code", "agency_name"]].reset_index(drop=True)
    best = worst = quota["is_passed"].reset_index(drop=True)
    table["unsettled_count"] = 0
    if bounds is not None:
        own = table[["agency_code"]].merge(bounds, on="agency_code", how="left", validate="1:1")
        best, worst = own["is_passed_at_best"], own["is_passed_at_worst"]
        table["unsettled_count"] = own["unsettled_count"]
    open_quota = concluded(quota, bounds).reset_index(drop=True)
    result, is_passed = open_quota["quota_result"], open_quota["is_passed"]
    table = table.assign(
        quota_result=result,
        open_reason=open_quota["open_reason"],
        is_quota_passed=is_passed,
        is_passed_at_best=best,
        is_passed_at_worst=worst,
    )
    table["mandatory_offline_count"] = _mandatory_offline(table["agency_code"], mandatory)
    table = table.assign(**_report_counts(table["agency_code"], reporting))
    table["other_quota_result"] = _other_result(table["agency_code"], other_quota)
    is_turned = table["other_quota_result"].notna() & table["other_quota_result"].ne(result)
    is_barred_by_quota = (~is_passed).mask(result.eq("nothing_eligible"), other=False)
    bars = {
        "quota": is_barred_by_quota.mask(is_turned | (not is_year_over)),
        "report": table["missing_reports"].gt(0).astype("boolean"),
    }
    is_barred = pd.Series(False if rating_bars(rule) else pd.NA, index=table.index, dtype="boolean")
    for reason in rating_bars(rule):
        # Kleene logic: one bar is enough, and "unknown or false" stays unknown.
        is_barred |= bars[reason]
    table["is_excellent_allowed"] = ~is_barred
    columns = [
        "agency_code", "agency_name", "quota_result", "open_reason", "other_quota_result", "is_quota_passed",
        "is_passed_at_best", "is_passed_at_worst", "unsettled_count", "mandatory_offline_count",
        "missing_reports", "late_reports", "is_excellent_allowed",
    ]  # fmt: skip
    return table[columns]


def rating_bars(rule: QuotaRule) -> tuple[Literal["quota", "report"], ...]:
    """Return what bars an "excellent" rating as far as sources say: a missed ``quota``, a ``report`` not sent."""
    return rule.rating_consequence.bars_on


def worst_first(judged: pd.DataFrame, *, by: str | None = None) -> pd.DataFrame:
    """Order concluded rows as a page lists them: by result as in `WORST_FIRST`, then the largest value.

    Where an agency has several rows, one for each value of the column `by` (a quarter, a year), they stay together
    in that order, and the last of them gives the agency its place.
    """
    ranked = judged.assign(standing=judged["quota_result"].map(WORST_FIRST.index))
    order = ["standing", "eligible_value_vnd", "agency_code"]
    last = ranked if by is None else ranked.sort_values(by).drop_duplicates("agency_code", keep="last")
    placed = last.sort_values(order, ascending=[True, False, True], ignore_index=True)
    if by is None:
        return placed.drop(columns="standing")
    place = dict(zip(placed["agency_code"], placed.index, strict=True))
    return (
        judged.assign(place=judged["agency_code"].map(place))
        .sort_values(["place", by], ignore_index=True)
        .drop(columns="place")
    )


def result_counts(judged: pd.DataFrame, by: str) -> pd.DataFrame:
    """Count the rows of each result for every value of the column `by`: ``<result>_count``, all of `RESULTS`."""
    found = judged.groupby([by, "quota_result"], observed=True).size().unstack(fill_value=0)
    return found.reindex(columns=list(RESULTS), fill_value=0).add_suffix("_count").reset_index()


def _open_reason(passed: pd.Series, best: pd.Series, worst: pd.Series) -> pd.Series:
    """Return why a result would be open; see `OPEN_REASONS`."""
    at_best, at_worst = best.fillna(False).astype("bool"), worst.fillna(False).astype("bool")
    # At best and at worst one that is not passed is not met: no quota and nothing eligible are told apart before.
    reason = pd.Series("split", index=passed.index, dtype="str")
    reason = reason.mask(at_best & at_worst, "held_passed").mask(~at_best & ~at_worst, "held_failed")
    return reason.mask(passed.isna(), "held_only")


def _is_same(one: pd.Series, other: pd.Series) -> pd.Series:
    return one.eq(other).fillna(False) | (one.isna() & other.isna())


def _other_result(agencies: pd.Series, other_quota: pd.DataFrame | None) -> pd.Series:
    if other_quota is None:
        return pd.Series(pd.NA, index=agencies.index, dtype="str")
    return agencies.map(other_quota.set_index("agency_code")["quota_result"]).astype("str")


def _mandatory_offline(agencies: pd.Series, mandatory: pd.DataFrame | None) -> pd.Series:
    if mandatory is None:
        return pd.Series(pd.NA, index=agencies.index, dtype="Int64")
    own = mandatory.set_index("agency_code")
    counts = own["mandatory_offline_count"].where(own["unsourced_count"].eq(0)).astype("Int64")
    return agencies.map(counts).astype("Int64")


def _report_counts(agencies: pd.Series, reporting: pd.DataFrame | None) -> dict[str, pd.Series]:
    wanted = {"missing_reports": "missing", "late_reports": "late"}
    if reporting is None:
        return {column: pd.Series(pd.NA, index=agencies.index, dtype="Int64") for column in wanted}
    counts = reporting.groupby(["agency_code", "status"], observed=True).size().unstack(fill_value=0)
    counts = counts.reindex(columns=list(wanted.values()), fill_value=0)
    return {column: agencies.map(counts[status]).astype("Int64") for column, status in wanted.items()}
