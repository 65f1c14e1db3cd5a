"""One year's assessment as one value: whose scores, under which framework and which class bands."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd

from cchc_analysis.index.league import league_table
from cchc_analysis.index.roll_up import roll_up
from cchc_analysis.reference.classes import ClassBands
from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.stats.exact import to_decimal
from cchc_analysis.texts import Language


@dataclass(frozen=True)
class Assessment:
    """Everything that the league table of one year is made of.

    `scores` keeps the contract ``scores``; rows of other frameworks and years are ignored. `assessed` has
    ``agency_code, agency_name, group``. `bands` is None where the classes of the year could not be sourced.
    """

    scores: pd.DataFrame
    framework: Framework
    assessed: pd.DataFrame
    bands: ClassBands | None
    language: Language

    @property
    def groups(self) -> dict[str, str]:
        """Agency group by agency code."""
        return dict(zip(self.assessed["agency_code"], self.assessed["group"], strict=True))

    def nodes(self, scores: pd.DataFrame | None = None) -> pd.DataFrame:
        """Return points, maxima and indices of every node, of these scores instead of the real ones if given."""
        own = self.scores if scores is None else scores
        groups = self.groups
        return roll_up(own[own["agency_code"].isin(groups)], self.framework, groups=groups)

    def league(self, nodes: pd.DataFrame) -> pd.DataFrame:
        """Return index, rank and class of every assessed agency."""
        return league_table(nodes, self.assessed, self.framework, bands=self.bands, language=self.language)


def leaf_points(assessment: Assessment, nodes: pd.DataFrame) -> pd.DataFrame:
    """Return the criteria that are scored (leaves) of every agency to which they apply.

    Returns agency_code, criterion_code, criterion_name, score (points that count, NaN = not scored yet),
    max_points, is_survey; in the framework's order.
    """
    criteria = assessment.framework.criteria
    leaves = criteria[~criteria["code"].isin(criteria["parent_code"])].set_index("code")
    own = nodes[nodes["criterion_code"].isin(leaves.index)]
    codes = own["criterion_code"]
    named = own.assign(
        criterion_name=codes.map(leaves[f"name_{assessment.language}"]),
        is_survey=codes.map(leaves["score_source"]).eq("survey"),
    )
    columns = ["agency_code", "criterion_code", "criterion_name", "score", "max_points", "is_survey"]
    return named[columns].reset_index(drop=True)


def with_points(assessment: Assessment, points: Mapping[tuple[str, str], float]) -> pd.DataFrame:
    """Return the year's scores with other points for some pairs of agency and criterion.

    Points are those that count: of a criterion with direction ``down``, what is left to its maximum. A pair that
    had no row gets one.
    """
    framework = assessment.framework
    scores = assessment.scores
    rows = scores[(scores["framework"] == framework.code) & (scores["year"] == framework.year)]
    leaves = {row["code"]: row for row in framework.criteria.to_dict("records")}
    known = {(row["agency_code"], row["criterion_code"]): row for row in rows.to_dict("records")}
    for (agency_code, criterion_code), counted in points.items():
        leaf = leaves[criterion_code]
        if (agency_code, criterion_code) not in known:
            known[agency_code, criterion_code] = _empty_row(agency_code, framework, criterion_code)
        known[agency_code, criterion_code][f"{leaf['score_source']}_score"] = _as_scored(
            counted, leaf["max_points"], leaf["direction"]
        )
    columns = ["appraised_score", "survey_score", "self_score"]
    table = pd.DataFrame.from_records(list(known.values()), columns=list(rows.columns))
    return table.astype(dict.fromkeys(columns, "float64") | {"is_applicable": bool})


def _empty_row(agency_code: str, framework: Framework, criterion_code: str) -> dict[Hashable, Any]:
    missing: dict[Hashable, Any] = dict.fromkeys(("self_score", "appraised_score", "survey_score"), float("nan"))
    return {
        "agency_code": agency_code,
        "year": framework.year,
        "framework": framework.code,
        "criterion_code": criterion_code,
        "is_applicable": True,
        "source_file": "",
        "source_row": 0,
        **missing,
    }


def _as_scored(counted: float, max_points: float, direction: str) -> float:
    maximum = to_decimal(max_points)
    if direction != "down" or maximum is None:
        return counted
    return float(maximum - Decimal(repr(float(counted))))
