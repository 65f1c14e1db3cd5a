"""Exhibits of the directive's other lines: measured results against targets."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.charts.target_bullets import target_bullets
from cchc_analysis.exhibits.show import show_chart, show_sentence, show_table
from cchc_analysis.exhibits.study import Study
from cchc_analysis.programme.targets import target_progress
from cchc_analysis.reference.targets import targets_on
from cchc_analysis.texts import text
from cchc_analysis.vietnamese.dates import format_period


def programme_results(study: Study) -> pd.DataFrame | None:
    """Return the ``targets`` table of the study's agency or city, None if the source has no measures."""
    measures = study.warehouse.table("measures")
    if measures is None:
        return None
    measures = measures[measures["agency_code"].isin(study.agencies["agency_code"])]
    targets = targets_on(study.period.end_on)
    named = targets.assign(name=targets[f"name_{study.language}"])
    return target_progress(measures, named, period=study.period, agency=study.agency)


def show_programme(study: Study, results: pd.DataFrame | None) -> None:
    """Show measured shares against their targets."""
    language = study.language
    if study.covers_provinces:
        return
    show_sentence(text("programme.heading", language), style="heading")
    if results is None:
        show_sentence(text("programme.no_measures", language), style="note")
        return
    period = format_period(study.period, language)
    title = text("programme.title", language, period=period)
    show_chart(target_bullets(results, language=language, title=title, is_synthetic=study.is_synthetic))
    show_table(
        results[["measure", "name", "numerator", "denominator", "share", "target_pct", "is_met"]],
        name="targets",
        title=title,
        caption=text("programme.rule", language),
        language=language,
    )
