"""The first principal component: what it is, its sign, gaps and constant columns."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cchc_analysis.stats.principal_components import first_component

NAN = float("nan")
tables = st.integers(0, 10_000).map(lambda seed: np.random.default_rng(seed).normal(size=(9, 4)))


@given(tables)
def test_it_is_the_leading_direction_of_the_correlation_matrix(values: np.ndarray) -> None:
    found = first_component(values)
    matrix = np.corrcoef(values, rowvar=False)
    largest = np.linalg.eigvalsh(matrix)[::-1]
    assert (found.loadings**2).sum() == pytest.approx(1)
    np.testing.assert_allclose(matrix @ found.loadings, largest[0] * found.loadings, atol=1e-9)
    np.testing.assert_allclose(found.explained_shares, largest / 4, atol=1e-9)
    assert found.loadings.sum() > 0


@given(tables, st.floats(0.01, 100), st.floats(-50, 50))
def test_units_of_measurement_play_no_part(values: np.ndarray, factor: float, shift: float) -> None:
    found = first_component(values)
    assume(found.explained_shares[0] - found.explained_shares[1] > 0.01)
    moved = values.copy()
    moved[:, 1] = moved[:, 1] * factor + shift
    np.testing.assert_allclose(first_component(moved).loadings, found.loadings, atol=1e-6)


def test_a_sum_of_0_takes_its_sign_from_the_first_loading() -> None:
    rising = np.arange(6.0)
    found = first_component(np.column_stack([-rising, rising]))
    np.testing.assert_allclose(found.loadings, [np.sqrt(0.5), -np.sqrt(0.5)])


def test_a_column_without_differences_takes_no_part() -> None:
    rising = np.arange(6.0)
    found = first_component(np.column_stack([rising, np.full(6, 0.1), rising**2]))
    assert found.loadings[1] == 0
    assert (found.loadings**2).sum() == pytest.approx(1)
    assert len(found.explained_shares) == 2
    nothing = first_component(np.full((6, 2), 3.0))
    assert nothing.loadings.tolist() == [0, 0]


def test_units_with_a_gap_are_left_out_and_counted() -> None:
    values = np.random.default_rng(1).normal(size=(8, 3))
    gaps = np.vstack([values, [NAN, 1, 2]])
    np.testing.assert_allclose(first_component(gaps).loadings, first_component(values).loadings)
    assert first_component(gaps).unit_count == 8
    assert np.isnan(first_component(gaps[-1:]).loadings).all()
