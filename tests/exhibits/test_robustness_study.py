"""Notebook 05: intervals, probabilities, sensitivity and other recipes, for the whole and for one agency."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from cchc_analysis.exhibits import choices_section, robustness_section, sensitivity_section
from cchc_analysis.exhibits.choices_results import LEAST_AGENCIES, choices_results
from cchc_analysis.exhibits.index_results import IndexResults, index_results
from cchc_analysis.exhibits.robustness_study import study_robustness
from cchc_analysis.exhibits.study import Study, open_study
from cchc_analysis.index.robustness.faults import UncertaintyError
from cchc_analysis.index.robustness.results import RobustnessResults
from cchc_analysis.index.stand_ins import METHODS
from cchc_analysis.texts import text
from tests.exhibits.shown import Shown, catch

pytestmark = pytest.mark.usefixtures("sample")

OPTIONS = {
    "replications": 64,
    "weight_spread": 0.25,
    "drop_probability": 0.2,
    "survey_sample": 0,
    "base_samples": 16,
    "top": 3,
    "seed": 1,
}
DECLARED = [method for method in METHODS if method != "none"]


def robustness_of(study: Study, index: IndexResults, **changes: float) -> RobustnessResults:
    found = study_robustness(study, index, **{**OPTIONS, **changes})  # type: ignore[arg-type]
    assert found is not None
    return found


def shown(
    monkeypatch: pytest.MonkeyPatch,
    *,
    agency: str = "",
    language: str = "vi",
    imputation: str = "none",
    **changes: float,
) -> Shown:
    study = open_study(period="2020-Q4", agency=agency, language=language)
    index = index_results(study, imputation=imputation)
    robustness = robustness_of(study, index, **changes)
    choices = choices_results(study, index)
    return catch(
        monkeypatch,
        lambda: robustness_section.show_method(study, robustness, weight_spread=0.25, drop_probability=0.2),
        lambda: robustness_section.show_intervals(study, index, robustness),
        lambda: robustness_section.show_probabilities(study, index, robustness),
        lambda: sensitivity_section.show_sensitivity(study, robustness),
        lambda: sensitivity_section.show_leave_one_out(study, robustness),
        lambda: sensitivity_section.show_convergence(study, robustness),
        lambda: choices_section.show_alternatives(study, choices),
        lambda: choices_section.show_importance(study, choices),
        lambda: choices_section.show_relations(study, choices),
    )


def with_scores(monkeypatch: pytest.MonkeyPatch, change: pd.DataFrame) -> None:
    """Let the source hold these scores instead of its own."""
    study = open_study(period="2020-Q4")
    monkeypatch.setattr(type(study.warehouse), "table", lambda self, name: change if name == "scores" else None)


def own_scores() -> pd.DataFrame:
    scores = open_study(period="2020-Q4").warehouse.table("scores")
    assert scores is not None
    return scores


def with_gaps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take one appraised score from a district, and one from a department."""
    scores = own_scores()
    of_year = scores["year"].eq(2020)
    is_gap = of_year & (
        (scores["agency_code"].eq("Q1") & scores["criterion_code"].eq("3.1"))
        | (scores["agency_code"].eq("STP") & scores["criterion_code"].eq("1.2"))
    )
    assert is_gap.sum() == 2
    with_scores(monkeypatch, scores.assign(appraised_score=scores["appraised_score"].mask(is_gap)))


def test_every_table_is_shown_and_probabilities_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = shown(monkeypatch)
    assert {
        "rank_intervals", "class_probabilities", "pairwise", "sensitivity", "leave_one_out", "convergence",
        "alternatives", "alternatives_summary", "statistical_weights", "reliability",
    } == seen.tables.keys() - {"criterion_flags"}  # fmt: skip
    classes = seen.tables["class_probabilities"].dropna(subset=["probability_share"])
    assert classes.groupby("agency_code")["probability_share"].sum().round(9).eq(1).all()
    intervals = seen.tables["rank_intervals"].dropna(subset=["rank"])
    assert (intervals["rank_low"] <= intervals["rank_median"]).all()
    assert (intervals["rank_median"] <= intervals["rank_high"]).all()
    assert len(intervals) == 45
    is_flagged = "criterion_flags" in seen.tables
    assert is_flagged != any(text("choices_section.no_flags", "vi") == sentence for sentence in seen.sentences)
    assert any("64" in sentence for sentence in seen.sentences)


