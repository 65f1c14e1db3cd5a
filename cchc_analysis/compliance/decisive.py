"""The single packages that decide a quota: those which, held the other way, turn a leg or the verdict."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import ibis
import ibis.expr.types as ir
import pandas as pd

from cchc_analysis.compliance.frames import as_frame, as_table
from cchc_analysis.compliance.whole_number_quota import PARTS, QUOTA_SUMS, WHOLES, is_leg_met, is_passed
from cchc_analysis.reference.procurement_rules import LEGS, Minimums

_PACKAGE = ["agency_code", "package_id", "name", "field", "form", "value_vnd", "is_online", "stage",
            "published_on", "source_file", "source_row"]  # fmt: skip
_ADDED = ["count_change_share", "value_change_share", "is_count_turned", "is_value_turned", "is_verdict_turned",
          "is_passed_after"]  # fmt: skip
DECISIVE_COLUMNS = ["agency_code", "agency_name", "place", *_PACKAGE[1:], *_ADDED]
PATH_COLUMNS = ["agency_code", "agency_name", "step", "package_id", "name", "value_vnd", "is_online",
                "count_effect_share", "value_effect_share", "count_share", "value_share", "is_passed_after",
                "turns_verdict", "source_file", "source_row"]  # fmt: skip


def decisive_packages(
    staged: pd.DataFrame | ir.Table, quota: pd.DataFrame, minimums: Minimums, *, most: int | None = None
) -> pd.DataFrame:
    """Return the packages each of which alone turns a leg of its agency's quota, or the verdict.

    A package turns a leg if the leg is met and would not be with this one package offline, or is not met and would
    be with it online; everything else stays as it is. By number, all packages of a kind decide or none does (the
    agency is one package from the line); by value, the dear ones do.

    Parameters
    ----------
    staged
        Eligible packages with their ``stage``, see `cchc_analysis.compliance.outlook_packages.year_packages`:
        those to date, or the whole year as planned.
    quota
        The ``quota`` table of the same packages (`cchc_analysis.compliance.whole_number_quota.judge`).
    most
        At most so many packages of an agency, the first in order; all of them if None.

    Returns
    -------
    ``agency_code, agency_name, place`` (1 = first of the agency), what is known of the package, ``stage``;
    ``count_change_share, value_change_share`` (how far the shares move, 0-1, negative for a package that is online
    now), ``is_count_turned, is_value_turned, is_verdict_turned, is_passed_after``. Those that turn the verdict
    come first, then those that turn more legs, then the dearest: by number all move the share alike. Comparisons
    are those of whole numbers, as the quota's own.
    """
    judged = quota.loc[quota["is_passed"].notna()].set_index("agency_code")
    candidates = _candidates(as_table(staged), judged.reset_index())
    rows = [_flipped(row, judged.loc[row["agency_code"]], minimums) for row in candidates.to_dict("records")]
    table = pd.DataFrame(rows, columns=["agency_code", "agency_name", *_PACKAGE[1:], *_ADDED])
    table = table[table["is_count_turned"].eq(True) | table["is_value_turned"].eq(True)]
    legs = table["is_count_turned"].astype("int64") + table["is_value_turned"].astype("int64")
    moved = table["value_change_share"].abs()
    table = table.assign(legs=legs, moved=moved, verdict=table["is_verdict_turned"].astype("int64")).sort_values(
        ["agency_code", "verdict", "legs", "moved", "package_id"],
        ascending=[True, False, False, False, True],
        ignore_index=True,
    )
    table.insert(2, "place", table.groupby("agency_code", observed=True).cumcount() + 1)
    kept = table if most is None else table[table["place"] <= most]
    return kept[DECISIVE_COLUMNS].reset_index(drop=True)


def decisive_path(
    staged: pd.DataFrame | ir.Table, quota: pd.DataFrame, minimums: Minimums, *, agency_code: str, most: int = 30
) -> pd.DataFrame:
    """Follow an agency's shares while its dearest packages are held the other way, one after the other.

    Of an agency that misses its quota, packages held offline go online, dearest first, until it is met; of one
    that meets it, packages online go offline until it is missed: the few that carry the verdict. It ends with the
    package that turns the verdict, after `most` packages, or when there are none left.

    Returns ``agency_code, agency_name, step`` (1 …), the package, ``count_effect_share, value_effect_share`` (what
    it moves, signed, 0-1; effects add up), ``count_share, value_share`` (after it), ``is_passed_after,
    turns_verdict``. Empty where there is nothing to judge.
    """
    own = quota[quota["agency_code"] == agency_code]
    if own.empty or pd.isna(own["is_passed"].iloc[0]):
        return pd.DataFrame(columns=PATH_COLUMNS)
    standing = own.iloc[0]
    was_passed = bool(standing["is_passed"])
    table = as_table(staged)
    movable = table.filter(table.agency_code == agency_code, table.is_online == was_passed)
    dearest = as_frame(movable.order_by(ibis.desc("value_vnd"), "package_id").limit(most).select(*_PACKAGE))
    dearest = dearest.sort_values(["value_vnd", "package_id"], ascending=[False, True], kind="stable")
    sums = {column: int(standing[column]) for column in QUOTA_SUMS}
    steps: list[dict[Hashable, Any]] = []
    for step, package in enumerate(dearest.to_dict("records"), start=1):
        sums = _with_flip(sums, package)
        is_passed_after = is_passed(sums, minimums)
        shares = {leg: sums[PARTS[leg]] / sums[WHOLES[leg]] for leg in LEGS}
        effects = _effects(package, sums)
        steps.append(
            {
                **package,
                "agency_name": standing["agency_name"],
                "step": step,
                "count_effect_share": effects["count"],
                "value_effect_share": effects["value"],
                "count_share": shares["count"],
                "value_share": shares["value"],
                "is_passed_after": is_passed_after,
                "turns_verdict": is_passed_after is not was_passed,
            }
        )
        if is_passed_after is not was_passed:
            break
    return pd.DataFrame(steps, columns=PATH_COLUMNS)


def _candidates(staged: ir.Table, judged: pd.DataFrame) -> pd.DataFrame:
    """Keep the packages that reach the agency's distance to a line: few, whatever the size of the data."""
    lines = as_table(
        judged[["agency_code", "count_margin", "value_margin_vnd"]].rename(columns={"agency_code": "judged_code"})
    )
    joined = staged.inner_join(lines, staged.agency_code == lines.judged_code)
    # A margin of -1 or less is missing that much; of 0 or more it is what may be lost.
    by_count = ibis.ifelse(joined.is_online, joined.count_margin == 0, joined.count_margin == -1)
    by_value = ibis.ifelse(
        joined.is_online,
        (joined.value_margin_vnd >= 0) & (joined.value_vnd > joined.value_margin_vnd),
        (joined.value_margin_vnd < 0) & (joined.value_vnd >= -joined.value_margin_vnd),
    )
    kept = joined.filter(by_count.fill_null(False) | by_value.fill_null(False))
    return as_frame(kept.select(*_PACKAGE), order_by=["agency_code", "package_id"])


