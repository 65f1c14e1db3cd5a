"""Filling of missing points in whole blocks."""

from __future__ import annotations

import numpy as np
import pytest

from cchc_analysis.index.robustness.imputations import (
    leave_missing,
    mean_of_agencies,
    mean_of_group,
    median_of_agencies,
    zero_points,
)

NAN = np.nan
POINTS = np.array([[1.0, NAN, 5.0], [2.0, 4.0, NAN], [6.0, NAN, NAN], [NAN, NAN, 7.0]])


@pytest.mark.parametrize(
    ("fill", "expected"),
    [
        (leave_missing, [NAN, NAN]),
        (mean_of_agencies, [3.0, 6.0]),
        (median_of_agencies, [2.0, 6.0]),
        (zero_points, [0.0, 0.0]),
        (mean_of_group(["a", "b", "b", "a"]), [1.0, NAN]),
    ],
)
def test_a_gap_gets_the_stated_figure(fill: object, expected: list[float]) -> None:
    filled = fill(np.stack([POINTS, POINTS]))  # type: ignore[operator]
    for block in filled:
        np.testing.assert_array_equal([block[3, 0], block[2, 2]], expected)
        np.testing.assert_array_equal(block[~np.isnan(POINTS)], POINTS[~np.isnan(POINTS)])


@pytest.mark.parametrize("fill", [mean_of_agencies, median_of_agencies, mean_of_group(["a", "a"])])
def test_a_criterion_nobody_has_points_for_stays_missing_without_a_warning(fill: object) -> None:
    empty = np.full((2, 1), NAN)
    assert np.isnan(fill(empty)).all()  # type: ignore[operator]
    assert np.isnan(empty).all()


def test_the_median_of_an_odd_and_an_even_number_is_the_usual_one() -> None:
    rng = np.random.default_rng(1)
    points = rng.normal(size=(3, 9, 6))
    points[rng.random(points.shape) < 0.3] = NAN
    points[:, 0, :] = 1.0
    filled = median_of_agencies(points)
    expected = np.broadcast_to(np.nanmedian(points, axis=-2, keepdims=True), points.shape)
    np.testing.assert_allclose(filled[np.isnan(points)], expected[np.isnan(points)])
