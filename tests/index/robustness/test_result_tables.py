"""Convergence, leave-one-out, the share within three places and the sentences, on small cases."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from cchc_analysis.index.robustness.choices import WeightNoise
from cchc_analysis.index.robustness.convergence import convergence
from cchc_analysis.index.robustness.intervals import rank_intervals, within_three_shares
from cchc_analysis.index.robustness.leave_one_out import leave_one_out, without_each
from cchc_analysis.index.robustness.monte_carlo import simulate
from cchc_analysis.index.robustness.probabilities import pairwise
from cchc_analysis.index.robustness.sensitivity import sensitivity
from cchc_analysis.index.robustness.simulation import Simulation
from cchc_analysis.index.robustness.statements import robustness_statements
from tests.index.robustness.cases import certain, doubts, matrix, nominal_league

ROWS = [[4, 1.5, 0.5, 1], [3, 1.2, 0.4, 3], [2, 1.4, 0.3, 3.9], [2.2, 0.9, 0.5, 1], [1, 0.1, 0.2, 0.2]]


def run(replications: int = 200) -> Simulation:
    return simulate(matrix(ROWS), doubts(), replications=replications, seed=1, decimals=2)


def with_ranks(ranks: list[list[float]]) -> Simulation:
    figures = np.array(ranks, dtype="float64")
    simulation = run(len(figures))
    return replace(simulation, ranks=figures, is_ranked=~np.isnan(figures))


def test_the_top_share_counts_places() -> None:
    ranks = [[1, 2, 3, 4, 5], [2, 1, 3, 4, 5], [3, 1, 2, 4, 5], [4, 1, 2, 3, 5]]
    table = rank_intervals(with_ranks(ranks), nominal_league(run()), top=2).set_index("agency_code")
    assert table.loc["A", ["rank_low", "rank_median", "rank_high"]].tolist() == [1, 2, 4]
    assert table.loc["A", "top_share"] == 0.5


def test_a_group_that_could_not_be_ranked_stands_on_fewer_replications_and_says_so() -> None:
    ranks = [[1, 2, 3, 4, 5], [np.nan] * 5, [1, 2, 3, 4, 5]]
    table = rank_intervals(with_ranks(ranks), nominal_league(run()))
    assert table["replications"].tolist() == [2] * 5
    assert table["failed_replications"].tolist() == [1] * 5


def test_failures_are_counted_by_group_and_the_convergence_counts_those_of_any_group() -> None:
    groups = dict(zip("ABCDE", ["a", "a", "a", "b", "b"], strict=True))
    simulation = simulate(matrix(ROWS), doubts(), replications=8, seed=1, groups=groups, decimals=2)
    ranks = np.tile([1.0, 2, 3, 1, 2], (8, 1))
    ranks[[0, 5], 3:] = np.nan  # only b fails in 0 and 5, only a in 7
    ranks[7, :3] = np.nan
    simulation = replace(simulation, ranks=ranks, is_ranked=~np.isnan(ranks))
    assert [simulation.failed(group) for group in ("a", "b", None)] == [1, 2, 3]
    table = rank_intervals(simulation, nominal_league(simulation)).set_index("agency_code")
    assert table["replications"].tolist() == [7, 7, 7, 6, 6]
    assert table["failed_replications"].tolist() == [1, 1, 1, 2, 2]
    pairs = pairwise(simulation).drop_duplicates("agency_code").set_index("agency_code")
    assert pairs["failed_replications"].tolist() == [1, 1, 1, 2, 2]
    assert convergence(simulation)["failed_replications"].tolist() == [1, 1, 1, 3]
    said = robustness_statements(simulation, doubts(), convergence(simulation), language="en")
    assert any(sentence.startswith("3 of 8 computations") for sentence in said)


def test_an_agency_without_index_fails_no_replication() -> None:
    simulation = simulate(matrix([*ROWS, [1, np.nan, 0.5, 1]]), doubts(), replications=4, seed=1, decimals=2)
    assert simulation.failed() == 0
    table = rank_intervals(simulation, nominal_league(simulation)).set_index("agency_code")
    assert table.loc["F", ["replications", "failed_replications", "index_replications"]].tolist() == [0, 0, 0]


def test_the_share_within_three_places_is_per_group_and_leaves_out_who_has_no_rank() -> None:
    near = pd.array([True, False, True, pd.NA], dtype="boolean")
    intervals = pd.DataFrame({"group": ["a", "a", "b", "b"], "is_within_three": near})
    table = within_three_shares(intervals)
    assert table["agency_count"].tolist() == [2, 1]
    assert table["within_three_count"].tolist() == [1, 1]
    assert table["within_three_share"].tolist() == [0.5, 1.0]


def test_convergence_compares_a_run_with_its_half() -> None:
    steady = [[1, 2, 3, 4, 5]] * 8
    table = convergence(with_ranks(steady))
    assert table["replications"].tolist() == [1, 2, 4, 8]
    assert table["widest_change"].tolist()[2:] == [0, 0]
    assert table["is_converged"].tolist() == [False, False, True, True]


def test_a_run_whose_second_half_differs_has_not_converged() -> None:
    moved = [[1, 2, 3, 4, 5]] * 8 + [[5, 2, 3, 4, 1]] * 8
    last = convergence(with_ranks(moved)).iloc[-1]
    assert last["widest_change"] == pytest.approx(4)
    assert last["mean_rank_error"] == pytest.approx(np.std([1] * 8 + [5] * 8, ddof=1) / 4)
    assert not last["is_converged"]


def test_failed_replications_do_not_help_a_run_to_converge() -> None:
    assert not convergence(with_ranks([[np.nan] * 5] * 16))["is_converged"].any()


def test_leaving_one_out_gives_the_ranks_of_the_index_without_it() -> None:
    scores = matrix(ROWS)
    without = without_each(scores, certain(), decimals=2)
    codes = without.draws["dropped"].tolist()
    assert codes == ["1", "1.1", "1.2", "1.2.1", "1.2.2", "2", "2.1"]
    points = np.array(ROWS)
    only_2 = points[:, 3] / 4 * 100
    np.testing.assert_allclose(without.scores[codes.index("1")], only_2)
    without_11 = points[:, 1:].sum(axis=1) / 6 * 100
    np.testing.assert_allclose(without.scores[codes.index("1.1")], without_11)
    # In points A to E have 7.0, 7.6, 7.6, 4.6, 1.5; in domain 2 alone 1, 3, 3.9, 1, 0.2: B and D move by one.
    names = {"1": "Lĩnh vực 1"}
    table = leave_one_out(without, scores, criterion_names=names, agency_names={"B": "Cơ quan B"})
    row = table.set_index("criterion_code").loc["1"]
    assert row[["criterion_name", "agency_code", "agency_name"]].tolist() == ["Lĩnh vực 1", "B", "Cơ quan B"]
    numbers = ["level", "rank_before", "rank_after", "mean_rank_change", "max_rank_change", "agency_count"]
    assert row[numbers].tolist() == [1, 1, 2, 0.4, 1, 5]
    assert table["mean_rank_change"].is_monotonic_decreasing


def test_sentences_say_what_was_varied_on_how_many_and_whether_it_was_enough() -> None:
    simulation = run(40)
    for language, words in (
        ("vi", ["40 lần", "Trọng số", "Mọi lần", "Xác suất"]),
        ("en", ["40 times", "Weights"]),
    ):
        said = " ".join(robustness_statements(simulation, doubts(), convergence(simulation), language=language))  # type: ignore[arg-type]
        assert [word for word in words if word not in said] == []


def test_an_overall_row_and_one_per_ranked_agency_and_input() -> None:
    rows = [*ROWS, [1, np.nan, 0.5, 1]]
    names = {"A": "Cơ quan A"}
    table = sensitivity(matrix(rows), doubts(), base_samples=32, seed=1, agency_names=names, language="vi")
    assert table["agency_code"].tolist()[:3] == ["", "", ""]
    assert set(table["agency_code"]) == {"", "A", "B", "C", "D", "E"}
    assert table.loc[table["agency_code"] == "A", "agency_name"].unique().tolist() == ["Cơ quan A"]
    assert table["input"].tolist()[:3] == ["normalisation", "weights", "aggregation"]
    again = sensitivity(matrix(rows), doubts(), base_samples=32, seed=1, agency_names=names, language="vi")
    pd.testing.assert_frame_equal(table, again)


def test_the_only_input_accounts_for_all_of_the_variance() -> None:
    table = sensitivity(matrix(ROWS), certain(weights=WeightNoise(0.9)), base_samples=1024, seed=1, language="en")
    overall = table[table["agency_code"] == ""].iloc[0]
    assert overall["first_order"] == pytest.approx(1, abs=0.1)
    assert overall["total_order"] == pytest.approx(1, abs=0.1)
