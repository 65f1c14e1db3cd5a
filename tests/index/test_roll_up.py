"""Points over a tree: sums, applicability, missing scores."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.index.leaf_scores import UnknownCriterionError
from cchc_analysis.index.roll_up import roll_up
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


def variant(column: str, values: dict[str, object], **fields: object) -> Framework:
    """The test tree with other values in one column of some criteria, and other fields."""
    codes, own = FRAMEWORK.criteria["code"], FRAMEWORK.criteria[column]
    changed = [values.get(code, value) for code, value in zip(codes, own, strict=True)]
    criteria = FRAMEWORK.criteria.assign(**{column: changed})
    return replace(FRAMEWORK, criteria=criteria, **fields)  # type: ignore[arg-type]


def test_where_less_is_better_the_points_left_to_the_maximum_count() -> None:
    downward = variant("direction", {"1.1": "down", "2": "down"})
    nodes = rolled(scores("A", {"1.1": 3.7, "1.2.1": 1, "1.2.2": 1, "2": 4}), framework=downward)
    assert node(nodes, "A", "1.1")["score"] == 0.3  # in floats 4 - 3.7 is 0.2999999999999998
    assert node(nodes, "A", "2")["score"] == 0
    root = node(nodes, "A", "R")
    assert (root["score"], root["max_points"], root["index"]) == (2.3, 10, 23)


def test_the_direction_turns_self_scores_too_and_leaves_missing_ones_missing() -> None:
    downward = variant("direction", {"1.1": "down"})
    table = scores("A", {"1.1": 1, "1.2.1": 1, "1.2.2": 1, "2": 4}).assign(self_score=[3, 1, 1, float("nan")])
    own = roll_up(table, downward, groups={"A": "department"}, basis="self")
    assert node(own, "A", "1.1")["score"] == 1
    missing = rolled(scores("A", {"1.1": None, "1.2.1": 1, "1.2.2": 1, "2": 4}), framework=downward)
    assert math.isnan(node(missing, "A", "1.1")["score"])
    assert not node(missing, "A", "R")["is_complete"]


POINTS = variant("max_points", dict.fromkeys(FRAMEWORK.criteria["code"], math.nan), index_scale="points")


def test_on_the_scale_of_points_the_index_is_the_sum_of_points() -> None:
    nodes = rolled(scores("A", {"1.1": 0.1, "1.2.1": 0.2, "1.2.2": 70, "2": 0.3}), framework=POINTS)
    assert node(nodes, "A", "R")["index"] == 70.6
    assert node(nodes, "A", "1")["index"] == 70.3
    assert nodes["max_points"].isna().all()
    assert nodes["is_complete"].all()


def test_on_the_scale_of_points_a_missing_score_still_makes_the_index_missing() -> None:
    nodes = rolled(scores("A", {"1.1": 0.1, "1.2.1": None, "1.2.2": 70, "2": 0.3}), framework=POINTS)
    assert math.isnan(node(nodes, "A", "R")["index"])
    assert node(nodes, "A", "2")["index"] == 0.3


def test_without_maxima_a_share_cannot_be_computed_and_points_still_add_up() -> None:
    bare = replace(POINTS, index_scale="share")
    root = node(rolled(scores("A", {"1.1": 1, "1.2.1": 1, "1.2.2": 1, "2": 1}), framework=bare), "A", "R")
    assert root["score"] == 4
    assert math.isnan(root["index"])


REBASED = replace(FRAMEWORK, without_survey="rebase")


def unsurveyed(*agencies: str) -> pd.DataFrame:
    points = {"1.1": 3, "1.2.1": 1, "1.2.2": 0.5, "2": None}
    return pd.concat([scores(agency, points) for agency in agencies], ignore_index=True)


@pytest.mark.parametrize("has_rows", [True, False])
def test_a_year_without_any_survey_is_rebased_where_the_framework_says_so(has_rows: bool) -> None:
    table = unsurveyed("A", "B")
    table = table if has_rows else table[table["criterion_code"] != "2"]
    nodes = rolled(table, framework=REBASED)
    assert "2" not in set(nodes["criterion_code"])
    root = node(nodes, "A", "R")
    assert (root["score"], root["max_points"], root["index"]) == (4.5, 6, 75)
    assert math.isnan(node(rolled(table), "A", "R")["index"])  # by default the index of such a year is missing


def test_one_survey_score_anywhere_means_that_there_was_a_survey() -> None:
    table = pd.concat(
        [unsurveyed("A"), scores("B", {"1.1": 3, "1.2.1": 1, "1.2.2": 1, "2": 0})], ignore_index=True
    )
    nodes = rolled(table, framework=REBASED)
    assert math.isnan(node(nodes, "A", "R")["index"])
    assert node(nodes, "B", "R")["max_points"] == 10


def test_survey_points_on_a_criterion_that_does_not_apply_are_no_survey() -> None:
    stray = scores("B", {"1.1": 3, "1.2.1": 1, "1.2.2": 1, "2": 1}).assign(is_applicable=[True, True, True, False])
    nodes = rolled(pd.concat([unsurveyed("A"), stray], ignore_index=True), framework=REBASED)
    assert node(nodes, "A", "R")["max_points"] == 6


def test_last_years_survey_is_not_this_years() -> None:
    last_year = scores("A", {"1.1": 3, "1.2.1": 1, "1.2.2": 1, "2": 4}, year=2019)
    nodes = rolled(pd.concat([last_year, unsurveyed("A")], ignore_index=True), framework=REBASED)
    assert node(nodes, "A", "R")["max_points"] == 6


def test_an_agency_exempt_from_the_survey_alone_does_not_rebase_the_others() -> None:
    surveyed = scores("B", {"1.1": 3, "1.2.1": 1, "1.2.2": 1, "2": 4})
    exempt = unsurveyed("A").assign(is_applicable=[True, True, True, False])
    nodes = rolled(pd.concat([exempt, surveyed], ignore_index=True), framework=REBASED)
    assert node(nodes, "A", "R")["max_points"] == 6
    assert node(nodes, "B", "R")["max_points"] == 10


@given(st.dictionaries(st.sampled_from("ABC"), _points, min_size=1), st.integers(1, 100))
def test_points_on_a_criterion_never_lower_an_index_nor_another_agencys(
    given_points: dict[str, dict[str, int]], more: int
) -> None:
    def table(extra: int) -> pd.DataFrame:
        return pd.concat(
            [
                scores(
                    agency, {code: (own[code] + extra * (agency == "A" and code == "1.1")) / 100 for code in own}
                )
                for agency, own in given_points.items()
            ],
            ignore_index=True,
        )

    before, after = (
        rolled(table(extra)).set_index(["agency_code", "criterion_code"])["index"] for extra in (0, more)
    )
    moved = after[after.ne(before)]
    assert moved.gt(before[moved.index]).all()
    assert set(moved.index) <= {("A", "1.1"), ("A", "1"), ("A", "R")}
