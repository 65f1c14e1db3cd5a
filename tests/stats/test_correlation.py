"""Correlation: pairwise complete, counted, and silent where there is nothing to say."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cchc_analysis.stats.correlation import Method, correlations

NAN = float("nan")
METHODS: list[Method] = ["pearson", "spearman", "kendall"]
REFERENCE = {"pearson": stats.pearsonr, "spearman": stats.spearmanr, "kendall": stats.kendalltau}

TABLE = pd.DataFrame(
    {
        "x": [1.0, 2, 3, 4, 5, NAN],
        "y": [2.0, 1, 4, NAN, 5, 9],
        "flat": [0.1] * 6,
        "few": [1.0, 2, NAN, NAN, NAN, NAN],
    }
)


@pytest.mark.parametrize("method", METHODS)
def test_each_pair_rests_on_the_units_that_have_both(method: Method) -> None:
    found = correlations(TABLE, method=method)
    both = TABLE[["x", "y"]].dropna()
    expected = REFERENCE[method](both["x"], both["y"]).statistic
    assert found.values.loc["x", "y"] == pytest.approx(expected)
    assert found.values.loc["y", "x"] == found.values.loc["x", "y"]
    assert found.counts.loc["x", "y"] == 4
    assert found.counts.loc["y", "y"] == 5


@pytest.mark.parametrize("method", METHODS)
def test_a_column_that_does_not_vary_or_has_too_few_figures_correlates_with_nothing(method: Method) -> None:
    found = correlations(TABLE, method=method)
    for silent in ("flat", "few"):
        assert found.values[silent].isna().all()
        assert found.values.loc[silent].isna().all()
    assert found.counts.loc["few", "x"] == 2
    assert found.values.loc["x", "x"] == 1


def test_ties_are_corrected_for_in_kendall() -> None:
    table = pd.DataFrame({"a": [1.0, 1, 2, 3], "b": [1.0, 2, 2, 3]})
    # 4 pairs agree, none disagree, one tied in each: 4 / sqrt(5 * 5).
    assert correlations(table, method="kendall").values.loc["a", "b"] == pytest.approx(0.8)


columns = st.lists(st.integers(-9, 9).map(float) | st.just(NAN), min_size=6, max_size=6)


@pytest.mark.parametrize("method", METHODS)
@given(columns, columns)
def test_a_correlation_is_within_1_and_turns_with_its_column(
    method: Method, one: list[float], other: list[float]
) -> None:
    table = pd.DataFrame({"one": one, "other": other, "turned": np.negative(other)}, dtype="float64")
    found = correlations(table, method=method).values
    value, turned = found.loc["one", "other"], found.loc["one", "turned"]
    if np.isnan(value):
        assert np.isnan(turned)
    else:
        assert abs(value) <= 1 + 1e-12
        assert turned == pytest.approx(-value, abs=1e-12)
