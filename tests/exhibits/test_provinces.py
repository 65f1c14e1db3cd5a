"""Notebooks 04, 05 and 06 on the provinces of PAPI and PCI, across their breaks, without running a notebook."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.criterion_heatmap import criterion_heatmap
from cchc_analysis.exhibits.index import reading_section as index_reading_section
from cchc_analysis.exhibits.index.depth import IndexDepth, index_depth
from cchc_analysis.exhibits.index.results import IndexResults, index_results
from cchc_analysis.exhibits.robustness import choices_section, sensitivity_section
from cchc_analysis.exhibits.robustness import section as robustness_section
from cchc_analysis.exhibits.robustness.choices_results import Choices, choices_results
from cchc_analysis.exhibits.robustness.study import study_robustness
from cchc_analysis.exhibits.study import Study, open_study
from cchc_analysis.exhibits.what_if import section as what_if_section
from cchc_analysis.exhibits.what_if.results import what_if_results
from cchc_analysis.index.robustness.results import LEAST_REPLICATIONS, RobustnessResults
from tests.exhibits.index_report import show_change, show_index
from tests.exhibits.shown import Shown, catch

pytestmark = pytest.mark.real_data

# Ho Chi Minh City.
AGENCY = "P50"
YEARS = [("papi", 2018), ("papi", 2024), ("pci", 2006), ("pci", 2013), ("pci", 2016)]
# Years whose criteria differ from those of the year before, though the index is on one scale.
BROKEN = {("papi", 2018), ("pci", 2013)}
# The index became a share of the maximum; the year before was a sum of points.
RESCALED = ("pci", 2006)

Computed = tuple[Study, IndexResults, IndexDepth]


@pytest.fixture(scope="module")
def computed(tmp_path_factory: pytest.TempPathFactory, shared_data: Path) -> Iterator[Callable[..., Computed]]:
    """The tables of a year, computed once; `agency` is the province the report is about."""

    @functools.cache
    def compute(source: str, year: int) -> Computed:
        study = open_study(period=str(year), source=f"{source}={shared_data / source}")
        results = index_results(study)
        depth = index_depth(study, results)
        assert depth is not None
        return study, results, depth

    def of_agency(source: str, year: int, agency: str = "") -> Computed:
        study, results, depth = compute(source, year)
        return replace(study, agency=agency), results, depth

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CCHC_WAREHOUSE_DIR", str(tmp_path_factory.mktemp("provinces")))
        yield of_agency


@pytest.fixture(scope="module")
def index_page(computed: Callable[..., Computed]) -> Callable[[str, int, str], Shown]:
    """The page of the index, shown once for each year and agency."""

    @functools.cache
    def page(source: str, year: int, agency: str) -> Shown:
        with pytest.MonkeyPatch.context() as patch:
            return show_index(*computed(source, year, agency), patch)

    return page


@pytest.fixture(scope="module")
def how_sure(computed: Callable[..., Computed]) -> Callable[[str, int], tuple[RobustnessResults, Choices | None]]:
    """How sure the ranks of a year are: the same whichever province a report is about."""

    @functools.cache
    def compute(source: str, year: int) -> tuple[RobustnessResults, Choices | None]:
        study, results, _ = computed(source, year)
        robustness = study_robustness(
            study, results, replications=LEAST_REPLICATIONS, base_samples=4, weight_spread=0.25,
            drop_probability=0.2, survey_sample=0, top=3, seed=1,
        )  # fmt: skip
        assert robustness is not None
        return robustness, choices_results(study, results)

    return compute


@pytest.mark.parametrize("agency", ["", AGENCY])
@pytest.mark.parametrize(("source", "year"), YEARS)
def test_every_section_of_the_index_can_be_shown(
    index_page: Callable[[str, int, str], Shown], source: str, year: int, agency: str
) -> None:
    seen = index_page(source, year, agency)
    assert ("index_history" if agency else "league_province") in seen.tables.keys() | seen.figures.keys()
    # PAPI states no maximum, so nothing says what was lost; nobody scores itself.
    assert ("points_lost" in seen.tables) == (source == "pci")
    assert "criterion_gap" not in seen.tables
    assert any("Không có điểm tự chấm" in sentence for sentence in seen.sentences)


def test_a_sum_of_points_is_drawn_as_shares_of_its_weights_and_says_why_no_loss_is_told(
    computed: Callable[..., Computed], monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[pd.DataFrame] = []

    def keep(nodes: pd.DataFrame, **options: object) -> Chart:
        drawn.append(nodes)
        return criterion_heatmap(nodes, **options)  # type: ignore[arg-type]

    study, _, depth = computed("pci", 2005)
    monkeypatch.setattr(index_reading_section, "criterion_heatmap", keep)
    seen = catch(
        monkeypatch,
        lambda: index_reading_section.show_criteria(study, depth),
        lambda: index_reading_section.show_points_lost(study, depth),
    )
    own = drawn[0].set_index(["agency_code", "criterion_code"])
    # The sub-index of Bình Dương is 7.74 of 10: 77 percent, not its 13 points.
    entry = own.loc[("P47", "pci_entry")]
    assert entry["index"] == pytest.approx(100 * entry["score"] / 17.1)
    assert own["index"].max() == pytest.approx(93.0, abs=1)
    assert any("tổng điểm có trọng số" in sentence for sentence in seen.of_style("note"))
    assert not any("không nêu điểm tối đa" in sentence for sentence in seen.sentences)


@pytest.mark.parametrize(("source", "year"), YEARS)
def test_a_break_between_two_years_is_warned_of_and_the_common_criteria_are_chained(
    computed: Callable[..., Computed], monkeypatch: pytest.MonkeyPatch, source: str, year: int
) -> None:
    study, _, depth = computed(source, year)
    seen = show_change(study, depth, monkeypatch)
    said = [one for one in seen.of_style("warning") if f"năm {year - 1} và năm {year}" in one]
    if (source, year) == RESCALED:
        assert not seen.tables
        assert not seen.figures
        assert any("thang đo" in sentence for sentence in seen.of_style("note"))
        return
    assert len(said) == ((source, year) in BROKEN)
    change = seen.tables["index_change"]
    assert len(change) > 10
    moved = change["chained_to"] - change["chained_from"]
    assert (moved - change["chained_change"]).abs().max() < 1e-9
    parts = ["own_change", "added_change", "dropped_change", "points_change", "rounding_change"]
    assert (change[parts].sum(axis=1) - change["change"]).abs().max() < 1e-9
    rules = change[["added_change", "dropped_change", "points_change"]].abs().sum(axis=1)
    assert rules.gt(1e-9).any() == ((source, year) in BROKEN)


@pytest.mark.parametrize(
    ("source", "year", "first"),
    [("papi", 2018, 2011), ("papi", 2024, 2011), ("pci", 2013, 2006), ("pci", 2016, 2006)],
)
def test_only_years_on_one_scale_are_restated(
    computed: Callable[..., Computed], monkeypatch: pytest.MonkeyPatch, source: str, year: int, first: int
) -> None:
    study, _, depth = computed(source, year)
    restated = show_change(study, depth, monkeypatch).tables["restated"]
    assert sorted(set(restated["year_name"].astype(int))) == list(range(first, year))
    # Where criteria ended or came since, a past year covers less than the whole of today's.
    if (source, year) in BROKEN:
        assert restated.loc[restated["year_name"] == str(year - 1), "covered_share"].lt(1).all()


@pytest.mark.parametrize("agency", ["", AGENCY])
@pytest.mark.parametrize(("source", "year"), YEARS)
def test_how_sure_ranks_are_can_be_shown(
    computed: Callable[..., Computed],
    how_sure: Callable[[str, int], tuple[RobustnessResults, Choices | None]],
    monkeypatch: pytest.MonkeyPatch,
    source: str,
    year: int,
    agency: str,
) -> None:
    study, results, _ = computed(source, year, agency)
    robustness, choices = how_sure(source, year)
    seen = catch(
        monkeypatch,
        lambda: robustness_section.show_method(study, robustness, weight_spread=0.25, drop_probability=0.2),
        lambda: robustness_section.show_intervals(study, results, robustness),
        lambda: robustness_section.show_probabilities(study, results, robustness),
        lambda: sensitivity_section.show_sensitivity(study, results, robustness),
        lambda: sensitivity_section.show_leave_one_out(study, results, robustness),
        lambda: sensitivity_section.show_convergence(study, results, robustness),
        lambda: choices_section.show_alternatives(study, results, choices),
        lambda: choices_section.show_importance(study, results, choices),
        lambda: choices_section.show_relations(study, results, choices),
    )
    intervals = seen.tables["rank_intervals"].dropna(subset=["rank"])
    assert len(intervals) == results.league["rank"].notna().sum()
    assert (intervals["rank_low"] <= intervals["rank_median"]).all()
    assert (intervals["rank_median"] <= intervals["rank_high"]).all()
    # No classes are published for provinces, and none are made up.
    assert "class_probabilities" not in seen.tables
    assert {"rank_intervals_province", "recipe_ranks_province"} <= seen.figures.keys()


@pytest.mark.parametrize("others", ["fixed", "moving"])
@pytest.mark.parametrize(("source", "year"), YEARS)
def test_what_if_can_be_asked_of_a_province(
    computed: Callable[..., Computed], monkeypatch: pytest.MonkeyPatch, source: str, year: int, others: str
) -> None:
    study, results, _ = computed(source, year, AGENCY)
    standing = results.league.set_index("agency_code").loc[AGENCY]
    answer = what_if_results(study, results, target="rank", rank_gain=1, others=others, with_survey=True)
    seen = catch(
        monkeypatch,
        lambda: what_if_section.show_assumptions(study, answer),
        lambda: what_if_section.show_least_effort(study, answer),
        lambda: what_if_section.show_trial(study, answer),
    )
    assert seen.sentences
    if pd.isna(standing["rank"]):
        assert "what_if" not in seen.tables
    elif "what_if" in seen.tables:
        own = seen.tables["what_if"].set_index("agency_code").loc[AGENCY]
        assert (own["index_before"], own["rank_before"]) == (standing["index"], standing["rank"])


@pytest.mark.parametrize("agency", ["", AGENCY])
@pytest.mark.parametrize("year", [2006, 2013, 2016])
def test_keys_of_criteria_made_up_for_the_file_are_said_to_nobody(
    index_page: Callable[[str, int, str], Shown], year: int, agency: str
) -> None:
    seen = index_page("pci", year, agency)
    said = [*seen.sentences, *seen.captions.values()]
    said += [figure[part] for figure in seen.figures.values() for part in ("title", "caption", "alt")]
    assert not [one for one in said if "pci_" in one]
