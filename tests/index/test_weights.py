"""Sets of weights, and every fault of typed ones at once."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.index.aggregate import aggregate
from cchc_analysis.index.hierarchy import compile_tree, framework_hierarchy
from cchc_analysis.index.weight_faults import WeightsError
from cchc_analysis.index.weights import (
    budget_weights,
    component_loadings,
    component_weights,
    equal_over_leaves,
    equal_within_parent,
    point_weights,
    user_weights,
)
from cchc_analysis.stats.principal_components import first_component
from tests.index.trees import FRAMEWORK

TREE = framework_hierarchy(FRAMEWORK)
CODES = TREE.codes


def by_code(weights: np.ndarray) -> dict[str, float]:
    return dict(zip(CODES, weights.tolist(), strict=True))


def flat(*leaves: str) -> pd.DataFrame:
    return pd.DataFrame(
        {"code": ["R", *leaves], "parent_code": ["", *["R"] * len(leaves)], "weight": 1.0, "direction": 1.0}
    )


def test_the_rules_own_weights_are_points() -> None:
    weights = point_weights(TREE)
    assert by_code(weights) == {"R": 10, "1": 6, "1.1": 4, "1.2": 2, "1.2.1": 1, "1.2.2": 1, "2": 4}
    weights[0] = 99
    assert TREE.weights[0] == 10  # a copy


def test_equal_within_the_parent_and_equal_over_the_leaves_differ_in_an_uneven_tree() -> None:
    within = TREE.effective_weights(equal_within_parent(TREE))
    assert by_code(within) == {
        "R": 1,
        "1": 0.5,
        "2": 0.5,
        "1.1": 0.25,
        "1.2": 0.25,
        "1.2.1": 0.125,
        "1.2.2": 0.125,
    }
    over = TREE.effective_weights(equal_over_leaves(TREE))
    np.testing.assert_allclose(over[TREE.leaves], 0.25)


def test_component_loadings_are_those_of_each_parents_own_parts() -> None:
    tree = compile_tree(flat("a", "b", "c"))
    figures = np.random.default_rng(1).normal(size=(20, 3))
    nodes = aggregate(figures, tree)
    loadings = component_loadings(nodes, tree)
    np.testing.assert_allclose(loadings[1:], first_component(figures).loadings)
    assert loadings[0] == 1
    np.testing.assert_allclose(component_weights(nodes, tree)[1:], loadings[1:] ** 2)


@given(st.integers(0, 10_000))
def test_component_weights_are_never_negative_and_a_whole_within_each_parent(seed: int) -> None:
    figures = np.random.default_rng(seed).normal(size=(8, len(TREE.leaves)))
    weights = component_weights(aggregate(figures, TREE), TREE)
    assert (weights >= 0).all()
    for branch in TREE.branches:
        assert weights[branch.parts].sum() == pytest.approx(1)


def test_where_nothing_can_be_learnt_the_parts_count_the_same() -> None:
    for figures in (np.full((5, 4), 7.0), np.full((5, 4), np.nan), np.empty((0, 4))):
        weights = component_weights(aggregate(figures, TREE), TREE)
        assert TREE.effective_weights(weights)[TREE.leaves].tolist() == [0.25, 0.125, 0.125, 0.5]


def budget(*rows: tuple[str, str, object]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["expert", "criterion_code", "points"])


def test_budgets_are_averaged_and_other_parents_keep_the_rules_weights() -> None:
    weights = budget_weights(
        budget(("An", "1", 70.0), ("An", "2", 30.0), ("Bình", "1", 40.0), ("Bình", "2", 60.0)), TREE
    )
    assert by_code(weights) == {"R": 10, "1": 55, "2": 45, "1.1": 4, "1.2": 2, "1.2.1": 1, "1.2.2": 1}


def test_tenths_add_up_as_typed() -> None:
    parts = ["a", "b", "c"]
    tree = compile_tree(flat(*parts))
    weights = budget_weights(budget(*(("An", part, 0.1) for part in parts)), tree, total=0.3)
    np.testing.assert_allclose(weights[1:], 0.1)


def test_every_fault_of_every_expert_is_said_at_once() -> None:
    faulty = budget(
        ("An", "1", 70.0),
        ("An", "2", 29.5),
        ("Bình", "1", 50.0),
        ("Bình", "R", 50.0),
        ("Chi", "1.1", -5.0),
        ("Chi", "1.2", 105.0),
        ("Dũng", "1.2.1", 50.0),
        ("Dũng", "1.2.1", 50.0),
        ("Dũng", "1.2.2", 50.0),
        ("Em", "1", float("nan")),
        ("Em", "2", 100.0),
    )
    with pytest.raises(WeightsError) as caught:
        budget_weights(faulty, TREE)
    assert list(caught.value.faults) == [
        ("composite.budget_sum", {"expert": "An", "parent": "R", "found": Decimal("99.5"), "total": Decimal(100)}),
        ("composite.budget_unknown", {"expert": "Bình", "code": "R"}),
        ("composite.budget_incomplete", {"expert": "Bình", "parent": "R", "codes": "2"}),
        ("composite.budget_not_positive", {"expert": "Chi", "code": "1.1", "value": "-5.0"}),
        ("composite.budget_repeated", {"expert": "Dũng", "code": "1.2.1"}),
        ("composite.budget_not_positive", {"expert": "Em", "code": "1", "value": "nan"}),
    ]
    for language in ("vi", "en"):
        assert len(caught.value.message(language).splitlines()) == 7
    assert "99,5, không phải 100;" in caught.value.message("vi")
    assert "99.5, not 100;" in caught.value.message("en")


def test_typed_weights_are_taken_as_typed() -> None:
    typed = {"1": 1, "2": 0, "1.1": 0.5, "1.2": 2.5, "1.2.1": np.int64(3), "1.2.2": 1.0}
    assert by_code(user_weights(typed, TREE)) == {"R": 1, **typed}


def test_every_fault_of_typed_weights_is_said_at_once() -> None:
    typed = {"1": -1.0, "2": 2.0, "1.1": float("inf"), "1.2.1": 0.0, "1.2.2": 0.0, "9 9": 1.0}
    with pytest.raises(WeightsError) as caught:
        user_weights(typed, TREE)
    assert list(caught.value.faults) == [
        ("composite.weight_unknown", {"code": "9 9"}),
        ("composite.weight_missing", {"code": "1.2"}),
        ("composite.weight_not_positive", {"code": "1", "value": "-1.0"}),
        ("composite.weight_not_positive", {"code": "1.1", "value": "inf"}),
        ("composite.weight_nothing_counts", {"code": "1.2"}),
    ]
    assert "9 9" in caught.value.message("vi")
