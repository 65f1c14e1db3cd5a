"""Points over a tree: sums, applicability, missing scores."""

from __future__ import annotations

import math
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.index.roll_up import UnknownCriterionError, roll_up
from cchc_analysis.reference.frameworks import Framework
from tests.index.trees import FRAMEWORK, scores


def node(nodes: pd.DataFrame, agency: str, code: str) -> pd.Series:
    rows = nodes[(nodes["agency_code"] == agency) & (nodes["criterion_code"] == code)]
    assert len(rows) == 1
    return rows.iloc[0]


def rolled(table: pd.DataFrame, *, group: str = "department", framework: Framework = FRAMEWORK) -> pd.DataFrame:
    return roll_up(table, framework, groups=dict.fromkeys(table["agency_code"], group))


def test_points_add_up_over_an_uneven_tree_and_the_index_is_their_share_of_the_maximum() -> None:
    nodes = rolled(scores("A", {"1.1": 3, "1.2.1": 1, "1.2.2": 0.5, "2": 4}))
    assert node(nodes, "A", "1.2")["score"] == 1.5
    assert node(nodes, "A", "1")["score"] == 4.5
    root = node(nodes, "A", "R")
    assert (root["score"], root["max_points"], root["index"]) == (8.5, 10.0, 85.0)
    assert node(nodes, "A", "1.2")["level"] == 2


def test_decimals_are_added_exactly() -> None:
    nodes = rolled(scores("A", {"1.1": 0.1, "1.2.1": 0.2, "1.2.2": 0.3, "2": 0.1}))
    assert node(nodes, "A", "1")["score"] == 0.6  # 0.1 + 0.2 + 0.3 in floats is 0.6000000000000001
    assert node(nodes, "A", "R")["score"] == 0.7


def test_a_criterion_that_does_not_apply_leaves_points_and_maximum() -> None:
    table = scores("A", {"1.1": 4, "1.2.1": 1, "1.2.2": 1, "2": 1})
    table.loc[table["criterion_code"] == "2", "is_applicable"] = False
    nodes = rolled(table)
    root = node(nodes, "A", "R")
    assert (root["score"], root["max_points"], root["index"]) == (6.0, 6.0, 100.0)
    assert not nodes["criterion_code"].eq("2").any()


def test_a_criterion_for_another_group_does_not_count() -> None:
    nodes = rolled(scores("A", {"1.1": 4, "1.2.1": 1, "1.2.2": 1, "2": 4}), group="district")
    assert node(nodes, "A", "1")["max_points"] == 5.0  # 1.2.2 is for departments only


def test_a_missing_score_makes_the_sums_above_it_missing_and_no_others() -> None:
    nodes = rolled(scores("A", {"1.1": 3, "1.2.1": None, "1.2.2": 1, "2": 4}))
    for code in ("1.2", "1", "R"):
        assert math.isnan(node(nodes, "A", code)["score"])
        assert not node(nodes, "A", code)["is_complete"]
    assert node(nodes, "A", "2")["index"] == 100.0


def test_a_criterion_without_a_row_is_missing_not_zero() -> None:
    assert math.isnan(node(rolled(scores("A", {"1.1": 3, "1.2.2": 1, "2": 4})), "A", "R")["score"])


def test_survey_criteria_take_survey_points_and_are_left_out_of_self_scores() -> None:
    table = scores("A", {"1.1": 4, "1.2.1": 1, "1.2.2": 1})
    survey = scores("A", {"2": None}).assign(survey_score=3.0)
    both = pd.concat([table, survey], ignore_index=True)
    assert node(rolled(both), "A", "R")["score"] == 9.0
    own = roll_up(both, FRAMEWORK, groups={"A": "department"}, basis="self")
    assert node(own, "A", "R")["max_points"] == 6.0


def test_scores_outside_the_framework_are_refused_by_name() -> None:
    with pytest.raises(UnknownCriterionError, match=r"9\.9"):
        rolled(scores("A", {"9.9": 1}))


_points = st.fixed_dictionaries(
    {
        "1.1": st.integers(0, 400),
        "1.2.1": st.integers(0, 100),
        "1.2.2": st.integers(0, 100),
        "2": st.integers(0, 400),
    }
)


@given(st.dictionaries(st.sampled_from("ABCDE"), _points, min_size=1), st.randoms(use_true_random=False))
def test_order_of_rows_changes_nothing_and_every_index_is_within_bounds(
    given_points: dict[str, dict[str, int]], random: object
) -> None:
    table = pd.concat(
        [
            scores(agency, {code: points / 100 for code, points in own.items()})
            for agency, own in given_points.items()
        ],
        ignore_index=True,
    )
    order = list(table.index)
    random.shuffle(order)  # type: ignore[attr-defined]
    nodes = rolled(table)
    pd.testing.assert_frame_equal(nodes, rolled(table.loc[order].reset_index(drop=True)))
    assert nodes["index"].between(0, 100).all()
    for agency, own in given_points.items():
        exact = sum((Decimal(points) / 100 for points in own.values()), Decimal(0))
        assert node(nodes, agency, "R")["score"] == float(exact)
