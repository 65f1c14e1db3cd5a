"""Notebook 04 on the sample city, without running the notebook: computed, shown and caught."""

from __future__ import annotations

import functools
from dataclasses import replace

import pytest

from cchc_analysis.exhibits.index import change_section as index_change_section
from cchc_analysis.exhibits.index import gap_section as index_gap_section
from cchc_analysis.exhibits.index import quality_section as index_quality_section
from cchc_analysis.exhibits.index import reading_section as index_reading_section
from cchc_analysis.exhibits.index import section as index_section
from cchc_analysis.exhibits.index.depth import IndexDepth, index_depth
from cchc_analysis.exhibits.index.results import IndexResults, index_results
from cchc_analysis.exhibits.study import Study, open_study
from cchc_analysis.texts import Language
from tests.exhibits.shown import Shown, catch

Change = tuple[str, str, float]


def show_index(
    study: Study, results: IndexResults, depth: IndexDepth | None, monkeypatch: pytest.MonkeyPatch
) -> Shown:
    """Show what the notebook shows of the index."""
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


def show_change(study: Study, depth: IndexDepth | None, monkeypatch: pytest.MonkeyPatch) -> Shown:
    """Show only what it says of the change between years."""
    return catch(
        monkeypatch,
        lambda: index_change_section.show_change(study, depth),
        lambda: index_change_section.show_rank_change(study, depth),
        lambda: index_change_section.show_rules_and_restated(study, depth),
    )


def computed(period: str, language: Language) -> tuple[Study, IndexResults, IndexDepth | None]:
    study = open_study(period=period, language=language)
    results = index_results(study)
    return study, results, index_depth(study, results)


# The sample never changes, and most of the time goes into computing and showing it.
computed_once = functools.cache(computed)


@functools.cache
def shown(*, period: str = "2020-Q4", agency: str = "", language: Language = "vi") -> Shown:
    study, results, depth = computed_once(period, language)
    with pytest.MonkeyPatch.context() as patch:
        return show_index(replace(study, agency=agency), results, depth, patch)


def hole(agency: str, code: str) -> Change:
    return agency, code, float("nan")


def change_scores(patch: pytest.MonkeyPatch, study: Study, *changes: Change, year: int = 2020) -> None:
    """Let the study's source hold other appraised points of a year."""
    scores = study.warehouse.table("scores")
    assert scores is not None
    scores = scores.copy()
    for agency, code, points in changes:
        own = scores["agency_code"].eq(agency) & scores["year"].eq(year) & scores["criterion_code"].eq(code)
        assert own.sum() == 1
        scores.loc[own, "appraised_score"] = points
    patch.setattr(type(study.warehouse), "table", lambda self, name: scores if name == "scores" else None)
