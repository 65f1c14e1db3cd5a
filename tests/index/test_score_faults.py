"""Faults of a score table, all at once, each with its place."""

from __future__ import annotations

import pickle
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given

from cchc_analysis.index.score_faults import (
    FaultKind,
    ScoreFault,
    ScoreFaultsError,
    check_scores,
    fault_sentence,
    score_faults,
)
from cchc_analysis.texts import LANGUAGES
from tests.index.score_draws import Drawn, any_tables
from tests.index.trees import FRAMEWORK, scores

GROUPS = {"A": "department", "B": "district"}
SOUND = scores("A", {"1.1": 4, "1.2.1": 0, "1.2.2": 1, "2": 4})


def put(table: pd.DataFrame, code: str, **values: Any) -> pd.DataFrame:
    """The table with other values in the row of one criterion."""
    changed = table.copy()
    for column, value in values.items():
        changed.loc[changed["criterion_code"] == code, column] = value
    return changed


def only_fault(table: pd.DataFrame, groups: dict[str, str] | None = None) -> ScoreFault:
    (fault,) = score_faults(table, FRAMEWORK, groups=groups or GROUPS)
    return fault


def test_sound_scores_come_back_as_they_are() -> None:
    assert check_scores(SOUND, FRAMEWORK, groups=GROUPS) is SOUND


@given(any_tables)
def test_missing_scores_and_exemptions_are_no_faults(table: Drawn) -> None:
    assert score_faults(table.scores, FRAMEWORK, groups=table.groups) == ()


def test_points_below_zero_and_above_the_maximum() -> None:
    assert only_fault(put(SOUND, "1.1", appraised_score=-0.01)) == ScoreFault(
        "below_zero", "A", "1.1", value=-0.01, source_file="test.csv", source_row=2
    )
    assert only_fault(put(SOUND, "1.1", self_score=4.01)) == ScoreFault(
        "above_maximum", "A", "1.1", value=4.01, limit=4.0, source_file="test.csv", source_row=2
    )
    assert only_fault(put(SOUND, "2", survey_score=5)).kind == "above_maximum"


def test_an_endless_number_is_one_fault() -> None:
    for endless in (float("inf"), float("-inf")):
        assert only_fault(put(SOUND, "1.1", appraised_score=endless)).kind == "not_a_number"


def test_without_a_stated_maximum_no_score_is_above_it() -> None:
    framework = replace(FRAMEWORK, criteria=FRAMEWORK.criteria.assign(max_points=float("nan")))
    assert score_faults(put(SOUND, "1.1", appraised_score=400), framework, groups=GROUPS) == ()


@pytest.mark.parametrize(
    ("code", "column", "kind"),
    [
        ("1.1", "survey_score", "survey_on_appraised"),
        ("2", "appraised_score", "appraised_on_survey"),
        ("2", "self_score", "self_on_survey"),
    ],
)
def test_points_in_the_column_of_another_source(code: str, column: str, kind: FaultKind) -> None:
    fault = only_fault(put(SOUND, code, **{column: 0.5}))
    assert (fault.kind, fault.value) == (kind, 0.5)


def test_points_on_a_criterion_that_does_not_apply() -> None:
    district = scores("B", {"1.1": 4, "1.2.1": 0, "1.2.2": 0, "2": 4})
    outside = only_fault(district)
    assert (outside.kind, outside.criterion_code, outside.group) == ("scored_outside_group", "1.2.2", "district")
    assert outside.value == 0
    exempt = only_fault(put(SOUND, "1.1", is_applicable=False))
    assert (exempt.kind, exempt.value) == ("scored_though_inapplicable", 4)
    assert (
        score_faults(put(district, "1.2.2", self_score=None, appraised_score=None), FRAMEWORK, groups=GROUPS) == ()
    )


def test_a_second_row_of_a_criterion_is_named_by_its_place() -> None:
    again = SOUND[SOUND["criterion_code"] == "1.1"].assign(source_row=99)
    fault = only_fault(pd.concat([SOUND, again], ignore_index=True))
    assert (fault.kind, fault.source_row) == ("duplicate_row", 99)


