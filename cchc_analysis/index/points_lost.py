"""Where points were lost, most first: the Pareto of an agency or a whole group."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pandas as pd

from cchc_analysis.index.named_rows import WHO, named
from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.stats.exact import as_float, difference, sum_or_missing, to_decimal
from cchc_analysis.texts import Language

LOST_COLUMNS = [
    *WHO, "criterion_code", "criterion_name", "score", "max_points", "lost_points", "lost_index", "lost_rank",
    "lost_share", "cumulative_share",
]  # fmt: skip
GROUP_LOST_COLUMNS = [
    "group", "year", "criterion_code", "criterion_name", "agencies_count", "lost_points", "lost_index",
    "lost_rank", "lost_share", "cumulative_share",
]  # fmt: skip


def points_lost(
    nodes: pd.DataFrame, assessed: pd.DataFrame, framework: Framework, *, language: Language
) -> pd.DataFrame:
    """Rank the criteria on which each agency lost most.

    Parameters
    ----------
    nodes
        From `cchc_analysis.index.roll_up.roll_up`.
    assessed
        Who had to be assessed: ``agency_code, agency_name, group``.

    Returns
    -------
    One row per agency and criterion that applies to it, most lost first: who, criterion_code, criterion_name,
    score and max_points (points), lost_points (points left to the maximum), lost_index (the same in index points;
    those of a complete agency add up to 100 minus its index before rounding), lost_rank (1 = most; equals share
    the smallest), lost_share (of all the agency lost, 0-1), cumulative_share (down to and with this row; the last
    is 1). A missing score has missing figures, and the agency then has no shares, for its whole is unknown; an
    agency that lost nothing has shares 0. Empty where the framework's scale is ``points``: the
    index is then no share of a maximum, so no index point is lost of one.
    """
    if framework.index_scale == "points":
        return pd.DataFrame(columns=LOST_COLUMNS)
    whole = nodes[nodes["criterion_code"] == framework.root_code].set_index("agency_code")["max_points"]
    table = nodes[nodes["criterion_code"].isin(framework.leaf_codes)]
    table = named(
        table[["agency_code", "criterion_code", "score", "max_points"]], assessed, framework, language=language
    )
    lost = list(map(difference, map(to_decimal, table["max_points"]), map(to_decimal, table["score"])))
    table["lost_points"] = pd.Series(lost, index=table.index, dtype="object")
    table["lost_index"] = _floats(table["lost_points"]) * 100 / table["agency_code"].map(whole)
    return _ranked(table, ["agency_code"])[LOST_COLUMNS]


def group_points_lost(lost: pd.DataFrame, framework: Framework, *, language: Language) -> pd.DataFrame:
    """Rank the criteria on which the agencies of a group together lost most.

    Only agencies with every score count, so that a gap in one file does not look like strength; `agencies_count`
    says how many of these the criterion applies to.

    Parameters
    ----------
    lost
        From `points_lost`.

    Returns
    -------
    group, year, criterion_code, criterion_name, agencies_count, lost_points (points, all agencies together),
    lost_index (index points, mean over the complete agencies of the group; they add up to 100 minus the mean
    index), lost_rank, lost_share and cumulative_share (of the group's index points lost, 0-1).
    """
    is_whole = lost.groupby("agency_code")["lost_points"].transform(lambda points: points.notna().all())
    complete = lost[is_whole.astype(bool)]
    if complete.empty:
        return pd.DataFrame(columns=GROUP_LOST_COLUMNS)
    agencies = complete.groupby("group")["agency_code"].nunique()
    names = framework.names(language)
    places = {code: place for place, code in enumerate(framework.leaf_codes)}
    records = [
        (group, framework.year, code, names[str(code)], len(rows), _sum(rows), rows["lost_index"].sum())
        for (group, code), rows in complete.groupby(["group", "criterion_code"])
    ]
    table = pd.DataFrame(records, columns=GROUP_LOST_COLUMNS[:7])
    table["lost_index"] /= table["group"].map(agencies)
    # In agencies with other maxima a point is another part of the index: the group is ranked by what is printed.
    table["lost_points"] = _floats(table["lost_points"])
    shown = table["lost_index"].round(9)
    table["lost_rank"] = shown.groupby(table["group"]).rank(method="min", ascending=False).astype("Int64")
    order = table["criterion_code"].map(places)
    table = table.assign(_place=order).sort_values(["group", "lost_rank", "_place"], ignore_index=True)
    within = table.groupby("group")["lost_index"]
    table["lost_share"] = (table["lost_index"] / within.transform("sum")).fillna(0.0)
    table["cumulative_share"] = table.groupby("group")["lost_share"].cumsum()
    return table[GROUP_LOST_COLUMNS]


def _ranked(table: pd.DataFrame, within: Sequence[str]) -> pd.DataFrame:
    """Rank and share out exact `lost_points` within agency or group, then turn them into numbers."""
    order = table["lost_points"]
    table = table.assign(lost_points=_floats(order), _exact=order)
    ranks = table.groupby(list(within))["lost_points"].rank(method="min", ascending=False)
    table["lost_rank"] = ranks.astype("Int64")
    first = ["group", "agency_code"] if "agency_code" in table else ["group"]
    table = table.sort_values([*first, "lost_rank"], kind="stable", na_position="last", ignore_index=True)
    table["lost_share"] = table["cumulative_share"] = float("nan")
    for _, rows in table.groupby(list(within)):
        points = list(rows["_exact"])
        total = sum_or_missing(points)
        if total is not None:
            runs = [sum(points[: place + 1], Decimal(0)) for place in range(len(points))]
            table.loc[rows.index, "lost_share"] = [float(own / total) if total else 0.0 for own in points]
            table.loc[rows.index, "cumulative_share"] = [float(run / total) if total else 0.0 for run in runs]
    return table


def _sum(rows: pd.DataFrame) -> Decimal | None:
    return sum_or_missing(map(to_decimal, rows["lost_points"]))


def _floats(exact: pd.Series) -> pd.Series:
    return pd.Series(list(map(as_float, exact)), index=exact.index, dtype="float64")
