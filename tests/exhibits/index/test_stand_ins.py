"""Stand-ins for missing scores in notebook 04: only where declared, marked wherever they show."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from cchc_analysis.exhibits.index.agency_section import show_agency_index
from cchc_analysis.exhibits.index.depth import IndexDepth, index_depth
from cchc_analysis.exhibits.index.results import IndexResults, index_results
from cchc_analysis.exhibits.study import Study, open_study
from cchc_analysis.exhibits.year_assessment import NoYearBeforeError, UnknownImputationError
from cchc_analysis.texts import Language, text
from tests.exhibits.index_report import change_scores, hole, show_index, shown
from tests.exhibits.shown import Shown, catch


@dataclass(frozen=True)
class Filled:
    """2020 with two scores taken out, as it is and with the holes filled."""

    study: Study
    without: IndexResults
    results: IndexResults
    depth: IndexDepth

    pages: dict[tuple[str, Language], Shown] = field(default_factory=dict)

    def shown(self, *, agency: str = "", language: Language = "vi") -> Shown:
        """Return the page, shown once."""
        if (agency, language) not in self.pages:
            study = replace(self.study, agency=agency, language=language)
            with pytest.MonkeyPatch.context() as patch:
                self.pages[agency, language] = show_index(study, self.results, self.depth, patch)
        return self.pages[agency, language]


@pytest.fixture(scope="module")
def filled(sample: None) -> Filled:
    study = open_study(period="2020-Q4")
    with pytest.MonkeyPatch.context() as patch:
        change_scores(patch, study, hole("Q1", "3.1"), hole("Q3", "3.1"))
        results = index_results(study, imputation="group_median_share")
        depth = index_depth(study, results)
        assert depth is not None
        return Filled(study, index_results(study), results, depth)


def test_missing_scores_are_filled_only_when_declared_and_then_listed_with_their_method(filled: Filled) -> None:
    without = filled.without.league.set_index("agency_code")["index"]
    index = filled.results.league.set_index("agency_code")["index"]
    assert without[["Q1", "Q3"]].isna().all()
    assert index[["Q1", "Q3"]].notna().all()
    assert index.drop(["Q1", "Q3"]).equals(without.drop(["Q1", "Q3"]))
    imputed = filled.shown().tables["imputed"]
    assert imputed[["agency_code", "criterion_code"]].to_numpy().tolist() == [["Q1", "3.1"], ["Q3", "3.1"]]
    assert set(imputed["method_name"]) == {text("results.method_group_median_share", "vi")}


def test_a_stand_in_counts_neither_as_available_nor_against_the_self_score(filled: Filled) -> None:
    seen = filled.shown()
    available = seen.tables["availability"].set_index("agency_code")
    assert (available["criteria_count"] - available["scored_count"])[["Q1", "Q3"]].tolist() == [1, 1]
    assert text("index_depth.all_scored", "vi") not in filled.shown(agency="Q1").sentences
    gaps = seen.tables["criterion_gap"]
    own = gaps[gaps["agency_code"].eq("Q1") & gaps["criterion_code"].eq("3.1")]
    assert own[["appraised_score", "gap"]].isna().all(axis=None)
    assert own["self_score"].notna().all()
    ranks = seen.tables["appraisal_ranks"].set_index("agency_code")
    assert ranks.loc[["Q1", "Q3"], "appraised_rank"].isna().all()
    assert filled.results.gap.set_index("agency_code")["gap"][["Q1", "Q3"]].isna().all()


@pytest.mark.parametrize(("agency", "said"), [("", "2 điểm của 2 đơn vị"), ("Q1", "Quận 1: 1.")])
def test_every_chart_of_a_report_with_stand_ins_says_how_many_they_are(
    filled: Filled, agency: str, said: str
) -> None:
    seen = filled.shown(agency=agency)
    assert len(seen.figures) > 5
    for name, figure in seen.figures.items():
        assert ("2 điểm điền thay" if "gap" in name else said) in figure["caption"], name
    for name in ("points_lost", "distances", "strengths", "index_change", "rank_change"):
        assert said in seen.captions[name], name


def test_stand_ins_are_marked_at_the_agency_and_at_the_criterion(filled: Filled) -> None:
    league = filled.shown().tables["league"].set_index("agency_code")
    assert set(league.index[league["agency_name"].str.endswith(" (*)")]) == {"Q1", "Q3"}
    assert set(league.index[league["imputed_count"] > 0]) == {"Q1", "Q3"}
    maximum = filled.depth.lost.query("agency_code == 'Q1'").set_index("criterion_code")["max_points"]
    assert league.loc["Q1", "imputed_share"] == pytest.approx(maximum["3.1"] / maximum.sum(), abs=1e-12)
    assert league.drop(["Q1", "Q3"])["imputed_share"].eq(0).all()
    own = filled.shown(agency="Q1", language="en")
    for name, marked in (("points_lost", {"3.1"}), ("criteria", {"3", "3.1"})):
        table = own.tables[name]
        assert set(table.loc[table["criterion_name"].str.endswith(" (*)"), "criterion_code"]) == marked
    assert any(": 1 (" in one and "nobody awarded" in one for one in own.of_style("warning"))
    other = filled.shown(agency="Q5")
    assert not other.tables["criteria"]["criterion_name"].str.contains("(*)", regex=False).any()
    assert "imputed" not in other.tables


def test_the_share_of_the_maximum_that_nobody_awarded_has_one_decimal_like_other_shares(filled: Filled) -> None:
    league = filled.results.league.assign(imputed_share=0.36996)
    results, study = replace(filled.results, league=league), replace(filled.study, agency="Q1")
    with pytest.MonkeyPatch.context() as patch:
        seen = catch(patch, lambda: show_agency_index(study, results))
    assert any("37,0%" in sentence for sentence in seen.sentences)


@pytest.mark.usefixtures("sample")
def test_a_report_without_imputation_speaks_of_no_stand_ins() -> None:
    seen = shown()
    assert "imputed_count" not in seen.tables["league"]
    said = " ".join([*seen.sentences, *seen.captions.values(), *(one["caption"] for one in seen.figures.values())])
    assert "điền thay" not in said
    assert not seen.tables["league"]["agency_name"].str.contains("*", regex=False).any()


@pytest.mark.usefixtures("sample")
def test_an_undeclared_way_to_fill_scores_is_refused_and_the_known_ones_are_named() -> None:
    study = open_study(period="2020-Q4")
    with pytest.raises(UnknownImputationError, match="group_median_share"):
        index_results(study, imputation="guess")
    with pytest.raises(NoYearBeforeError, match="2016"):
        index_results(open_study(period="2017"), imputation="previous_year_share")