def test_an_applicable_criterion_without_a_row() -> None:
    fault = only_fault(SOUND[SOUND["criterion_code"] != "1.2.1"])
    assert fault == ScoreFault("no_row", "A", "1.2.1")
    district = scores("B", {"1.1": 4, "1.2.1": 0, "2": 4})
    assert score_faults(district, FRAMEWORK, groups=GROUPS) == ()  # 1.2.2 is for departments


def test_a_year_without_a_survey_needs_no_survey_rows_where_the_framework_rebases() -> None:
    table = SOUND[SOUND["criterion_code"] != "2"]
    assert only_fault(table).criterion_code == "2"
    assert score_faults(table, replace(FRAMEWORK, without_survey="rebase"), groups=GROUPS) == ()


def test_codes_outside_the_framework_and_scores_on_inner_nodes() -> None:
    strange = SOUND[SOUND["criterion_code"] == "1.1"]
    for code, kind in (("9.9", "unknown_criterion"), ("1.2", "inner_criterion"), ("R", "inner_criterion")):
        fault = only_fault(pd.concat([SOUND, strange.assign(criterion_code=code)]))
        assert (fault.kind, fault.criterion_code) == (kind, code)


def test_an_unknown_agency_is_one_fault_and_its_points_are_still_checked() -> None:
    table = put(SOUND, "1.1", appraised_score=5).assign(agency_code="Z")
    assert [fault.kind for fault in score_faults(table, FRAMEWORK, groups=GROUPS)] == [
        "unknown_agency", "above_maximum",
    ]  # fmt: skip


def test_an_agency_in_an_unknown_group() -> None:
    fault = only_fault(put(SOUND, "1.2.2", self_score=None, appraised_score=None), {"A": "deprtment"})
    assert (fault.kind, fault.agency_code, fault.group) == ("unknown_group", "A", "deprtment")


def test_other_years_and_frameworks_are_not_looked_at() -> None:
    faulty = put(SOUND, "1.1", appraised_score=-1)
    others = [faulty.assign(year=2019), faulty.assign(framework="other")]
    assert score_faults(pd.concat([SOUND, *others]), FRAMEWORK, groups=GROUPS) == ()


FAULTY = pd.concat(
    [
        put(put(SOUND, "1.1", appraised_score=4.25), "2", self_score=1),
        scores("B", {"1.1": -1, "1.2.2": 1, "2": 4, "8": 1}).assign(source_row=[12, 13, 14, 15]),
        scores("Z", {"1.1": 1, "1.2.1": 1, "2": 1}),
    ],
    ignore_index=True,
)


def test_all_faults_are_said_at_once_in_both_languages() -> None:
    with pytest.raises(ScoreFaultsError) as caught:
        check_scores(FAULTY, FRAMEWORK, groups=GROUPS)
    error = caught.value
    assert [fault.kind for fault in error.faults] == [
        "unknown_agency", "unknown_criterion", "below_zero", "below_zero", "above_maximum", "self_on_survey",
        "scored_outside_group", "no_row",
    ]  # fmt: skip
    english, vietnamese = error.message("en").split("\n- "), error.message("vi").split("\n- ")
    assert len(english) == len(vietnamese) == 9
    assert "Faults found: 8." in english[0]
    assert "8 lỗi" in vietnamese[0]
    assert "4.25" in english[5]
    assert "above the maximum of 4;" in english[5]
    assert "4,25" in vietnamese[5]
    assert english[5].endswith("Place: file test.csv, row 2.")
    assert "file test.csv, row 12" in english[3]
    assert "Place" not in english[8]  # a row that is not there has no place


def test_the_error_arrives_whole_from_another_process() -> None:
    with pytest.raises(ScoreFaultsError) as caught:
        check_scores(FAULTY, FRAMEWORK, groups=GROUPS)
    arrived = pickle.loads(pickle.dumps(caught.value))
    assert vars(arrived) == vars(caught.value)
    assert arrived.message("vi") == caught.value.message("vi")


@pytest.mark.parametrize("kind", FaultKind.__args__)  # type: ignore[attr-defined]
def test_every_kind_of_fault_is_said_in_both_languages(kind: FaultKind) -> None:
    fault = ScoreFault(kind, "SNV", "1.2", group="district", value=1.5, limit=1.0)
    vi, en = (fault_sentence(fault, language) for language in LANGUAGES)
    assert vi != en
    assert "SNV" in vi
    assert "SNV" in en
