"""Outliers: the two measures, what is moved and what is not, gaps."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kurtosis, skew

from cchc_analysis.stats.outliers import evenness, excess_kurtosis, log_coin, skewness, treat, winsorise

NAN = float("nan")
ONE_FAR_OFF = np.array([1.0, 2, 3, 4, 5, 6, 7, 8, 9, 100])

figures = st.lists(st.integers(-50, 50).map(float) | st.integers(500, 9999).map(float), min_size=4, max_size=20)


@given(figures)
def test_the_measures_are_those_of_the_textbook(values: list[float]) -> None:
    given_ = np.array(values)
    if len(set(values)) < 2:
        assert math.isnan(skewness(given_))
        return
    assert skewness(given_) == pytest.approx(skew(given_, bias=False), rel=1e-6, abs=1e-9)
    assert excess_kurtosis(given_) == pytest.approx(kurtosis(given_, bias=False), rel=1e-6, abs=1e-9)


def test_a_column_too_short_or_without_differences_has_nothing_to_treat() -> None:
    for values in ([], [NAN], [1.0, 900.0], [1.0, 1.0, 900.0], [0.1] * 9):
        found = evenness(np.array(values))
        assert found.is_even
    assert math.isnan(evenness(np.array([0.1] * 9)).skew)


def test_a_column_passes_if_either_measure_does() -> None:
    found = evenness(ONE_FAR_OFF)
    assert not found.is_even
    assert evenness(ONE_FAR_OFF, skew_limit=found.skew + 0.01).is_even
    assert evenness(ONE_FAR_OFF, kurtosis_limit=found.kurtosis + 0.01).is_even
    assert not evenness(ONE_FAR_OFF, skew_limit=found.skew, kurtosis_limit=found.kurtosis).is_even


def test_the_outermost_figure_is_pulled_in_to_its_neighbour() -> None:
    moved, marks = winsorise(ONE_FAR_OFF)
    assert moved.tolist() == [1, 2, 3, 4, 5, 6, 7, 8, 9, 9]
    assert marks.tolist() == [""] * 9 + ["high"]
    moved, marks = winsorise(-ONE_FAR_OFF)
    assert moved[-1] == -9
    assert marks[-1] == "low"
    assert ONE_FAR_OFF[-1] == 100  # the figures given are not touched


def test_equal_figures_are_moved_together_and_never_more_than_allowed() -> None:
    twins = np.array([*range(30), 900.0, 900.0])
    moved, marks = winsorise(twins, most=2)
    assert moved[-2:].tolist() == [29, 29]
    assert np.count_nonzero(marks != "") == 2
    unmoved, marks = winsorise(twins, most=1)
    np.testing.assert_array_equal(unmoved, twins)
    assert not (marks != "").any()


def test_two_values_only_are_left_as_they_are() -> None:
    # Pulling the one in would make all agencies equal: the criterion would be gone, not treated.
    rare = np.array([0.0] * 20 + [1.0])
    assert not evenness(rare).is_even
    np.testing.assert_array_equal(winsorise(rare)[0], rare)


def test_the_log_keeps_order_and_gaps_and_changes_figures() -> None:
    values = np.array([5.0, NAN, 1.0, 101.0])
    logged = log_coin(values)
    np.testing.assert_allclose(logged, [math.log(5), NAN, math.log(1), math.log(101)])
    np.testing.assert_array_equal(log_coin(np.array([3.0, 3.0, NAN])), [3, 3, NAN])


def test_a_table_is_treated_column_by_column_with_an_account_of_each() -> None:
    table = pd.DataFrame(
        {
            "even": np.arange(40.0),
            "one far off": [*range(39), 1000.0],
            "many far off": [1.4**place for place in range(40)],
            "gaps": [NAN, *range(38), 1000.0],
        },
        index=[f"agency {place}" for place in range(40)],
    )
    found = treat(table, most_winsorised=2)
    details = found.details.set_index("criterion_code")
    assert details["winsorised_count"].tolist() == [0, 1, 2, 1]
    assert details["is_logged"].tolist() == [False, False, True, False]
    assert details["is_even_after"].all()
    assert details.loc["even", ["is_even_winsorised", "skew_winsorised"]].isna().all()
    # Logged as given, not as winsorised.
    np.testing.assert_allclose(found.values["many far off"], log_coin(table["many far off"].to_numpy()))
    assert (found.points["many far off"] == "log").all()
    assert found.points["gaps"].tolist() == [""] * 39 + ["high"]
    assert found.values["gaps"].isna().tolist() == table["gaps"].isna().tolist()
    assert found.values.index.equals(table.index)


@given(figures, st.integers(0, 5))
def test_winsorising_keeps_order_stays_in_range_and_within_its_limit(values: list[float], most: int) -> None:
    before = np.array(values)
    after, marks = winsorise(before, most=most)
    assert np.count_nonzero(marks != "") <= most
    assert before.min() <= after.min() <= after.max() <= before.max()
    np.testing.assert_array_equal(after[marks == ""], before[marks == ""])
    ordered = after[np.argsort(before, kind="stable")]
    assert all(one <= other for one, other in pairwise(ordered))
    if len(set(values)) > 1:
        assert len(set(after.tolist())) > 1
