"""Stand-ins for missing scores: declared, marked, and never in place of a given score."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.random import default_rng

from cchc_analysis.index.imputation import (
    IMPUTED_COLUMNS,
    UNFILLED_COLUMNS,
    imputation_sentences,
)
from cchc_analysis.index.roll_up import roll_up
from cchc_analysis.index.score_faults import score_faults
from cchc_analysis.index.stand_ins import METHODS, Method
from tests.index.imputed import FULL, GAPPED, filled, imputed, unfilled
from tests.index.score_draws import EXEMPT, Drawn, any_tables, drawn
from tests.index.trees import FRAMEWORK


def test_the_median_and_the_mean_are_those_of_the_agencys_own_group() -> None:
    median = imputed(GAPPED, "group_median_share")
    assert filled(median) == {("A", "1.1"): 2.1}
    assert filled(imputed(GAPPED, "group_mean_share")) == {("A", "1.1"): 2.7}
    assert list(median.imputed.columns) == IMPUTED_COLUMNS
    assert median.imputed[["max_points", "method"]].to_numpy().tolist() == [[4, "group_median_share"]]
    assert unfilled(median) == {("F", "1.1"): "few_donors"}
    assert list(median.unfilled.columns) == UNFILLED_COLUMNS


def test_fewer_donors_may_be_declared_enough() -> None:
    assert filled(imputed(GAPPED, "group_median_share", least_donors=1))["F", "1.1"] == 0
    assert unfilled(imputed(GAPPED, "group_median_share", least_donors=4)) == {
        ("A", "1.1"): "few_donors", ("F", "1.1"): "few_donors",
    }  # fmt: skip


def test_the_stand_in_stands_in_its_cell_and_in_the_index() -> None:
    result = imputed(GAPPED, "group_median_share")
    row = result.scores[(result.scores["agency_code"] == "A") & (result.scores["criterion_code"] == "1.1")]
    assert row["appraised_score"].tolist() == [2.1]
    assert row["self_score"].isna().all()  # the agency's own points are not ours to invent
    nodes = roll_up(result.scores, FRAMEWORK, groups=GAPPED.groups)
    assert nodes[(nodes["agency_code"] == "A") & (nodes["criterion_code"] == "R")]["index"].tolist() == [51]
    assert GAPPED.scores["appraised_score"].isna().sum() == 10  # the table passed in is not touched


def test_survey_points_are_filled_into_the_survey_column() -> None:
    table = drawn(
        {
            code: ("district", FULL | {"2": points})
            for code, points in zip("ABCD", [None, 100, 200, 300], strict=True)
        }
    )
    scores = imputed(table, "group_mean_share").scores
    row = scores[(scores["agency_code"] == "A") & (scores["criterion_code"] == "2")]
    assert row["survey_score"].tolist() == [2]
    assert row["appraised_score"].isna().all()


def test_a_criterion_without_a_row_gets_one_that_names_no_file() -> None:
    is_gone = GAPPED.scores["agency_code"].eq("A") & GAPPED.scores["criterion_code"].eq("1.1")
    scores = imputed(replace(GAPPED, scores=GAPPED.scores[~is_gone]), "group_median_share").scores
    row = scores[(scores["agency_code"] == "A") & (scores["criterion_code"] == "1.1")]
    assert row[["year", "framework", "appraised_score", "source_file", "source_row"]].to_numpy().tolist() == [
        [2020, "tree", 2.1, "", 0]
    ]
    assert scores.dtypes.equals(GAPPED.scores.dtypes)
    assert list(scores.columns) == list(GAPPED.scores.columns)


def test_zero_is_no_points_earned_also_where_less_is_better() -> None:
    is_downward = FRAMEWORK.criteria["code"].eq("1.1")
    downward = replace(
        FRAMEWORK,
        criteria=FRAMEWORK.criteria.assign(direction=FRAMEWORK.criteria["direction"].mask(is_downward, "down")),
    )
    assert filled(imputed(GAPPED, "zero")) == {("A", "1.1"): 0, ("F", "1.1"): 0}
    result = imputed(GAPPED, "zero", framework=downward)
    assert filled(result) == {("A", "1.1"): 4, ("F", "1.1"): 4}
    nodes = roll_up(result.scores, downward, groups=GAPPED.groups)
    assert nodes[(nodes["agency_code"] == "A") & (nodes["criterion_code"] == "1.1")]["score"].tolist() == [0]


def test_without_maxima_the_groups_points_are_taken() -> None:
    bare = replace(FRAMEWORK, criteria=FRAMEWORK.criteria.assign(max_points=float("nan")), index_scale="points")
    assert filled(imputed(GAPPED, "group_median_share", framework=bare)) == {("A", "1.1"): 2.1}


@pytest.mark.parametrize("method", METHODS)
def test_an_agency_that_sent_nothing_is_given_no_index(method: Method) -> None:
    silent = GAPPED.scores["agency_code"].eq("B")
    table = replace(GAPPED, scores=GAPPED.scores[~silent])
    result = imputed(table, method)
    assert {reason for (agency, _), reason in unfilled(result).items() if agency == "B"} == {"nothing_sent"}
    assert "B" not in set(result.scores["agency_code"])


def test_criteria_that_do_not_count_are_not_filled() -> None:
    exempt = drawn({"A": ("district", FULL | {"1.1": EXEMPT, "1.2.2": None, "2": None})})
    assert filled(imputed(exempt, "zero")) == {("A", "2"): 0}
    rebased = imputed(exempt, "zero", framework=replace(FRAMEWORK, without_survey="rebase"))
    assert filled(rebased) == {}
    assert unfilled(rebased) == {}


def test_the_report_states_what_was_filled_and_what_was_not() -> None:
    said = imputation_sentences(imputed(GAPPED, "group_median_share"), language="vi")
    assert said[0].startswith("Có 1 điểm còn thiếu của 1 cơ quan được thay bằng trung vị")
    assert said[1].endswith("quá ít cơ quan cùng nhóm có điểm: Agency F.")
    untouched = imputation_sentences(imputed(GAPPED, "none"), language="en")
    assert untouched == ("Missing scores left missing, as the method chosen says: 2 (Agency A, Agency F).",)
    whole = drawn({"A": ("department", FULL)})
    assert imputation_sentences(imputed(whole, "zero"), language="en") == (
        "No score is missing, so none is filled in.",
    )


@given(any_tables, st.sampled_from(METHODS), st.integers(1, 3))
def test_a_given_score_is_never_touched_and_complete_agencies_keep_their_index(
    table: Drawn, method: Method, least_donors: int
) -> None:
    result = imputed(table, method, least_donors=least_donors)
    before, after = table.scores, result.scores
    official = ["self_score", "appraised_score", "survey_score"]
    pd.testing.assert_frame_equal(after[before.columns.drop(official)], before[before.columns.drop(official)])
    assert (after[official].eq(before[official]) | before[official].isna()).all(axis=None)
    nodes, again = table.nodes(), roll_up(after, FRAMEWORK, groups=table.groups)
    complete = set(nodes.loc[(nodes["criterion_code"] == "R") & nodes["is_complete"], "agency_code"])
    pd.testing.assert_frame_equal(
        nodes[nodes["agency_code"].isin(complete)].reset_index(drop=True),
        again[again["agency_code"].isin(complete)].reset_index(drop=True),
    )
    assert len(result.imputed) == int((after[official].notna() & before[official].isna()).sum().sum())
    assert (
        score_faults(after, FRAMEWORK, groups=table.groups) == ()
    )  # within zero and the maximum, where it belongs


@given(any_tables, st.sampled_from(METHODS))
def test_every_missing_score_is_either_filled_or_named(table: Drawn, method: Method) -> None:
    nodes = table.nodes()
    leaves = nodes[nodes["criterion_code"].isin(FULL)]
    missing = set(
        leaves.loc[leaves["score"].isna(), ["agency_code", "criterion_code"]].itertuples(index=False, name=None)
    )
    result = imputed(table, method)
    assert set(filled(result)) | set(unfilled(result)) == missing
    assert not set(filled(result)) & set(unfilled(result))
    if method == "none":
        assert filled(result) == {}


@given(any_tables, st.sampled_from(METHODS))
def test_order_of_rows_changes_nothing(table: Drawn, method: Method) -> None:
    one, other = (imputed(each, method) for each in (table, table.shuffled(default_rng(5))))
    assert filled(one) == filled(other)
    assert unfilled(one) == unfilled(other)
