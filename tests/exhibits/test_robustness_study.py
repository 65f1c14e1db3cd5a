"""Notebook 05: intervals, probabilities, sensitivity and other recipes, for the whole and for one agency."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cchc_analysis.exhibits import choices_section, robustness_section, sensitivity_section
from cchc_analysis.exhibits.choices_results import choices_results
from cchc_analysis.exhibits.index_results import index_results
from cchc_analysis.exhibits.robustness_study import study_robustness
from cchc_analysis.exhibits.study import open_study
from cchc_analysis.sample.write import write_sample
from cchc_analysis.texts import SpokenError, text
from tests.exhibits.shown import Shown, catch


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    base = tmp_path_factory.mktemp("robustness")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("sample", "warehouse"):
            patch.setenv(f"CCHC_{name.upper()}_DIR", str(base / name))
        write_sample(base / "sample")
        yield


OPTIONS = {
    "replications": 64,
    "weight_spread": 0.25,
    "drop_probability": 0.2,
    "survey_sample": 0,
    "top": 3,
    "seed": 1,
}


def shown(monkeypatch: pytest.MonkeyPatch, *, agency: str = "", language: str = "vi", **changes: float) -> Shown:
    study = open_study(period="2020-Q4", agency=agency, language=language)
    index = index_results(study)
    robustness = study_robustness(study, index, **{**OPTIONS, **changes})  # type: ignore[arg-type]
    choices = choices_results(study, index)
    return catch(
        monkeypatch,
        lambda: robustness_section.show_method(study, robustness),
        lambda: robustness_section.show_intervals(study, index, robustness),
        lambda: robustness_section.show_probabilities(study, index, robustness),
        lambda: sensitivity_section.show_sensitivity(study, robustness),
        lambda: sensitivity_section.show_leave_one_out(study, robustness),
        lambda: sensitivity_section.show_convergence(study, robustness),
        lambda: choices_section.show_alternatives(study, choices),
        lambda: choices_section.show_importance(study, choices),
        lambda: choices_section.show_relations(study, choices),
    )


@pytest.mark.usefixtures("sample")
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


@pytest.mark.usefixtures("sample")
def test_of_one_agency_its_own_group_and_its_own_sensitivity_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = shown(monkeypatch, agency="Q1", language="en")
    assert "rank_intervals_district" in seen.figures
    assert "rank_intervals_department" not in seen.figures
    assert set(seen.tables["sensitivity"]["agency_code"]) == {"", "Q1"}
    assert set(seen.tables["class_probabilities"]["agency_code"]) == {"Q1"}


@pytest.mark.usefixtures("sample")
def test_survey_error_is_only_an_input_when_the_number_of_people_asked_is_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = shown(monkeypatch, survey_sample=200)
    unknown = shown(monkeypatch)
    inputs = [set(seen.tables["sensitivity"]["input_name"]) for seen in (known, unknown)]
    assert len(inputs[0] - inputs[1]) == 1


@pytest.mark.parametrize(
    "changes", [{"weight_spread": -0.1}, {"weight_spread": 1.0}, {"drop_probability": 1.5}, {"replications": 0}]
)
@pytest.mark.usefixtures("sample")
def test_parameters_that_make_no_sense_stop_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, changes: dict[str, float]
) -> None:
    with pytest.raises(SpokenError):
        shown(monkeypatch, **changes)


@pytest.mark.usefixtures("sample")
def test_the_same_seed_gives_the_same_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = shown(monkeypatch), shown(monkeypatch)
    assert one.tables["rank_intervals"].equals(other.tables["rank_intervals"])
    assert one.tables["sensitivity"].equals(other.tables["sensitivity"])
