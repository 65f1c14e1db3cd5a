"""How much of what should have been scored has been."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from numpy.random import default_rng

from cchc_analysis.index.availability import Availability, availability
from cchc_analysis.reference.frameworks import Framework
from tests.index.score_draws import EXEMPT, Drawn, any_tables, drawn
from tests.index.trees import FRAMEWORK

TABLE = drawn(
    {
        "A": ("department", {"1.1": 100, "1.2.1": None, "1.2.2": None, "2": 100}),
        "B": ("department", {"1.1": None, "1.2.1": 50, "1.2.2": 50, "2": 0}),
        "C": ("district", {"1.1": 100, "1.2.1": None, "1.2.2": None, "2": EXEMPT}),
    }
)


def of(table: Drawn, least_share: float = 0.65, framework: Framework = FRAMEWORK) -> Availability:
    return availability(table.scores, framework, table.assessed, language="en", least_share=least_share)


def test_shares_count_what_applies_by_number_and_by_points() -> None:
    agencies = of(TABLE).agencies.set_index("agency_code")
    assert agencies["criteria_count"].to_dict() == {"A": 4, "B": 4, "C": 2}
    assert agencies["scored_count"].to_dict() == {"A": 2, "B": 3, "C": 1}
    assert agencies["scored_share"].to_dict() == {"A": 0.5, "B": 0.75, "C": 0.5}
    assert agencies["points_share"].to_dict() == {"A": 0.8, "B": 0.6, "C": 0.8}  # zero points are a score


def test_both_shares_must_reach_the_threshold_and_equal_is_enough() -> None:
    assert of(TABLE, 0.5).agencies["is_enough"].tolist() == [True, True, True]
    assert of(TABLE, 0.6).agencies["is_enough"].tolist() == [False, True, False]
    assert of(TABLE, 0.61).agencies["is_enough"].tolist() == [False, False, False]


def test_two_thirds_is_compared_exactly() -> None:
    table = drawn({"A": ("department", {"1.1": 1, "1.2.1": 1, "1.2.2": None, "2": EXEMPT})})
    assert of(table, 0.6666666666666666).agencies["is_enough"].tolist() == [True]
    assert of(table, 0.6666666666666667).agencies["is_enough"].tolist() == [False]


def test_an_agency_that_sent_nothing_keeps_its_row() -> None:
    silent = replace(TABLE, scores=TABLE.scores[TABLE.scores["agency_code"] != "B"])
    row = of(silent).agencies.set_index("agency_code").loc["B"]
    assert row[["criteria_count", "scored_count", "scored_share", "points_share", "is_enough"]].tolist() == [
        4, 0, 0, 0, False,
    ]  # fmt: skip


def test_an_agency_to_which_nothing_applies_is_never_enough() -> None:
    table = drawn({"A": ("district", {"1.1": EXEMPT, "1.2.1": EXEMPT, "1.2.2": EXEMPT, "2": EXEMPT})})
    row = of(table, 0).agencies.iloc[0]
    assert (row["criteria_count"], row["is_enough"]) == (0, False)
    assert pd.isna(row["scored_share"])


def test_where_nothing_applies_to_anybody_the_table_of_criteria_is_empty_and_can_be_screened() -> None:
    table = drawn({"A": ("district", {"1.1": EXEMPT, "1.2.1": EXEMPT, "1.2.2": EXEMPT, "2": EXEMPT})})
    criteria = of(table).criteria
    assert criteria.empty
    assert list(criteria[~criteria["is_enough"]].columns) == list(criteria.columns)


def test_criteria_are_screened_within_each_group() -> None:
    criteria = of(TABLE).criteria
    rows = criteria[["group", "criterion_code", "agencies_count", "scored_count", "scored_share", "is_enough"]]
    assert rows.to_numpy().tolist() == [
        ["department", "1.1", 2, 1, 0.5, False],
        ["department", "1.2.1", 2, 1, 0.5, False],
        ["department", "1.2.2", 2, 1, 0.5, False],
        ["department", "2", 2, 2, 1.0, True],
        ["district", "1.1", 1, 1, 1.0, True],
        ["district", "1.2.1", 1, 0, 0.0, False],
    ]
    assert criteria["criterion_name"].iloc[0] == "Criterion 1.1"


def test_without_stated_maxima_the_count_decides() -> None:
    framework = replace(
        FRAMEWORK, index_scale="points", criteria=FRAMEWORK.criteria.assign(max_points=float("nan"))
    )
    agencies = of(TABLE, 0.6, framework).agencies
    assert agencies["points_share"].isna().all()
    assert agencies["is_enough"].tolist() == [False, True, False]


@given(any_tables)
def test_an_index_is_complete_exactly_where_everything_is_scored(table: Drawn) -> None:
    agencies = of(table).agencies.set_index("agency_code").sort_index()
    nodes = table.nodes()
    roots = nodes[nodes["criterion_code"] == "R"].set_index("agency_code")
    counted = agencies[agencies["criteria_count"] > 0]
    assert counted["scored_share"].eq(1).to_dict() == roots["is_complete"].to_dict()
    assert counted["points_share"].eq(1).to_dict() == roots["is_complete"].to_dict()


@given(any_tables)
def test_order_of_rows_changes_nothing(table: Drawn) -> None:
    one, other = of(table), of(table.shuffled(default_rng(4)))
    pd.testing.assert_frame_equal(one.agencies, other.agencies)
    pd.testing.assert_frame_equal(one.criteria, other.criteria)


@pytest.mark.parametrize("least", [0.0, 1.0])
def test_the_ends_of_the_threshold_hold(least: float) -> None:
    assert of(TABLE, least).agencies["is_enough"].tolist() == [least == 0.0] * 3
