"""Points lost: ranked, added up, pooled by group."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from numpy.random import default_rng

from cchc_analysis.index.points_lost import GROUP_LOST_COLUMNS, LOST_COLUMNS, group_points_lost, points_lost
from tests.index.score_draws import Drawn, any_tables, complete_tables, drawn
from tests.index.trees import FRAMEWORK


def lost_of(table: Drawn) -> pd.DataFrame:
    return points_lost(table.nodes(), table.assessed, FRAMEWORK, language="en")


def test_criteria_are_ranked_by_points_lost_with_their_share_of_all_that_was_lost() -> None:
    lost = lost_of(drawn({"A": ("department", {"1.1": 300, "1.2.1": 50, "1.2.2": 50, "2": 200})}))
    assert list(lost.columns) == LOST_COLUMNS
    assert lost["criterion_code"].tolist() == ["2", "1.1", "1.2.1", "1.2.2"]
    assert lost["lost_points"].tolist() == [2, 1, 0.5, 0.5]
    assert lost["lost_index"].tolist() == [20, 10, 5, 5]
    assert lost["lost_rank"].tolist() == [1, 2, 3, 3]
    assert lost["lost_share"].tolist() == [0.5, 0.25, 0.125, 0.125]
    assert lost["cumulative_share"].tolist() == [0.5, 0.75, 0.875, 1]
    assert lost["criterion_name"].tolist()[0] == "Criterion 2"
    assert lost["agency_name"].unique() == ["Agency A"]


def test_decimals_lost_are_exact_so_that_equals_share_a_rank() -> None:
    # In floats 4 - 3.7 is 0.2999999999999998 and 1 - 0.7 is 0.30000000000000004.
    lost = lost_of(drawn({"A": ("department", {"1.1": 370, "1.2.1": 70, "1.2.2": 100, "2": 400})}))
    assert lost["lost_points"].tolist()[:2] == [0.3, 0.3]
    assert lost["lost_rank"].tolist() == [1, 1, 3, 3]


def test_a_criterion_that_does_not_apply_is_not_lost() -> None:
    lost = lost_of(drawn({"A": ("district", {"1.1": 400, "1.2.1": 10, "1.2.2": None, "2": 400})}))
    assert "1.2.2" not in set(lost["criterion_code"])
    assert lost["lost_index"].tolist() == [10, 0, 0]  # 0.9 of 9 points


def test_an_agency_without_all_scores_has_ranks_and_no_shares() -> None:
    lost = lost_of(drawn({"A": ("department", {"1.1": None, "1.2.1": 50, "1.2.2": 20, "2": 400})}))
    assert lost["criterion_code"].tolist() == ["1.2.2", "1.2.1", "2", "1.1"]
    assert lost["lost_rank"].tolist()[:3] == [1, 2, 3]
    assert pd.isna(lost["lost_rank"].iloc[3])
    assert lost["lost_index"].tolist()[:3] == [8, 5, 0]
    assert lost[["lost_share", "cumulative_share"]].isna().all(axis=None)


def test_an_agency_that_lost_nothing_has_no_shares_to_divide() -> None:
    lost = lost_of(drawn({"A": ("department", {"1.1": 400, "1.2.1": 100, "1.2.2": 100, "2": 400})}))
    assert lost["lost_share"].tolist() == lost["cumulative_share"].tolist() == [0, 0, 0, 0]


def test_a_scale_of_points_states_no_maximum_so_nothing_is_lost() -> None:
    framework = replace(FRAMEWORK, index_scale="points")
    table = drawn({"A": ("department", {"1.1": 300, "1.2.1": 50, "1.2.2": 50, "2": 200})})
    lost = points_lost(table.nodes(framework), table.assessed, framework, language="vi")
    assert lost.empty
    assert list(lost.columns) == LOST_COLUMNS
    pooled = group_points_lost(lost, framework, language="vi")
    assert pooled.empty
    assert list(pooled.columns) == GROUP_LOST_COLUMNS


def test_a_group_pools_the_points_of_its_complete_agencies() -> None:
    table = drawn(
        {
            "A": ("department", {"1.1": 300, "1.2.1": 100, "1.2.2": 100, "2": 400}),
            "B": ("department", {"1.1": 100, "1.2.1": 50, "1.2.2": 100, "2": 400}),
            "C": ("department", {"1.1": 0, "1.2.1": None, "1.2.2": 0, "2": 0}),
            "D": ("district", {"1.1": 400, "1.2.1": 100, "1.2.2": None, "2": 100}),
        }
    )
    pooled = group_points_lost(lost_of(table), FRAMEWORK, language="en")
    departments = pooled[pooled["group"] == "department"]
    assert departments["criterion_code"].tolist() == ["1.1", "1.2.1", "1.2.2", "2"]
    assert departments["lost_points"].tolist() == [4, 0.5, 0, 0]
    assert departments["lost_index"].tolist() == [20, 2.5, 0, 0]
    assert departments["agencies_count"].tolist() == [2, 2, 2, 2]
    assert departments["lost_rank"].tolist() == [1, 2, 3, 3]
    assert departments["cumulative_share"].tolist() == pytest.approx([8 / 9, 1, 1, 1])
    assert pooled.loc[pooled["group"] == "district", "lost_points"].tolist() == [3, 0, 0]


@given(complete_tables)
def test_what_is_lost_adds_up_to_a_hundred_less_the_index(table: Drawn) -> None:
    nodes, lost = table.nodes(), lost_of(table)
    roots = nodes[nodes["criterion_code"] == "R"].set_index("agency_code")["index"]
    total = lost.groupby("agency_code")["lost_index"].sum()
    pd.testing.assert_series_equal(total, 100 - roots, check_names=False, rtol=0, atol=1e-9)
    last = lost.groupby("agency_code")["cumulative_share"].last()
    assert (last.eq(1) | total.eq(0)).all()
    pooled = group_points_lost(lost, FRAMEWORK, language="vi").groupby("group")["lost_index"].sum()
    means = (100 - roots).groupby(roots.index.map(table.groups)).mean()
    pd.testing.assert_series_equal(pooled, means, check_names=False, rtol=0, atol=1e-9)


@given(any_tables)
def test_order_of_rows_changes_nothing(table: Drawn) -> None:
    pd.testing.assert_frame_equal(lost_of(table), lost_of(table.shuffled(default_rng(1))))
