"""One year's index as computed, and its points as exact fractions."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.stats.exact import to_fraction

AgencyScores = dict[str, Fraction | None]


@dataclass(frozen=True)
class IndexYear:
    """One year's index: the rules, the `nodes` of `roll_up` and the `league` of `league_table`.

    The league says who had to be assessed, in which group, and the index as published.
    """

    framework: Framework
    nodes: pd.DataFrame
    league: pd.DataFrame


def exact_scores(year: IndexYear) -> dict[str, AgencyScores]:
    """Return the points of every scored criterion that applies, by agency; None where the score is missing."""
    nodes = year.nodes
    is_leaf = nodes["criterion_code"].isin(year.framework.leaf_codes) & nodes["year"].eq(year.framework.year)
    own = nodes[is_leaf]
    known = {value: to_fraction(value) for value in own["score"].dropna().unique()}
    scores: dict[str, AgencyScores] = {}
    for agency, code, score in zip(own["agency_code"], own["criterion_code"], own["score"], strict=True):
        scores.setdefault(str(agency), {})[str(code)] = known.get(score)
    return scores


def exact_maxima(framework: Framework) -> dict[str, Fraction | None]:
    """Return the maximum of points of every scored criterion; None where none is stated."""
    leaves = framework.criteria.set_index("code").loc[list(framework.leaf_codes), "max_points"]
    return {str(code): to_fraction(points) for code, points in leaves.items()}
