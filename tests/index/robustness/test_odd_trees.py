"""Trees with nothing to leave out, criteria without points, and an index that no computation reaches."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cchc_analysis.index.aggregate import aggregate
from cchc_analysis.index.hierarchy import framework_hierarchy
from cchc_analysis.index.robustness.choices import Nominal, Uncertainty, WeightSets
from cchc_analysis.index.robustness.dropped_node import droppable_codes, without_node
from cchc_analysis.index.robustness.faults import uncertainty_faults
from cchc_analysis.index.robustness.fill_functions import leave_missing
from cchc_analysis.index.robustness.official import official_uncertainty
from cchc_analysis.index.robustness.results import RobustnessResults, robustness_results
from cchc_analysis.index.score_matrix import score_matrix
from cchc_analysis.reference.frameworks import Framework
from tests.index.robustness.odd_trees import (
    CHAIN,
    NO_POINTS,
    ONE_CRITERION,
    ROOT_ALONE,
    Nodes,
    odd_framework,
    odd_scores,
)
from tests.index.robustness.test_official import league_of
from tests.index.robustness.test_probabilities import bands

SHARES = {"A": 0.5, "B": 0.7, "C": 0.1}
GROUPS = dict.fromkeys(SHARES, "department")


def results(
    nodes: Nodes, *, scores: pd.DataFrame | None = None, doubts: Uncertainty | None = None
) -> RobustnessResults:
    framework: Framework = odd_framework(nodes)
    table = odd_scores(nodes, SHARES) if scores is None else scores
    matrix = score_matrix(table, framework, groups=GROUPS)
    return robustness_results(
        table, framework, league_of(odd_scores(nodes, SHARES), framework, GROUPS), groups=GROUPS, bands=bands(),
        language="en", replications=100, base_samples=8, seed=1,
        uncertainty=doubts or official_uncertainty(matrix, framework, language="en", drop_probability=0.5),
    )  # fmt: skip


@pytest.mark.parametrize("nodes", [ROOT_ALONE, ONE_CRITERION, CHAIN], ids=["root", "one", "chain"])
def test_where_nothing_can_be_left_out_nothing_is_and_all_tables_are_made(nodes: Nodes) -> None:
    found = results(nodes)
    assert found.rank_intervals["rank"].tolist() == [1, 2, 3]
    for column in ("rank_low", "rank_median", "rank_high"):
        assert found.rank_intervals[column].tolist() == [1, 2, 3]
    assert found.leave_one_out.empty
    assert "mean_rank_change" in found.leave_one_out
    assert "dropped" not in set(found.sensitivity["input"])
    assert found.failures.empty


def test_what_gives_no_points_weighs_nothing_and_can_go_but_not_what_holds_all_of_them() -> None:
    hierarchy = framework_hierarchy(odd_framework(NO_POINTS))
    assert dict(zip(hierarchy.codes, hierarchy.effective_weights().tolist(), strict=True)) == {
        "R": 1, "1": 1, "2": 0, "2.1": 0, "2.2": 0,
    }  # fmt: skip
    assert droppable_codes(hierarchy) == ("2", "2.1", "2.2")
    for code in droppable_codes(hierarchy):
        left = without_node(hierarchy.weights[None], hierarchy, code, rebasing="by_points")
        assert left[0][[0, 1]].tolist() == [10, 10]
    found = results(NO_POINTS)
    assert found.rank_intervals["rank_high"].tolist() == [1, 2, 3]
    assert found.rank_intervals["failed_replications"].tolist() == [0, 0, 0]
    assert found.leave_one_out["max_rank_change"].tolist() == [0, 0, 0]


@pytest.mark.parametrize("rebasing", ["by_points", "within_parent"])
def test_a_criterion_without_points_that_does_not_apply_changes_no_index(rebasing: str) -> None:
    hierarchy = framework_hierarchy(odd_framework(NO_POINTS))
    applicable = np.array([[True, True, False]])
    nodes = aggregate(np.array([[70.0, 50.0, np.nan]]), hierarchy, applicable=applicable, rebasing=rebasing)  # type: ignore[arg-type]
    assert nodes[0, 0] == 70


def test_stated_weights_need_none_for_what_gives_no_points() -> None:
    framework = odd_framework(NO_POINTS)
    matrix = score_matrix(odd_scores(NO_POINTS, SHARES), framework, groups=GROUPS)
    own, nothing = matrix.hierarchy.weights, np.zeros(len(matrix.hierarchy.codes))
    sets = {name: Uncertainty({"as it is": leave_missing}, weights=WeightSets(np.array([one])))
            for name, one in (("own", own), ("nothing", nothing))}  # fmt: skip
    assert uncertainty_faults(matrix, sets["own"]) == ()
    assert [key for key, _ in uncertainty_faults(matrix, sets["nothing"])] == ["robustness.fault_weight_set"]


def no_figures(points: np.ndarray) -> np.ndarray:
    return np.full(points.shape, np.nan)


def test_who_is_ranked_is_read_from_the_league_so_that_failures_cannot_hide() -> None:
    # Not even the index that is tested can be computed here: nobody has a nominal index.
    doubts = Uncertainty(
        normalisations={"broken": no_figures, "broken too": no_figures}, nominal=Nominal(no_figures)
    )
    found = results(ONE_CRITERION, doubts=doubts)
    assert found.rank_intervals["replications"].tolist() == [0, 0, 0]
    assert found.rank_intervals["failed_replications"].tolist() == [100, 100, 100]
    assert found.failures["replications"].sum() == 100
    assert set(found.failures["normalisation"]) == {"broken", "broken too"}
    assert any(sentence.startswith("100 of 100 computations gave no ranks") for sentence in found.statements)
    assert "Every computation gave ranks." not in found.statements
    assert any(
        "Whether there were enough replications cannot be said" in sentence for sentence in found.statements
    )
    own = found.sensitivity[found.sensitivity["agency_code"] == "A"]
    assert own["note"].str.startswith("Only 0 of 8").all()


def test_where_nobody_has_an_index_no_computation_is_said_to_have_given_ranks() -> None:
    framework = odd_framework(ONE_CRITERION)
    scores = odd_scores(ONE_CRITERION, dict.fromkeys(SHARES, np.nan))
    found = robustness_results(
        scores, framework, league_of(scores, framework, GROUPS), groups=GROUPS, bands=None, language="en",
        replications=100, base_samples=8, seed=1,
    )  # fmt: skip
    assert "No unit has an index, so nothing could be ranked." in found.statements
    assert "Every computation gave ranks." not in found.statements


def test_an_agency_that_the_league_does_not_rank_takes_no_place() -> None:
    # A score of no weight is missing: the sum of points is not known, and the league has no index of A.
    framework = odd_framework(NO_POINTS)
    scores = odd_scores(NO_POINTS, SHARES)
    scores.loc[(scores["agency_code"] == "B") & (scores["criterion_code"] == "2.1"), "appraised_score"] = np.nan
    league = league_of(scores, framework, GROUPS)
    assert league.set_index("agency_code")["rank"].isna().to_dict() == {"A": False, "C": False, "B": True}
    found = robustness_results(
        scores,
        framework,
        league,
        groups=GROUPS,
        bands=None,
        language="en",
        replications=100,
        base_samples=8,
        seed=1,
    )
    intervals = found.rank_intervals.set_index("agency_code")
    assert intervals.loc[["A", "C"], "rank_median"].tolist() == [1, 2]
    assert np.isnan(intervals.loc["B", "rank_median"])
    assert found.simulation.has_index.tolist() == [True, False, True]
