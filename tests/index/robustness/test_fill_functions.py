"""Filling of missing points in whole blocks."""

from __future__ import annotations

import dataclasses
import inspect

import numpy as np
import pandas as pd
import pytest

from cchc_analysis.index.imputation import impute_scores
from cchc_analysis.index.robustness.fill_functions import (
    LEAST_DONORS,
    fill_function,
    fill_gaps,
    leave_missing,
    mean_of_agencies,
    median_of_agencies,
    stated_points,
    zero_points,
)
from cchc_analysis.index.score_matrix import score_matrix
from cchc_analysis.index.stand_ins import METHODS, Method
from tests.index.trees import FRAMEWORK, scores

NAN = np.nan
POINTS = np.array([[1.0, NAN, 5.0], [2.0, 4.0, NAN], [6.0, NAN, NAN], [NAN, NAN, 7.0]])


@pytest.mark.parametrize(
    ("fill", "expected"),
    [
        (leave_missing, [NAN, NAN]),
        (mean_of_agencies, [3.0, 6.0]),
        (median_of_agencies, [2.0, 6.0]),
        (zero_points, [0.0, 0.0]),
        (fill_function("group_mean_share", groups=["a", "b", "b", "a"], least_donors=1), [1.0, NAN]),
        (fill_function("group_median_share", groups=["a", "a", "b", "a"], least_donors=2), [1.5, NAN]),
        (fill_function("group_median_share", groups=["a", "a", "b", "a"], least_donors=3), [NAN, NAN]),
        (fill_function("zero", groups=["a", "a", "a", "a"]), [0.0, 0.0]),
        (fill_function("none", groups=["a", "a", "a", "a"]), [NAN, NAN]),
        (stated_points(np.full(POINTS.shape, 0.5)), [0.5, 0.5]),
    ],
)
def test_a_gap_gets_the_stated_figure(fill: object, expected: list[float]) -> None:
    filled = fill(np.stack([POINTS, POINTS]))  # type: ignore[operator]
    for block in filled:
        np.testing.assert_array_equal([block[3, 0], block[2, 2]], expected)
        np.testing.assert_array_equal(block[~np.isnan(POINTS)], POINTS[~np.isnan(POINTS)])


@pytest.mark.parametrize(
    "fill",
    [mean_of_agencies, median_of_agencies, fill_function("group_mean_share", groups=["a", "a"], least_donors=0)],
)
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


@pytest.mark.parametrize("method", [method for method in METHODS if method != "previous_year_share"])
def test_a_declared_method_fills_in_both_places_with_the_same_figures(method: Method) -> None:
    # One group has three scores on every criterion, the other two; 2 counts down.
    codes = ["A", "B", "C", "D", "E", "F", "G"]
    groups = dict(zip(codes, ["department"] * 4 + ["district"] * 3, strict=True))
    criteria = FRAMEWORK.criteria.assign(
        direction=FRAMEWORK.criteria["direction"].mask(FRAMEWORK.criteria["code"].eq("2"), "down")
    )
    framework = dataclasses.replace(FRAMEWORK, criteria=criteria)
    points = {
        "1.1": [4, 3, 1.5, None],
        "1.2.1": [None, 0.1, 0.7, 0.3],
        "1.2.2": [1, None, 0.2, 0],
        "2": [1, 2.5, 4, None],
    }
    points = {code: [*given, 2 if code == "1.1" else 0.5, 1, None] for code, given in points.items()}
    own = [{code: given[row] for code, given in points.items()} for row in range(7)]
    own[6]["1.1"] = 3.5
    table = pd.concat([scores(code, row) for code, row in zip(codes, own, strict=True)], ignore_index=True)
    assessed = pd.DataFrame({"agency_code": codes, "agency_name": codes, "group": groups.values()})
    filled = impute_scores(table, framework, assessed, method=method, language="vi").scores
    given = score_matrix(table, framework, groups=groups)
    expected = score_matrix(filled, framework, groups=groups)
    fill = fill_function(method, groups=[groups[code] for code in given.agency_codes])
    ours = np.where(given.applicable, fill(np.where(given.applicable, given.values, NAN)), NAN)
    np.testing.assert_allclose(ours, np.where(given.applicable, expected.values, NAN), rtol=0, atol=1e-12)
    made = np.isnan(given.values) & given.applicable & ~np.isnan(ours)
    assert made.any() == (method != "none")


def test_as_many_donors_are_asked_for_as_when_scores_are_filled() -> None:
    assert inspect.signature(impute_scores).parameters["least_donors"].default == LEAST_DONORS


def test_points_of_one_year_cannot_be_filled_from_the_year_before() -> None:
    with pytest.raises(ValueError, match="year before"):
        fill_function("previous_year_share", groups=["a", "a", "a", "a"])


def test_only_gaps_are_filled_and_by_the_second_function_where_the_first_cannot() -> None:
    is_gap = np.array([[False, True, False], [False, False, True], [False, True, False], [True, False, False]])
    first = fill_function("group_median_share", groups=["a", "a", "a", "a"], least_donors=3)
    filled = fill_gaps(is_gap, first, stated_points(np.full(POINTS.shape, -1.0)))(POINTS)
    np.testing.assert_array_equal(filled, [[1, -1, 5], [2, 4, -1], [6, -1, NAN], [2, NAN, 7]])
