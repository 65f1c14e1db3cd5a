"""From points per criterion to points, applicable maximum and index at every node of the tree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import pandas as pd

from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.stats.exact import sum_or_missing, to_decimal

Basis = Literal["official", "self"]

NODE_COLUMNS = [
    "agency_code", "year", "criterion_code", "parent_code", "level", "score", "max_points", "index",
    "is_complete",
]  # fmt: skip


class UnknownCriterionError(ValueError):
    """Scores name criteria that the framework of that year does not have."""


@dataclass(frozen=True)
class _Node:
    """Points of one node: `score` is None when a part is missing, `max_points` None when not stated."""

    score: Decimal | None
    max_points: Decimal | None
    is_applicable: bool


_NOT_APPLICABLE = _Node(Decimal(0), Decimal(0), is_applicable=False)


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
    rows = scores[(scores["framework"] == framework.code) & (scores["year"] == framework.year)]
    tree = _Tree.of(framework)
    unknown = sorted(set(rows["criterion_code"]) - set(tree.leaves))
    if unknown:
        raise UnknownCriterionError(f"{framework.code} {framework.year}: {', '.join(unknown)}")
    leaves_out_survey = basis == "self" or is_rebased_without_survey(rows, framework)
    records: list[tuple[object, ...]] = []
    for agency_code, own in rows.groupby("agency_code", sort=True):
        leaves = _leaf_nodes(
            own, tree, group=groups[str(agency_code)], basis=basis, leaves_out_survey=leaves_out_survey
        )
        for code, node in tree.sums(leaves).items():
            if node.is_applicable:
                place = (tree.parents[code], tree.levels[code])
                records.append((agency_code, framework.year, code, *place, *_figures(node, framework)))
    nodes = pd.DataFrame.from_records(records, columns=NODE_COLUMNS)
    return nodes.astype({"score": "float64", "max_points": "float64", "index": "float64", "is_complete": bool})


def is_rebased_without_survey(scores: pd.DataFrame, framework: Framework) -> bool:
    """Tell whether the year had no survey at all and the framework then rebases to the appraised criteria."""
    if framework.without_survey != "rebase":
        return False
    survey = framework.criteria.loc[framework.criteria["score_source"] == "survey", "code"]
    asked = scores[scores["criterion_code"].isin(survey) & scores["is_applicable"]]
    return len(survey) > 0 and bool(asked["survey_score"].isna().all())


def _figures(node: _Node, framework: Framework) -> tuple[float | None, float | None, float | None, bool]:
    score, maximum = node.score, node.max_points
    index = None if score is None or not maximum else float(score * 100 / maximum)
    if framework.index_scale == "points":
        index = None if score is None else float(score)
    as_float = [None if value is None else float(value) for value in (score, maximum)]
    return as_float[0], as_float[1], index, score is not None


def _leaf_nodes(
    own: pd.DataFrame, tree: _Tree, *, group: str, basis: Basis, leaves_out_survey: bool
) -> dict[str, _Node]:
    given = {str(row["criterion_code"]): row for row in own.to_dict("records")}
    nodes: dict[str, _Node] = {}
    for code, leaf in tree.leaves.items():
        row = given.get(code)
        is_outside = bool(leaf.groups) and group not in leaf.groups
        is_left_out = leaves_out_survey and leaf.score_source == "survey"
        if is_outside or (row is not None and not row["is_applicable"]) or is_left_out:
            nodes[code] = _NOT_APPLICABLE
            continue
        column = "self_score" if basis == "self" else f"{leaf.score_source}_score"
        score = None if row is None else to_decimal(row[column])
        if leaf.is_downward and score is not None and leaf.max_points is not None:
            score = leaf.max_points - score
        nodes[code] = _Node(score, leaf.max_points, is_applicable=True)
    return nodes


@dataclass(frozen=True)
class _Leaf:
    max_points: Decimal | None
    score_source: str
    groups: frozenset[str]
    is_downward: bool


@dataclass(frozen=True)
class _Tree:
    """The framework's shape; `order` is that of a printed table: each node followed by its children."""

    order: tuple[str, ...]
    parents: dict[str, str]
    levels: dict[str, int]
    children: dict[str, list[str]]
    leaves: dict[str, _Leaf]

    @classmethod
    def of(cls, framework: Framework) -> _Tree:
        table = framework.criteria
        parents = dict(zip(table["code"], table["parent_code"], strict=True))
        children: dict[str, list[str]] = {code: [] for code in parents}
        for code, parent in parents.items():
            if parent:
                children[parent].append(code)
        order: list[str] = []
        levels = {framework.root_code: 0}
        waiting = [framework.root_code]
        while waiting:
            code = waiting.pop()
            order.append(code)
            levels |= dict.fromkeys(children[code], levels[code] + 1)
            waiting.extend(reversed(children[code]))
        rows = {row["code"]: row for row in table.to_dict("records")}
        leaves = {
            code: _Leaf(
                to_decimal(rows[code]["max_points"]),
                rows[code]["score_source"],
                frozenset(filter(None, rows[code]["applies_to"].split(";"))),
                rows[code]["direction"] == "down",
            )
            for code in order
            if not children[code]
        }
        return cls(tuple(order), parents, levels, children, leaves)

    def sums(self, leaves: Mapping[str, _Node]) -> dict[str, _Node]:
        """Return every node's points, added from the leaves upward, in printed order."""
        nodes = dict(leaves)
        for code in reversed(self.order):
            if code not in nodes:
                parts = [nodes[child] for child in self.children[code] if nodes[child].is_applicable]
                nodes[code] = (
                    _Node(
                        sum_or_missing(part.score for part in parts),
                        sum_or_missing(part.max_points for part in parts),
                        is_applicable=True,
                    )
                    if parts
                    else _NOT_APPLICABLE
                )
        return {code: nodes[code] for code in self.order}
