"""The benchmark of the index runs and counts rightly; no test asserts a time."""

from __future__ import annotations

import json

import numpy as np
import pytest

pytest.importorskip("resource", reason="peak memory is read on Linux and macOS only")

from benchmarks.index import compared_lines, main, verdicts
from benchmarks.index_cases import choices, generated_matrix, plain_numpy
from benchmarks.measure import measure
from cchc_analysis.index.robustness.draws import drawn_weights, random_draws
from cchc_analysis.index.robustness.monte_carlo import replay
from tests.benchmarks.cases import case


def test_the_comparison_sets_the_cited_figure_beside_ours_in_proportion_to_the_replications() -> None:
    half = case(500, 100, 1.0, replications=500)
    lines = compared_lines([half, case(10, 5, 1.0)])
    assert lines[1].split()[3:5] == ["203.060", "s"]
    assert lines[-2].split() == ["500x100", "203.1", "2030.6", "2.0", "20.0"]
    assert lines[-1].split() == ["10x5", "-", "-", "2.0", "20.0"]


def test_every_broken_promise_is_named() -> None:
    assert verdicts([case(500, 100, 4.0)]) == []
    assert len(verdicts([case(500, 100, 4.1)])) == 1
    assert len(verdicts([case(500, 100, 1.0, peak_mib=1024.0)])) == 1
    assert len(verdicts([case(500, 100, 1.0, largest_difference=1e-6)])) == 1
    assert len(verdicts([case(500, 100, 1.0, equal_ranks=False)])) == 1
    assert len(verdicts([case(500, 100, 1.0, largest_difference=float("nan"))])) == 1


def test_plain_numpy_and_the_library_agree_on_scores_and_ranks() -> None:
    matrix, own = generated_matrix(30, 24, missing_share=0.1), choices()
    assert np.isnan(matrix.values).any()
    draws = random_draws(own, replications=30, seed=3)
    scores, ranks = plain_numpy(matrix, draws, drawn_weights(draws, own, matrix.hierarchy, seed=3))
    ours = replay(matrix, own, draws, seed=3)
    np.testing.assert_allclose(ours.scores, scores, rtol=1e-12)
    np.testing.assert_array_equal(ours.ranks, ranks)


def test_a_case_is_measured_whole() -> None:
    measured = measure(12, 8, 6, repeats=1)
    assert (measured.agencies, measured.criteria, measured.replications) == (12, 8, 6)
    assert measured.largest_difference < 1e-9
    assert measured.peak_mib >= measured.start_mib > 0


def test_the_tree_has_eight_domains_two_halves_and_a_root() -> None:
    tree = generated_matrix(3, 100).hierarchy
    assert len(tree.leaves) == 100
    assert sorted(len(branch.parts) for branch in tree.branches if branch.level < 2) == [2, 4, 4]


def test_the_command_prints_every_table(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(
        ["--cases", "12x8", "--sizes", "8x8", "16x8", "16x16", "--replications", "5", "--growth-rounds", "1"]
    )
    printed = capsys.readouterr().out
    # So small a case says nothing of growth: it may be called broken, and nothing else may.
    last = printed.strip().splitlines()[-1]
    assert code == (0 if last.endswith("linear growth: yes.") else 1)
    assert code == 0 or "the cost grows with the power" in last
    assert not any(words in printed for words in ("times faster than", "at the peak, not", "not what plain numpy"))
    for words in ("COINr*", "measured elsewhere", "numpy loop", "peak MiB", "Cost of one replication", "exponent"):
        assert words in printed
    assert "12x8" in printed


def test_a_child_answers_with_one_case_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--case", "6", "8", "3"]) == 0
    assert json.loads(capsys.readouterr().out)["agencies"] == 6
