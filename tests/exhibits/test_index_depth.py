"""Notebook 04: what stands behind the league table, for the whole and for one agency, in both languages."""

from __future__ import annotations

import functools
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from cchc_analysis.exhibits import (
    index_change_section,
    index_gap_section,
    index_quality_section,
    index_reading_section,
    index_section,
)
from cchc_analysis.exhibits.index_depth import IndexDepth, index_depth
from cchc_analysis.exhibits.index_results import IndexResults, index_results
from cchc_analysis.exhibits.study import Study, open_study
from cchc_analysis.exhibits.year_index import NoYearBeforeError, UnknownImputationError
from cchc_analysis.index.score_faults import ScoreFaultsError
from cchc_analysis.reference.renumbered import RENUMBERED_FILE
from cchc_analysis.settings import load_settings
from cchc_analysis.texts import Language, text
from tests.exhibits.shown import Shown, catch

Change = tuple[str, str, float]


def show_all(
    study: Study, results: IndexResults, depth: IndexDepth | None, monkeypatch: pytest.MonkeyPatch
) -> Shown:
    return catch(
        monkeypatch,
        lambda: index_section.show_index_heading(study, results),
        lambda: index_section.show_standing(study, results),
        lambda: index_quality_section.show_quality(study, depth),
        lambda: index_reading_section.show_criteria(study, depth),
        lambda: index_reading_section.show_points_lost(study, depth),
        lambda: index_reading_section.show_distances(study, depth),
        lambda: index_reading_section.show_strengths(study, depth),
        lambda: index_gap_section.show_criterion_gaps(study, depth),
        lambda: index_change_section.show_change(study, depth),
        lambda: index_change_section.show_rank_change(study, depth),
        lambda: index_change_section.show_rules_and_restated(study, depth),
    )


def computed(period: str, language: Language) -> tuple[Study, IndexResults, IndexDepth | None]:
    study = open_study(period=period, language=language)
    results = index_results(study)
    return study, results, index_depth(study, results)


# The sample never changes, and most of the time goes into computing it.
computed_once = functools.cache(computed)


def shown(
    monkeypatch: pytest.MonkeyPatch, *, period: str = "2020-Q4", agency: str = "", language: Language = "vi"
) -> Shown:
    study, results, depth = computed_once(period, language)
    return show_all(replace(study, agency=agency), results, depth, monkeypatch)


