"""The criteria tree compiled for arithmetic on arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.reference.printed_order import printed_order

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Branch:
    """An inner node and the nodes it is made of, as positions in `Hierarchy.codes`; `level` 0 is the root."""

    node: int
    parts: IntArray
    level: int


@dataclass(frozen=True)
class Hierarchy:
    """A tree of criteria, of any depth and uneven if need be.

    `codes` are all nodes, each before its parts, as a printed table has them; `leaves` are positions of the leaves
    in `codes`, in the order of a score matrix's columns. `weights` (per node) count relative to the other parts of
    the same parent; `directions` (per leaf) are +1, or -1 where less is better. `branches` are the inner nodes,
    deepest first, so that one pass over them rolls a tree up.
    """

    codes: tuple[str, ...]
    leaves: IntArray
    weights: FloatArray
    directions: FloatArray
    branches: tuple[Branch, ...]

    @property
    def leaf_codes(self) -> tuple[str, ...]:
        """Codes of the leaves, in the order of a score matrix's columns."""
        return tuple(self.codes[position] for position in self.leaves)

    @property
    def domains(self) -> IntArray:
        """Positions of the parts of the whole; none where the root is itself the only criterion."""
        return self.branches[-1].parts if self.branches else np.array([], dtype=np.intp)

    @property
    def levels(self) -> IntArray:
        """Level of every node: the root has 0, its parts 1."""
        levels = np.zeros(len(self.codes), dtype=np.intp)
        for branch in self.branches:
            levels[branch.parts] = branch.level + 1
        return levels

    def effective_weights(self, weights: FloatArray | None = None) -> FloatArray:
        """Return each node's weight in the whole: the root has 1, and the parts of a node add up to its own.

        Parts that all weigh nothing have 0. `weights` has the nodes on its last axis (default: the tree's own).
        """
        own = self.weights if weights is None else weights
        effective = np.empty_like(own)
        effective[..., 0] = 1.0
        for branch in reversed(self.branches):
            parts = own[..., branch.parts]
            share = share_of(parts, parts.sum(axis=-1, keepdims=True))
            effective[..., branch.parts] = effective[..., [branch.node]] * share
        return effective


def share_of(parts: FloatArray, whole: FloatArray) -> FloatArray:
    """Return the share of each part in its whole: 0 where the whole is 0, as of criteria that give no points."""
    shape = np.broadcast_shapes(parts.shape, whole.shape)
    return np.divide(parts, whole, out=np.zeros(shape), where=whole != 0)


def compile_tree(table: pd.DataFrame) -> Hierarchy:
    """Compile a table ``code, parent_code, weight, direction`` (+1 or -1; ignored on inner nodes).

    The root is the row without a parent. The table is taken to be one sound tree, as
    `cchc_analysis.reference.frameworks.load_framework` proves it for a framework.
    """
    parents = dict(zip(table["code"], table["parent_code"], strict=True))
    order = printed_order(table["code"], table["parent_code"])
    children: dict[str, list[str]] = {}
    levels = {"": -1}
    for code in order:
        children.setdefault(parents[code], []).append(code)
        levels[code] = levels[parents[code]] + 1
    place = {code: position for position, code in enumerate(order)}
    weights, directions = (dict(zip(table["code"], table[name], strict=True)) for name in ("weight", "direction"))
    leaves = [code for code in order if code not in children]
    branches = [
        Branch(place[code], np.array([place[part] for part in children[code]], dtype=np.intp), levels[code])
        for code in sorted((code for code in order if code in children), key=lambda code: -levels[code])
    ]
    return Hierarchy(
        codes=order,
        leaves=np.array([place[code] for code in leaves], dtype=np.intp),
        weights=np.array([weights[code] for code in order], dtype="float64"),
        directions=np.array([directions[code] for code in leaves], dtype="float64"),
        branches=tuple(branches),
    )


def framework_hierarchy(framework: Framework) -> Hierarchy:
    """Compile a framework: a node's weight is its maximum of points, which is what it counts for in the index.

    Where the framework states no maximum anywhere, its points simply add up: every leaf weighs the same. Inner
    nodes without a stated maximum weigh what their parts add up to.
    """
    table = framework.criteria
    stated = dict(zip(table["code"], table["max_points"], strict=True))
    if table["max_points"].isna().all():
        stated |= dict.fromkeys(set(stated) - set(table["parent_code"]), 1.0)
    weights = _summed_weights(table, stated)
    directions = table["direction"].map({"up": 1.0, "down": -1.0}).fillna(1.0)
    return compile_tree(
        table[["code", "parent_code"]].assign(
            weight=[weights[code] for code in table["code"]], direction=directions
        )
    )


def _summed_weights(table: pd.DataFrame, stated: Mapping[str, float]) -> dict[str, float]:
    parts: dict[str, list[str]] = {}
    for code, parent in zip(table["code"], table["parent_code"], strict=True):
        parts.setdefault(parent, []).append(code)

    def weight(code: str) -> float:
        own = stated[code]
        return own if not np.isnan(own) else sum(weight(part) for part in parts.get(code, ()))

    return {code: weight(code) for code in stated}
