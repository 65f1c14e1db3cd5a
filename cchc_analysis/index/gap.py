"""How far agencies' own scores stand above what the appraisal recognised."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd

from cchc_analysis.index.league import published
from cchc_analysis.index.roll_up import roll_up
from cchc_analysis.reference.frameworks import Framework


def score_gap(
    scores: pd.DataFrame, framework: Framework, assessed: pd.DataFrame, *, groups: Mapping[str, str]
) -> pd.DataFrame:
    """Compare self and appraised points on the same criteria, per agency.

    Only criteria that agencies score themselves are compared, so that both indices have one
    denominator. ``gap`` is self minus appraised in index points, of the two figures as published, so that the
    printed subtraction is right: above zero, the agency scored itself higher than the appraisal did.

    Returns the ``gap`` table, widest first; agencies with no complete pair have missing figures.
    """
    survey = framework.criteria.loc[framework.criteria["score_source"] == "survey", "code"]
    self_scored = scores[~scores["criterion_code"].isin(survey)]
    as_if_appraised = self_scored.assign(self_score=self_scored["appraised_score"])
    own = _root_index(self_scored, framework, groups)
    appraised = _root_index(as_if_appraised, framework, groups)
    table = assessed[["agency_code", "agency_name", "group"]].assign(year=framework.year)
    codes = list(table["agency_code"])
    selves, others = (
        [published(index.get(code, math.nan), framework) for code in codes] for index in (own, appraised)
    )
    # Subtracted as the decimals that are printed, then kept as numbers like every other figure.
    gaps = [
        None if one is None or other is None else one - other for one, other in zip(selves, others, strict=True)
    ]
    for column, figures in (("self_index", selves), ("appraised_index", others), ("gap", gaps)):
        table[column] = [math.nan if figure is None else float(figure) for figure in figures]
    return table.sort_values(["gap", "agency_code"], ascending=[False, True], ignore_index=True)


def _root_index(scores: pd.DataFrame, framework: Framework, groups: Mapping[str, str]) -> pd.Series:
    nodes = roll_up(scores, framework, groups=groups, basis="self")
    roots = nodes[nodes["criterion_code"] == framework.root_code]
    return roots.set_index("agency_code")["index"]
