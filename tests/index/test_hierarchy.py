"""The tree compiled for arithmetic: order, levels, weights, any code and any depth."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.index.hierarchy import Hierarchy, compile_tree, framework_hierarchy
from tests.index.trees import FRAMEWORK


def tree(rows: list[tuple[str, str, float]]) -> Hierarchy:
    return compile_tree(pd.DataFrame(rows, columns=["code", "parent_code", "weight"]).assign(direction=1.0))


def test_nodes_come_as_a_printed_table_has_them_and_branches_deepest_first() -> None:
    found = framework_hierarchy(FRAMEWORK)
    assert found.codes == ("R", "1", "1.1", "1.2", "1.2.1", "1.2.2", "2")
    assert found.leaf_codes == ("1.1", "1.2.1", "1.2.2", "2")
    assert [(found.codes[branch.node], branch.level) for branch in found.branches] == [
        ("1.2", 2),
        ("1", 1),
        ("R", 0),
    ]
    assert [found.codes[part] for part in found.branches[1].parts] == ["1.1", "1.2"]
    assert dict(zip(found.codes, found.levels.tolist(), strict=True)) == {
        "R": 0, "1": 1, "1.1": 2, "1.2": 2, "1.2.1": 3, "1.2.2": 3, "2": 1,
    }  # fmt: skip


def test_a_framework_weighs_by_its_points_and_inner_nodes_by_their_parts() -> None:
    found = framework_hierarchy(FRAMEWORK)
    assert found.weights.tolist() == [10, 6, 4, 2, 1, 1, 4]
    np.testing.assert_allclose(found.effective_weights(), found.weights / 10)
    unstated = FRAMEWORK.criteria.assign(
        max_points=FRAMEWORK.criteria["max_points"].where(FRAMEWORK.criteria["score_source"] != "")
    )
    again = framework_hierarchy(dataclasses.replace(FRAMEWORK, criteria=unstated))
    assert again.weights.tolist() == found.weights.tolist()


def test_a_framework_without_maxima_adds_up_points_so_every_leaf_weighs_the_same() -> None:
    bare = dataclasses.replace(FRAMEWORK, criteria=FRAMEWORK.criteria.assign(max_points=np.nan))
    found = framework_hierarchy(bare)
    assert found.weights.tolist() == [4, 3, 1, 2, 1, 1, 1]
    assert found.effective_weights()[found.leaves].tolist() == [0.25] * 4


def test_direction_is_that_of_the_leaves() -> None:
    criteria = FRAMEWORK.criteria.assign(direction=FRAMEWORK.criteria["direction"].replace({"": ""}))
    criteria.loc[criteria["code"] == "2", "direction"] = "down"
    found = framework_hierarchy(dataclasses.replace(FRAMEWORK, criteria=criteria))
    assert dict(zip(found.leaf_codes, found.directions, strict=True)) == {
        "1.1": 1,
        "1.2.1": 1,
        "1.2.2": 1,
        "2": -1,
    }


def test_codes_may_hold_anything_and_branches_may_end_anywhere() -> None:
    found = tree(
        [
            ("Chỉ số", "", 1.0),
            ("1. a", "Chỉ số", 1.0),
            ("1. a b.c", "1. a", 2.0),
            ("d/e", "1. a b.c", 1.0),
            ("f,g", "1. a b.c", 3.0),
            ("2", "Chỉ số", 1.0),
        ]
    )
    assert found.leaf_codes == ("d/e", "f,g", "2")
    np.testing.assert_allclose(found.effective_weights(), [1, 0.5, 0.5, 0.125, 0.375, 0.5])


def test_a_tree_of_one_node_is_a_leaf() -> None:
    alone = tree([("only", "", 3.0)])
    assert alone.leaf_codes == ("only",)
    assert alone.branches == ()
    assert alone.effective_weights().tolist() == [1]


@st.composite
def random_trees(draw: st.DrawFn) -> list[tuple[str, str, float]]:
    count = draw(st.integers(1, 12))
    rows = [("n0", "", 1.0)]
    for place in range(1, count):
        parent = draw(st.integers(0, place - 1))
        rows.append((f"n{place}", f"n{parent}", float(draw(st.integers(1, 9)))))
    return rows


@given(random_trees(), st.randoms(use_true_random=False))
def test_the_order_of_rows_gives_the_same_tree(rows: list[tuple[str, str, float]], random: object) -> None:
    whole = tree(rows)
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    again = tree(shuffled)
    weights = dict(zip(whole.codes, whole.effective_weights(), strict=True))
    for code, weight in zip(again.codes, again.effective_weights(), strict=True):
        assert weight == weights[code] or abs(weight - weights[code]) < 1e-12


@given(random_trees())
def test_effective_weights_of_the_leaves_are_a_whole(rows: list[tuple[str, str, float]]) -> None:
    found = tree(rows)
    assert abs(found.effective_weights()[found.leaves].sum() - 1) < 1e-12


@given(random_trees())
def test_a_node_stands_before_its_parts_and_is_combined_after_them(rows: list[tuple[str, str, float]]) -> None:
    found = tree(rows)
    done = set(found.leaves.tolist())
    for branch in found.branches:
        assert all(part > branch.node for part in branch.parts)
        assert set(branch.parts.tolist()) <= done
        done.add(branch.node)
    assert done == set(range(len(rows)))
