"""Notebook 04: what stands behind the league table, for the whole and for one agency, in both languages."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
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
from cchc_analysis.sample.write import write_sample
from tests.exhibits.shown import Shown, catch


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    base = tmp_path_factory.mktemp("depth")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("sample", "warehouse"):
            patch.setenv(f"CCHC_{name.upper()}_DIR", str(base / name))
        write_sample(base / "sample")
        yield


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


def shown(monkeypatch: pytest.MonkeyPatch, *, period: str = "2020-Q4", **options: str) -> Shown:
    study = open_study(period=period, **options)  # type: ignore[arg-type]
    results = index_results(study)
    return show_all(study, results, index_depth(study, results), monkeypatch)


@pytest.mark.usefixtures("sample")
def test_the_whole_is_shown_per_group_with_every_table(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = shown(monkeypatch)
    assert {
        "league", "rebasing", "availability", "borderline", "points_lost", "distances", "strengths",
        "criterion_gap", "appraisal_ranks", "index_change", "rank_change", "framework_changes", "restated",
    } == seen.tables.keys()  # fmt: skip
    for group in ("department", "district"):
        for chart in ("league", "criteria", "points_lost", "slopes", "rank_change"):
            assert f"{chart}_{group}" in seen.figures


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.usefixtures("sample")
def test_one_agency_is_shown_alone_and_its_parts_add_up(monkeypatch: pytest.MonkeyPatch, language: str) -> None:
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


@pytest.mark.usefixtures("sample")
def test_missing_scores_are_filled_only_when_declared_and_then_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    study = open_study(period="2020-Q4")
    scores = study.warehouse.table("scores")
    assert scores is not None
    hole = scores["agency_code"].eq("Q1") & scores["year"].eq(2020) & scores["criterion_code"].eq("3.1")
    holed = scores.assign(appraised_score=scores["appraised_score"].mask(hole))
    monkeypatch.setattr(type(study.warehouse), "table", lambda self, name: holed if name == "scores" else None)
    without = index_results(study)
    assert without.league.set_index("agency_code").loc["Q1", "index"] != without.league.loc[0, "index"]
    assert pd.isna(without.league.set_index("agency_code").loc["Q1", "index"])
    results = index_results(study, imputation="group_median_share")
    filled = results.league.set_index("agency_code")["index"]
    assert filled.notna()["Q1"]
    assert filled.drop("Q1").equals(without.league.set_index("agency_code")["index"].drop("Q1"))
    seen = show_all(study, results, index_depth(study, results), monkeypatch)
    assert seen.tables["imputed"][["agency_code", "criterion_code"]].to_numpy().tolist() == [["Q1", "3.1"]]


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
