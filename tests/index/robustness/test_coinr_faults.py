"""Faults of COINr 1.1.14, seen by running it, that ours does not have (numbers: index.md, section 2)."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.league_intervals import league_intervals as league_intervals_chart
from cchc_analysis.charts.rank_intervals import rank_intervals as rank_intervals_chart
from cchc_analysis.index.robustness.choices import Uncertainty, WeightNoise, WeightSets
from cchc_analysis.index.robustness.failures import failures
from cchc_analysis.index.robustness.intervals import rank_intervals
from cchc_analysis.index.robustness.monte_carlo import simulate
from cchc_analysis.index.robustness.probabilities import pairwise
from cchc_analysis.index.robustness.sensitivity import sensitivity
from cchc_analysis.stats.normalise import share_of_maximum, z_score
from tests.charts.drawn import lines, names
from tests.index.robustness.cases import MAXIMA, certain, doubts, matrix, nominal_league

SCORES = matrix([[4, 1.5, 0.5, 4], [3, 1.2, 0.4, 2], [2, 1.4, 0.3, 3], [2.2, 0.9, 0.5, 1], [1, 0.1, 0.2, 3.9]])
PROJECT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("wanted", [["A"], ["B", "D"], ["C", "A", "E"], ["A", "B", "C", "D", "E"]])
@pytest.mark.parametrize("draw", [rank_intervals_chart, league_intervals_chart])
def test_fault_5_any_number_of_named_units_can_be_drawn(draw: Callable[..., Chart], wanted: list[str]) -> None:
    # COINr's plot of selected units fails for two or more names, as it compares the names with a single one.
    simulation = simulate(SCORES, doubts(), replications=50, seed=1)
    intervals = rank_intervals(simulation, nominal_league(simulation)).assign(group="department")
    chart = draw(intervals[intervals["agency_code"].isin(wanted)], language="vi")
    ranks = dict(zip(simulation.agency_codes, simulation.nominal_ranks, strict=True))
    expected = [f"{ranks[code]:.0f}. Cơ quan {code}" for code in sorted(wanted, key=lambda code: ranks[code])]
    assert [name for name in names(chart) if name] == expected
    assert len(lines(chart, "interval")) == len(wanted)


def test_fault_6_failed_replications_are_counted_named_and_said_in_every_table() -> None:
    # z-scores are negative below the mean: they have no geometric mean.
    uncertain = Uncertainty(
        normalisations={"share": partial(share_of_maximum, maxima=MAXIMA), "z_score": z_score},
        powers={"arithmetic": 1.0, "geometric": 0.0},
    )
    simulation = simulate(SCORES, uncertain, replications=200, seed=1)
    draws = simulation.draws
    expected = int(((draws["normalisation"] == "z_score") & (draws["aggregation"] == "geometric")).sum())
    assert 0 < expected < 200
    table = failures(simulation, language="en")
    assert table["replications"].sum() == expected
    assert table[["normalisation", "aggregation"]].to_numpy().tolist() == [["z_score", "geometric"]]
    assert "negative" in table["reason"].item()
    intervals = rank_intervals(simulation, nominal_league(simulation))
    assert (intervals["replications"] == 200 - expected).all()
    assert (intervals["failed_replications"] == expected).all()
    assert (pairwise(simulation)["replications"] == 200 - expected).all()
    shares = sensitivity(SCORES, uncertain, base_samples=64, seed=1, language="en")
    assert (shares["base_samples"] < 64).all()


def test_fault_6_a_geometric_mean_over_zero_points_does_not_fail() -> None:
    with_zero = matrix([[4, 1.5, 0.5, 4], [0, 1.2, 0.4, 2], [2, 1.4, 0.3, 3]])
    simulation = simulate(with_zero, certain(powers={"geometric": 0.0}), replications=20, seed=1)
    assert failures(simulation, language="en").empty
    assert simulation.scores[:, 1].tolist() == [0.0] * 20


def test_fault_6_nobody_gains_a_place_because_another_agency_failed() -> None:
    # B alone has no figure under the second normalisation; C must not be shown as second for that.
    def without_b(values: np.ndarray) -> np.ndarray:
        figures = values / MAXIMA
        figures[..., 1, 0] = -1.0
        return figures

    uncertain = Uncertainty(
        normalisations={"share": partial(share_of_maximum, maxima=MAXIMA), "broken": without_b},
        powers={"geometric": 0.0},
    )
    simulation = simulate(SCORES, uncertain, replications=100, seed=1)
    is_broken = (simulation.draws["normalisation"] == "broken").to_numpy()
    assert np.isnan(simulation.ranks[is_broken]).all()
    assert (simulation.ranks[~is_broken] == simulation.nominal_ranks).all()
    assert failures(simulation, language="vi")["agencies"].tolist() == [1]


def test_fault_9_nothing_is_asked_and_a_script_without_a_keyboard_runs() -> None:
    script = (
        "from tests.index.robustness.cases import certain, doubts, matrix\n"
        "from cchc_analysis.index.robustness.choices import Uncertainty\n"
        "from cchc_analysis.index.robustness.monte_carlo import simulate\n"
        "scores = matrix([[4, 1, 0.5, 4], [3, 1, 0.4, 2]])\n"
        "for choices in (certain(), doubts(), Uncertainty(normalisations=doubts().normalisations)):\n"
        "    print(simulate(scores, choices, replications=3, seed=1).replications)\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        cwd=PROJECT,
        check=False,
    )
    assert (done.returncode, done.stdout.split(), done.stderr) == (0, ["3", "3", "3"], "")


def test_fault_10_a_choice_has_a_plain_name_and_the_draws_use_it() -> None:
    named = {"thang công bố": partial(share_of_maximum, maxima=MAXIMA), "điểm z": z_score}
    simulation = simulate(SCORES, Uncertainty(normalisations=named), replications=30, seed=1)
    assert set(simulation.draws["normalisation"]) == set(named)


def test_fault_11_negative_estimates_are_shown_with_their_interval_and_called_noise() -> None:
    close = matrix([[2 + row / 50, 1, 0.25, 2 - row / 60] for row in range(8)])
    shares = sensitivity(close, doubts(), base_samples=8, seed=3, language="en")
    negative = shares[shares["first_order"] < 0]
    assert not negative.empty
    assert (negative["first_low"] <= negative["first_order"]).all()
    assert negative["note"].str.contains("noise").all()
    assert not shares.loc[shares["first_order"].between(0, 1) & (shares["total_order"] <= 1), "note"].any()


def test_fault_11_what_does_not_vary_has_no_indices_and_a_reason() -> None:
    # A leads and E trails by so much that no weight matters to them.
    far = matrix([[4, 1.5, 0.5, 4], [2, 1, 0.3, 2.1], [2.1, 1, 0.3, 2], [0, 0, 0, 0]])
    shares = sensitivity(far, certain(weights=WeightNoise(0.2)), base_samples=32, seed=1, language="en")
    fixed = shares[shares["agency_code"].isin(["A", "D"])]
    assert fixed["first_order"].isna().all()
    assert fixed["note"].str.contains("never changed").all()
    moved = shares[shares["agency_code"].isin(["B", "C"])]
    assert moved["first_order"].notna().all()


def test_equal_weight_sets_are_a_design_without_variation_and_no_warning() -> None:
    same = WeightSets(np.tile(SCORES.hierarchy.weights, (3, 1)))
    shares = sensitivity(SCORES, certain(weights=same), base_samples=16, seed=1, language="vi")
    assert shares["first_order"].isna().all()
    assert shares["note"].str.len().gt(0).all()
