"""What other ways of making the index would say, and how the criteria go together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from cchc_analysis.exhibits.index.results import IndexResults
from cchc_analysis.exhibits.study import Study
from cchc_analysis.index.alternatives import Alternatives, compare_recipes, standard_recipes
from cchc_analysis.index.assessment import Assessment
from cchc_analysis.index.multivariate import (
    criterion_flags,
    node_figures,
    related_correlations,
    reliability_by_domain,
)
from cchc_analysis.index.score_matrix import ScoreMatrix, score_matrix
from cchc_analysis.index.statistical_weights import statistical_weights
from cchc_analysis.reference.budgets import expert_budgets
from cchc_analysis.texts import Language

LEAST_AGENCIES = 5


@dataclass(frozen=True)
class GroupRelations:
    """How the criteria of one agency group go together; `domains` holds correlations of domain with domain."""

    group: str
    domains: pd.DataFrame
    flags: pd.DataFrame
    reliability: pd.DataFrame
    weights: pd.DataFrame


@dataclass(frozen=True)
class Choices:
    """Rankings under other recipes; relations of the groups that are large enough to have any.

    `small_groups` names the others.
    """

    alternatives: Alternatives
    league: pd.DataFrame
    relations: tuple[GroupRelations, ...]
    small_groups: tuple[str, ...]


def choices_results(study: Study, results: IndexResults) -> Choices | None:
    """Compare the published ranking with other recipes, and criteria with each other; None without scores.

    Relations are computed within each group, as groups differ in their criteria; a group in which fewer than
    `LEAST_AGENCIES` agencies have scores has none.
    """
    if not results.years:
        return None
    year = results.years[-1]
    matrix = score_matrix(year.own_scores, year.framework, groups=year.groups)
    recipes = standard_recipes(matrix, budgets=expert_budgets(year.framework))
    groups = sorted(set(year.groups.values()))
    relations = {group: _relations(matrix, year, group, study.language) for group in groups}
    return Choices(
        alternatives=compare_recipes(matrix, year.league, recipes, language=study.language),
        league=year.league,
        relations=tuple(one for one in relations.values() if one is not None),
        small_groups=tuple(group for group, one in relations.items() if one is None),
    )


def _relations(matrix: ScoreMatrix, year: Assessment, group: str, language: Language) -> GroupRelations | None:
    members = np.array([year.groups[code] == group for code in matrix.agency_codes], dtype=bool)
    if members.sum() < LEAST_AGENCIES:
        return None
    nodes = node_figures(matrix)[members]
    criteria = year.framework.criteria
    names = year.framework.names(language)
    hierarchy = matrix.hierarchy
    related = related_correlations(nodes, hierarchy)
    domains = criteria.loc[criteria["parent_code"] == year.framework.root_code, "code"]
    is_domain = related["criterion_code"].isin(domains) & related["rival_code"].isin(domains)
    return GroupRelations(
        group=group,
        domains=related[is_domain].assign(criterion_name=lambda rows: rows["criterion_code"].map(names)),
        flags=criterion_flags(nodes, hierarchy, names=names),
        reliability=reliability_by_domain(nodes, hierarchy, names=names),
        weights=statistical_weights(nodes, hierarchy, names=names),
    )
