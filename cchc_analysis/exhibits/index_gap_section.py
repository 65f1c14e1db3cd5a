"""Exhibits of self scores against the appraisal, criterion by criterion and rank by rank."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from cchc_analysis.charts.criterion_gap import criterion_gap
from cchc_analysis.charts.gap_by_criterion import gap_by_criterion
from cchc_analysis.exhibits.index_depth import IndexDepth
from cchc_analysis.exhibits.index_quality_section import own_rows
from cchc_analysis.exhibits.show import show_chart, show_sentence, show_table
from cchc_analysis.exhibits.study import Study
from cchc_analysis.texts import text


def show_criterion_gaps(study: Study, depth: IndexDepth | None) -> None:
    """Show who over-scores on which criteria, and where the appraisal moves ranks."""
    if depth is None:
        return
    language, gaps = study.language, own_rows(study, depth.criterion_gap)
    if gaps["self_score"].isna().all():
        show_sentence(text("index_depth.no_self_scores", language), style="note")
        return
    year = depth.this_year.year
    title = text("index_depth.criterion_gap_title", language, year=year)
    if study.agency:
        title = text("index_depth.agency_gap_title", language, agency=study.agency_name, year=year)
        chart = criterion_gap(
            gaps, language=language, focus=study.agency, title=title, is_synthetic=study.is_synthetic
        )
        show_chart(chart)
    else:
        _show_groups(study, gaps)
    widest = gaps.sort_values("gap", ascending=False, kind="stable", na_position="last")
    columns = ["agency_code", "agency_name", "criterion_code", "criterion_name", "self_score", "appraised_score"]
    show_table(
        widest[[*columns, "max_points", "gap", "gap_share"]],
        name="criterion_gap",
        title=title,
        caption=text("index_depth.criterion_gap_rule", language),
        language=language,
        row_limit=20,
    )
    ranks = own_rows(study, depth.appraisal_ranks)
    columns = ["agency_code", "agency_name", "self_index", "appraised_index", "self_rank", "appraised_rank"]
    show_table(
        ranks[[*columns, "rank_shift"]],
        name="appraisal_ranks",
        title=text("index_depth.appraisal_ranks_title", language, year=year),
        caption=text("index_depth.appraisal_ranks_rule", language),
        language=language,
        focus=study.focus,
        row_limit=20,
    )


def _show_groups(study: Study, gaps: pd.DataFrame) -> None:
    for group, rows in gaps.groupby("group", sort=True):
        title = text("index_depth.group_gap_title", study.language, group=text(f"groups.{group}", study.language))
        chart = gap_by_criterion(rows, language=study.language, title=title, is_synthetic=study.is_synthetic)
        show_chart(replace(chart, name=f"gap_{group}"))
