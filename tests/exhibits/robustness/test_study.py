"""Notebook 05: intervals, probabilities, sensitivity and other recipes, for the whole and for one agency."""

from __future__ import annotations

import functools

import pandas as pd
import pytest

from cchc_analysis.exhibits.index.results import IndexResults, index_results
from cchc_analysis.exhibits.robustness import choices_section
from cchc_analysis.exhibits.robustness.choices_results import LEAST_AGENCIES, choices_results
from cchc_analysis.exhibits.study import open_study
from cchc_analysis.index.robustness.faults import UncertaintyError
from cchc_analysis.index.robustness.results import LEAST_REPLICATIONS, RobustnessResults
from cchc_analysis.index.stand_ins import METHODS
from cchc_analysis.texts import text
from tests.exhibits.robustness_pages import own_index, own_scores, robustness_of, shown, with_gaps, with_scores
from tests.exhibits.shown import catch

pytestmark = pytest.mark.usefixtures("sample")

DECLARED = [method for method in METHODS if method != "none"]


@functools.cache
def usual() -> RobustnessResults:
    return robustness_of(*own_index())


@functools.cache
def filled(method: str) -> tuple[IndexResults, RobustnessResults]:
    """The index of scores with gaps, filled by a method, and how sure it is."""
    with pytest.MonkeyPatch.context() as patch:
        with_gaps(patch)
        study = open_study(period="2020-Q4")
        index = index_results(study, imputation=method)
        return index, robustness_of(study, index)


@pytest.mark.parametrize(
    ("changes", "table"),
    [
        ({"replications": 112}, "rank_intervals"),
        ({"weight_spread": 0.9}, "rank_intervals"),
        ({"drop_probability": 0.9}, "rank_intervals"),
        ({"survey_sample": 20}, "rank_intervals"),
        ({"top": 1}, "rank_intervals"),
        ({"seed": 7}, "rank_intervals"),
        ({"seed": 7}, "sensitivity"),
        ({"base_samples": 32}, "sensitivity"),
    ],
)
def test_another_value_of_a_parameter_gives_another_table(changes: dict[str, float], table: str) -> None:
    other = robustness_of(*own_index(), **changes)
    assert not getattr(usual(), table).equals(getattr(other, table))


def test_the_top_share_counts_the_places_asked_for() -> None:
    shares = [robustness_of(*own_index(), top=top).rank_intervals["top_share"] for top in (1, 3, 50)]
    assert (shares[0].dropna() <= shares[1].dropna()).all()
    assert shares[0].sum() < shares[1].sum()
    assert shares[2].dropna().eq(1).all()


def test_survey_error_is_only_an_input_when_the_number_of_people_asked_is_known() -> None:
    inputs = [set(robustness_of(*own_index(), survey_sample=size).sensitivity["input"]) for size in (200, 0)]
    assert inputs[0] - inputs[1] == {"survey_error"}


@pytest.mark.parametrize(
    ("changes", "keys"),
    [
        ({"weight_spread": -0.1}, ["fault_spread"]),
        ({"weight_spread": 1.0}, ["fault_spread"]),
        ({"drop_probability": 1.5}, ["fault_probability"]),
        ({"replications": 0}, ["fault_replications"]),
        ({"replications": LEAST_REPLICATIONS - 1}, ["fault_replications"]),
        ({"base_samples": 100}, ["fault_base_samples"]),
        ({"base_samples": 1}, ["fault_base_samples"]),
        ({"top": 0}, ["fault_top"]),
        ({"seed": -1}, ["fault_seed"]),
        ({"survey_sample": 1}, ["fault_sample_size"]),
        (
            {"weight_spread": 2.0, "drop_probability": -0.5, "replications": -1, "base_samples": 3, "top": 0},
            ["fault_spread", "fault_probability", "fault_replications", "fault_base_samples", "fault_top"],
        ),
        (
            {"survey_sample": 1, "weight_spread": 2.0, "seed": -1},
            ["fault_spread", "fault_sample_size", "fault_seed"],
        ),
    ],
)
def test_parameters_that_make_no_sense_are_all_named(changes: dict[str, float], keys: list[str]) -> None:
    with pytest.raises(UncertaintyError) as caught:
        robustness_of(*own_index(), **changes)
    assert [key.removeprefix("robustness.") for key, _ in caught.value.faults] == keys


def test_the_same_seed_gives_the_same_tables() -> None:
    one, other = usual(), robustness_of(*own_index())
    assert one.rank_intervals.equals(other.rank_intervals)
    assert one.sensitivity.equals(other.sensitivity)


@pytest.mark.parametrize("method", DECLARED)
def test_the_index_that_is_tested_is_the_league_table_with_the_same_imputation(method: str) -> None:
    index, robustness = filled(method)
    simulation = robustness.simulation
    nominal = pd.DataFrame({"index": simulation.nominal_scores, "rank": simulation.nominal_ranks})
    nominal.index = pd.Index(simulation.agency_codes)
    league = index.league.set_index("agency_code").dropna(subset=["index"])
    nominal = nominal.loc[league.index]
    assert {"Q1", "STP"} <= set(league.index)
    assert (nominal["index"] - league["index"].astype("float64")).abs().max() <= 0.005 + 1e-9
    assert nominal["rank"].tolist() == league["rank"].tolist()


def test_with_an_imputation_the_filled_stay_in_and_the_filling_is_varied(monkeypatch: pytest.MonkeyPatch) -> None:
    with_gaps(monkeypatch)
    left, filled = shown(monkeypatch), shown(monkeypatch, imputation="zero")
    for seen, is_in in ((left, False), (filled, True)):
        intervals = seen.tables["rank_intervals"].set_index("agency_code")
        assert intervals.loc[["Q1", "STP"], "rank_low"].notna().all() == is_in
        inputs = set(seen.tables["sensitivity"]["input_name"])
        assert (text("robustness.input_imputation", "vi") in inputs) == is_in
        assert any("Chỉ số công bố dùng cách đầu tiên" in sentence for sentence in seen.sentences) == is_in
    said = next(sentence for sentence in filled.sentences if "lần lượt" in sentence)
    assert "lần lượt bằng: điểm 0; trung vị" in said


def test_another_imputation_gives_another_table() -> None:
    tables = [filled(method)[1].rank_intervals for method in DECLARED]
    assert len({tuple(table["index"].fillna(-1)) for table in tables}) == len(DECLARED)


@pytest.mark.parametrize(("left", "is_told"), [(LEAST_AGENCIES, True), (LEAST_AGENCIES - 1, False)])
def test_criteria_are_related_from_the_least_number_of_agencies_on(
    monkeypatch: pytest.MonkeyPatch, left: int, is_told: bool
) -> None:
    study, own = own_index("en")
    groups = own.years[-1].groups
    scores = own_scores()
    districts = sorted(code for code, group in groups.items() if group == "district")
    with_scores(monkeypatch, scores[~scores["agency_code"].isin(districts[left:])])
    index = index_results(study)
    choices = choices_results(study, index)
    assert choices is not None
    assert ("district" in {one.group for one in choices.relations}) == is_told
    assert choices.small_groups == (() if is_told else ("district",))
    seen = catch(monkeypatch, lambda: choices_section.show_relations(study, index, choices))
    said = [sentence for sentence in seen.sentences if "cannot tell how the criteria go together" in sentence]
    assert len(said) == (0 if is_told else 1)
    assert all(f"fewer than {LEAST_AGENCIES} units" in sentence for sentence in said)
