"""Stand-ins taken from the year before, where the two years ask the same."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from cchc_analysis.index.imputation import (
    impute_scores,
)
from cchc_analysis.reference.frameworks import load_framework
from tests.index.imputed import FULL, GAPPED, LAST_YEAR, filled, imputed, unfilled
from tests.index.score_draws import EXEMPT, Drawn, drawn
from tests.index.trees import FRAMEWORK


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


def test_last_years_share_cannot_be_asked_for_without_last_year() -> None:
    with pytest.raises(ValueError, match="year before"):
        impute_scores(GAPPED.scores, FRAMEWORK, GAPPED.assessed, method="previous_year_share", language="en")


@pytest.mark.real_data
def test_papi_2018_does_not_carry_points_over_the_break_of_2017(papi_scores: pd.DataFrame) -> None:
    scores = papi_scores
    codes = sorted(scores.loc[scores["year"] == 2018, "agency_code"].unique())
    assessed = pd.DataFrame({"agency_code": codes, "agency_name": codes, "group": "province"})
    result = impute_scores(
        scores, load_framework("papi", 2018), assessed,
        method="previous_year_share", language="vi", previous=load_framework("papi", 2017),
    )  # fmt: skip
    # SC24 joined domain C02 in 2018: SC21 fell from about 2 points to about 0.8, so 2017 says nothing of it.
    assert {reason for (_, code), reason in unfilled(result).items() if code == "SC21"} == {"no_previous"}
    assert {code for _, code in filled(result)} == {"SC41", "SC42", "SC43", "SC44"}
