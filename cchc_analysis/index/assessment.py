"""One year's assessment as one value: whose scores, under which framework and which class bands."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd

from cchc_analysis.index.imputation import IMPUTED_COLUMNS, Imputation
from cchc_analysis.index.imputed_shares import with_imputed
from cchc_analysis.index.leaf_scores import directed, is_rebased_without_survey
from cchc_analysis.index.league import league_table
from cchc_analysis.index.roll_up import roll_up
from cchc_analysis.reference.classes import ClassBands
from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.stats.exact import as_float, to_decimal
from cchc_analysis.texts import Language

# Points that count, by agency and criterion.
Points = Mapping[tuple[str, str], float]


@dataclass(frozen=True)
class Assessment:
    """Everything that the league table of one year is made of, and that table.

    `scores` keeps the contract ``scores``, as they were sent; rows of other frameworks and years are ignored.
    `assessed` has ``agency_code, agency_name, group``. `bands` is None where the classes of the year could not be
    sourced; `unsourced_bands` may then say so in words. `imputation` holds the stand-ins for missing scores, if
    some way to fill them was declared; whatever is computed stands on them.
    Points and table are computed once, when first asked for: a question tried many times costs only what it
    changes.
    """

    scores: pd.DataFrame
    framework: Framework
    assessed: pd.DataFrame
    bands: ClassBands | None
    language: Language
    unsourced_bands: str = ""
    imputation: Imputation | None = None

    @property
    def year(self) -> int:
        """The year that was assessed."""
        return self.framework.year

    @cached_property
    def groups(self) -> dict[str, str]:
        """Agency group by agency code."""
        return dict(zip(self.assessed["agency_code"], self.assessed["group"], strict=True))

    @cached_property
    def given_scores(self) -> pd.DataFrame:
        """The rows of `scores` that count: of this framework and year, of agencies that had to be assessed."""
        return self._counting(self.scores)

    @cached_property
    def own_scores(self) -> pd.DataFrame:
        """What the index is made of: `given_scores`, with the stand-ins if there are any."""
        return self.given_scores if self.imputation is None else self._counting(self.imputation.scores)

    @property
    def imputed(self) -> pd.DataFrame:
        """The scores that were filled in, as `Imputation.imputed` lists them; empty where none was."""
        return pd.DataFrame(columns=IMPUTED_COLUMNS) if self.imputation is None else self.imputation.imputed

    @cached_property
    def nodes(self) -> pd.DataFrame:
        """Points, maxima and indices of every node, from `cchc_analysis.index.roll_up.roll_up`."""
        return roll_up(self.own_scores, self.framework, groups=self.groups)

    @cached_property
    def league(self) -> pd.DataFrame:
        """Index, rank and class of every assessed agency, and how much of the index stands on stand-ins."""
        return with_imputed(self.league_of(self.nodes), self.nodes, self.framework, self.imputed)

    @cached_property
    def leaves(self) -> pd.DataFrame:
        """The criteria that are scored, of every agency to which they apply.

        agency_code, criterion_code, criterion_name, score (points that count, NaN = not scored yet), max_points,
        is_survey; in the framework's order.
        """
        criteria = self.framework.criteria
        own = self.nodes[self.nodes["criterion_code"].isin(self.framework.leaf_codes)]
        codes = own["criterion_code"]
        named = own.assign(
            criterion_name=codes.map(self.framework.names(self.language)),
            is_survey=codes.isin(criteria.loc[criteria["score_source"] == "survey", "code"]),
        )
        columns = ["agency_code", "criterion_code", "criterion_name", "score", "max_points", "is_survey"]
        return named[columns].reset_index(drop=True)

    @cached_property
    def settled_framework(self) -> Framework:
        """The framework without the question whether the year had a survey, which no part of the year can tell."""
        if is_rebased_without_survey(self.own_scores, self.framework):
            return self.framework
        return replace(self.framework, without_survey="missing")

    def league_of(self, nodes: pd.DataFrame, *, group: str | None = None) -> pd.DataFrame:
        """Return the league table made of these nodes; of one group of agencies only, if named."""
        assessed = self.assessed if group is None else self.assessed[self.assessed["group"] == group]
        return league_table(nodes, assessed, self.framework, bands=self.bands, language=self.language)

    def _counting(self, scores: pd.DataFrame) -> pd.DataFrame:
        is_own = scores["framework"].eq(self.framework.code) & scores["year"].eq(self.year)
        return scores[is_own & scores["agency_code"].isin(self.groups)]


def nodes_with(assessment: Assessment, points: Points, *, among: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the nodes of the year if some points were others.

    Only agencies whose points change are added up anew, from their real scores; the rest is taken from `among`,
    the nodes of a year already changed for others (by default those of the year itself).
    """
    nodes = assessment.nodes if among is None else among
    concerned = {agency_code for agency_code, _ in points}
    if not concerned:
        return nodes
    scores = with_points(assessment, points)
    changed = roll_up(scores, assessment.settled_framework, groups=assessment.groups)
    parts = [nodes[~nodes["agency_code"].isin(concerned)], changed]
    return pd.concat(parts).sort_values("agency_code", kind="stable", ignore_index=True)


def with_points(assessment: Assessment, points: Points) -> pd.DataFrame:
    """Return the year's scores of the agencies named in `points`, with these points in place of their own.

    Points are those that count: of a criterion with direction ``down``, what is left to its maximum. A pair that
    had no row gets one.
    """
    framework = assessment.framework
    rows = assessment.own_scores
    rows = rows[rows["agency_code"].isin({agency_code for agency_code, _ in points})]
    leaves = {row["code"]: row for row in framework.criteria.to_dict("records")}
    known = {(row["agency_code"], row["criterion_code"]): row for row in rows.to_dict("records")}
    for (agency_code, criterion_code), counted in points.items():
        leaf = leaves[criterion_code]
        if (agency_code, criterion_code) not in known:
            known[agency_code, criterion_code] = _empty_row(agency_code, framework, criterion_code)
        scored = directed(to_decimal(counted), leaf["max_points"], leaf["direction"] == "down")
        known[agency_code, criterion_code][f"{leaf['score_source']}_score"] = as_float(scored)
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
