"""What becomes of index, rank and class if an agency's points change."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from cchc_analysis.index.assessment import Assessment, nodes_with
from cchc_analysis.index.change_request import change_faults
from cchc_analysis.index.named_rows import WHO
from cchc_analysis.index.no_index import no_index_reason
from cchc_analysis.index.what_if_fault import WhatIfError
from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.stats.exact import as_float, difference, to_decimal

STEP_COLUMNS = [
    "criterion_code", "criterion_name", "score", "gain_points", "new_score", "max_points", "room_points",
    "gain_index", "is_survey",
]  # fmt: skip


@dataclass(frozen=True)
class WhatIf:
    """The group before and after, and what was changed.

    `ranking` (the table ``what_if``): agency_code, agency_name, group, year, index_before, index_after (0-100, as
    published), rank_before, rank_after, class_before, class_after (names); by rank after. `steps`: one row per
    criterion changed, as in ``least_effort``, gains below zero for points given up; `is_survey` flags points that
    the public gives, not the agency.
    """

    ranking: pd.DataFrame
    steps: pd.DataFrame


def what_if(
    assessment: Assessment,
    *,
    agency_code: str,
    changes: Mapping[str, float],
    others: pd.DataFrame | None = None,
) -> WhatIf:
    """Tell where the agency would stand in its group if its points were these.

    Everything else follows the official rules: points are added exactly, the index is rounded once as published,
    rank and class are read from the rounded figure.

    Parameters
    ----------
    changes
        New points by criterion code. Of a criterion with direction ``down`` they are the points left to its
        maximum, as in the ``nodes`` table. A criterion not scored yet may be given points.
    others
        Nodes of the year with other points of the other agencies, as from
        ``nodes_with(assessment, moving_points(…))``; by default they stay as they are.

    Raises
    ------
    WhatIfError
        With every fault: an agency not assessed, without any score or without criteria that apply, an unknown
        criterion, one made of others or one that does not apply, points below 0 or above the maximum. A survey
        criterion may be changed; `steps` flags it.
    """
    if agency_code not in assessment.groups:
        values = {"code": agency_code, "year": assessment.framework.year}
        raise WhatIfError((("what_if.fault_unknown_agency", values),))
    points = assessment.leaves
    own = points[points["agency_code"] == agency_code]
    if own.empty:
        is_outside = no_index_reason(assessment, agency_code) == "nothing_applies"
        kind = "nothing_applies" if is_outside else "no_scores"
        values = {"code": agency_code, "year": assessment.framework.year}
        raise WhatIfError(((f"what_if.fault_{kind}", values),))
    faults = change_faults(changes, own, assessment.framework)
    if faults:
        raise WhatIfError(tuple(faults))
    return WhatIf(
        ranking=before_and_after(assessment, agency_code=agency_code, changes=changes, others=others),
        steps=change_steps(own, changes, assessment.framework),
    )


def standing_of(ranking: pd.DataFrame, agency_code: str) -> dict[str, Any]:
    """Return one agency's row of the table ``what_if``, by column."""
    row = ranking[ranking["agency_code"] == agency_code].iloc[0]
    return {str(column): value for column, value in row.items()}


def before_and_after(
    assessment: Assessment, *, agency_code: str, changes: Mapping[str, float], others: pd.DataFrame | None
) -> pd.DataFrame:
    """Return the table ``what_if`` of the agency's group; `changes` and `others` as `what_if` takes them."""
    own = {(agency_code, code): points for code, points in changes.items()}
    before = assessment.league
    nodes = nodes_with(assessment, own, among=others)
    after = assessment.league_of(nodes, group=assessment.groups[agency_code])
    figures = {"index": "index", "rank": "rank", "class_name": "class"}
    table = after[WHO].copy()
    for column, name in figures.items():
        table[f"{name}_before"] = before.set_index("agency_code")[column].reindex(after["agency_code"]).to_numpy()
        table[f"{name}_after"] = after[column].to_numpy()
    return table.astype({"rank_before": "Int64", "rank_after": "Int64"})


def change_steps(own: pd.DataFrame, changes: Mapping[str, float], framework: Framework) -> pd.DataFrame:
    """Return one row per criterion whose points change, in the order of the framework.

    Parameters
    ----------
    own
        The criteria that apply to the agency, from `Assessment.leaves`.

    Returns
    -------
    criterion_code, criterion_name, score, gain_points, new_score, max_points, room_points (from the score up to
    the maximum), all in points; gain_index (index points the gain is worth), is_survey.
    """
    table = own[own["criterion_code"].isin(changes)].copy()
    table["new_score"] = [float(changes[code]) for code in table["criterion_code"]]
    table["gain_points"] = _differences(table["new_score"], table["score"])
    table["room_points"] = _differences(table["max_points"], table["score"])
    table["gain_index"] = table["gain_points"] * _index_per_point(own, framework)
    is_changed = table["gain_points"].ne(0)
    return table.loc[is_changed, STEP_COLUMNS].reset_index(drop=True)


def _index_per_point(own: pd.DataFrame, framework: Framework) -> float:
    """Where the index is the sum of points a point is worth a point, whether or not maxima are stated."""
    if framework.index_scale == "points":
        return 1.0
    whole = float(own["max_points"].sum(skipna=False))
    return 100 / whole if whole else math.nan


def _differences(minuend: pd.Series, subtrahend: pd.Series) -> list[float]:
    """Subtract as the decimals that are printed: 0.3 − 0.1 is 0.2."""
    pairs = zip(map(to_decimal, minuend), map(to_decimal, subtrahend), strict=True)
    return [as_float(difference(one, other)) for one, other in pairs]
