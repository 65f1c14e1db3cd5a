"""What leaves the maximum, why, and how the report states it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
from hypothesis import given

from cchc_analysis.index.rebasing import rebasing, rebasing_sentences
from cchc_analysis.reference.frameworks import Framework
from tests.index.score_draws import EXEMPT, MAXIMA, Drawn, complete_tables, drawn
from tests.index.trees import FRAMEWORK

REBASED = replace(FRAMEWORK, without_survey="rebase")
MIXED = drawn(
    {
        "A": ("department", {"1.1": EXEMPT, "1.2.1": 50, "1.2.2": 50, "2": 100}),
        "B": ("district", {"1.1": 100, "1.2.1": 50, "1.2.2": None, "2": 100}),
        "C": ("district", {"1.1": 100, "1.2.1": 50, "1.2.2": EXEMPT, "2": 100}),
    }
)


def reasons(table: Drawn, framework: Framework = FRAMEWORK) -> list[tuple[str, str, str]]:
    rows = rebasing(table.scores, framework, table.assessed, language="en").criteria
    return list(zip(rows["agency_code"], rows["criterion_code"], rows["reason"], strict=True))


def test_each_criterion_left_out_has_its_strongest_reason() -> None:
    assert reasons(MIXED) == [("A", "1.1", "own_file"), ("B", "1.2.2", "group"), ("C", "1.2.2", "group")]


def test_an_agency_to_which_nothing_applies_is_not_said_to_be_measured_on_a_maximum_of_nothing() -> None:
    table = drawn({"A": ("department", dict.fromkeys(("1.1", "1.2.1", "1.2.2", "2"), EXEMPT))})
    rebased = rebasing(table.scores, FRAMEWORK, table.assessed, language="en")
    (sentence,) = rebasing_sentences(rebased, FRAMEWORK, language="en")
    assert "none of the remaining criteria applies (criteria: 4; 10.00 points), so there is no index" in sentence
    assert "maximum of" not in sentence


def test_the_maximum_that_is_left_is_stated_for_every_agency() -> None:
    maxima = rebasing(MIXED.scores, FRAMEWORK, MIXED.assessed, language="en").maxima
    columns = ["agency_code", "stated_points", "applicable_points", "left_out_points", "left_out_count"]
    assert maxima[columns].to_numpy().tolist() == [["A", 10, 6, 4, 1], ["B", 10, 9, 1, 1], ["C", 10, 9, 1, 1]]


def test_an_agency_that_sent_nothing_keeps_the_maximum_of_its_group() -> None:
    silent = replace(MIXED, scores=MIXED.scores[MIXED.scores["agency_code"] != "B"])
    maxima = rebasing(silent.scores, FRAMEWORK, silent.assessed, language="en").maxima
    assert maxima.set_index("agency_code").loc["B", "applicable_points"] == 9


def test_a_year_without_a_survey_rebases_everybody_where_the_framework_says_so() -> None:
    silent = replace(MIXED, scores=MIXED.scores.assign(survey_score=float("nan")))
    assert {reason for *_, reason in reasons(silent)} == {"own_file", "group"}
    assert [code for _, code, reason in reasons(silent, REBASED) if reason == "no_survey"] == ["2", "2", "2"]
    assert "no_survey" not in {reason for *_, reason in reasons(MIXED, REBASED)}


def test_the_report_states_surveys_then_groups_then_agencies() -> None:
    silent = replace(MIXED, scores=MIXED.scores.assign(survey_score=float("nan")))
    said = rebasing_sentences(
        rebasing(silent.scores, REBASED, silent.assessed, language="vi"), REBASED, language="vi"
    )
    assert len(said) == 3
    assert "Năm 2020 không có điểm điều tra xã hội học: 1 tiêu chí (2; 4,00 điểm)" in said[0]
    assert said[1].startswith("Nhóm quận, huyện: 1 tiêu chí (1.2.2; 1,00 điểm)")
    assert said[2].startswith("Agency A: 1 tiêu chí (1.1; 4,00 điểm)")
    assert "trên 2,00 điểm tối đa" in said[2]


def test_the_report_says_so_where_nothing_was_left_out() -> None:
    table = drawn({"A": ("department", {"1.1": 1, "1.2.1": 1, "1.2.2": 1, "2": 1})})
    rebased = rebasing(table.scores, FRAMEWORK, table.assessed, language="en")
    assert rebased.criteria.empty
    assert rebasing_sentences(rebased, FRAMEWORK, language="en") == (
        "In 2020 every criterion applies to every assessed agency.",
    )


def test_without_stated_maxima_only_counts_are_known() -> None:
    framework = replace(
        FRAMEWORK, index_scale="points", criteria=FRAMEWORK.criteria.assign(max_points=float("nan"))
    )
    maxima = rebasing(MIXED.scores, framework, MIXED.assessed, language="en").maxima
    assert maxima["left_out_count"].tolist() == [1, 1, 1]
    assert maxima[["stated_points", "applicable_points", "left_out_points"]].isna().all(axis=None)


@given(complete_tables)
def test_the_index_is_measured_against_the_maximum_stated_here(table: Drawn) -> None:
    maxima = rebasing(table.scores, FRAMEWORK, table.assessed, language="vi").maxima
    nodes = table.nodes()
    roots = nodes[nodes["criterion_code"] == "R"]
    pd.testing.assert_series_equal(
        maxima.set_index("agency_code")["applicable_points"].sort_index(),
        roots.set_index("agency_code")["max_points"],
        check_names=False,
        check_index_type=False,
    )


@given(complete_tables)
def test_a_rebased_index_stays_between_the_least_and_the_largest_share_left(table: Drawn) -> None:
    nodes = table.nodes()
    shares = nodes[nodes["criterion_code"].isin(MAXIMA)].groupby("agency_code")["index"]
    roots = nodes[nodes["criterion_code"] == "R"].set_index("agency_code")["index"]
    assert roots.between(shares.min() - 1e-9, shares.max() + 1e-9).all()


@given(complete_tables)
def test_without_a_survey_too_the_index_stays_between_the_shares_left(table: Drawn) -> None:
    silent = replace(table, scores=table.scores.assign(survey_score=float("nan")))
    nodes = silent.nodes(REBASED)
    assert "2" not in set(nodes["criterion_code"])
    shares = nodes[nodes["criterion_code"].isin(MAXIMA)].groupby("agency_code")["index"]
    roots = nodes[nodes["criterion_code"] == "R"].set_index("agency_code")["index"]
    assert roots.notna().all()
    assert roots.between(shares.min() - 1e-9, shares.max() + 1e-9).all()