def _flipped(package: dict[Hashable, Any], standing: pd.Series[Any], minimums: Minimums) -> dict[Hashable, Any]:
    before = {column: int(standing[column]) for column in QUOTA_SUMS}
    after = _with_flip(before, package)
    turned = {leg: is_leg_met(after, leg, minimums) is not is_leg_met(before, leg, minimums) for leg in LEGS}
    effects = _effects(package, after)
    return {
        **package,
        "agency_name": standing["agency_name"],
        "count_change_share": effects["count"],
        "value_change_share": effects["value"],
        "is_count_turned": turned["count"],
        "is_value_turned": turned["value"],
        "is_verdict_turned": is_passed(after, minimums) is not is_passed(before, minimums),
        "is_passed_after": is_passed(after, minimums),
    }


def _with_flip(sums: dict[str, int], package: dict[Hashable, Any]) -> dict[str, int]:
    sign = -1 if package["is_online"] else 1
    return {
        **sums,
        "online_count": sums["online_count"] + sign,
        "online_value_vnd": sums["online_value_vnd"] + sign * int(package["value_vnd"]),
    }


def _effects(package: dict[Hashable, Any], sums: dict[str, int]) -> dict[str, float]:
    sign = -1 if package["is_online"] else 1
    return {
        "count": sign / sums["eligible_count"],
        "value": sign * int(package["value_vnd"]) / sums["eligible_value_vnd"],
    }
