"""Notebook 04 on several years: what changed, and what limits the comparison."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from cchc_analysis.exhibits.index import change_section as index_change_section
from cchc_analysis.exhibits.index.depth import index_depth
from cchc_analysis.exhibits.index.results import index_results
from cchc_analysis.exhibits.study import open_study
from cchc_analysis.index.score_faults import ScoreFaultsError
from cchc_analysis.reference.frameworks import load_framework
from cchc_analysis.reference.renumbered import RENUMBERED_FILE
from cchc_analysis.settings import load_settings
from cchc_analysis.texts import Language
from tests.exhibits.index_report import change_scores, computed, computed_once, show_index, shown
from tests.exhibits.shown import catch


@pytest.mark.usefixtures("sample")
def test_years_whose_criteria_differ_are_compared_with_a_warning_and_the_chained_pair() -> None:
    seen = shown(agency="Q1")
    names = {
        load_framework("sample_city", year).names("vi")[code] for year, code in ((2019, "7.4"), (2020, "7.6"))
    }
    warnings = [one for one in seen.of_style("warning") if "năm 2019 và năm 2020" in one]
    assert warnings
    assert all(name in warnings[0] for name in names)
    assert "7.4" not in warnings[0]
    change = seen.tables["index_change"].iloc[0]
    assert change["chained_to"] - change["chained_from"] == pytest.approx(change["chained_change"], abs=1e-9)
    assert set(seen.tables["framework_changes"]["criterion_code"]) == {"7.3", "7.4", "7.6"}


@pytest.mark.usefixtures("sample")
def test_the_first_year_has_no_change_and_says_why() -> None:
    seen = shown(period="2017")
    assert "index_change" not in seen.tables
    assert any("năm trước" in sentence for sentence in seen.sentences)


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
def test_a_criterion_stated_as_renumbered_goes_on_in_every_comparison(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    reference = tmp_path / "reference"
    shutil.copytree(load_settings().reference_dir, reference)
    with (reference / RENUMBERED_FILE).open("a", encoding="utf-8") as file:
        file.write("sample_city,2020,7.4,7.6,test\n")
    before = shown(agency="Q1").tables
    monkeypatch.setenv("CCHC_REFERENCE_DIR", str(reference))
    study, results, depth = computed("2020-Q4", "vi")
    seen = show_index(replace(study, agency="Q1"), results, depth, monkeypatch)
    assert "7.6" in set(before["change_by_criterion"].query("part_name == 'tiêu chí thêm mới'")["criterion_code"])
    split = seen.tables["change_by_criterion"]
    assert not {"tiêu chí thêm mới", "tiêu chí không còn"} & set(split["part_name"])
    assert split["change"].sum() == pytest.approx(
        (seen.tables["index_change"]["change"] - seen.tables["index_change"]["rounding_change"])[0], abs=1e-9
    )
    assert not any("Tiêu chí mới (" in sentence for sentence in seen.sentences)
    covered = [
        one.set_index("year_name")["covered_share"] for one in (before["restated"], seen.tables["restated"])
    ]
    assert (covered[1] > covered[0]).all()


@pytest.mark.usefixtures("sample")
def test_a_year_in_which_nobody_has_an_index_still_shows_its_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    study = open_study(period="2020-Q4")
    scores = study.warehouse.table("scores")
    assert scores is not None
    hole = scores["year"].eq(2020) & scores["criterion_code"].eq("1.2")
    holed = scores.assign(appraised_score=scores["appraised_score"].mask(hole))
    monkeypatch.setattr(type(study.warehouse), "table", lambda self, name: holed if name == "scores" else None)
    results = index_results(study)
    seen = show_index(study, results, index_depth(study, results), monkeypatch)
    assert "index_change" not in seen.tables
    assert set(seen.tables["framework_changes"]["criterion_code"]) == {"7.3", "7.4", "7.6"}


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(
    ("language", "said"), [("vi", "có 2 lỗi. Lập báo cáo kỳ 2019"), ("en", "faults (2). Make the report of 2019")]
)
def test_an_earlier_year_whose_scores_have_faults_is_left_out_with_a_warning(
    monkeypatch: pytest.MonkeyPatch, language: Language, said: str
) -> None:
    study = open_study(period="2020-Q4", language=language)
    whole = index_results(study)
    change_scores(monkeypatch, study, ("Q1", "3.1", 99.0), ("Q3", "3.1", -1.0), year=2019)
    results = index_results(study)
    assert dict(results.faulty_years) == {2019: 2}
    assert results.league.equals(whole.league)
    assert [one.year for one in results.years] == [2017, 2018, 2020]
    assert not results.history["year"].eq(2019).any()
    seen = show_index(study, results, index_depth(study, results), monkeypatch)
    assert [one for one in seen.of_style("warning") if said in one]
    assert "index_change" not in seen.tables
    with pytest.raises(ScoreFaultsError):
        index_results(open_study(period="2019"))


@pytest.mark.usefixtures("sample")
def test_a_score_at_fault_never_becomes_a_stand_in_of_the_year_after(monkeypatch: pytest.MonkeyPatch) -> None:
    study = open_study(period="2020-Q4")
    change_scores(monkeypatch, study, ("Q1", "3.1", 99.0), year=2019)
    assert index_results(study, imputation="zero").faulty_years
    with pytest.raises(ScoreFaultsError, match="2019"):
        index_results(study, imputation="previous_year_share")
