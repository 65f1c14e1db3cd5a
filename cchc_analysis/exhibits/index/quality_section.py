"""Exhibits of what a year's index stands on: criteria left out, scores missing or filled in, bounds close by."""

from __future__ import annotations

from cchc_analysis.exhibits.index.depth import IndexDepth
from cchc_analysis.exhibits.index.table import show_index_table
from cchc_analysis.exhibits.show import show_sentence
from cchc_analysis.exhibits.stand_in_marks import given_note, mark_agencies, noted, stand_in_note
from cchc_analysis.exhibits.study import Study
from cchc_analysis.index.availability import JRC_LEAST_SHARE
from cchc_analysis.index.borderline import MARGIN
from cchc_analysis.index.rebasing import Rebasing, rebasing_sentences
from cchc_analysis.texts import text
from cchc_analysis.vietnamese.numbers import format_number, format_share


def show_quality(study: Study, depth: IndexDepth | None) -> None:
    """State what is in the denominator, what is missing and what was filled in; list what stands near a bound."""
    if depth is None or (study.agency and study.agency not in depth.this_year.groups):
        return
    show_sentence(text("index_depth.quality_heading", study.language), style="heading", level=3)
    _show_rebasing(study, depth)
    _show_availability(study, depth)
    _show_thin_criteria(study, depth)
    _show_imputation(study, depth)
    _show_borderline(study, depth)


def _show_rebasing(study: Study, depth: IndexDepth) -> None:
    language, framework = study.language, depth.this_year.framework
    rows = study.own_rows(depth.rebased.criteria)
    if rows.empty and study.agency:
        sentence = text("index_depth.rebasing_none_own", language, agency=study.agency_name, year=framework.year)
        show_sentence(sentence, style="note")
        return
    own = Rebasing(rows, study.own_rows(depth.rebased.maxima))
    for sentence in rebasing_sentences(own, framework, language=language):
        show_sentence(sentence, style="note")
    if rows.empty:
        return
    named = rows.assign(reason_name=[text(f"index_depth.rebased_{reason}", language) for reason in rows["reason"]])
    columns = ["agency_code", "agency_name", "criterion_code", "criterion_name", "max_points", "reason_name"]
    show_index_table(
        study,
        depth.this_year.framework,
        named[columns],
        name="rebasing",
        title=text("index_depth.rebasing_title", language, year=framework.year),
        caption=text("index_depth.rebasing_rule", language),
        row_limit=12,
    )


def _show_availability(study: Study, depth: IndexDepth) -> None:
    language = study.language
    rows = study.own_rows(depth.available.agencies)
    if rows["criteria_count"].eq(0).all():
        return  # nothing applies, which is said above
    gaps = rows[rows["scored_count"] < rows["criteria_count"]]
    if gaps.empty:
        show_sentence(text("index_depth.all_scored", language), style="note")
        return
    note = given_note(study, depth.this_year)
    columns = ["agency_code", "agency_name", "criteria_count", "scored_count", "scored_share", "points_share"]
    show_index_table(
        study,
        depth.this_year.framework,
        gaps[[*columns, "is_enough"]],
        name="availability",
        title=text("index_depth.availability_title", language),
        caption=noted(text("index_depth.availability_rule", language, share=_least_share(study)), note),
        row_limit=12,
    )


def _show_thin_criteria(study: Study, depth: IndexDepth) -> None:
    """List the criteria on which too few agencies of a group have a score, if there are any."""
    language, groups = study.language, depth.this_year.groups
    criteria = depth.available.criteria
    thin = criteria[~criteria["is_enough"]]
    if study.agency:
        thin = thin[thin["group"] == groups.get(study.agency)]
    if thin.empty:
        return
    named = thin.assign(group_name=[text(f"groups.{group}", language) for group in thin["group"]])
    columns = ["group_name", "criterion_code", "criterion_name", "agencies_count", "scored_count", "scored_share"]
    show_index_table(
        study,
        depth.this_year.framework,
        named[columns],
        name="thin_criteria",
        title=text("index_depth.thin_title", language, share=_least_share(study)),
        caption=noted(text("index_depth.thin_rule", language), given_note(study, depth.this_year)),
        row_limit=12,
    )


def _least_share(study: Study) -> str:
    return format_share(JRC_LEAST_SHARE, study.language, 0)


def _show_imputation(study: Study, depth: IndexDepth) -> None:
    language, imputation = study.language, depth.this_year.imputation
    if imputation is None:
        return
    rows = study.own_rows(imputation.imputed)
    if rows.empty:
        return
    rows = rows.assign(method_name=text(f"results.method_{imputation.method}", language))
    columns = ["agency_code", "agency_name", "criterion_code", "criterion_name", "score", "max_points"]
    show_index_table(
        study,
        depth.this_year.framework,
        rows[[*columns, "method_name"]],
        name="imputed",
        title=text("index_depth.imputed_title", language),
        caption=text("index_depth.imputed_rule", language),
        row_limit=20,
    )


def _show_borderline(study: Study, depth: IndexDepth) -> None:
    language = study.language
    if depth.this_year.bands is None or study.own_rows(depth.this_year.league)["index"].isna().all():
        return
    rows = study.own_rows(depth.borderline)
    if rows.empty:
        key = "no_borderline_own" if study.agency else "no_borderline"
        show_sentence(text(f"index_depth.{key}", language, agency=study.agency_name), style="note")
        return
    named = mark_agencies(rows, depth.this_year).assign(
        reason_name=[text(f"index_depth.borderline_{reason}", language) for reason in rows["reason"]]
    )
    columns = ["agency_code", "agency_name", "index", "exact_index", "bound", "distance"]
    show_index_table(
        study,
        depth.this_year.framework,
        named[[*columns, "class_name", "other_class_name", "reason_name"]],
        name="borderline",
        title=text("index_depth.borderline_title", language),
        caption=noted(
            text("index_depth.borderline_rule", language, margin=format_number(MARGIN, language, 2)),
            stand_in_note(study, depth.this_year),
        ),
        focus=study.focus,
    )
