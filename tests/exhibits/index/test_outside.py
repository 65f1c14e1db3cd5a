"""Agencies of which nothing can be said: nothing applies, not on the list, no survey; in notebooks 04 and 05."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from cchc_analysis.exhibits.index import section as index_section
from cchc_analysis.exhibits.index import words as index_words
from cchc_analysis.exhibits.index.depth import index_depth
from cchc_analysis.exhibits.index.results import IndexResults, index_results
from cchc_analysis.exhibits.robustness import choices_section, sensitivity_section
from cchc_analysis.exhibits.robustness import section as robustness_section
from cchc_analysis.exhibits.robustness.choices_results import choices_results
from cchc_analysis.exhibits.robustness.study import study_robustness
from cchc_analysis.exhibits.study import Study, open_study
from cchc_analysis.reference.frameworks import load_framework
from cchc_analysis.texts import Language
from tests.exhibits.index_report import computed_once, show_index, shown
from tests.exhibits.shown import Shown, catch

_POINTS = ["self_score", "appraised_score", "survey_score"]


def exempt(patch: pytest.MonkeyPatch, study: Study, *, agency: str = "") -> None:
    """Let the files of 2020 say that no criterion applies, to one agency or to all."""
    scores = source(study)
    this_year = scores[scores["year"].eq(2020)]
    silent = set(study.agencies["agency_code"]) - set(this_year["agency_code"])
    twins = [this_year[this_year["agency_code"].eq("STP")].assign(agency_code=code) for code in sorted(silent)]
    scores = scores if agency else pd.concat([scores, *twins], ignore_index=True)
    own = scores["year"].eq(2020) & (scores["agency_code"].eq(agency) if agency else True)
    scores["is_applicable"] = scores["is_applicable"] & ~own
    scores.loc[own, _POINTS] = float("nan")
    give(patch, study, scores)


def source(study: Study) -> pd.DataFrame:
    scores = study.warehouse.table("scores")
    assert scores is not None
    return scores.copy()


def give(patch: pytest.MonkeyPatch, study: Study, scores: pd.DataFrame) -> None:
    patch.setattr(type(study.warehouse), "table", lambda self, name: scores if name == "scores" else None)


def everything(study: Study, monkeypatch: pytest.MonkeyPatch, *, results: IndexResults | None = None) -> Shown:
    """Show notebook 04; of results that were computed for another agency too, for the agency changes none."""
    results = results or index_results(study)
    return show_index(study, results, index_depth(study, results), monkeypatch)


def robustness_of(study: Study, results: IndexResults, monkeypatch: pytest.MonkeyPatch) -> Shown:
    """Show what notebook 05 shows."""
    found = study_robustness(
        study, results, replications=100, weight_spread=0.25, drop_probability=0.2, survey_sample=0, top=3,
        base_samples=16, seed=1,
    )  # fmt: skip
    choices = choices_results(study, results)
    return catch(
        monkeypatch,
        lambda: index_section.show_index_heading(study, results),
        lambda: robustness_section.show_method(study, found, weight_spread=0.25, drop_probability=0.2),
        lambda: robustness_section.show_intervals(study, results, found),
        lambda: robustness_section.show_probabilities(study, results, found),
        lambda: sensitivity_section.show_sensitivity(study, results, found),
        lambda: sensitivity_section.show_leave_one_out(study, results, found),
        lambda: sensitivity_section.show_convergence(study, results, found),
        lambda: choices_section.show_alternatives(study, results, choices),
        lambda: choices_section.show_importance(study, results, choices),
        lambda: choices_section.show_relations(study, results, choices),
    )


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("agency", ["", "Q1"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_year_in_which_nothing_applies_to_anybody_can_be_shown(
    monkeypatch: pytest.MonkeyPatch, agency: str, language: Language
) -> None:
    study = open_study(period="2020-Q4", language=language)
    exempt(monkeypatch, study)
    study = replace(study, agency=agency)
    results = index_results(study)
    seen = everything(study, monkeypatch, results=results)
    assert {"rebasing"} <= seen.tables.keys()
    assert not {"availability", "borderline", "points_lost", "distances", "strengths"} & seen.tables.keys()
    said = " ".join(seen.sentences)
    assert ("không tiêu chí nào áp dụng" if language == "vi" else "no criterion applies") in said
    assert ("thiếu điểm" if language == "vi" else "scores are missing") not in said
    assert ("sát ngưỡng" if language == "vi" else "close to the bound") not in said
    robustness_of(study, results, monkeypatch)


@pytest.mark.usefixtures("sample")
def test_the_reason_of_one_agency_to_which_nothing_applies_is_told_from_missing_scores(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    study = open_study(period="2020-Q4")
    exempt(monkeypatch, study, agency="Q1")
    results = index_results(study)
    whole = everything(study, monkeypatch, results=results)
    assert [one for one in whole.of_style("warning") if "không tiêu chí nào áp dụng: Quận 1." in one]
    assert not [one for one in whole.of_style("warning") if "thiếu điểm" in one and "Quận 1." in one]
    own = everything(replace(study, agency="Q1"), monkeypatch, results=results)
    assert own.of_style("lead") == [
        "Năm 2020, không tiêu chí nào áp dụng cho Quận 1 nên không có chỉ số và không xếp hạng."
    ]
    assert any("không tiêu chí nào còn lại áp dụng" in one for one in own.sentences)
    said = " ".join(own.sentences)
    for wrong in (
        "đều đã có điểm",
        "đều áp dụng cho",
        "Chưa có điểm của năm",
        "không có điểm tự chấm",
        "đơn vị nào",
    ):
        assert wrong not in said, wrong


@pytest.mark.usefixtures("sample")
def test_an_agency_that_was_not_on_the_years_list_is_said_to_be_that(monkeypatch: pytest.MonkeyPatch) -> None:
    study = open_study(period="2021-Q2", agency="TPTHUDUC")
    seen = everything(study, monkeypatch)
    assert seen.of_style("lead") == [
        f"Năm 2020, {study.agency_name} không thuộc danh sách cơ quan được đánh giá nên không có chỉ số "
        "và không xếp hạng."
    ]
    said = " ".join(seen.sentences)
    for wrong in (
        "đều áp dụng",
        "đều đã có điểm",
        "thiếu điểm",
        "chưa có đủ điểm",
        "Chưa có điểm của năm",
        "sát ngưỡng",
    ):
        assert wrong not in said, wrong


@pytest.mark.usefixtures("sample")
def test_reports_on_one_agency_speak_of_that_agency(monkeypatch: pytest.MonkeyPatch) -> None:
    study, results, depth = computed_once("2020-Q4", "vi")
    assert depth is not None
    away = (
        results.league.dropna(subset=["index"])
        .loc[lambda rows: ~rows["agency_code"].isin(depth.borderline["agency_code"]), "agency_code"]
        .iloc[0]
    )
    own = replace(study, agency=away)
    said = show_index(own, results, depth, monkeypatch).sentences
    assert f"{own.agency_name} không sát ngưỡng xếp loại nào." in said
    silent = replace(study, agency="SDL")
    told = " ".join(show_index(silent, results, depth, monkeypatch).sentences)
    assert f"{silent.agency_name} không có đủ chỉ số ở cả hai năm" in told
    assert "Không có đơn vị nào" not in told
    # Those left out of the comparison beside it are not its concern.
    assert "Sở Ngoại vụ" not in told


@pytest.mark.usefixtures("sample")
def test_a_year_without_a_survey_breaks_the_history_and_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    study = open_study(period="2019")
    scores = source(study)
    scores.loc[scores["year"].eq(2018), "survey_score"] = float("nan")
    give(monkeypatch, study, scores)
    results = index_results(study)
    assert all(one.framework.without_survey == "rebase" for one in results.years)
    assert index_words.comparison_breaks(results) == [2018, 2019]
    warnings = index_words.limits_of_history(study, results)
    assert [("2017" in one, "2019" in one) for one in warnings if "Năm 2018 không điều tra" in one] == [
        (True, False), (False, True),
    ]  # fmt: skip


@pytest.mark.usefixtures("sample")
def test_printed_distances_and_chained_pairs_subtract() -> None:
    tables = shown(period="2020-Q4").tables
    for name, (ahead, own, gap) in {
        "distances": ("target_index", "index", "gap_index"),
        "index_change": ("chained_to", "chained_from", "chained_change"),
    }.items():
        printed = (tables[name][[ahead, own, gap]] * 100).round(9)
        assert (printed == printed.round()).all(axis=None), name
        assert (printed[ahead] - printed[own]).round().eq(printed[gap].round()).all(), name
    assert load_framework("sample_city", 2020).published_decimals == 2
