"""The points of a year's assessment as exact fractions."""

from __future__ import annotations

from fractions import Fraction

from cchc_analysis.index.assessment import Assessment
from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.stats.exact import to_fraction

AgencyScores = dict[str, Fraction | None]


def exact_scores(year: Assessment) -> dict[str, AgencyScores]:
    """Return the points of every scored criterion that applies, by agency; None where the score is missing."""
    own = year.nodes[year.nodes["criterion_code"].isin(year.framework.leaf_codes)]
    known = {value: to_fraction(value) for value in own["score"].dropna().unique()}
    scores: dict[str, AgencyScores] = {}
    for agency, code, score in zip(own["agency_code"], own["criterion_code"], own["score"], strict=True):
        scores.setdefault(str(agency), {})[str(code)] = known.get(score)
    return scores


def exact_maxima(framework: Framework) -> dict[str, Fraction | None]:
    """Return the maximum of points of every scored criterion; None where none is stated."""
    leaves = framework.criteria.set_index("code").loc[list(framework.leaf_codes), "max_points"]
    return {str(code): to_fraction(points) for code, points in leaves.items()}
