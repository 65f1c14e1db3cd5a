"""Stand-ins for missing scores: declared, marked, and never in place of a given score."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.random import default_rng

from cchc_analysis.index.imputation import (
    IMPUTED_COLUMNS,
    UNFILLED_COLUMNS,
    Imputation,
    imputation_sentences,
    impute_scores,
)
from cchc_analysis.index.roll_up import roll_up
from cchc_analysis.index.score_faults import score_faults
from cchc_analysis.index.stand_ins import METHODS, Method
from cchc_analysis.intake.sources import parse_source, read_source
from cchc_analysis.reference.frameworks import Framework, load_framework
from tests.index.score_draws import EXEMPT, Drawn, any_tables, drawn
from tests.index.trees import FRAMEWORK

LAST_YEAR = replace(FRAMEWORK, year=2019)
FULL = {"1.1": 100, "1.2.1": 100, "1.2.2": 100, "2": 100}


def imputed(
    table: Drawn,
    method: Method,
    *,
    framework: Framework = FRAMEWORK,
    previous: Framework = LAST_YEAR,
    **options: Any,
) -> Imputation:
    return impute_scores(
        table.scores, framework, table.assessed, method=method, language="en", previous=previous, **options
    )


def filled(result: Imputation) -> dict[tuple[str, str], float]:
    rows = result.imputed
    return {
        (agency, code): score
        for agency, code, score in zip(rows["agency_code"], rows["criterion_code"], rows["score"], strict=True)
    }


def unfilled(result: Imputation) -> dict[tuple[str, str], str]:
    rows = result.unfilled
    return {
        (agency, code): reason
        for agency, code, reason in zip(rows["agency_code"], rows["criterion_code"], rows["reason"], strict=True)
    }


GAPPED = drawn(
    {
        "A": ("department", FULL | {"1.1": None}),
        "B": ("department", FULL | {"1.1": 200}),
        "C": ("department", FULL | {"1.1": 210}),
        "D": ("department", FULL | {"1.1": 400}),
        "E": ("district", FULL | {"1.1": 0}),
        "F": ("district", FULL | {"1.1": None}),
    }
)


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


def with_last_year(last: dict[str, Any], this: dict[str, Any]) -> Drawn:
    """Agency A with two years."""
    now, before = drawn({"A": ("department", this)}), drawn({"A": ("department", last)})
    return replace(now, scores=pd.concat([before.scores.assign(year=2019), now.scores], ignore_index=True))


def test_last_years_share_is_taken_of_todays_maximum() -> None:
    halved = FRAMEWORK.criteria["max_points"].mask(FRAMEWORK.criteria["code"].eq("1.1"), 3.0)
    previous = replace(LAST_YEAR, criteria=FRAMEWORK.criteria.assign(max_points=halved))
    table = with_last_year(FULL | {"1.1": 150}, FULL | {"1.1": None})
    result = imputed(table, "previous_year_share", previous=previous)
    assert filled(result) == {("A", "1.1"): 2}  # 1.5 of 3 → 2 of 4
    is_last_year = result.scores["year"] == 2019
    pd.testing.assert_frame_equal(
        result.scores[is_last_year], table.scores[table.scores["year"] == 2019], check_like=True
    )


@pytest.mark.parametrize("last", [None, EXEMPT])
def test_nothing_to_take_from_last_year_is_said(last: object) -> None:
    table = with_last_year(FULL | {"1.1": last}, FULL | {"1.1": None})
    assert unfilled(imputed(table, "previous_year_share")) == {("A", "1.1"): "no_previous"}


def test_last_years_points_do_not_count_in_another_direction() -> None:
    turned = FRAMEWORK.criteria["direction"].mask(FRAMEWORK.criteria["code"].eq("1.1"), "down")
    previous = replace(LAST_YEAR, criteria=FRAMEWORK.criteria.assign(direction=turned))
    table = with_last_year(FULL, FULL | {"1.1": None, "1.2.1": None})
    result = imputed(table, "previous_year_share", previous=previous)
    assert unfilled(result) == {("A", "1.1"): "no_previous"}
    assert filled(result) == {("A", "1.2.1"): 1}


def test_last_years_score_is_found_under_the_code_the_criterion_had_then() -> None:
    table = with_last_year(FULL | {"1.2.1": 50, "1.2.2": 100}, FULL | {"1.2.1": None, "1.2.2": None})
    swapped = {"1.2.1": "1.2.2", "1.2.2": "1.2.1"}
    result = imputed(table, "previous_year_share", renumbered=swapped)
    assert filled(result) == {("A", "1.2.1"): 1, ("A", "1.2.2"): 0.5}
    ended = imputed(table, "previous_year_share", renumbered={"1.2.1": ""})
    assert unfilled(ended) == {("A", "1.2.1"): "no_previous"}


def test_without_maxima_neighbours_may_have_other_codes() -> None:
    bare = FRAMEWORK.criteria.assign(max_points=float("nan"))
    now = replace(FRAMEWORK, criteria=bare, index_scale="points")
    older = bare.assign(code=bare["code"].replace("1.2.2", "1.2.9"))
    table = with_last_year(FULL, FULL | {"1.2.1": None})
    scores = table.scores.assign(
        criterion_code=table.scores["criterion_code"].mask(
            table.scores["year"].eq(2019) & table.scores["criterion_code"].eq("1.2.2"), "1.2.9"
        )
    )
    table, previous = replace(table, scores=scores), replace(now, year=2019, criteria=older)
    unknown = imputed(table, "previous_year_share", framework=now, previous=previous)
    assert unfilled(unknown) == {("A", "1.2.1"): "no_previous"}
    known = imputed(table, "previous_year_share", framework=now, previous=previous, renumbered={"1.2.9": "1.2.2"})
    assert filled(known) == {("A", "1.2.1"): 1}


def test_without_maxima_last_years_points_count_only_beside_the_same_criteria() -> None:
    bare = FRAMEWORK.criteria.assign(max_points=float("nan"))
    now = replace(FRAMEWORK, criteria=bare, index_scale="points")
    table = with_last_year(FULL, FULL | {"1.1": None, "1.2.1": None})
    same = imputed(table, "previous_year_share", framework=now, previous=replace(now, year=2019))
    assert filled(same) == {("A", "1.1"): 1, ("A", "1.2.1"): 1}
    fewer = replace(now, year=2019, criteria=bare[bare["code"] != "1.2.2"])
    broken = imputed(table, "previous_year_share", framework=now, previous=fewer)
    assert filled(broken) == {("A", "1.1"): 1}
    assert unfilled(broken) == {("A", "1.2.1"): "no_previous"}


def test_without_maxima_the_groups_points_are_taken() -> None:
    bare = replace(FRAMEWORK, criteria=FRAMEWORK.criteria.assign(max_points=float("nan")), index_scale="points")
    assert filled(imputed(GAPPED, "group_median_share", framework=bare)) == {("A", "1.1"): 2.1}


def test_last_years_share_cannot_be_asked_for_without_last_year() -> None:
    with pytest.raises(ValueError, match="year before"):
        impute_scores(GAPPED.scores, FRAMEWORK, GAPPED.assessed, method="previous_year_share", language="en")


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


@pytest.mark.real_data
def test_papi_2018_does_not_carry_points_over_the_break_of_2017(shared_data: Path) -> None:
    scores = read_source(parse_source(f"papi={shared_data / 'papi'}")).tables["scores"]
    codes = sorted(scores.loc[scores["year"] == 2018, "agency_code"].unique())
    assessed = pd.DataFrame({"agency_code": codes, "agency_name": codes, "group": "province"})
    result = impute_scores(
        scores, load_framework("papi", 2018), assessed,
        method="previous_year_share", language="vi", previous=load_framework("papi", 2017),
    )  # fmt: skip
    # SC24 joined domain C02 in 2018: SC21 fell from about 2 points to about 0.8, so 2017 says nothing of it.
    assert {reason for (_, code), reason in unfilled(result).items() if code == "SC21"} == {"no_previous"}
    assert {code for _, code in filled(result)} == {"SC41", "SC42", "SC43", "SC44"}
