"""Self scores against the appraisal, by criterion, agency and rank."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from numpy.random import default_rng

from cchc_analysis.index.gap import (
    APPRAISAL_RANK_COLUMNS,
    CRITERION_GAP_COLUMNS,
    appraisal_ranks,
    criterion_gap,
    over_scoring,
    score_gap,
)
from cchc_analysis.reference.frameworks import Framework
from tests.index.score_draws import EXEMPT, Drawn, any_tables, drawn
from tests.index.trees import FRAMEWORK

FULL = {"1.1": 300, "1.2.1": 50, "1.2.2": 50, "2": 200}


def with_self(table: Drawn, points: dict[tuple[str, str], Any]) -> Drawn:
    """The table with these self scores in place of the appraised ones."""
    own = table.scores.copy()
    for (agency, code), value in points.items():
        own.loc[own["agency_code"].eq(agency) & own["criterion_code"].eq(code), "self_score"] = value
    return replace(table, scores=own)


def gaps_of(table: Drawn, framework: Framework = FRAMEWORK) -> pd.DataFrame:
    return criterion_gap(table.scores, framework, table.assessed, language="en")


def test_the_gap_of_a_criterion_is_self_minus_appraised_points() -> None:
    table = with_self(drawn({"A": ("department", FULL)}), {("A", "1.1"): 3.3, ("A", "1.2.1"): 0.2})
    gaps = gaps_of(table)
    assert list(gaps.columns) == CRITERION_GAP_COLUMNS
    assert gaps["criterion_code"].tolist() == ["1.1", "1.2.1", "1.2.2"]  # the survey is not self-scored
    assert gaps["gap"].tolist() == [0.3, -0.3, 0]  # in floats 3.3 - 3 is 0.2999999999999998
    assert gaps["gap_share"].tolist() == [0.075, -0.3, 0]
    assert gaps["self_score"].tolist() == [3.3, 0.2, 0.5]
    assert gaps["appraised_score"].tolist() == [3, 0.5, 0.5]


def test_where_less_is_better_a_lower_self_score_is_over_scored() -> None:
    is_downward = FRAMEWORK.criteria["code"].eq("1.1")
    downward = replace(
        FRAMEWORK,
        criteria=FRAMEWORK.criteria.assign(direction=FRAMEWORK.criteria["direction"].mask(is_downward, "down")),
    )
    gaps = gaps_of(with_self(drawn({"A": ("department", FULL)}), {("A", "1.1"): 2.5}), downward)
    assert gaps[["self_score", "appraised_score", "gap"]].iloc[0].tolist() == [1.5, 1, 0.5]


def test_a_missing_score_has_no_gap_and_what_does_not_apply_has_no_row() -> None:
    table = drawn({"A": ("department", FULL | {"1.1": None, "1.2.1": EXEMPT}), "B": ("district", FULL)})
    gaps = gaps_of(with_self(table, {("A", "1.2.2"): None, ("A", "1.1"): 4}))
    assert gaps[["agency_code", "criterion_code"]].to_numpy().tolist() == [
        ["A", "1.1"], ["A", "1.2.2"], ["B", "1.1"], ["B", "1.2.1"],
    ]  # fmt: skip
    assert gaps["gap"].isna().tolist() == [True, True, False, False]


def test_an_agency_that_sent_nothing_has_no_rows() -> None:
    table = drawn({"A": ("department", FULL), "B": ("department", FULL)})
    silent = replace(table, scores=table.scores[table.scores["agency_code"] == "A"])
    assert set(gaps_of(silent)["agency_code"]) == {"A"}


def test_without_a_stated_maximum_the_gap_has_points_and_no_share() -> None:
    bare = replace(FRAMEWORK, criteria=FRAMEWORK.criteria.assign(max_points=float("nan")), index_scale="points")
    gaps = gaps_of(with_self(drawn({"A": ("department", FULL)}), {("A", "1.1"): 3.3}), bare)
    assert gaps["gap"].tolist() == [0.3, 0, 0]
    assert gaps["gap_share"].isna().all()


def test_over_scoring_is_counted_by_agency_and_by_criterion() -> None:
    table = drawn({"A": ("department", FULL), "B": ("department", FULL), "C": ("district", FULL | {"1.1": None})})
    gaps = gaps_of(with_self(table, {("A", "1.1"): 3.1, ("A", "1.2.1"): 0.7, ("B", "1.2.1"): 0.4}))
    by_agency = over_scoring(gaps, by=["agency_code", "agency_name"])
    counts = [
        "agency_code",
        "compared_count",
        "over_count",
        "level_count",
        "under_count",
        "missing_count",
        "gap_points",
    ]
    assert by_agency[counts].to_numpy().tolist() == [
        ["A", 3, 2, 1, 0, 0, 0.3],
        ["C", 1, 0, 1, 0, 1, 0],
        ["B", 3, 0, 2, 1, 0, -0.1],
    ]
    by_criterion = over_scoring(gaps, by=["criterion_code"]).set_index("criterion_code")
    assert by_criterion["gap_points"].to_dict() == {"1.1": 0.1, "1.2.1": 0.1, "1.2.2": 0}
    assert by_criterion.loc["1.2.1", "mean_gap_share"] == pytest.approx(0.1 / 3)


def ranks_of(table: Drawn) -> pd.DataFrame:
    return appraisal_ranks(table.scores, FRAMEWORK, table.assessed, groups=table.groups)


def test_the_appraisal_moves_an_agency_that_over_scores_down() -> None:
    table = drawn(
        {
            "A": ("department", FULL),
            "B": ("department", FULL | {"1.1": 250}),
            "C": ("department", FULL | {"1.1": 200}),
            "D": ("department", FULL | {"1.1": None}),
            "E": ("district", FULL | {"1.1": 0}),
        }
    )
    ranks = ranks_of(with_self(table, {("C", "1.1"): 4, ("D", "1.1"): 4}))
    assert list(ranks.columns) == APPRAISAL_RANK_COLUMNS
    places = ["agency_code", "self_rank", "appraised_rank", "rank_shift"]
    assert ranks[ranks["agency_code"] != "D"][places].to_numpy().tolist() == [
        ["C", 1, 3, 2], ["A", 2, 1, -1], ["B", 3, 2, -1], ["E", 1, 1, 0],
    ]  # fmt: skip
    # D has a self index only: it takes no place on either side.
    assert ranks.set_index("agency_code").loc["D", ["self_rank", "appraised_rank", "rank_shift"]].isna().all()
    assert ranks.set_index("agency_code").loc["D", "self_index"] == pytest.approx(83.33)


@given(any_tables)
def test_gaps_of_a_complete_agency_add_up_to_the_gap_of_its_index(table: Drawn) -> None:
    raised = replace(
        table,
        scores=table.scores.assign(self_score=(table.scores["appraised_score"] / 2).round(2)),
    )
    gaps = gaps_of(raised).groupby("agency_code")[["gap", "max_points"]].sum(min_count=1)
    whole = score_gap(raised.scores, FRAMEWORK, raised.assessed, groups=raised.groups).set_index("agency_code")
    for agency, row in whole[whole["gap"].notna()].iterrows():
        expected = gaps.loc[agency, "gap"] * 100 / gaps.loc[agency, "max_points"]
        assert row["gap"] == pytest.approx(expected, abs=0.0101)  # two published figures, each rounded once


@given(any_tables)
def test_order_of_rows_changes_nothing(table: Drawn) -> None:
    other = table.shuffled(default_rng(6))
    pd.testing.assert_frame_equal(gaps_of(table), gaps_of(other))
    pd.testing.assert_frame_equal(ranks_of(table), ranks_of(other))