@pytest.mark.usefixtures("sample")
def test_the_whole_is_shown_per_group_with_every_table(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = shown(monkeypatch)
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
def test_one_agency_is_shown_alone_and_its_parts_add_up(
    monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    seen = shown(monkeypatch, agency="Q1", language=language)
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
def test_years_whose_criteria_differ_are_compared_with_a_warning_and_the_chained_pair(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen = shown(monkeypatch, agency="Q1")
    assert any("7.6" in sentence and "7.4" in sentence for sentence in seen.sentences)
    change = seen.tables["index_change"].iloc[0]
    assert change["chained_to"] - change["chained_from"] == pytest.approx(change["chained_change"], abs=1e-9)
    assert set(seen.tables["framework_changes"]["criterion_code"]) == {"7.3", "7.4", "7.6"}


@pytest.mark.usefixtures("sample")
def test_an_agency_that_sent_nothing_says_so_and_shows_no_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = shown(monkeypatch, agency="SDL")
    assert "index_change" not in seen.tables
    assert seen.tables["availability"].iloc[0]["scored_count"] == 0
    assert seen.tables["index_history"].set_index("year").loc[2020].isna()["index"]


@pytest.mark.usefixtures("sample")
def test_the_first_year_has_no_change_and_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = shown(monkeypatch, period="2017")
    assert "index_change" not in seen.tables
    assert any("năm trước" in sentence for sentence in seen.sentences)


@dataclass(frozen=True)
class Filled:
    """2020 with two scores taken out, as it is and with the holes filled."""

    study: Study
    without: IndexResults
    results: IndexResults
    depth: IndexDepth

    def shown(self, monkeypatch: pytest.MonkeyPatch, *, agency: str = "", language: Language = "vi") -> Shown:
        study = replace(self.study, agency=agency, language=language)
        return show_all(study, self.results, self.depth, monkeypatch)


@pytest.fixture(scope="module")
def filled(sample: None) -> Filled:
    study = open_study(period="2020-Q4")
    with pytest.MonkeyPatch.context() as patch:
        change_scores(patch, study, hole("Q1", "3.1"), hole("Q3", "3.1"))
        results = index_results(study, imputation="group_median_share")
        depth = index_depth(study, results)
        assert depth is not None
        return Filled(study, index_results(study), results, depth)


def hole(agency: str, code: str) -> Change:
    return agency, code, float("nan")


def change_scores(patch: pytest.MonkeyPatch, study: Study, *changes: Change) -> None:
    """Let the study's source hold other appraised points of 2020."""
    scores = study.warehouse.table("scores")
    assert scores is not None
    scores = scores.copy()
    for agency, code, points in changes:
        own = scores["agency_code"].eq(agency) & scores["year"].eq(2020) & scores["criterion_code"].eq(code)
        assert own.sum() == 1
        scores.loc[own, "appraised_score"] = points
    patch.setattr(type(study.warehouse), "table", lambda self, name: scores if name == "scores" else None)


def test_missing_scores_are_filled_only_when_declared_and_then_listed_with_their_method(
    filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = filled.without.league.set_index("agency_code")["index"]
    index = filled.results.league.set_index("agency_code")["index"]
    assert without[["Q1", "Q3"]].isna().all()
    assert index[["Q1", "Q3"]].notna().all()
    assert index.drop(["Q1", "Q3"]).equals(without.drop(["Q1", "Q3"]))
    imputed = filled.shown(monkeypatch).tables["imputed"]
    assert imputed[["agency_code", "criterion_code"]].to_numpy().tolist() == [["Q1", "3.1"], ["Q3", "3.1"]]
    assert set(imputed["method_name"]) == {text("results.method_group_median_share", "vi")}


def test_a_stand_in_counts_neither_as_available_nor_against_the_self_score(
    filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = filled.shown(monkeypatch)
    available = seen.tables["availability"].set_index("agency_code")
    assert (available["criteria_count"] - available["scored_count"])[["Q1", "Q3"]].tolist() == [1, 1]
    assert text("index_depth.all_scored", "vi") not in filled.shown(monkeypatch, agency="Q1").sentences
    gaps = seen.tables["criterion_gap"]
    own = gaps[gaps["agency_code"].eq("Q1") & gaps["criterion_code"].eq("3.1")]
    assert own[["appraised_score", "gap"]].isna().all(axis=None)
    assert own["self_score"].notna().all()
    ranks = seen.tables["appraisal_ranks"].set_index("agency_code")
    assert ranks.loc[["Q1", "Q3"], "appraised_rank"].isna().all()
    assert filled.results.gap.set_index("agency_code")["gap"][["Q1", "Q3"]].isna().all()


@pytest.mark.parametrize(("agency", "said"), [("", "2 điểm của 2 đơn vị"), ("Q1", "Quận 1: 1.")])
def test_every_chart_of_a_report_with_stand_ins_says_how_many_they_are(
    filled: Filled, monkeypatch: pytest.MonkeyPatch, agency: str, said: str
) -> None:
    seen = filled.shown(monkeypatch, agency=agency)
    assert len(seen.figures) > 5
    for name, figure in seen.figures.items():
        assert ("2 điểm điền thay" if "gap" in name else said) in figure["caption"], name
    for name in ("points_lost", "distances", "strengths", "index_change", "rank_change"):
        assert said in seen.captions[name], name


def test_stand_ins_are_marked_at_the_agency_and_at_the_criterion(
    filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    league = filled.shown(monkeypatch).tables["league"].set_index("agency_code")
    assert set(league.index[league["agency_name"].str.endswith(" (*)")]) == {"Q1", "Q3"}
    assert set(league.index[league["imputed_count"] > 0]) == {"Q1", "Q3"}
    maximum = filled.depth.lost.query("agency_code == 'Q1'").set_index("criterion_code")["max_points"]
    assert league.loc["Q1", "imputed_share"] == pytest.approx(maximum["3.1"] / maximum.sum(), abs=1e-12)
    assert league.drop(["Q1", "Q3"])["imputed_share"].eq(0).all()
    own = filled.shown(monkeypatch, agency="Q1", language="en")
    for name, marked in (("points_lost", {"3.1"}), ("criteria", {"3", "3.1"})):
        table = own.tables[name]
        assert set(table.loc[table["criterion_name"].str.endswith(" (*)"), "criterion_code"]) == marked
    assert any("1 stand-in scores (" in sentence for sentence in own.of_style("warning"))
    other = filled.shown(monkeypatch, agency="Q5")
    assert not other.tables["criteria"]["criterion_name"].str.contains("(*)", regex=False).any()
    assert "imputed" not in other.tables


@pytest.mark.usefixtures("sample")
def test_a_report_without_imputation_speaks_of_no_stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = shown(monkeypatch)
    assert "imputed_count" not in seen.tables["league"]
    said = " ".join([*seen.sentences, *seen.captions.values(), *(one["caption"] for one in seen.figures.values())])
    assert "điền thay" not in said
    assert not seen.tables["league"]["agency_name"].str.contains("*", regex=False).any()


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
def test_a_report_on_one_agency_tells_only_its_own_rebasing(monkeypatch: pytest.MonkeyPatch) -> None:
    by_file = "theo hồ sơ của cơ quan;"
    assert any(by_file in sentence for sentence in shown(monkeypatch).sentences)
    district = shown(monkeypatch, agency="Q1").sentences
    assert not any(by_file in sentence for sentence in district)
    assert [sentence for sentence in district if "không áp dụng, không tính vào" in sentence] == [
        "Nhóm quận, huyện: 1 tiêu chí (2.1; 4,00 điểm) không áp dụng, không tính vào điểm tối đa."
    ]


@pytest.mark.usefixtures("sample")
def test_what_limits_a_comparison_is_a_warning_only_where_the_rules_differ(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for period, style in (("2020-Q4", "warning"), ("2021-Q4", "note")):
        study, _, depth = computed_once(period, "vi")
        assert depth is not None
        assert depth.change is not None
        assert depth.change.notes
        seen = catch(monkeypatch, lambda study=study, depth=depth: index_change_section.show_change(study, depth))  # type: ignore[misc]
        assert set(depth.change.notes) <= set(seen.of_style(style)), period


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(
    ("language", "said"),
    [("vi", {"borderline": "0,50 điểm", "restated": "từ 80%", "availability": "từ 65%"}),
     ("en", {"borderline": "0.50 index", "restated": "from 80%", "availability": "65% or more"})],
)  # fmt: skip
def test_captions_state_the_choices_of_this_project(
    monkeypatch: pytest.MonkeyPatch, language: Language, said: dict[str, str]
) -> None:
    seen = shown(monkeypatch, language=language)
    for name, figure in said.items():
        assert figure in seen.captions[name], name


@pytest.mark.usefixtures("sample")
def test_what_criteria_bring_adds_up_to_the_index(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = shown(monkeypatch, agency="Q1")
    criteria = seen.tables["criteria"].set_index("criterion_code")["contribution"]
    whole = seen.tables["index_history"].set_index("year").loc[2020, "index"]
    domains = [code for code in criteria.index if "." not in code]
    leaves = [code for code in criteria.index if not any(other.startswith(f"{code}.") for other in criteria.index)]
    assert criteria[domains].sum() == pytest.approx(whole, abs=0.005)
    assert criteria[leaves].sum() == pytest.approx(whole, abs=0.005)


@pytest.mark.usefixtures("sample")
def test_over_scoring_is_counted_by_agency(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = shown(monkeypatch)
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
    seen = show_all(study, results, index_depth(study, results), monkeypatch)
    thin = seen.tables["thin_criteria"]
    assert thin[["criterion_code", "agencies_count", "scored_count"]].to_numpy().tolist() == [
        ["3.1", len(districts), 4]
    ]
    passed_over = seen.tables["not_judged"]
    assert set(passed_over["agency_code"]) == set(districts[:4])
    assert set(passed_over["criterion_code"]) == {"3.1"}
    of_department = replace(study, agency="STP")
    own = show_all(of_department, results, index_depth(of_department, results), monkeypatch)
    assert not {"thin_criteria", "not_judged"} & own.tables.keys()


@pytest.mark.usefixtures("sample")
def test_a_criterion_stated_as_renumbered_goes_on_in_every_comparison(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    reference = tmp_path / "reference"
    shutil.copytree(load_settings().reference_dir, reference)
    with (reference / RENUMBERED_FILE).open("a", encoding="utf-8") as file:
        file.write("sample_city,2020,7.4,7.6,test\n")
    before = shown(monkeypatch, agency="Q1").tables
    monkeypatch.setenv("CCHC_REFERENCE_DIR", str(reference))
    study, results, depth = computed("2020-Q4", "vi")
    seen = show_all(replace(study, agency="Q1"), results, depth, monkeypatch)
    assert "7.6" in set(before["change_by_criterion"].query("part_name == 'tiêu chí thêm mới'")["criterion_code"])
    split = seen.tables["change_by_criterion"]
    assert not {"tiêu chí thêm mới", "tiêu chí không còn"} & set(split["part_name"])
    assert split["change"].sum() == pytest.approx(
        (seen.tables["index_change"]["change"] - seen.tables["index_change"]["rounding_change"])[0], abs=1e-9
    )
    assert not any("tiêu chí mới: 7.6" in sentence for sentence in seen.sentences)
    covered = [
        one.set_index("year_name")["covered_share"] for one in (before["restated"], seen.tables["restated"])
    ]
    assert (covered[1] > covered[0]).all()


@pytest.mark.usefixtures("sample")
def test_an_undeclared_way_to_fill_scores_is_refused_and_the_known_ones_are_named() -> None:
    study = open_study(period="2020-Q4")
    with pytest.raises(UnknownImputationError, match="group_median_share"):
        index_results(study, imputation="guess")
    with pytest.raises(NoYearBeforeError, match="2016"):
        index_results(open_study(period="2017"), imputation="previous_year_share")


@pytest.mark.usefixtures("sample")
def test_a_source_without_scores_shows_the_heading_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    study = open_study(period="2020-Q4")
    monkeypatch.setattr(type(study.warehouse), "table", lambda self, name: None)
    results = index_results(study)
    seen = show_all(study, results, index_depth(study, results), monkeypatch)
    assert not seen.tables
    assert not seen.figures
    assert len(seen.sentences) == 2


@pytest.mark.usefixtures("sample")
def test_a_year_in_which_nobody_has_an_index_still_shows_its_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    study = open_study(period="2020-Q4")
    scores = study.warehouse.table("scores")
    assert scores is not None
    hole = scores["year"].eq(2020) & scores["criterion_code"].eq("1.2")
    holed = scores.assign(appraised_score=scores["appraised_score"].mask(hole))
    monkeypatch.setattr(type(study.warehouse), "table", lambda self, name: holed if name == "scores" else None)
    results = index_results(study)
    seen = show_all(study, results, index_depth(study, results), monkeypatch)
    assert "index_change" not in seen.tables
    assert set(seen.tables["framework_changes"]["criterion_code"]) == {"7.3", "7.4", "7.6"}
