"""From points per criterion to points, applicable maximum and index at every node of the tree."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from cchc_analysis.index.hierarchy import Hierarchy, framework_hierarchy
from cchc_analysis.index.leaf_scores import Basis, sent_leaf_scores
from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.stats.exact import as_float, sum_or_missing, to_decimal

NODE_COLUMNS = [
    "agency_code", "year", "criterion_code", "parent_code", "level", "score", "max_points", "index",
    "is_complete",
]  # fmt: skip


class _Node(NamedTuple):
    """Points of one node: `score` is None when a part is missing, `max_points` None when not stated."""

    score: Decimal | None
    max_points: Decimal | None


def roll_up(
    scores: pd.DataFrame, framework: Framework, *, groups: Mapping[str, str], basis: Basis = "official"
) -> pd.DataFrame:
    """Add up the points of every agency over the tree of one framework version.

    Points are added exactly, as decimals. A criterion that does not apply to an agency (by the
    framework or by its own file) leaves both its points and its maximum: the index is points over the
    *applicable* maximum × 100. A missing score makes every sum above it missing (`is_complete` False),
    never smaller. Of a criterion with direction ``down`` the points left to its maximum count. In a year
    without any survey score the survey criteria leave the maximum too, where the framework says so.

    Parameters
    ----------
    scores
        The contract ``scores``; rows of other frameworks and years are ignored.
    groups
        Agency group by agency code, for criteria that apply to some groups only.
    basis
        ``official``: appraised points, survey points on survey criteria. ``self``: the agency's own
        points, on the criteria that agencies score themselves (survey criteria are left out).

    Returns
    -------
    The ``nodes`` table: one row per agency and node; `score` and `max_points` in points, `index` 0-100
    (missing where no maximum is stated), or the points themselves on the scale ``points``.

    Raises
    ------
    UnknownCriterionError
        If a score belongs to no leaf of the framework.

    Source: index = points obtained / maximum points × 100 (Ministry of Home Affairs, Decision
    2948/QĐ-BNV and its guidance); the denominator counts only criteria that apply.
    """
    hierarchy = framework_hierarchy(framework)
    leaves = sent_leaf_scores(scores, framework, groups=groups, basis=basis)
    applicable = leaves[leaves["reason"] == ""]
    places = {code: place for place, code in enumerate(hierarchy.codes)}
    own: dict[str, dict[int, _Node]] = {str(agency): {} for agency in leaves["agency_code"].unique()}
    columns = (applicable[name] for name in ("agency_code", "criterion_code", "counted", "max_points"))
    for agency, code, counted, most in zip(*columns, strict=True):
        own[agency][places[code]] = _Node(counted, to_decimal(most))
    parents = dict(zip(framework.criteria["code"], framework.criteria["parent_code"], strict=True))
    levels = hierarchy.levels.tolist()
    records = [
        (agency, framework.year, code, parents[code], levels[place], *_figures(nodes[place], framework))
        for agency, leaf_nodes in own.items()
        if (nodes := _added_up(leaf_nodes, hierarchy))
        for place, code in enumerate(hierarchy.codes)
        if place in nodes
    ]
    table = pd.DataFrame.from_records(records, columns=NODE_COLUMNS)
    return table.astype({"score": "float64", "max_points": "float64", "index": "float64", "is_complete": bool})


def _added_up(leaves: Mapping[int, _Node], hierarchy: Hierarchy) -> dict[int, _Node]:
    """Return every node of which anything applies, by its position in the tree, added from the leaves upward."""
    nodes = dict(leaves)
    for branch in hierarchy.branches:
        parts = [nodes[part] for part in branch.parts.tolist() if part in nodes]
        if parts:
            nodes[branch.node] = _Node(
                sum_or_missing(part.score for part in parts), sum_or_missing(part.max_points for part in parts)
            )
    return nodes


def _figures(node: _Node, framework: Framework) -> tuple[float, float, float, bool]:
    score, maximum = node
    index = score
    if framework.index_scale == "share":
        index = None if score is None or not maximum else score * 100 / maximum
    return as_float(score), as_float(maximum), as_float(index), score is not None
