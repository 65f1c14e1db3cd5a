"""Relations between criteria, reliability of domains, stated against statistical weights."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cchc_analysis.index.aggregate import aggregate
from cchc_analysis.index.multivariate import (
    criterion_flags,
    node_figures,
    related_correlations,
    reliability_by_domain,
)
from cchc_analysis.index.statistical_weights import statistical_weights
from cchc_analysis.stats.reliability import cronbach_alpha
from tests.index.matrices import LEAVES, PARENTS, drawn, hierarchy, matrix

NAN = float("nan")
TREE = hierarchy()
NAMES = {code: f"Criterion {code}" for code in PARENTS}


def nodes(values: np.ndarray) -> pd.DataFrame:
    return node_figures(matrix(values))


def test_figures_are_shares_of_the_maximum_at_every_node() -> None:
    applies = np.array([[True] * 4, [True, False, True, True]])
    figures = node_figures(matrix(np.array([[3.0, 4, 2, 4], [3, 4, 2, 4]]), applicable=applies))
    assert figures.columns.tolist() == list(TREE.codes)
    assert figures.loc["A00", ["1. a", "1", "Chỉ số"]].tolist() == pytest.approx([50, 75, 65])
    assert figures.loc["A01"].isna().tolist() == [code == "1.b.i" for code in TREE.codes]
    assert figures.loc["A01", "1"] == pytest.approx(500 / 8)


def test_where_maxima_are_not_stated_figures_stretch_over_the_agencies() -> None:
    figures = node_figures(matrix(drawn(5), has_maxima=False))
    assert figures[list(LEAVES)].min().tolist() == [0] * 4
    assert figures[list(LEAVES)].max().tolist() == [100] * 4


def test_every_node_is_held_against_its_parent_and_each_pair_of_siblings_once() -> None:
    figures = nodes(drawn(12))
    related = related_correlations(figures, TREE)
    pairs = {(row.criterion_code, row.rival_code): row for row in related.itertuples()}
    assert len(pairs) == len(related) == 5 + 1 + 3
    assert pairs["2", "Chỉ số"].relation == "parent"
    assert pairs["1. a", "1 c"].relation == "sibling"
    expected = np.corrcoef(figures["1. a"], figures["1 c"])[0, 1]
    assert pairs["1. a", "1 c"].correlation == pytest.approx(expected)
    assert (related["count"] == 12).all()
    ranks = related_correlations(figures, TREE, method="kendall")
    assert not np.allclose(ranks["correlation"], related["correlation"])


def test_pairs_rest_on_agencies_that_have_both() -> None:
    values = drawn(8)
    values[:3, 0] = NAN
    related = related_correlations(nodes(values), TREE).set_index(["criterion_code", "rival_code"])
    assert related.loc[("1. a", "1 c"), "count"] == 5
    assert related.loc[("1.b.i", "1 c"), "count"] == 8


def flags(values: np.ndarray, **limits: float) -> dict[tuple[str, str], str]:
    table = criterion_flags(nodes(values), TREE, names=NAMES, **limits)
    return {(row.criterion_code, row.rival_code): row.flag for row in table.itertuples()}


def test_twins_and_criteria_without_differences_are_flagged() -> None:
    rising = np.arange(1.0, 9.0)
    own = np.array([5.0, 1, 3, 4, 6, 3, 5, 7])
    values = np.column_stack([rising / 2, rising / 3, np.full(8, 1.5), own])
    assert flags(values) == {("1. a", "1.b.i"): "redundant", ("1 c", "1"): "constant"}
    # A line that falls is as redundant as one that rises.
    values[:, 1] = 3 - rising / 3
    assert flags(values)["1. a", "1.b.i"] == "redundant"
    assert ("1. a", "1.b.i") not in flags(values, redundant=1.0)


def test_silent_and_negative_criteria_are_told_apart() -> None:
    decides = np.array([0.0, 1, 2, 3, 4, 5, 6, 6])
    # Symmetric about the middle, so unrelated to what decides; and a little against it.
    silent = np.array([0.20, 0.1, 0.1, 0.2, 0.2, 0.1, 0.1, 0.25])
    against = np.array([0.2, 0.1, 0.2, 0.1, 0.1, 0.1, 0.0, 0.1])
    own = np.array([5.0, 1, 3, 4, 6, 3, 5, 7])
    found = flags(np.column_stack([decides, silent, against, own]))
    assert found == {("1.b.i", "1"): "silent", ("1 c", "1"): "negative"}
    assert ("1.b.i", "1") not in flags(np.column_stack([decides, silent, against, own]), silent=0.0)


def test_too_few_agencies_are_no_verdict() -> None:
    values = drawn(6)
    values[2:, 1] = NAN
    found = flags(values)
    assert found["1.b.i", "1"] == "too_few"


def test_criteria_of_another_group_are_no_finding_and_their_weight_is_shared_out() -> None:
    applies = np.ones((9, 4), dtype=bool)
    applies[:, 0] = False
    figures = node_figures(matrix(drawn(9), applicable=applies))
    found = criterion_flags(figures, TREE, names=NAMES)
    assert "1. a" not in [*found["criterion_code"], *found["rival_code"]]
    table = statistical_weights(figures, TREE, names=NAMES).set_index("criterion_code")
    assert table["stated_weight"].to_dict() == pytest.approx(
        {"1": 6 / 14, "1.b.i": 4 / 14, "1 c": 2 / 14, "2": 8 / 14}
    )
    assert table.loc[["1.b.i", "1 c"], "importance_share"].notna().all()


def test_agencies_without_any_figure_have_no_weights_to_compare() -> None:
    figures = node_figures(matrix(np.full((4, 4), NAN)))
    assert statistical_weights(figures, TREE, names=NAMES).empty
    assert criterion_flags(figures, TREE, names=NAMES).empty
    assert reliability_by_domain(figures, TREE, names=NAMES)["criterion_count"].tolist() == [0, 0, 0]


def test_flags_carry_names() -> None:
    values = drawn(6)
    values[:, 3] = 4
    row = criterion_flags(nodes(values), TREE, names=NAMES).query("flag == 'constant'").iloc[0]
    assert (row["criterion_name"], row["rival_name"]) == ("Criterion 2", "Criterion Chỉ số")


def test_reliability_is_that_of_the_scored_criteria_of_each_domain() -> None:
    figures = nodes(drawn(15))
    table = reliability_by_domain(figures, TREE, names=NAMES).set_index("criterion_code")
    assert table.index.tolist() == ["Chỉ số", "1", "2"]
    assert table["criterion_count"].tolist() == [4, 3, 1]
    own = cronbach_alpha(figures[list(LEAVES[:3])].to_numpy())
    assert table.loc["1", "alpha"] == pytest.approx(own.alpha)
    assert table.loc["1", "alpha_low"] == pytest.approx(own.low)
    assert table.loc["2", ["alpha", "alpha_low", "alpha_high"]].isna().all()
    assert table.loc["1", "agency_count"] == 15


def test_criteria_that_no_agency_of_the_group_has_are_not_counted() -> None:
    values = drawn(10)
    applies = np.ones((10, 4), dtype=bool)
    applies[:, 0] = False
    figures = node_figures(matrix(values, applicable=applies))
    table = reliability_by_domain(figures, TREE, names=NAMES).set_index("criterion_code")
    assert table["criterion_count"].tolist() == [3, 2, 1]
    assert not np.isnan(table.loc["1", "alpha"])


def test_importance_is_the_squared_correlation_with_the_index_as_a_share() -> None:
    figures = nodes(drawn(20))
    table = statistical_weights(figures, TREE, names=NAMES).set_index("criterion_code")
    assert "Chỉ số" not in table.index
    squares = {code: np.corrcoef(figures[code], figures["Chỉ số"])[0, 1] ** 2 for code in table.index}
    domains = squares["1"] + squares["2"]
    assert table.loc["1", "importance_share"] == pytest.approx(squares["1"] / domains)
    # At the level of criteria the short branch 2 stands for itself.
    leaves = sum(squares[leaf] for leaf in LEAVES)
    assert table.loc["1 c", "importance_share"] == pytest.approx(squares["1 c"] / leaves)
    assert table["stated_weight"].to_dict() == pytest.approx(
        {"1": 0.6, "1. a": 0.3, "1.b.i": 0.2, "1 c": 0.1, "2": 0.4}
    )
    assert table["level"].to_dict() == {"1": 1, "1. a": 2, "1.b.i": 2, "1 c": 2, "2": 1}


def test_a_criterion_on_which_all_are_alike_weighs_nothing_in_fact() -> None:
    values = drawn(12)
    values[:, 3] = 8
    table = statistical_weights(nodes(values), TREE, names=NAMES).set_index("criterion_code")
    assert table.loc["2", "stated_weight"] == pytest.approx(0.4)
    assert table.loc["2", "importance_share"] == 0
    assert np.isnan(table.loc["2", "correlation"])
    assert table.loc["1", "importance_share"] == pytest.approx(1)


def test_too_few_agencies_leave_importance_open() -> None:
    table = statistical_weights(nodes(drawn(2)), TREE, names=NAMES)
    assert table["importance_share"].isna().all()


def test_equal_and_unrelated_domains_have_the_importance_of_their_weights_squared() -> None:
    # With independent parts of one spread, r² is proportional to the weight squared.
    random = np.random.default_rng(8)
    shares = random.normal(50, 10, (4000, 4))
    table = pd.DataFrame(aggregate(shares, TREE), columns=list(TREE.codes))
    found = statistical_weights(table, TREE, names=NAMES).set_index("criterion_code")["importance_share"]
    squares = np.array([0.3, 0.2, 0.1, 0.4]) ** 2
    assert found["1. a"] == pytest.approx(squares[0] / squares.sum(), abs=0.03)
