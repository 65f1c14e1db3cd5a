"""The one-step computation of the index agrees with the tree computed level by level."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.index.aggregate import aggregate
from cchc_analysis.index.robustness.dropped_node import droppable_codes, topmost, without_node
from cchc_analysis.index.robustness.root_scores import Reason, root_scores
from tests.index.robustness.cases import matrix, score_rows, tree

POWERS = [1.0, 0.5, 0.0, -1.0, 2.0]


def noisy_weights(seed: int, count: int = 3) -> np.ndarray:
    return tree().weights * np.random.default_rng(seed).uniform(0.5, 1.5, (count, len(tree().codes)))


@given(rows=score_rows(), power=st.sampled_from(POWERS), seed=st.integers(0, 99), hole=st.integers(0, 3))
def test_one_step_equals_level_by_level(rows: list[list[float]], power: float, seed: int, hole: int) -> None:
    mask = np.ones((len(rows), 4), dtype=bool)
    mask[0, hole] = False
    figures, weights = np.array(rows), noisy_weights(seed)
    for applicable in (mask, np.ones_like(mask)):
        options = {"applicable": applicable, "rebasing": "by_points"}
        ours, _ = root_scores(figures, weights, tree(), power=power, **options)  # type: ignore[arg-type]
        theirs = aggregate(figures[None], tree(), weights=weights, powers=power, **options)[..., 0]  # type: ignore[arg-type]
        np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-12)


@given(rows=score_rows(), seed=st.integers(0, 99))
def test_figures_shared_or_repeated_give_the_same(rows: list[list[float]], seed: int) -> None:
    figures, weights = np.array(rows), noisy_weights(seed)
    mask = np.ones(figures.shape, dtype=bool)
    for power in (1.0, 0.0, (0.0, 1.0, 1.0)):
        options = {"applicable": mask, "rebasing": "by_points", "power": power}
        shared, _ = root_scores(figures, weights, tree(), **options)  # type: ignore[arg-type]
        repeated, _ = root_scores(np.repeat(figures[None], 3, axis=0), weights, tree(), **options)  # type: ignore[arg-type]
        np.testing.assert_allclose(shared, repeated, rtol=1e-12)


@given(rows=score_rows(), code=st.sampled_from(droppable_codes(tree())), seed=st.integers(0, 99))
def test_a_node_taken_out_is_a_node_that_applies_to_nobody(rows: list[list[float]], code: str, seed: int) -> None:
    figures, weights, own = np.array(rows), noisy_weights(seed), tree()
    below = [
        position for position, leaf in enumerate(own.leaf_codes) if leaf == code or leaf.startswith(f"{code}.")
    ]
    without = np.ones(figures.shape, dtype=bool)
    without[:, below] = False
    for power in (1.0, (0.0, 1.0, 1.0)):
        expected = aggregate(figures[None], own, weights=weights, applicable=without, powers=power)[..., 0]
        left = without_node(weights, own, code, rebasing="by_points")
        mask = np.ones(figures.shape, dtype=bool)
        mask[0, (below[0] + 1) % 4] = False
        ours, _ = root_scores(figures, left, own, applicable=np.ones_like(mask), power=power, rebasing="by_points")
        np.testing.assert_allclose(ours, expected, rtol=1e-9, atol=1e-12)
        # And the same where one more criterion does not apply to one agency.
        both = aggregate(figures[None], own, weights=weights, applicable=without & mask, powers=power)[..., 0]
        ours, _ = root_scores(figures, left, own, applicable=mask, power=power, rebasing="by_points")
        np.testing.assert_allclose(ours, both, rtol=1e-9, atol=1e-12)


def test_an_only_part_takes_its_parent_with_it() -> None:
    own = tree()
    assert own.codes[topmost(own, "2.1")] == "2"
    assert "R" not in droppable_codes(own)
    assert set(droppable_codes(own)) == {"1", "1.1", "1.2", "1.2.1", "1.2.2", "2", "2.1"}


@pytest.mark.parametrize("power", [0.0, (0.0, 0.0, 0.0)])
def test_each_missing_index_has_its_reason(power: float | tuple[float, ...]) -> None:
    rows = [[1, 1, 0.5, 1], [1, np.nan, 0.5, 1], [1, -1, 0.5, 1], [1, 1, 0.5, 1], [np.inf, 1, 0.5, 1]]
    mask = np.ones((5, 4), dtype=bool)
    mask[3] = False
    scores, reasons = root_scores(
        np.array(rows), tree().weights[None], tree(), applicable=mask, power=power, rebasing="by_points"
    )
    expected = [Reason.NONE, Reason.MISSING_FIGURE, Reason.NEGATIVE_FIGURE, Reason.NOTHING_LEFT, Reason.NOT_FINITE]
    assert reasons[0].tolist() == expected
    assert np.isnan(scores[0]).tolist() == [False, True, True, True, True]


def test_a_missing_figure_without_weight_is_not_missed() -> None:
    weights = without_node(tree().weights[None], tree(), "1.2", rebasing="by_points")
    figures = matrix([[2, np.nan, np.nan, 4]]).values
    mask = np.ones((1, 4), dtype=bool)
    scores, reasons = root_scores(figures, weights, tree(), applicable=mask, power=1.0, rebasing="by_points")
    assert (scores.item(), reasons.item()) == (pytest.approx(3.0), Reason.NONE)
