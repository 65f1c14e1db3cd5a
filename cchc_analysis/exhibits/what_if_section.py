"""Exhibits of the what-if: the least that takes an agency up, and where it would then stand."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from cchc_analysis.charts.least_effort_steps import least_effort_steps
from cchc_analysis.charts.what_if_ranking import what_if_ranking
from cchc_analysis.exhibits.index_words import index_words
from cchc_analysis.exhibits.show import show_chart, show_sentence, show_table
from cchc_analysis.exhibits.study import Study
from cchc_analysis.exhibits.what_if_results import WhatIfResults
from cchc_analysis.exhibits.what_if_words import assumptions, effort_sentence, trial_sentence
from cchc_analysis.texts import text

_STEP_COLUMNS = [
    "criterion_code", "criterion_name", "score", "gain_points", "new_score", "max_points", "room_points",
    "gain_index", "is_survey",
]  # fmt: skip
_RANKING_COLUMNS = [
    "rank_after", "rank_before", "agency_code", "agency_name", "group", "year", "index_before", "index_after",
    "class_before", "class_after",
]  # fmt: skip


def show_assumptions(study: Study, results: WhatIfResults) -> None:
    """Open the section: whom it is about, what is assumed of the others, what is left out."""
    language = study.language
    heading = text("what_if.heading", language, agency=study.agency_name, year=results.year)
    show_sentence(heading, style="heading")
    if results.assessment is None:
        sentence = text("what_if.not_assessed", language, agency=study.agency_name, year=results.year)
        show_sentence(sentence, style="warning")
        return
    for sentence, style in assumptions(results, study):
        show_sentence(sentence, style=style)


def show_least_effort(study: Study, results: WhatIfResults) -> None:
    """Say what the target takes, draw it and list it; where there is no class above, tell the way up in rank."""
    if results.effort is None:
        return
    language, agency = study.language, study.agency
    show_sentence(effort_sentence(results.effort, agency, target=results.target, language=language), style="lead")
    effort = results.effort
    if results.effort_by_rank is not None:
        effort = results.effort_by_rank
        show_sentence(effort_sentence(effort, agency, target="rank", language=language), style="lead")
    if effort.steps.empty:
        return
    key = "most_title" if effort.outcome == "unreachable" else "plan_title"
    title = text(f"what_if.{key}", language, agency=study.agency_name)
    rule = text("what_if.steps_rule", language)
    show_steps(study, effort.steps, name="least_effort", title=title, caption=rule)
    show_ranking(study, results, effort.ranking, name="what_if")


def show_trial(study: Study, results: WhatIfResults) -> None:
    """Show what the points typed in by the reader would change, if there are any."""
    if results.trial is None:
        return
    language = study.language
    show_sentence(text("what_if.trial_heading", language), style="heading")
    show_sentence(trial_sentence(results.trial, study.agency, language=language), style="lead")
    title = text("what_if.trial_title", language, agency=study.agency_name)
    show_steps(study, results.trial.steps, name="trial_steps", title=title)
    show_ranking(study, results, results.trial.ranking, name="trial_ranking")


def show_steps(study: Study, steps: pd.DataFrame, *, name: str, title: str, caption: str = "") -> None:
    """Draw and list the criteria that change; `name` is that of the chart and of the table's CSV."""
    language = study.language
    chart = least_effort_steps(steps, language=language, title=title, is_synthetic=study.is_synthetic)
    show_chart(replace(chart, name=name))
    show_table(
        steps[_STEP_COLUMNS],
        name=name,
        title=title,
        caption=caption,
        language=language,
    )


def show_ranking(study: Study, results: WhatIfResults, ranking: pd.DataFrame, *, name: str) -> None:
    """Draw and list the group before and after; `name` is that of the chart and of the table's CSV."""
    language = study.language
    if results.assessment is None:
        return
    framework = results.assessment.framework
    title = text("what_if.ranking_title", language)
    chart = what_if_ranking(
        ranking, language=language, focus=study.focus, title=title, decimals=framework.published_decimals,
        scale=index_words(study, framework).scale, is_synthetic=study.is_synthetic,
    )  # fmt: skip
    show_chart(replace(chart, name=name))
    show_table(
        ranking[_RANKING_COLUMNS],
        name=name,
        title=title,
        caption=text("what_if.ranking_rule", language),
        language=language,
        focus=study.focus,
        row_limit=60,
    )
