"""Rolling up arrays: against the exact roll-up, criteria that do not apply, monotonicity and where it ends."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.index.aggregate import aggregate
from cchc_analysis.index.hierarchy import compile_tree, framework_hierarchy
from cchc_analysis.index.roll_up import roll_up
from cchc_analysis.index.score_matrix import score_matrix
from cchc_analysis.index.weights import component_weights
from cchc_analysis.stats.normalise import min_max, share_of_maximum
from tests.index.trees import FRAMEWORK, scores

NAN = float("nan")
TREE = framework_hierarchy(FRAMEWORK)
LEAVES = TREE.leaf_codes
ROOT = 0

agencies = st.lists(st.tuples(*[st.integers(0, 100)] * 4), min_size=1, max_size=6)
masks = st.lists(st.tuples(*[st.booleans()] * 4), min_size=6, max_size=6)
powers = st.sampled_from([-2.0, -1.0, 0.0, 0.5, 1.0, 2.0])


def table(rows: list[tuple[int, ...]]) -> np.ndarray:
    return np.array(rows, dtype="float64")


def test_points_as_weights_give_the_share_of_the_maximum() -> None:
    figures = np.array([[75.0, 100, 50, 100]])  # 3 of 4, 1 of 1, 0.5 of 1, 4 of 4
    nodes = dict(zip(TREE.codes, aggregate(figures, TREE)[0], strict=True))
    assert nodes == {"R": 85, "1": 75, "1.1": 75, "1.2": 75, "1.2.1": 100, "1.2.2": 50, "2": 100}


@given(agencies, masks)
def test_rebasing_by_points_is_points_over_applicable_maximum(
    rows: list[tuple[int, ...]], mask: list[tuple[bool, ...]]
) -> None:
    points = table(rows) / 100 * TREE.weights[TREE.leaves]
    applies = np.array(mask[: len(rows)])
    frames = []
    for place, own in enumerate(points):
        frame = scores(f"A{place}", dict(zip(LEAVES, own.tolist(), strict=True)))
        frames.append(frame.assign(is_applicable=applies[place]))
    together = pd.concat(frames, ignore_index=True)
    groups = {f"A{place}": "department" for place in range(len(rows))}
    official = roll_up(together, FRAMEWORK, groups=groups)
    matrix = score_matrix(together, FRAMEWORK, groups=groups)
    np.testing.assert_array_equal(matrix.applicable, applies)
    shares = share_of_maximum(matrix.values, maxima=matrix.maxima)
    ours = pd.DataFrame(
        aggregate(shares, matrix.hierarchy, applicable=matrix.applicable),
        index=list(matrix.agency_codes),
        columns=list(matrix.hierarchy.codes),
    )
    exact = official.pivot(index="agency_code", columns="criterion_code", values="index").reindex_like(ours)
    np.testing.assert_allclose(ours, exact, rtol=0, atol=1e-9, equal_nan=True)


def test_within_the_parent_the_parts_left_take_over() -> None:
    figures = np.array([[0.0, 100, 100, 100]])
    applies = np.array([[True, False, False, True]])
    by_points = aggregate(figures, TREE, applicable=applies)[0, ROOT]
    within = aggregate(figures, TREE, applicable=applies, rebasing="within_parent")[0, ROOT]
    assert by_points == pytest.approx(50)  # 4 points of 8
    assert within == pytest.approx(40)  # domain 1 keeps its 6 of 10 points


def test_a_node_of_which_too_little_applies_is_missing_and_leaves_the_rest() -> None:
    figures = np.array([[40.0, 80, 80, 100]])
    applies = np.array([[True, False, True, True]])
    nodes = dict(zip(TREE.codes, aggregate(figures, TREE, applicable=applies, least_share=0.8)[0], strict=True))
    # Of 1.2 half applies: it is left out, so half of 1 is left: left out too.
    assert np.isnan(nodes["1.2"])
    assert np.isnan(nodes["1"])
    assert np.isnan(nodes["R"])
    half = aggregate(figures, TREE, applicable=applies, least_share=0.5)[0, ROOT]
    assert half == pytest.approx((4 * 40 + 80 + 4 * 100) / 9)


def test_missing_is_not_the_same_as_not_applicable() -> None:
    figures = np.array([[40.0, NAN, 80, 100]])
    assert np.isnan(aggregate(figures, TREE)[0, ROOT])
    applies = np.array([[True, False, True, True]])
    assert not np.isnan(aggregate(figures, TREE, applicable=applies)[0, ROOT])
    nothing = aggregate(figures, TREE, applicable=np.zeros((1, 4), dtype=bool))
    assert np.isnan(nothing[0, ROOT])


def test_each_level_may_have_its_own_mean() -> None:
    figures = np.array([[20.0, 80, 20, 60]])
    nodes = dict(zip(TREE.codes, aggregate(figures, TREE, powers=[1, 0, -1])[0], strict=True))
    assert nodes["1.2"] == pytest.approx(32)  # harmonic of 80 and 20
    assert nodes["1"] == pytest.approx(np.exp((4 * np.log(20) + 2 * np.log(32)) / 6))
    assert nodes["R"] == pytest.approx((6 * nodes["1"] + 4 * 60) / 10)


@given(agencies.filter(lambda rows: len(rows) >= 2), powers, masks)
def test_replications_give_what_each_gives_alone(
    rows: list[tuple[int, ...]], power: float, mask: list[tuple[bool, ...]]
) -> None:
    values = table(rows) + 1
    weights = np.array([[1.0, 2, 3, 4, 5, 6, 7], [7, 6, 5, 4, 3, 2, 1]])
    for applies in (None, np.array(mask[: len(rows)])):
        both = aggregate(values, TREE, weights=weights, powers=power, applicable=applies)
        assert both.shape == (2, len(rows), 7)
        for one, own in zip(both, weights, strict=True):
            np.testing.assert_allclose(one, aggregate(values, TREE, weights=own, powers=power, applicable=applies))


@given(agencies, masks, st.sampled_from(["by_points", "within_parent"]))
def test_means_stand_in_their_order_at_every_node(
    rows: list[tuple[int, ...]], mask: list[tuple[bool, ...]], rebasing: str
) -> None:
    values, applies = table(rows) + 1, np.array(mask[: len(rows)])
    harmonic, geometric, arithmetic = (
        aggregate(values, TREE, applicable=applies, powers=power, rebasing=rebasing)  # type: ignore[arg-type]
        for power in (-1.0, 0.0, 1.0)
    )
    known = ~np.isnan(arithmetic)
    assert (harmonic[known] <= geometric[known] + 1e-9).all()
    assert (geometric[known] <= arithmetic[known] + 1e-9).all()


@given(agencies, masks, powers, st.data())
def test_a_better_figure_never_lowers_any_node_whatever_the_mean(
    rows: list[tuple[int, ...]], mask: list[tuple[bool, ...]], power: float, data: st.DataObject
) -> None:
    values, applies = table(rows), np.array(mask[: len(rows)])
    at = data.draw(st.integers(0, len(rows) - 1)), data.draw(st.integers(0, 3))
    raised = values.copy()
    raised[at] += data.draw(st.integers(1, 50))
    before, after = (aggregate(one, TREE, applicable=applies, powers=power) for one in (values, raised))
    known = ~np.isnan(before)
    np.testing.assert_array_equal(known, ~np.isnan(after))
    assert (after[known] >= before[known] - 1e-9).all()
    others = np.arange(len(rows)) != at[0]
    np.testing.assert_array_equal(after[others], before[others])


def test_monotonicity_ends_where_the_scale_is_set_by_the_agencies() -> None:
    # The best agency gets better: under min-max everyone else falls, though no figure of theirs changed.
    values = np.array([[90.0, 50, 50, 50], [80.0, 50, 60, 60], [10.0, 60, 50, 40]])
    raised = values.copy()
    raised[0, 0] = 100
    before, after = (aggregate(min_max(one), TREE)[:, ROOT] for one in (values, raised))
    assert after[1] < before[1]
    # On the share of the maximum nobody else moves.
    fixed = [aggregate(one, TREE)[:, ROOT] for one in (values, raised)]
    np.testing.assert_array_equal(fixed[0][1:], fixed[1][1:])


def test_monotonicity_ends_where_weights_are_learnt_from_the_figures() -> None:
    # The first agency gains 10 points on a; weights move from b, where it is strong, to c, where it has nothing.
    parents = {"R": "", "a": "R", "b": "R", "c": "R"}
    rows = pd.DataFrame({"code": list(parents), "parent_code": list(parents.values())})
    flat = compile_tree(rows.assign(weight=1.0, direction=1.0))
    values = np.array([[60.0, 90, 0], [50, 90, 40], [70, 30, 70], [60, 20, 50], [40, 70, 90]])
    raised = values.copy()
    raised[0, 0] += 10
    before, after = (
        aggregate(one, flat, weights=component_weights(aggregate(one, flat), flat))[0, ROOT]
        for one in (values, raised)
    )
    assert after < before - 40


@given(agencies, st.randoms(use_true_random=False), powers)
def test_the_order_of_agencies_plays_no_part(rows: list[tuple[int, ...]], random: object, power: float) -> None:
    order = list(range(len(rows)))
    random.shuffle(order)  # type: ignore[attr-defined]
    values = table(rows)
    whole, shuffled = (aggregate(one, TREE, powers=power) for one in (values, values[order]))
    np.testing.assert_allclose(shuffled, whole[order], atol=1e-12)


def test_points_without_maxima_rank_as_their_sum_does() -> None:
    criteria = FRAMEWORK.criteria.assign(max_points=np.nan, direction="up")
    bare = dataclasses.replace(FRAMEWORK, criteria=criteria, index_scale="points")
    given_ = pd.concat(
        [
            scores("A", {"1.1": 1, "1.2.1": 0, "1.2.2": 0, "2": 9}),
            scores("B", {"1.1": 4, "1.2.1": 4, "1.2.2": 4, "2": 1}),
        ],
        ignore_index=True,
    )
    groups = {"A": "department", "B": "department"}
    official = roll_up(given_, bare, groups=groups).query("criterion_code == 'R'")["index"].to_numpy()
    matrix = score_matrix(given_, bare, groups=groups)
    mean = aggregate(matrix.values, matrix.hierarchy)[:, ROOT]
    np.testing.assert_allclose(mean * len(LEAVES), official)
