"""Cronbach's alpha: known values, its interval, gaps."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.stats.reliability import cronbach_alpha

NAN = float("nan")


def drawn(units: int, items: int, common: float, seed: int) -> np.ndarray:
    random = np.random.default_rng(seed)
    return math.sqrt(common) * random.normal(size=(units, 1)) + math.sqrt(1 - common) * random.normal(
        size=(units, items)
    )


def test_a_known_value() -> None:
    # Variances 1 and 4, covariance 2: the sum has 9, of which 5 are the items' own.
    values = np.array([[1.0, 2], [2, 4], [3, 6]])
    found = cronbach_alpha(values)
    assert found.alpha == pytest.approx(2 * (1 - 5 / 9))
    assert (found.item_count, found.unit_count, found.cases) == (2, 3, "complete")


def test_it_equals_the_intraclass_share_of_the_analysis_of_variance() -> None:
    values = drawn(40, 6, 0.4, seed=1)
    units, items = values.shape
    between = items * values.mean(axis=1).var(ddof=1)
    residual = values - values.mean(axis=1, keepdims=True) - values.mean(axis=0) + values.mean()
    within = (residual**2).sum() / ((units - 1) * (items - 1))
    assert cronbach_alpha(values).alpha == pytest.approx(1 - within / between)


def test_copies_of_one_criterion_are_wholly_reliable() -> None:
    column = np.arange(9.0)[:, None]
    found = cronbach_alpha(np.hstack([column] * 4))
    assert found.alpha == pytest.approx(1)
    assert found.low == pytest.approx(1)


def test_the_interval_covers_the_truth_as_often_as_it_says() -> None:
    items, common = 5, 0.4
    truth = items * common / (1 + (items - 1) * common)
    covered = 0
    for seed in range(400):
        found = cronbach_alpha(drawn(30, items, common, seed), confidence=0.9)
        assert found.low < found.alpha < found.high
        covered += found.low <= truth <= found.high
    assert covered / 400 == pytest.approx(0.9, abs=0.04)


def test_more_confidence_needs_a_wider_interval() -> None:
    values = drawn(30, 5, 0.4, seed=7)
    narrow, wide = (cronbach_alpha(values, confidence=share) for share in (0.8, 0.99))
    assert wide.low < narrow.low < narrow.high < wide.high


def test_gaps_leave_units_or_pairs_as_asked() -> None:
    values = drawn(12, 3, 0.5, seed=3)
    values[0, 0], values[1, 1] = NAN, NAN
    complete = cronbach_alpha(values)
    assert complete.unit_count == 10
    assert complete.alpha == pytest.approx(cronbach_alpha(values[2:]).alpha)
    pairwise = cronbach_alpha(values, cases="pairwise")
    assert pairwise.unit_count == 10  # the two columns with a gap share ten units
    covariances = pd.DataFrame(values).cov().to_numpy()
    shared = covariances.sum() - np.trace(covariances)
    assert pairwise.alpha == pytest.approx(1.5 * shared / covariances.sum())


def test_without_gaps_both_ways_agree() -> None:
    values = 1e6 + drawn(20, 4, 0.3, seed=5)
    assert cronbach_alpha(values, cases="pairwise").alpha == pytest.approx(cronbach_alpha(values).alpha)


@pytest.mark.parametrize(
    "values", [np.empty((5, 0)), np.ones((5, 1)), np.ones((1, 3)), np.ones((5, 3)), np.full((4, 2), NAN)]
)
def test_where_it_is_not_defined_it_is_missing(values: np.ndarray) -> None:
    for cases in ("complete", "pairwise"):
        found = cronbach_alpha(values, cases=cases)
        assert all(math.isnan(figure) for figure in (found.alpha, found.low, found.high))


@given(st.integers(0, 10_000), st.floats(0.1, 50), st.floats(-100, 100))
def test_the_scale_all_criteria_share_plays_no_part(seed: int, factor: float, shift: float) -> None:
    values = drawn(8, 3, 0.5, seed)
    moved = cronbach_alpha(values * factor + shift)
    assert moved.alpha == pytest.approx(cronbach_alpha(values).alpha, rel=1e-6, abs=1e-6)
