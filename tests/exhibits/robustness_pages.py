"""Notebook 05 of the sample city, run on few replications, and scores with gaps to fill."""

from __future__ import annotations

import functools
from typing import NamedTuple

import pandas as pd
import pytest

from cchc_analysis.exhibits.index.results import IndexResults, index_results
from cchc_analysis.exhibits.robustness import choices_section, sensitivity_section
from cchc_analysis.exhibits.robustness import section as robustness_section
from cchc_analysis.exhibits.robustness.choices_results import Choices, choices_results
from cchc_analysis.exhibits.robustness.study import study_robustness
from cchc_analysis.exhibits.study import Study, open_study
from cchc_analysis.index.robustness.results import RobustnessResults
from cchc_analysis.texts import Language
from tests.exhibits.shown import Shown, catch

OPTIONS = {
    "replications": 128,
    "weight_spread": 0.25,
    "drop_probability": 0.2,
    "survey_sample": 0,
    "base_samples": 16,
    "top": 3,
    "seed": 1,
}


def robustness_of(study: Study, index: IndexResults, **changes: float) -> RobustnessResults:
    found = study_robustness(study, index, **{**OPTIONS, **changes})  # type: ignore[arg-type]
    assert found is not None
    return found


@functools.cache
def own_index(language: Language = "vi") -> tuple[Study, IndexResults]:
    """The index of the sample city's own scores: most of the time goes into it."""
    study = open_study(period="2020-Q4", language=language)
    return study, index_results(study)


class Computed(NamedTuple):
    """What the notebook shows; the agency of a report decides only what of it."""

    index: IndexResults
    robustness: RobustnessResults
    choices: Choices | None


def computed(*, language: Language = "vi", imputation: str = "none", **changes: float) -> Computed:
    study = open_study(period="2020-Q4", language=language)
    index = index_results(study, imputation=imputation)
    return Computed(index, robustness_of(study, index, **changes), choices_results(study, index))


def show(
    monkeypatch: pytest.MonkeyPatch, found: Computed, *, agency: str = "", language: Language = "vi"
) -> Shown:
    study = open_study(period="2020-Q4", agency=agency, language=language)
    index, robustness, choices = found
    return catch(
        monkeypatch,
        lambda: robustness_section.show_method(study, robustness, weight_spread=0.25, drop_probability=0.2),
        lambda: robustness_section.show_intervals(study, index, robustness),
        lambda: robustness_section.show_probabilities(study, index, robustness),
        lambda: sensitivity_section.show_sensitivity(study, index, robustness),
        lambda: sensitivity_section.show_leave_one_out(study, index, robustness),
        lambda: sensitivity_section.show_convergence(study, index, robustness),
        lambda: choices_section.show_alternatives(study, index, choices),
        lambda: choices_section.show_importance(study, index, choices),
        lambda: choices_section.show_relations(study, index, choices),
    )


def shown(monkeypatch: pytest.MonkeyPatch, *, language: Language = "vi", **options: float | str) -> Shown:
    """The page of the scores as they are now, for tests that change them."""
    return show(monkeypatch, computed(language=language, **options), language=language)  # type: ignore[arg-type]


@functools.cache
def own_page(*, agency: str = "", language: Language = "vi", **changes: float) -> Shown:
    """The page of the sample city's own scores, shown once."""
    study, index = own_index(language)
    found = Computed(index, robustness_of(study, index, **changes), choices_results(study, index))
    with pytest.MonkeyPatch.context() as patch:
        return show(patch, found, agency=agency, language=language)


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
