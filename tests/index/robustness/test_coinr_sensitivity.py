"""COINr's uncertainty and sensitivity runs (R, version 1.1.14) on its ASEM example, reproduced from its own draws.

Covered: sensitivity/ua_nominal, ua_scores, ua_ranks (51 units × 1,000 replications), ua_rankstats, sa_scores,
sa_ranks (51 × 1,280), sa_rankstats, sa_parameters_and_output, sa_indices (estimates; of its bootstrap bounds,
which are random, the width), sobol_design_N2000_d3 with both sobol_estimate tables, and weight_sets_500, which the
runs draw from; of data/, ASEM_iMeta (the tree). Not covered: ASEM_iData (from which the stage that the runs
use was made) and ASEM_iData_panel (the same indicators in five years; COINr's figures are of one).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from cchc_analysis.index.robustness.intervals import rank_intervals
from cchc_analysis.index.robustness.monte_carlo import replay
from cchc_analysis.index.robustness.simulation import Simulation
from cchc_analysis.stats.sobol import DesignOutputs, SobolIndices, sobol_indices
from tests.index.robustness.asem import asem_draws, asem_matrix, asem_uncertainty, read
from tests.index.robustness.cases import nominal_league

pytestmark = pytest.mark.real_data

COVERED = {
    "sensitivity": {
        "ua_nominal.csv", "ua_parameters.csv", "ua_scores.csv", "ua_ranks.csv", "ua_rankstats.csv",
        "sa_parameters_and_output.csv", "sa_scores.csv", "sa_ranks.csv", "sa_rankstats.csv", "sa_indices.csv",
        "sobol_design_N2000_d3.csv", "sobol_estimate_linear.csv", "sobol_estimate_ishigami.csv",
        "weight_sets_500.csv",
    },
    "data": {
        "ASEM_iMeta.csv",
        # not covered, see above:
        "ASEM_iData.csv", "ASEM_iData_panel.csv",
    },
}  # fmt: skip


def test_this_file_knows_every_table_there_is(shared_data: Path) -> None:
    found = {name: {path.name for path in (shared_data / "coinr-asem" / name).glob("*.csv")} for name in COVERED}
    assert found == COVERED


def run(folder: Path, parameters: str) -> Simulation:
    matrix = asem_matrix(folder)
    draws = asem_draws(read(folder, f"sensitivity/{parameters}"))
    return replay(matrix, asem_uncertainty(folder, matrix), draws, seed=0)


@pytest.fixture(scope="module")
def uncertainty_run(shared_data: Path) -> Simulation:
    return run(shared_data, "ua_parameters.csv")


@pytest.fixture(scope="module")
def sensitivity_run(shared_data: Path) -> Simulation:
    return run(shared_data, "sa_parameters_and_output.csv")


def by_replication(folder: Path, name: str, simulation: Simulation) -> np.ndarray:
    table = read(folder, f"sensitivity/{name}").set_index("uCode").loc[list(simulation.agency_codes)]
    return table[[f"r_{number}" for number in range(1, simulation.replications + 1)]].to_numpy("float64").T


def test_the_nominal_index_and_ranks_are_equal(shared_data: Path, uncertainty_run: Simulation) -> None:
    nominal = read(shared_data, "sensitivity/ua_nominal.csv").set_index("uCode")
    nominal = nominal.loc[list(uncertainty_run.agency_codes)]
    np.testing.assert_allclose(uncertainty_run.nominal_scores, nominal["Score"], rtol=0, atol=1e-9)
    assert uncertainty_run.nominal_ranks.tolist() == nominal["Rank"].tolist()


def test_all_51000_ranks_are_equal(shared_data: Path, uncertainty_run: Simulation) -> None:
    expected = by_replication(shared_data, "ua_ranks.csv", uncertainty_run)
    assert expected.size == 51_000
    assert int((uncertainty_run.ranks == expected).sum()) == 51_000


def test_all_scores_are_equal_to_nine_decimals(shared_data: Path, uncertainty_run: Simulation) -> None:
    expected = by_replication(shared_data, "ua_scores.csv", uncertainty_run)
    np.testing.assert_allclose(uncertainty_run.scores, expected, rtol=0, atol=1e-9)


def assert_equal_rank_statistics(folder: Path, file: str, simulation: Simulation) -> None:
    ours = rank_intervals(simulation, nominal_league(simulation), coverage=0.90).set_index("agency_code")
    theirs = read(folder, f"sensitivity/{file}").set_index("uCode").loc[ours.index]
    for own, their in {"rank": "Nominal", "rank_mean": "Mean"}.items():
        np.testing.assert_allclose(ours[own].astype("float64"), theirs[their], rtol=0, atol=1e-9, err_msg=own)
    # COINr's bounds are quantiles of type 7, which may lie between two ranks; ours are ranks outside of them.
    quantiles = np.quantile(simulation.ranks, (0.05, 0.5, 0.95), axis=0)
    np.testing.assert_allclose(quantiles, theirs[["Q5", "Median", "Q95"]].T, rtol=0, atol=1e-9)
    assert (ours["rank_low"] <= theirs["Q5"]).all()
    assert (ours["rank_high"] >= theirs["Q95"]).all()
    assert (ours["rank_median"] <= theirs["Median"]).all()
    whole = ours[["rank_low", "rank_median", "rank_high"]]
    assert (whole == whole.round()).all(axis=None)


def test_rank_statistics_are_equal(shared_data: Path, uncertainty_run: Simulation) -> None:
    assert_equal_rank_statistics(shared_data, "ua_rankstats.csv", uncertainty_run)


def test_rank_statistics_of_the_sensitivity_run_are_equal(shared_data: Path) -> None:
    # COINr takes them from blocks A and B only: the others are no independent draws.
    parameters = read(shared_data, "sensitivity/sa_parameters_and_output.csv")
    independent = parameters[parameters["block"].isin(["A", "B"])]
    matrix = asem_matrix(shared_data)
    simulation = replay(matrix, asem_uncertainty(shared_data, matrix), asem_draws(independent), seed=0)
    assert simulation.replications == 512
    assert_equal_rank_statistics(shared_data, "sa_rankstats.csv", simulation)


def test_the_sensitivity_run_has_equal_scores_ranks_and_output(
    shared_data: Path, sensitivity_run: Simulation
) -> None:
    scores = by_replication(shared_data, "sa_scores.csv", sensitivity_run)
    np.testing.assert_allclose(sensitivity_run.scores, scores, rtol=0, atol=1e-9)
    assert (sensitivity_run.ranks == by_replication(shared_data, "sa_ranks.csv", sensitivity_run)).all()
    change = np.abs(sensitivity_run.ranks - sensitivity_run.nominal_ranks).mean(axis=1)
    stated = read(shared_data, "sensitivity/sa_parameters_and_output.csv")["mean_abs_rank_change"]
    np.testing.assert_allclose(change, stated, rtol=0, atol=1e-12)


def coinr_indices(blocks: np.ndarray) -> SobolIndices:
    """COINr's layout (A, B, then A with each input from B) and its two differences from SALib."""
    a, b, *ab = blocks
    return sobol_indices(DesignOutputs(a, b, np.array(ab)), is_centred=False, ddof=1, seed=0)


