"""Power means: known values, weights of 0, zeros and gaps, and the order among them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.stats.power_mean import ARITHMETIC, GEOMETRIC, HARMONIC, power_mean

NAN = float("nan")
EQUAL = np.ones(2)

figures = st.floats(0.01, 100)
weighted = st.lists(st.tuples(figures, st.floats(0.01, 10)), min_size=1, max_size=8)
powers = st.sampled_from([-2.0, HARMONIC, -0.5, GEOMETRIC, 0.5, ARITHMETIC, 2.0])


def mean(values: list[float], weights: list[float] | None = None, *, power: float) -> float:
    return float(
        power_mean(np.array(values), np.ones(len(values)) if weights is None else np.array(weights), power=power)
    )


def test_known_means() -> None:
    assert mean([2, 8], power=ARITHMETIC) == 5
    assert mean([2, 8], power=GEOMETRIC) == pytest.approx(4)
    assert mean([2, 8], power=HARMONIC) == pytest.approx(3.2)
    assert mean([1, 7], power=2) == pytest.approx(5)
    assert mean([2, 8], [3, 1], power=ARITHMETIC) == 3.5


def test_a_part_of_weight_0_does_not_count_whatever_its_figure() -> None:
    for power in (-1, 0, 0.5, 1, 2):
        for odd in (NAN, 0.0, -5.0):
            assert mean([4, odd], [1, 0], power=power) == pytest.approx(4)


def test_a_missing_part_makes_the_mean_missing() -> None:
    for power in (-1, 0, 0.5, 1, 2):
        assert math.isnan(mean([4, NAN], power=power))
        assert math.isnan(mean([4, 4], [0, 0], power=power))


def test_one_zero_decides_means_of_power_0_and_below() -> None:
    for power in (-2, -1, 0):
        assert mean([0, 100], power=power) == 0
    assert mean([0, 100], power=0.5) == pytest.approx(25)


def test_a_negative_figure_has_no_mean_below_power_1() -> None:
    assert mean([-1, 3], power=1) == 1
    for power in (-1, 0, 0.5, 2):
        assert math.isnan(mean([-1, 3], power=power))


def test_rows_and_replications_at_once_give_what_each_gives_alone() -> None:
    random = np.random.default_rng(1)
    values, weights = random.uniform(1, 9, (3, 5, 4)), random.uniform(0.1, 1, (3, 1, 4))
    for power in (-1.0, 0.0, 1.0, 2.0):
        together = power_mean(values, weights, power=power)
        alone = [
            [power_mean(row, own[0], power=power) for row in table]
            for table, own in zip(values, weights, strict=True)
        ]
        np.testing.assert_allclose(together, alone)


@given(weighted)
def test_harmonic_geometric_arithmetic_stand_in_this_order(parts: list[tuple[float, float]]) -> None:
    values, weights = map(list, zip(*parts, strict=True))
    harmonic, geometric, arithmetic = (
        mean(values, weights, power=power) for power in (HARMONIC, GEOMETRIC, ARITHMETIC)
    )
    room = 1e-9 * arithmetic
    assert harmonic <= geometric + room
    assert geometric <= arithmetic + room
    assert min(values) - room <= harmonic
    assert arithmetic <= max(values) + room


@given(weighted, powers, st.data())
def test_a_better_part_never_lowers_the_mean(
    parts: list[tuple[float, float]], power: float, data: st.DataObject
) -> None:
    values, weights = map(list, zip(*parts, strict=True))
    before = mean(values, weights, power=power)
    at = data.draw(st.integers(0, len(values) - 1))
    values[at] += data.draw(st.floats(0, 50))
    assert mean(values, weights, power=power) >= before * (1 - 1e-12)


@given(weighted, powers, st.floats(0.01, 100))
def test_only_the_proportions_of_weights_count(
    parts: list[tuple[float, float]], power: float, factor: float
) -> None:
    values, weights = map(list, zip(*parts, strict=True))
    scaled = [weight * factor for weight in weights]
    assert mean(values, scaled, power=power) == pytest.approx(mean(values, weights, power=power))
