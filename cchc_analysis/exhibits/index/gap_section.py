"""Exhibits of self scores against the appraisal, criterion by criterion and rank by rank."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from cchc_analysis.charts.criterion_gap import criterion_gap
from cchc_analysis.charts.gap_by_criterion import gap_by_criterion
from cchc_analysis.exhibits.index.depth import IndexDepth
from cchc_analysis.exhibits.index.table import show_index_table
from cchc_analysis.exhibits.show import show_chart, show_sentence
from cchc_analysis.exhibits.stand_in_marks import given_note, noted, noted_chart
from cchc_analysis.exhibits.study import Study
from cchc_analysis.texts import text


def show_criterion_gaps(study: Study, depth: IndexDepth | None) -> None:
    """Show who over-scores on which criteria, and where the appraisal moves ranks."""
    if depth is None or study.own_rows(depth.available.agencies)["criteria_count"].eq(0).all():
        return
    language, gaps = study.language, study.own_rows(depth.criterion_gap)
    if gaps["self_score"].isna().all():
        is_general = depth.criterion_gap["self_score"].isna().all()
        key = "index_depth.no_self_scores" if is_general else "index_depth.no_self_scores_own"
        show_sentence(text(key, language, agency=study.agency_name), style="note")
        return
    year, note = depth.this_year.year, given_note(study, depth.this_year)
    title = text("index_depth.criterion_gap_title", language, year=year)
    if study.agency:
        title = text("index_depth.agency_gap_title", language, agency=study.agency_name, year=year)
        chart = criterion_gap(
            gaps, language=language, focus=study.agency, title=title, is_synthetic=study.is_synthetic
        )
        show_chart(noted_chart(chart, note))
    else:
        _show_groups(study, gaps, note)
        _show_over_scoring(study, depth, note)
    widest = gaps.sort_values("gap", ascending=False, kind="stable", na_position="last")
    columns = ["agency_code", "agency_name", "criterion_code", "criterion_name", "self_score", "appraised_score"]
    show_index_table(
        study,
        depth.this_year.framework,
        widest[[*columns, "max_points", "gap", "gap_share"]],
        name="criterion_gap",
        title=title,
        caption=noted(text("index_depth.criterion_gap_rule", language), note),
        row_limit=20,
    )
    ranks = study.own_rows(depth.appraisal_ranks)
    columns = ["agency_code", "agency_name", "self_index", "appraised_index", "self_rank", "appraised_rank"]
    show_index_table(
        study,
        depth.this_year.framework,
        ranks[[*columns, "rank_shift"]],
        name="appraisal_ranks",
        title=text("index_depth.appraisal_ranks_title", language, year=year),
        caption=noted(text("index_depth.appraisal_ranks_rule", language), note),
        focus=study.focus,
        row_limit=20,
    )


def _show_groups(study: Study, gaps: pd.DataFrame, note: str) -> None:
    for group, rows in gaps.groupby("group", sort=True):
        title = text("index_depth.group_gap_title", study.language, group=text(f"groups.{group}", study.language))
        chart = gap_by_criterion(rows, language=study.language, title=title, is_synthetic=study.is_synthetic)
        show_chart(replace(noted_chart(chart, note), name=f"gap_{group}"))


def _show_over_scoring(study: Study, depth: IndexDepth, note: str) -> None:
    """List who over-scores on how many criteria and by how much."""
    language = study.language
    columns = ["agency_code", "agency_name", "compared_count", "over_count", "level_count", "under_count"]
    show_index_table(
        study,
        depth.this_year.framework,
        depth.over_scoring[[*columns, "missing_count", "gap_points", "mean_gap_share"]],
        name="over_scoring",
        title=text("index_depth.over_scoring_title", language, year=depth.this_year.year),
        caption=noted(text("index_depth.over_scoring_rule", language), note),
        row_limit=24,
    )