def test_of_one_agency_its_own_group_and_its_own_sensitivity_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = shown(monkeypatch, agency="Q1", language="en")
    assert "rank_intervals_district" in seen.figures
    assert "rank_intervals_department" not in seen.figures
    assert set(seen.tables["sensitivity"]["agency_code"]) == {"", "Q1"}
    assert set(seen.tables["class_probabilities"]["agency_code"]) == {"Q1"}


def test_an_agency_without_index_is_named_as_outside_the_simulation(monkeypatch: pytest.MonkeyPatch) -> None:
    said = [sentence for sentence in shown(monkeypatch).sentences if "không nằm trong mô phỏng" in sentence]
    assert len(said) == 1
    assert said[0].startswith("1 đơn vị")
    assert "Sở Du lịch" in said[0]


@pytest.mark.parametrize(
    ("changes", "table"),
    [
        ({"replications": 48}, "rank_intervals"),
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
    study = open_study(period="2020-Q4")
    index = index_results(study)
    one, other = (getattr(robustness_of(study, index, **options), table) for options in ({}, changes))
    assert not one.equals(other)


def test_the_top_share_counts_the_places_asked_for() -> None:
    study = open_study(period="2020-Q4")
    index = index_results(study)
    shares = [robustness_of(study, index, top=top).rank_intervals["top_share"] for top in (1, 3, 50)]
    assert (shares[0].dropna() <= shares[1].dropna()).all()
    assert shares[0].sum() < shares[1].sum()
    assert shares[2].dropna().eq(1).all()


def test_survey_error_is_only_an_input_when_the_number_of_people_asked_is_known() -> None:
    study = open_study(period="2020-Q4")
    index = index_results(study)
    inputs = [set(robustness_of(study, index, survey_sample=size).sensitivity["input"]) for size in (200, 0)]
    assert inputs[0] - inputs[1] == {"survey_error"}


@pytest.mark.parametrize(
    ("changes", "keys"),
    [
        ({"weight_spread": -0.1}, ["fault_spread"]),
        ({"weight_spread": 1.0}, ["fault_spread"]),
        ({"drop_probability": 1.5}, ["fault_probability"]),
        ({"replications": 0}, ["fault_replications"]),
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
    study = open_study(period="2020-Q4")
    with pytest.raises(UncertaintyError) as caught:
        robustness_of(study, index_results(study), **changes)
    assert [key.removeprefix("robustness.") for key, _ in caught.value.faults] == keys


def test_the_same_seed_gives_the_same_tables() -> None:
    study = open_study(period="2020-Q4")
    index = index_results(study)
    one, other = robustness_of(study, index), robustness_of(study, index)
    assert one.rank_intervals.equals(other.rank_intervals)
    assert one.sensitivity.equals(other.sensitivity)


@pytest.mark.parametrize("method", DECLARED)
def test_the_index_that_is_tested_is_the_league_table_with_the_same_imputation(
    monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    with_gaps(monkeypatch)
    study = open_study(period="2020-Q4")
    index = index_results(study, imputation=method)
    simulation = robustness_of(study, index, replications=8).simulation
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


def test_another_imputation_gives_another_table(monkeypatch: pytest.MonkeyPatch) -> None:
    with_gaps(monkeypatch)
    study = open_study(period="2020-Q4")
    tables = [robustness_of(study, index_results(study, imputation=method)).rank_intervals for method in DECLARED]
    assert len({tuple(table["index"].fillna(-1)) for table in tables}) == len(DECLARED)


def test_captions_of_a_group_count_its_own_failures_and_add_up_to_what_was_tried(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Only 3.1 applies to Q1: where it is left out, the districts have no ranks, the departments do.
    scores = own_scores()
    other = scores["agency_code"].eq("Q1") & scores["year"].eq(2020) & ~scores["criterion_code"].eq("3.1")
    points = ["self_score", "appraised_score", "survey_score"]
    scores = scores.assign(
        is_applicable=scores["is_applicable"] & ~other, **{name: scores[name].mask(other) for name in points}
    )
    with_scores(monkeypatch, scores)
    seen = shown(monkeypatch, language="en", drop_probability=1.0, replications=256, seed=3)
    counts = seen.tables["rank_intervals"].dropna(subset=["rank"]).set_index("agency_code")
    failed = int(counts.loc["Q1", "failed_replications"])
    assert 0 < failed < 256
    assert counts.loc["STP", ["replications", "failed_replications"]].tolist() == [256, 0]
    for chart in ("rank_intervals", "league_intervals", "pairwise"):
        district, department = (
            seen.figures[f"{chart}_{group}"]["caption"] for group in ("district", "department")
        )
        assert f"Based on {256 - failed} replications" in district
        assert f"A further {failed} replications" in district
        assert "Based on 256 replications" in department
        assert "further" not in department
    # Classes are read on the index's own scale only, and only Q1 fails there.
    classes = seen.tables["class_probabilities"].drop_duplicates("agency_code").set_index("agency_code")
    on_scale = int(classes.loc["STP", "replications"])
    assert classes.loc["Q1", ["replications", "failed_replications"]].sum() == on_scale
    assert classes.loc["Q1", "failed_replications"] > 0
    caption = seen.figures["class_probabilities_district"]["caption"]
    assert f"Based on {classes.loc['Q1', 'replications']}–{on_scale} replications" in caption
    assert f"A further 0–{classes.loc['Q1', 'failed_replications']} replications" in caption
    assert "further" not in seen.figures["class_probabilities_department"]["caption"]
    whole = f"tried: 256; of these {failed} gave"
    assert whole in seen.figures["convergence_lines"]["caption"]
    assert any(sentence.startswith(f"{failed} of 256 computations") for sentence in seen.sentences)


def test_the_limits_of_convergence_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    captions: dict[str, str] = {}
    monkeypatch.setattr(
        sensitivity_section, "show_table", lambda table, **said: captions.update({said["name"]: said["caption"]})
    )
    study = open_study(period="2020-Q4", language="en")
    robustness = robustness_of(study, index_results(study))
    seen = catch(monkeypatch, lambda: sensitivity_section.show_convergence(study, robustness))
    for caption in (captions["convergence"], seen.figures["convergence_lines"]["caption"]):
        assert re.search(r"by more than 1 and no mean rank has a standard error above 0\.25", caption)


@pytest.mark.parametrize(("left", "is_told"), [(LEAST_AGENCIES, True), (LEAST_AGENCIES - 1, False)])
def test_criteria_are_related_from_the_least_number_of_agencies_on(
    monkeypatch: pytest.MonkeyPatch, left: int, is_told: bool
) -> None:
    study = open_study(period="2020-Q4", language="en")
    groups = index_results(study).years[-1].groups
    scores = own_scores()
    districts = sorted(code for code, group in groups.items() if group == "district")
    with_scores(monkeypatch, scores[~scores["agency_code"].isin(districts[left:])])
    choices = choices_results(study, index_results(study))
    assert choices is not None
    assert ("district" in {one.group for one in choices.relations}) == is_told
    assert choices.small_groups == (() if is_told else ("district",))
    seen = catch(monkeypatch, lambda: choices_section.show_relations(study, choices))
    said = [sentence for sentence in seen.sentences if "cannot tell how the criteria go together" in sentence]
    assert len(said) == (0 if is_told else 1)
    assert all(f"fewer than {LEAST_AGENCIES} units" in sentence for sentence in said)
