"""What every criterion brings to an agency's index."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.reference.frameworks import Framework

CONTRIBUTION_COLUMNS = ["agency_code", "year", "criterion_code", "parent_code", "level", "contribution"]


def contributions(nodes: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """Say how many index points of an agency come from each criterion and each domain.

    A node brings its points over the agency's *whole* applicable maximum × 100, so the parts of a node add up to
    it and all leaves to the index before rounding. On the scale ``points`` a node brings its points.

    Parameters
    ----------
    nodes
        From `cchc_analysis.index.roll_up.roll_up`.

    Returns
    -------
    agency_code, year, criterion_code, parent_code, level (0 = the index itself), contribution (index points;
    missing where the score is, so that an incomplete agency still shows what its other criteria bring).

    Source: index = points / applicable maximum × 100 (Ministry of Home Affairs, Decision 2948/QĐ-BNV).
    """
    if framework.index_scale == "points":
        return nodes.assign(contribution=nodes["score"])[CONTRIBUTION_COLUMNS].reset_index(drop=True)
    whole = nodes[nodes["criterion_code"] == framework.root_code].set_index("agency_code")["max_points"]
    applicable = nodes["agency_code"].map(whole[whole > 0]).astype("float64")
    table = nodes.assign(contribution=nodes["score"] * 100 / applicable)
    return table[CONTRIBUTION_COLUMNS].reset_index(drop=True)
