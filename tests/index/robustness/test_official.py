"""The published index is the one that is tested: same index, same ranks, all tables from one call."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.index.league import league_table
from cchc_analysis.index.robustness.faults import UncertaintyError
from cchc_analysis.index.robustness.monte_carlo import simulate
from cchc_analysis.index.robustness.official import official_uncertainty, published_scale
from cchc_analysis.index.robustness.results import RobustnessResults, robustness_results
from cchc_analysis.index.roll_up import roll_up
from cchc_analysis.index.score_matrix import score_matrix
from cchc_analysis.reference.frameworks import Framework, load_framework
from tests.index.robustness.test_probabilities import bands
from tests.index.trees import FRAMEWORK, scores

CODES = ["A", "B", "C", "D", "E", "F"]
GROUPS = dict(zip(CODES, ["department"] * 3 + ["district"] * 3, strict=True))


def league_of(table: pd.DataFrame, framework: Framework, groups: dict[str, str]) -> pd.DataFrame:
    assessed = pd.DataFrame({"agency_code": list(groups), "agency_name": list(groups), "group": groups.values()})
    nodes = roll_up(table, framework, groups=groups)
    return league_table(nodes, assessed, framework, bands=None, language="vi")


def assert_nominal_is_published(table: pd.DataFrame, framework: Framework, groups: dict[str, str]) -> None:
    matrix = score_matrix(table, framework, groups=groups)
    doubts = official_uncertainty(matrix, framework, language="vi")
    rounding = {"decimals": framework.published_decimals, "rounding": framework.published_rounding}
    simulation = simulate(matrix, doubts, replications=2, seed=1, groups=groups, **rounding)  # type: ignore[arg-type]
    league = league_of(table, framework, groups).set_index("agency_code").loc[list(matrix.agency_codes)]
    rounded = 0.5 * 10.0**-framework.published_decimals + 1e-9
    np.testing.assert_allclose(simulation.nominal_scores, league["index"].astype("float64"), atol=rounded)
    np.testing.assert_array_equal(simulation.nominal_ranks, league["rank"].astype("float64"))


points = st.fixed_dictionaries(
    {
        "1.1": st.integers(0, 400).map(lambda value: value / 100),
        "1.2.1": st.integers(0, 100).map(lambda value: value / 100),
        "1.2.2": st.integers(0, 100).map(lambda value: value / 100),
        "2": st.one_of(st.none(), st.integers(0, 400).map(lambda value: value / 100)),
    }
)


@given(own=st.lists(points, min_size=6, max_size=6))
def test_the_nominal_ranks_are_those_of_the_league_table(own: list[dict[str, float | None]]) -> None:
    # 1.2.2 does not apply to districts, and an agency without survey points has no index.
    table = pd.concat([scores(code, values) for code, values in zip(CODES, own, strict=True)])
    assert_nominal_is_published(table, FRAMEWORK, GROUPS)


@pytest.mark.real_data
@pytest.mark.parametrize("year", [2011, 2017, 2018, 2024])
def test_the_nominal_ranks_of_papi_are_those_of_the_sum_of_points(shared_data: Path, year: int) -> None:
    framework = load_framework("papi", year)
    wide = pd.read_csv(shared_data / "papi" / f"{year}.csv")
    leaves = [code for code in wide.columns if code in set(framework.criteria["code"])]
    rows = (
        wide.rename(columns={wide.columns[0]: "agency_code"})
        .dropna(subset="agency_code")
        .melt("agency_code", leaves, "criterion_code", "survey_score")
    )
    table = rows.assign(
        framework="papi", year=year, appraised_score=np.nan, self_score=np.nan, is_applicable=True,
        survey_score=pd.to_numeric(rows["survey_score"], errors="coerce"),
    )  # fmt: skip
    groups = dict.fromkeys(sorted(set(table["agency_code"])), "province")
    assert_nominal_is_published(table, framework, groups)


@cache
def results() -> RobustnessResults:
    own = [{"1.1": 4 - row / 2, "1.2.1": 0.5 + row / 12, "1.2.2": 0.5, "2": 2.0 + row / 3} for row in range(6)]
    own[5]["2"] = None  # type: ignore[assignment]
    table = pd.concat([scores(code, values) for code, values in zip(CODES, own, strict=True)])  # type: ignore[arg-type]
    league = league_of(table, FRAMEWORK, GROUPS)
    matrix = score_matrix(table, FRAMEWORK, groups=GROUPS)
    doubts = official_uncertainty(matrix, FRAMEWORK, language="vi", survey_sample=60, drop_probability=0.3)
    return robustness_results(
        table, FRAMEWORK, league, groups=GROUPS, bands=bands(), language="vi", uncertainty=doubts,
        replications=100, base_samples=16, top=1, seed=1,
    )  # fmt: skip


def test_all_tables_come_from_one_call_with_their_columns() -> None:
    found = results()
    who = {"agency_code", "agency_name", "group", "year"}
    columns = {
        "rank_intervals": who | {"index", "rank", "rank_low", "rank_median", "rank_high", "rank_mean", "index_low",
                                 "index_high", "top_share", "is_within_three"},
        "class_probabilities": who | {"class_code", "class_name", "class_position", "probability_share"},
        "pairwise": {"agency_code", "rival_code", "beats_share"},
        "sensitivity": {"agency_code", "agency_name", "input", "first_order", "first_low", "first_high",
                        "total_order", "total_low", "total_high"},
        "leave_one_out": {"criterion_code", "criterion_name", "level", "mean_rank_change", "max_rank_change",
                          "agency_code", "agency_name", "rank_before", "rank_after"},
        "convergence": {"replications", "widest_change", "mean_rank_error", "is_converged"},
        "failures": {"reason", "replications"},
        "within_three": {"group", "agency_count", "within_three_count", "within_three_share"},
    }  # fmt: skip
    for name, expected in columns.items():
        assert sorted(expected - set(getattr(found, name).columns)) == [], name
    assert len(found.statements) == 4


def test_an_agency_without_index_stays_in_the_tables_without_figures() -> None:
    intervals = results().rank_intervals.set_index("agency_code")
    assert len(intervals) == 6
    assert intervals.loc["F", ["index", "rank", "rank_low", "top_share"]].isna().all()
    classes = results().class_probabilities
    assert classes is not None
    assert classes.loc[classes["agency_code"] == "F", "probability_share"].isna().all()
    assert "F" not in set(results().sensitivity["agency_code"])


def test_dropping_the_only_applicable_criterion_is_a_counted_failure() -> None:
    # Nothing but the survey applies to F, and every replication drops one criterion.
    own = [scores(code, {"1.1": 3, "1.2.1": 0.5, "1.2.2": 1, "2": 2}) for code in CODES]
    table = pd.concat(own)
    table.loc[(table["agency_code"] == "F") & (table["criterion_code"] != "2"), "is_applicable"] = False
    matrix = score_matrix(table, FRAMEWORK, groups=GROUPS)
    doubts = official_uncertainty(matrix, FRAMEWORK, language="en", drop_probability=1.0)
    simulation = simulate(matrix, doubts, replications=80, seed=1, groups=GROUPS, decimals=2)
    dropped = (simulation.draws["dropped"] == "2").to_numpy()
    assert 0 < dropped.sum() < 80
    assert np.isnan(simulation.ranks[dropped][:, 3:]).all()  # the districts
    assert not np.isnan(simulation.ranks[:, :3]).any()  # the departments
    assert not np.isnan(simulation.ranks[~dropped]).any()


def test_the_scale_of_a_sum_of_points_is_the_sum_of_points() -> None:
    framework = load_framework("papi", 2024)
    leaves = framework.criteria.loc[~framework.criteria["code"].isin(framework.criteria["parent_code"]), "code"]
    rows = [
        {"agency_code": agency, "year": 2024, "framework": "papi", "criterion_code": code, "self_score": np.nan,
         "appraised_score": np.nan, "survey_score": value, "is_applicable": code != skipped}
        for agency, value, skipped in (("P01", 1.25, ""), ("P02", 1.5, "SC11"))
        for code in leaves
    ]  # fmt: skip
    groups = dict.fromkeys(["P01", "P02"], "province")
    matrix = score_matrix(pd.DataFrame(rows), framework, groups=groups)
    scaled = published_scale(matrix, framework)(matrix.values)
    assert scaled[0, 0] == 1.25 * len(leaves)
    doubts = official_uncertainty(matrix, framework, language="vi")
    simulation = simulate(matrix, doubts, replications=1, seed=1, groups=groups)
    expected = [1.25 * len(leaves), 1.5 * (len(leaves) - 1)]
    assert simulation.nominal_scores.tolist() == pytest.approx(expected)


def test_faults_of_the_usual_doubts_are_named_together() -> None:
    table = scores("A", {"1.1": 3, "1.2.1": 0.5, "1.2.2": 1, "2": 2})
    matrix = score_matrix(table, FRAMEWORK, groups=GROUPS)
    with pytest.raises(UncertaintyError) as caught:
        official_uncertainty(
            matrix, FRAMEWORK, language="vi", weight_spread=1.0, survey_sample=1, drop_probability=-0.1
        )
    assert [key for key, _ in caught.value.faults] == [
        "robustness.fault_spread",
        "robustness.fault_probability",
        "robustness.fault_sample_size",
    ]
