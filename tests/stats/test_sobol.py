"""Sobol indices: SALib's figures on SALib's design, several outputs at once, honest about noise and gaps."""

from __future__ import annotations

import numpy as np
import pytest
from SALib.analyze import sobol as salib

from cchc_analysis.stats.sobol import DesignOutputs, design_outputs, sobol_design, sobol_indices


def ishigami(points: np.ndarray) -> np.ndarray:
    x = np.pi * (2 * points - 1)
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def outputs(base_samples: int = 512) -> np.ndarray:
    points = sobol_design(3, base_samples=base_samples, seed=5)
    return np.column_stack([ishigami(points), points @ [1.0, 2.0, 3.0]])


def test_estimates_are_those_of_salib() -> None:
    figures = outputs()
    ours = sobol_indices(design_outputs(figures, inputs=3), seed=1)
    problem = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[0, 1]] * 3}
    for column in range(2):
        theirs = salib.analyze(problem, figures[:, column], calc_second_order=False, seed=1)
        np.testing.assert_allclose(ours.first_order[:, column], theirs["S1"], rtol=1e-10)
        np.testing.assert_allclose(ours.total_order[:, column], theirs["ST"], rtol=1e-10)
        # Theirs is 95% of a normal; ours are the percentiles that hold 90%.
        half = (ours.first_high - ours.first_low)[:, column] / 2
        np.testing.assert_allclose(half / 1.645, theirs["S1_conf"] / 1.96, rtol=0.35)


def test_estimates_come_near_what_is_known_of_the_function() -> None:
    ours = sobol_indices(design_outputs(outputs(4096), inputs=3), seed=1)
    np.testing.assert_allclose(ours.first_order[:, 0], [0.3139, 0.4424, 0.0], atol=0.02)
    np.testing.assert_allclose(ours.total_order[:, 0], [0.5576, 0.4424, 0.2437], atol=0.02)
    np.testing.assert_allclose(ours.first_order[:, 1], np.array([1, 4, 9]) / 14, atol=0.02)


def test_the_bootstrap_is_of_the_estimate() -> None:
    ours = sobol_indices(design_outputs(outputs(), inputs=3), seed=1)
    for name in ("first", "total"):
        estimate = getattr(ours, f"{name}_order")
        assert (getattr(ours, f"{name}_low") < estimate).all()
        assert (estimate < getattr(ours, f"{name}_high")).all()


def test_the_same_seed_gives_the_same_design_and_bounds() -> None:
    np.testing.assert_array_equal(sobol_design(2, base_samples=8, seed=3), sobol_design(2, base_samples=8, seed=3))
    first, second = (sobol_indices(design_outputs(outputs(), inputs=3), seed=4) for _ in range(2))
    np.testing.assert_array_equal(first.first_low, second.first_low)


def test_the_blocks_of_a_design_differ_in_one_input_only() -> None:
    points = sobol_design(3, base_samples=4, seed=1)
    parts = design_outputs(points, inputs=3)
    for column in range(3):
        changed = parts.ab[column] != parts.a
        assert changed[:, column].all()
        assert not np.delete(changed, column, axis=1).any()
        np.testing.assert_array_equal(parts.ab[column][:, column], parts.b[:, column])


@pytest.mark.parametrize("base_samples", [0, 1, 3, 100])
def test_a_base_sample_that_is_no_power_of_two_is_refused(base_samples: int) -> None:
    with pytest.raises(ValueError, match="power of 2"):
        sobol_design(2, base_samples=base_samples, seed=1)


def test_an_output_that_does_not_vary_has_no_indices_and_gives_no_warning() -> None:
    figures = np.column_stack([outputs(), np.full(len(outputs()), 0.1)])
    ours = sobol_indices(design_outputs(figures, inputs=3), seed=1)
    assert np.isnan(ours.first_order[:, 2]).all()
    assert np.isnan(ours.total_high[:, 2]).all()
    assert ours.variance[2] == pytest.approx(0)
    alone = sobol_indices(design_outputs(outputs(), inputs=3), seed=1)
    np.testing.assert_allclose(ours.first_order[:, :2], alone.first_order)


def test_a_base_sample_with_a_gap_is_left_out_and_counted() -> None:
    figures = outputs(64)
    holed = figures.copy()
    holed[7, 0] = np.nan  # the second base sample: rows 5 to 9
    ours = sobol_indices(design_outputs(holed, inputs=3), seed=1)
    assert ours.base_samples.tolist() == [63, 64]
    kept = sobol_indices(design_outputs(np.delete(figures, slice(5, 10), axis=0), inputs=3), seed=1)
    np.testing.assert_allclose(ours.first_order[:, 0], kept.first_order[:, 0])
    whole = sobol_indices(design_outputs(figures, inputs=3), seed=1)
    np.testing.assert_allclose(ours.first_order[:, 1], whole.first_order[:, 1])


def test_nothing_usable_gives_nothing() -> None:
    empty = np.full((2, 1), np.nan)
    ours = sobol_indices(DesignOutputs(empty, empty, empty[None]), seed=1)
    assert np.isnan(ours.first_order).all()
    assert ours.base_samples.tolist() == [0]


def test_negative_estimates_stay_negative() -> None:
    rng = np.random.default_rng(1)
    a, b, ab = rng.normal(size=(16, 1)), rng.normal(size=(16, 1)), rng.normal(size=(8, 16, 1))
    assert (sobol_indices(DesignOutputs(a, b, ab), seed=1).first_order < 0).any()


def test_the_variance_and_its_divisor_are_those_asked_for() -> None:
    parts = design_outputs(outputs(64) + 5.0, inputs=3)
    both = np.concatenate([parts.a, parts.b])
    ours = sobol_indices(parts, is_centred=False, ddof=1, seed=1)
    np.testing.assert_allclose(ours.variance, both.var(axis=0, ddof=1))
    for column in range(3):
        first = (parts.b * (parts.ab[column] - parts.a)).mean(axis=0) / both.var(axis=0, ddof=1)
        total = ((parts.a - parts.ab[column]) ** 2).mean(axis=0) / 2 / both.var(axis=0, ddof=1)
        np.testing.assert_allclose(ours.first_order[column], first)
        np.testing.assert_allclose(ours.total_order[column], total)


def test_bounds_of_the_total_order_do_not_depend_on_where_the_outputs_lie() -> None:
    near, far = (design_outputs(outputs(64) + shift, inputs=3) for shift in (0.0, 50.0))
    first, second = (sobol_indices(parts, is_centred=False, seed=1) for parts in (near, far))
    np.testing.assert_allclose(first.total_low, second.total_low, rtol=1e-6)
    np.testing.assert_allclose(first.total_high, second.total_high, rtol=1e-6)