@pytest.mark.parametrize("function", ["linear", "ishigami"])
def test_sobol_estimates_of_known_functions_are_equal_to_rounding(shared_data: Path, function: str) -> None:
    design = read(shared_data, "sensitivity/sobol_design_N2000_d3.csv")
    ours = coinr_indices(design[function].to_numpy().reshape(5, 2000, 1))
    theirs = read(shared_data, f"sensitivity/sobol_estimate_{function}.csv")
    np.testing.assert_allclose(ours.variance[0], theirs["variance"], rtol=1e-13)
    np.testing.assert_allclose(ours.first_order[:, 0], theirs["Si"], rtol=0, atol=1e-13)
    np.testing.assert_allclose(ours.total_order[:, 0], theirs["STi"], rtol=0, atol=1e-13)


def test_sobol_indices_of_the_sensitivity_run_are_equal_to_rounding(
    shared_data: Path, sensitivity_run: Simulation
) -> None:
    change = np.abs(sensitivity_run.ranks - sensitivity_run.nominal_ranks).mean(axis=1)
    ours = coinr_indices(change.reshape(5, 256, 1))
    theirs = read(shared_data, "sensitivity/sa_indices.csv")
    assert theirs["Variable"].tolist() == ["Normalisation", "Weights", "Aggregation"]
    np.testing.assert_allclose(ours.first_order[:, 0], theirs["Si"], rtol=0, atol=1e-13)
    np.testing.assert_allclose(ours.total_order[:, 0], theirs["STi"], rtol=0, atol=1e-13)


def test_our_bounds_are_about_as_wide_as_theirs(shared_data: Path, sensitivity_run: Simulation) -> None:
    change = np.abs(sensitivity_run.ranks - sensitivity_run.nominal_ranks).mean(axis=1)
    ours = coinr_indices(change.reshape(5, 256, 1))
    theirs = read(shared_data, "sensitivity/sa_indices.csv")
    for own, their in (("first", "Si"), ("total", "STi")):
        width = (getattr(ours, f"{own}_high") - getattr(ours, f"{own}_low"))[:, 0]
        stated = (theirs[f"{their}_q95"] - theirs[f"{their}_q5"]).to_numpy()
        np.testing.assert_allclose(width, stated, rtol=0.15)


def test_computing_every_step_each_time_changes_nothing(shared_data: Path, uncertainty_run: Simulation) -> None:
    matrix = asem_matrix(shared_data)
    again = replay(matrix, asem_uncertainty(shared_data, matrix), uncertainty_run.draws, seed=0, reuse=False)
    np.testing.assert_allclose(again.scores, uncertainty_run.scores, rtol=0, atol=1e-10)
    pd.testing.assert_frame_equal(pd.DataFrame(again.ranks), pd.DataFrame(uncertainty_run.ranks))
