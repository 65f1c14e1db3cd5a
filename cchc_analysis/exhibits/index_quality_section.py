"""Exhibits of what a year's index stands on: criteria left out, scores missing or filled in, bounds close by."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.exhibits.index_depth import IndexDepth
from cchc_analysis.exhibits.show import show_sentence, show_table
from cchc_analysis.exhibits.study import Study
from cchc_analysis.index.imputation import imputation_sentences
from cchc_analysis.index.rebasing import rebasing_sentences
from cchc_analysis.texts import text


def show_quality(study: Study, depth: IndexDepth | None) -> None:
    """State what is in the denominator, what is missing and what was filled in; list what stands near a bound."""
    if depth is None:
        return
    show_sentence(text("index_depth.quality_heading", study.language), style="heading", level=3)
    _show_rebasing(study, depth)
    _show_availability(study, depth)
    _show_imputation(study, depth)
    _show_borderline(study, depth)


def own_rows(study: Study, table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the agency a report is about; all of them where it is about the whole."""
    return table[table["agency_code"] == study.agency] if study.agency else table


def _show_rebasing(study: Study, depth: IndexDepth) -> None:
    language, framework = study.language, depth.this_year.framework
    for sentence in rebasing_sentences(depth.rebased, framework, language=language):
        show_sentence(sentence, style="note")
    rows = own_rows(study, depth.rebased.criteria)
    if rows.empty:
        return
    named = rows.assign(reason_name=[text(f"index_depth.rebased_{reason}", language) for reason in rows["reason"]])
    columns = ["agency_code", "agency_name", "criterion_code", "criterion_name", "max_points", "reason_name"]
    show_table(
        named[columns],
        name="rebasing",
        title=text("index_depth.rebasing_title", language, year=framework.year),
        caption=text("index_depth.rebasing_rule", language),
        language=language,
        row_limit=12,
    )


def _show_availability(study: Study, depth: IndexDepth) -> None:
    language = study.language
    rows = own_rows(study, depth.available.agencies)
    gaps = rows[rows["scored_count"] < rows["criteria_count"]]
    if gaps.empty:
        show_sentence(text("index_depth.all_scored", language), style="note")
        return
    columns = ["agency_code", "agency_name", "criteria_count", "scored_count", "scored_share", "points_share"]
    show_table(
        gaps[[*columns, "is_enough"]],
        name="availability",
        title=text("index_depth.availability_title", language),
        caption=text("index_depth.availability_rule", language),
        language=language,
        row_limit=12,
    )


def _show_imputation(study: Study, depth: IndexDepth) -> None:
    language, imputation = study.language, depth.this_year.imputation
    if imputation is None:
        return
    for sentence in imputation_sentences(imputation, language=language):
        show_sentence(sentence, style="warning")
    rows = own_rows(study, imputation.imputed)
    if rows.empty:
        return
    columns = ["agency_code", "agency_name", "criterion_code", "criterion_name", "score", "max_points"]
    show_table(
        rows[columns],
        name="imputed",
        title=text("index_depth.imputed_title", language),
        caption=text("index_depth.imputed_rule", language),
        language=language,
        row_limit=20,
    )


def _show_borderline(study: Study, depth: IndexDepth) -> None:
    language = study.language
    if depth.this_year.bands is None:
        return
    rows = own_rows(study, depth.borderline)
    if rows.empty:
        show_sentence(text("index_depth.no_borderline", language), style="note")
        return
    named = rows.assign(
        reason_name=[text(f"index_depth.borderline_{reason}", language) for reason in rows["reason"]]
    )
    columns = ["agency_code", "agency_name", "index", "exact_index", "bound", "distance"]
    show_table(
        named[[*columns, "class_name", "other_class_name", "reason_name"]],
        name="borderline",
        title=text("index_depth.borderline_title", language),
        caption=text("index_depth.borderline_rule", language),
        language=language,
        focus=study.focus,
    )
