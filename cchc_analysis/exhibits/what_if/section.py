"""Exhibits of the what-if: the least that takes an agency up, and where it would then stand."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pandas as pd

from cchc_analysis.charts.least_effort_steps import least_effort_steps
from cchc_analysis.charts.what_if_ranking import what_if_ranking
from cchc_analysis.exhibits.index.table import index_columns
from cchc_analysis.exhibits.index.words import index_words
from cchc_analysis.exhibits.show import show_chart, show_sentence, show_table
from cchc_analysis.exhibits.stand_in_marks import mark_agencies, mark_criteria, noted, noted_chart, stand_in_note
from cchc_analysis.exhibits.study import Study
from cchc_analysis.exhibits.what_if.results import WhatIfResults
from cchc_analysis.exhibits.what_if.words import assumptions, effort_sentence, trial_sentence
from cchc_analysis.index.assessment import Assessment
from cchc_analysis.index.named_rows import WHO
from cchc_analysis.texts import text

_STEP_COLUMNS = [
    "criterion_code", "criterion_name", "score", "gain_points", "new_score", "max_points", "room_points",
    "gain_index", "is_survey",
]  # fmt: skip
_RANKING_COLUMNS = [
    "rank_after", "rank_before", *WHO, "index_before", "index_after", "class_before", "class_after",
]  # fmt: skip


def show_assumptions(study: Study, results: WhatIfResults) -> None:
    """Open the section: whom it is about, what is assumed of the others, what is left out."""
    language = study.language
    heading = text("what_if.heading", language, agency=study.agency_name, year=results.year)
    show_sentence(heading, style="heading")
    if results.assessment is None:
        sentence = text(f"what_if.{results.obstacle}", language, agency=study.agency_name, year=results.year)
        show_sentence(sentence, style="warning")
        return
    for sentence, style in assumptions(results, study):
        show_sentence(sentence, style=style)


def show_least_effort(study: Study, results: WhatIfResults) -> None:
    """Say what the target takes, draw it and list it; where there is no class above, tell the way up in rank."""
    effort, year, language = results.effort, results.assessment, study.language
    if effort is None or year is None:
        return
    said = partial(effort_sentence, decimals=year.framework.published_decimals, language=language)
    show_sentence(said(effort, study.agency, target=results.target), style="lead")
    if results.effort_by_rank is not None:
        effort = results.effort_by_rank
        show_sentence(said(effort, study.agency, target="rank"), style="lead")
    if effort.steps.empty:
        return
    key = "most_title" if effort.outcome == "unreachable" else "plan_title"
    title = text(f"what_if.{key}", language, agency=study.agency_name)
    rule = text("what_if.steps_rule", language)
    show_steps(study, year, effort.steps, name="least_effort", title=title, caption=rule)
    show_ranking(study, year, effort.ranking, name="what_if")


def show_trial(study: Study, results: WhatIfResults) -> None:
    """Show what the points typed in by the reader would change, if there are any."""
    trial, year, language = results.trial, results.assessment, study.language
    if trial is None or year is None:
        return
    decimals = year.framework.published_decimals
    show_sentence(text("what_if.trial_heading", language), style="heading")
    show_sentence(trial_sentence(trial, study.agency, decimals=decimals, language=language), style="lead")
    title = text("what_if.trial_title", language, agency=study.agency_name)
    show_steps(study, year, trial.steps, name="trial_steps", title=title)
    show_ranking(study, year, trial.ranking, name="trial_ranking")


def show_steps(
    study: Study, year: Assessment, steps: pd.DataFrame, *, name: str, title: str, caption: str = ""
) -> None:
    """Draw and list the criteria that change; `name` is that of the chart and of the table's CSV."""
    language, note = study.language, stand_in_note(study, year)
    steps = mark_criteria(steps.assign(agency_code=study.agency), year)
    chart = least_effort_steps(steps, language=language, title=title, is_synthetic=study.is_synthetic)
    show_chart(replace(noted_chart(chart, note), name=name))
    show_table(
        steps[_STEP_COLUMNS],
        name=name,
        title=title,
        caption=noted(caption, note),
        language=language,
        printed=index_columns(study, year.framework),
    )


def show_ranking(study: Study, year: Assessment, ranking: pd.DataFrame, *, name: str) -> None:
    """Draw and list the group before and after; `name` is that of the chart and of the table's CSV."""
    language, note = study.language, stand_in_note(study, year)
    framework, ranking = year.framework, mark_agencies(ranking, year)
    title = text("what_if.ranking_title", language)
    chart = what_if_ranking(
        ranking, language=language, focus=study.focus, title=title, decimals=framework.published_decimals,
        scale=index_words(study, framework).scale, is_synthetic=study.is_synthetic,
    )  # fmt: skip
    show_chart(replace(noted_chart(chart, note), name=name))
    show_table(
        ranking[_RANKING_COLUMNS],
        name=name,
        title=title,
        caption=noted(text("what_if.ranking_rule", language), note),
        language=language,
        printed=index_columns(study, year.framework),
        focus=study.focus,
        row_limit=60,
    )
