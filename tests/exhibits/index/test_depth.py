"""Notebook 04: what stands behind the league table, for the whole and for one agency, in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cchc_analysis.exhibits.index.depth import index_depth
from cchc_analysis.exhibits.index.results import index_results
from cchc_analysis.exhibits.study import open_study
from cchc_analysis.index.score_faults import ScoreFaultsError
from cchc_analysis.texts import Language
from tests.exhibits.index_report import change_scores, hole, show_index, shown


@pytest.mark.usefixtures("sample")
def test_the_whole_is_shown_per_group_with_every_table() -> None:
    seen = shown()
    assert {
        "league", "rebasing", "availability", "borderline", "points_lost", "distances", "strengths",
        "over_scoring", "criterion_gap", "appraisal_ranks", "index_change", "rank_change", "framework_changes",
        "restated",
    } == seen.tables.keys()  # fmt: skip
    for group in ("department", "district"):
        for chart in ("league", "criteria", "points_lost", "slopes", "rank_change"):
            assert f"{chart}_{group}" in seen.figures


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.usefixtures("sample")
def test_one_agency_is_shown_alone_and_its_parts_add_up(language: Language) -> None:
    seen = shown(agency="Q1", language=language)
    for name in ("rebasing", "strengths", "criterion_gap", "appraisal_ranks", "index_change", "rank_change"):
        assert set(seen.tables[name]["agency_code"]) == {"Q1"}, name
    index = seen.tables["index_history"].set_index("year").loc[2020, "index"]
    change = seen.tables["index_change"].iloc[0]
    assert change["index_to"] == index
    parts = ["own_change", "added_change", "dropped_change", "points_change", "rounding_change"]
    assert change[parts].sum() == pytest.approx(change["change"], abs=1e-9)
    split = seen.tables["change_by_criterion"]
    assert split["change"].sum() == pytest.approx(change["change"] - change["rounding_change"], abs=1e-9)
    assert seen.tables["points_lost"]["lost_index"].sum() == pytest.approx(100 - index, abs=0.005)
    distances = seen.tables["distances"]
    for _, rows in distances.groupby("target_label"):
        whole = rows["target_index"].iloc[0] - rows["index"].iloc[0]
        assert rows["gap_index"].sum() == pytest.approx(whole, abs=1e-9)
    assert {"criteria_icicle", "points_lost_pareto", "distance_leader", "change_waterfall"} <= seen.figures.keys()


@pytest.mark.usefixtures("sample")
def test_an_agency_that_sent_nothing_says_so_and_shows_no_figure() -> None:
    seen = shown(agency="SDL")
    assert "index_change" not in seen.tables
    assert seen.tables["availability"].iloc[0]["scored_count"] == 0
    assert seen.tables["index_history"].set_index("year").loc[2020].isna()["index"]


@pytest.mark.usefixtures("sample")
def test_scores_that_contradict_their_framework_stop_with_every_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    study = open_study(period="2020-Q4")
    change_scores(monkeypatch, study, ("Q1", "3.1", 99.0), ("Q3", "3.1", -1.0))
    with pytest.raises(ScoreFaultsError) as caught:
        index_results(study)
    assert {(fault.kind, fault.agency_code) for fault in caught.value.faults} == {
        ("above_maximum", "Q1"), ("below_zero", "Q3"),
    }  # fmt: skip


@pytest.mark.usefixtures("sample")
def test_a_report_on_one_agency_tells_only_its_own_rebasing() -> None:
    by_file = "theo hồ sơ của cơ quan;"
    assert any(by_file in sentence for sentence in shown().sentences)
    district = shown(agency="Q1").sentences
    assert not any(by_file in sentence for sentence in district)
    assert [sentence for sentence in district if "không áp dụng, không tính vào" in sentence] == [
        "Nhóm quận, huyện: 1 tiêu chí (2.1; 4,00 điểm) không áp dụng, không tính vào điểm tối đa."
    ]


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(
    ("language", "said"),
    [("vi", {"borderline": "0,50 điểm", "restated": "từ 80%", "availability": "từ 65%"}),
     ("en", {"borderline": "0.50 index", "restated": "from 80%", "availability": "65% or more"})],
)  # fmt: skip
def test_captions_state_the_choices_of_this_project(language: Language, said: dict[str, str]) -> None:
    seen = shown(language=language)
    for name, figure in said.items():
        assert figure in seen.captions[name], name


@pytest.mark.usefixtures("sample")
def test_what_criteria_bring_adds_up_to_the_index() -> None:
    seen = shown(agency="Q1")
    criteria = seen.tables["criteria"].set_index("criterion_code")["contribution"]
    whole = seen.tables["index_history"].set_index("year").loc[2020, "index"]
    domains = [code for code in criteria.index if "." not in code]
    leaves = [code for code in criteria.index if not any(other.startswith(f"{code}.") for other in criteria.index)]
    assert criteria[domains].sum() == pytest.approx(whole, abs=0.005)
    assert criteria[leaves].sum() == pytest.approx(whole, abs=0.005)


@pytest.mark.usefixtures("sample")
def test_over_scoring_is_counted_by_agency() -> None:
    seen = shown()
    gaps = seen.tables["criterion_gap"].query("agency_code == 'Q1'")["gap"]
    own = seen.tables["over_scoring"].set_index("agency_code").loc["Q1"]
    assert own["over_count"] == gaps.gt(0).sum() > 0
    assert own["compared_count"] == gaps.notna().sum()
    assert own["gap_points"] == pytest.approx(gaps.sum(), abs=1e-9)


@pytest.mark.usefixtures("sample")
def test_criteria_too_few_have_scores_on_are_named_and_not_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    study = open_study(period="2020-Q4")
    assessed = index_results(study).league
    districts = list(assessed.loc[assessed["group"].eq("district"), "agency_code"])
    change_scores(monkeypatch, study, *(hole(code, "3.1") for code in districts[4:]))
    results = index_results(study)
    seen = show_index(study, results, index_depth(study, results), monkeypatch)
    thin = seen.tables["thin_criteria"]
    assert thin[["criterion_code", "agencies_count", "scored_count"]].to_numpy().tolist() == [
        ["3.1", len(districts), 4]
    ]
    passed_over = seen.tables["not_judged"]
    assert set(passed_over["agency_code"]) == set(districts[:4])
    assert set(passed_over["criterion_code"]) == {"3.1"}
    of_department = replace(study, agency="STP")
    own = show_index(of_department, results, index_depth(of_department, results), monkeypatch)
    assert not {"thin_criteria", "not_judged"} & own.tables.keys()


@pytest.mark.usefixtures("sample")
def test_a_source_without_scores_shows_the_heading_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    study = open_study(period="2020-Q4")
    monkeypatch.setattr(type(study.warehouse), "table", lambda self, name: None)
    results = index_results(study)
    seen = show_index(study, results, index_depth(study, results), monkeypatch)
    assert not seen.tables
    assert not seen.figures
    assert len(seen.sentences) == 2
