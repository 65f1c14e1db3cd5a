"""The written rule of strengths and weaknesses."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from numpy.random import default_rng

from cchc_analysis.index.strengths import (
    LEFT_OUT_COLUMNS,
    STRENGTH_COLUMNS,
    StrengthRule,
    Strengths,
    strength_rule,
    strengths,
)
from cchc_analysis.reference.frameworks import Framework
from tests.index.score_draws import Drawn, any_tables, drawn
from tests.index.trees import FRAMEWORK

EASY = StrengthRule(least_compared=2)


def found_in(table: Drawn, rule: StrengthRule | None = None, *, framework: Framework = FRAMEWORK) -> Strengths:
    return strengths(table.nodes(framework), table.assessed, framework, language="en", rule=rule or StrengthRule())


def group(*own: int, **others: Any) -> Drawn:
    """Departments A, B, … with these hundredths on 1.1 and 50 % elsewhere."""
    half = {"1.2.1": 50, "1.2.2": 50, "2": 200} | others
    return drawn({chr(65 + place): ("department", {"1.1": points, **half}) for place, points in enumerate(own)})


def kinds(result: Strengths) -> dict[tuple[str, str], str]:
    found = result.found
    return {
        (agency, code): kind
        for agency, code, kind in zip(found["agency_code"], found["criterion_code"], found["kind"], strict=True)
    }


def test_far_above_the_mean_is_a_strength_and_far_below_a_weakness() -> None:
    result = found_in(group(400, 200, 200, 200, 200, 200, 200, 0), StrengthRule(always_rank=0))
    assert kinds(result) == {("A", "1.1"): "strength", ("H", "1.1"): "weakness"}
    row = result.found.iloc[0]
    assert list(result.found.columns) == STRENGTH_COLUMNS
    assert (row["share"], row["group_mean_share"], row["group_sd_share"]) == (1, 0.5, 0.25)
    assert (row["score"], row["max_points"], row["group_mean_score"], row["group_sd_score"]) == (4, 4, 2, 1)
    assert (row["criterion_rank"], row["compared"], row["percentile_share"]) == (1, 8, 1)
    assert result.found["criterion_rank"].tolist() == [1, 8]


def test_exactly_one_standard_deviation_is_enough() -> None:
    # Half at 3, half at 1: mean 2, deviation 1, everybody exactly one deviation away.
    result = found_in(group(300, 300, 300, 300, 100, 100, 100, 100), StrengthRule(always_rank=0))
    assert sorted(kinds(result).values()) == ["strength"] * 4 + ["weakness"] * 4


def test_a_little_less_than_one_standard_deviation_is_not() -> None:
    # Mean 2, deviation above 1: those at 3 and 1 fall short, those at 4 and 0 do not.
    result = found_in(group(400, 300, 300, 300, 100, 100, 100, 0), StrengthRule(always_rank=0))
    assert kinds(result) == {("A", "1.1"): "strength", ("H", "1.1"): "weakness"}


def test_the_first_three_ranks_are_always_a_strength_if_above_the_mean() -> None:
    result = found_in(group(210, 205, 204, 203, 0, 0))
    near = {agency for (agency, _), kind in kinds(result).items() if kind == "strength"}
    assert near == {"A", "B", "C"}


def test_half_a_group_level_at_full_marks_is_nobodys_strength() -> None:
    assert (
        kinds(found_in(group(400, 400, 400, 400, 400, 390), StrengthRule(most_listed=1))).get(("A", "1.1")) is None
    )


def test_where_all_are_level_nobody_is_strong_or_weak() -> None:
    assert kinds(found_in(group(200, 200, 200, 200, 200))) == {}


def test_being_third_of_three_is_no_strength() -> None:
    result = found_in(group(400, 390, 0), EASY)
    assert kinds(result) == {("A", "1.1"): "strength", ("B", "1.1"): "strength", ("C", "1.1"): "weakness"}


def test_agencies_level_with_it_count_half_in_the_percentile() -> None:
    found = found_in(group(400, 400, 200, 200, 200, 200, 200, 0)).found
    assert found["percentile_share"].tolist() == [6.5 / 7, 6.5 / 7, 0]
    assert found["criterion_rank"].tolist() == [1, 1, 8]


def test_only_an_agencys_own_highest_percentiles_are_listed() -> None:
    spread = [400, 200, 200, 200, 200, 200, 200, 0]
    table = drawn(
        {
            chr(65 + place): ("department", {"1.1": points, "1.2.1": 50, "1.2.2": 50, "2": points + extra})
            for place, (points, extra) in enumerate(zip(spread, [0, 200, 0, 0, 0, 0, 0, 0], strict=True))
        }
    )
    # A is best on 1.1 alone and best with B on 2: its one highest percentile is on 1.1.
    one = found_in(table, StrengthRule(most_listed=1, always_rank=0))
    assert [code for (agency, code), kind in kinds(one).items() if agency == "A" and kind == "strength"] == ["1.1"]
    two = found_in(table, StrengthRule(most_listed=2, always_rank=0))
    assert [code for (agency, code), _ in kinds(two).items() if agency == "A"] == ["1.1", "2"]


def test_too_few_agencies_to_compare_are_named_and_not_judged() -> None:
    result = found_in(group(400, 200, 200, 0))
    assert result.found.empty
    assert list(result.left_out.columns) == LEFT_OUT_COLUMNS
    assert set(result.left_out["reason"]) == {"few_compared"}
    assert set(result.left_out["compared"]) == {4}
    assert len(result.left_out) == 16


def test_an_agency_with_too_few_scores_is_named_and_not_judged() -> None:
    table = group(400, 200, 200, 200, 200, 200)
    is_gone = table.scores["agency_code"].eq("A") & table.scores["criterion_code"].isin(["1.2.1", "1.2.2"])
    short = replace(
        table, scores=table.scores.assign(appraised_score=table.scores["appraised_score"].mask(is_gone))
    )
    result = found_in(short)
    assert kinds(result) == {}
    assert result.left_out[["agency_code", "criterion_code", "reason"]].to_numpy().tolist() == [
        ["A", "", "coverage"]
    ]
    enough = found_in(short, StrengthRule(least_coverage_share=0.5))
    assert kinds(enough) == {("A", "1.1"): "strength"}


def test_groups_are_compared_apart() -> None:
    own = {"1.2.1": 50, "1.2.2": None, "2": 200}
    departments = {code: ("department", {"1.1": 400, **own, "1.2.2": 50}) for code in "ABCDE"}
    districts = {
        code: ("district", {"1.1": points, **own}) for code, points in zip("FGHIJ", [100, 0, 0, 0, 0], strict=True)
    }
    assert kinds(found_in(drawn(departments | districts))) == {("F", "1.1"): "strength"}


def test_without_maxima_points_decide_and_shares_are_missing() -> None:
    framework = replace(
        FRAMEWORK, index_scale="points", criteria=FRAMEWORK.criteria.assign(max_points=float("nan"))
    )
    table = group(400, 200, 200, 200, 200, 200, 200, 0)
    assert kinds(found_in(table, framework=framework)) == kinds(found_in(table))
    found = found_in(table, framework=framework).found
    assert found[["share", "group_mean_share", "group_sd_share", "max_points"]].isna().all(axis=None)
    assert found["score"].tolist() == [4, 0]


def test_the_rule_is_printed_with_its_figures() -> None:
    said = strength_rule(StrengthRule(7, 2, 9, 0.8), language="en")
    assert all(figure in said for figure in ("7 highest", "first 2", "fewer than 9", "80%"))
    assert "một độ lệch chuẩn" in strength_rule(language="vi")


@given(any_tables)
def test_other_codes_and_another_order_change_nothing_but_labels(table: Drawn) -> None:
    names = dict(zip("ABCDEFGH", "HGFEDCBA", strict=True))
    other = found_in(table.renamed(names).shuffled(default_rng(3)), EASY)
    assert {(names[agency], code): kind for (agency, code), kind in kinds(found_in(table, EASY)).items()} == kinds(
        other
    )


@given(any_tables)
def test_strengths_are_above_the_mean_weaknesses_below_and_never_both(table: Drawn) -> None:
    found = found_in(table, EASY).found
    is_above = found["score"] > found["group_mean_score"]
    assert is_above.tolist() == found["kind"].eq("strength").tolist()
    assert not found.duplicated(["agency_code", "criterion_code"]).any()


@pytest.mark.parametrize("kind", ["found", "left_out"])
def test_an_empty_group_gives_empty_tables(kind: str) -> None:
    table = drawn({"A": ("department", {"1.1": None, "1.2.1": None, "1.2.2": None, "2": None})})
    result: pd.DataFrame = getattr(found_in(table), kind)
    assert result["reason"].tolist() == ["coverage"] if kind == "left_out" else result.empty
