"""Exhibits that read a year's index back to its criteria: where points are lost, what sets agencies apart."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pandas as pd

from cchc_analysis.charts.criteria_icicle import criteria_icicle
from cchc_analysis.charts.criterion_heatmap import criterion_heatmap
from cchc_analysis.charts.distance_steps import Target, distance_steps
from cchc_analysis.charts.points_lost_pareto import points_lost_pareto
from cchc_analysis.charts.strengths_card import strengths_card
from cchc_analysis.exhibits.index.depth import IndexDepth
from cchc_analysis.exhibits.index.table import show_index_table
from cchc_analysis.exhibits.show import show_chart, show_sentence
from cchc_analysis.exhibits.stand_in_marks import (
    mark_agencies,
    mark_criteria,
    noted,
    noted_chart,
    stand_in_note,
)
from cchc_analysis.exhibits.study import Study
from cchc_analysis.index.league import published
from cchc_analysis.index.strengths import strength_rule
from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.stats.exact import as_float, difference
from cchc_analysis.texts import text


def show_points_lost(study: Study, depth: IndexDepth | None) -> None:
    """Show on which criteria points are lost: of each group, or of the agency the report is about."""
    if depth is None or _has_nothing(study, depth):
        return
    language, note = study.language, stand_in_note(study, depth.this_year)
    show_sentence(text("index_depth.lost_heading", language), style="heading", level=3)
    if depth.lost.empty:
        is_stated = depth.this_year.framework.criteria["max_points"].notna().any()
        key = "index_depth.lost_of_sum" if is_stated else "index_depth.no_maxima"
        show_sentence(text(key, language), style="note")
        return
    if study.agency:
        _show_agency_lost(study, depth)
        return
    for group, rows in depth.group_lost.groupby("group", sort=True):
        title = text("index_depth.group_lost_title", language, group=text(f"groups.{group}", language))
        chart = points_lost_pareto(rows, language=language, title=title, is_synthetic=study.is_synthetic)
        show_chart(replace(noted_chart(chart, note), name=f"points_lost_{group}"))
    named = depth.group_lost.assign(
        group_name=[text(f"groups.{group}", language) for group in depth.group_lost["group"]]
    )
    columns = ["group_name", "lost_rank", "criterion_code", "criterion_name", "agencies_count", "lost_index"]
    show_index_table(
        study,
        depth.this_year.framework,
        named[[*columns, "lost_share", "cumulative_share"]],
        name="points_lost",
        title=text("index_depth.lost_table", language),
        caption=noted(text("index_depth.group_lost_rule", language), note),
        row_limit=20,
    )


def _has_nothing(study: Study, depth: IndexDepth) -> bool:
    """Tell whether no criterion applies to any unit the report is about, so that there is nothing to read."""
    return bool(study.own_rows(depth.available.agencies)["criteria_count"].eq(0).all())


def _show_agency_lost(study: Study, depth: IndexDepth) -> None:
    language, note = study.language, stand_in_note(study, depth.this_year)
    rows = mark_criteria(study.own_rows(depth.lost), depth.this_year)
    if rows.empty:
        show_sentence(text("index_depth.nothing_sent", language), style="note")
        return
    title = text("index_depth.agency_lost_title", language, agency=study.agency_name)
    chart = points_lost_pareto(
        rows, language=language, focus=study.agency, title=title, is_synthetic=study.is_synthetic
    )
    show_chart(noted_chart(chart, note))
    columns = ["lost_rank", "criterion_code", "criterion_name", "score", "max_points", "lost_points", "lost_index"]
    show_index_table(
        study,
        depth.this_year.framework,
        rows[[*columns, "lost_share", "cumulative_share"]],
        name="points_lost",
        title=title,
        caption=noted(text("index_depth.lost_rule", language), note),
        row_limit=20,
    )


def show_criteria(study: Study, depth: IndexDepth | None) -> None:
    """Show every agency at every criterion; of one agency the tree of its criteria."""
    if depth is None:
        return
    language, year = study.language, depth.this_year
    note = stand_in_note(study, year)
    names = year.framework.names(language)
    # What is drawn is the share of the maximum, which an index published as a sum of points is not.
    reached = year.nodes["score"] * 100 / year.nodes["max_points"]
    is_sum = year.framework.index_scale == "points" and reached.notna().any()
    nodes = year.nodes.assign(
        criterion_name=year.nodes["criterion_code"].map(names),
        index=reached if is_sum else year.nodes["index"],
    )
    nodes = nodes.merge(year.assessed, on="agency_code", how="left", validate="m:1")
    if study.agency:
        own = mark_criteria(study.own_rows(nodes), year)
        if own.empty:
            return
        title = text("index_depth.icicle_title", language, agency=study.agency_name, year=year.year)
        chart = criteria_icicle(
            own, language=language, focus=study.agency, title=title, is_synthetic=study.is_synthetic
        )
        show_chart(noted_chart(chart, note))
        return
    for group, rows in mark_agencies(nodes, year).groupby("group", sort=True):
        title = text("index_depth.criteria_title", language, group=text(f"groups.{group}", language))
        chart = criterion_heatmap(rows, language=language, title=title, is_synthetic=study.is_synthetic)
        show_chart(replace(noted_chart(chart, note), name=f"criteria_{group}"))


def show_distances(study: Study, depth: IndexDepth | None) -> None:
    """Show what separates agencies from the leader, the median and the next class, criterion by criterion."""
    if depth is None or study.own_rows(depth.distances).empty:
        return
    language, year = study.language, depth.this_year
    note = stand_in_note(study, year)
    show_sentence(text("index_depth.distance_heading", language), style="heading", level=3)
    rows = mark_criteria(mark_agencies(study.own_rows(depth.distances), year), year)
    if study.agency:
        for target in get_args(Target):
            if rows["target"].eq(target).any():
                chart = distance_steps(
                    rows, language=language, target=target, focus=study.agency, is_synthetic=study.is_synthetic
                )
                show_chart(replace(noted_chart(chart, note), name=f"distance_{target}"))
    named = _named_targets(study, rows if study.agency else _whole_distances(rows, year.framework))
    columns = ["agency_code", "agency_name", "target_label", "index", "target_index"]
    detail = ["criterion_code", "criterion_name", "gap_index"] if study.agency else ["gap_index"]
    show_index_table(
        study,
        depth.this_year.framework,
        named[[*columns, *detail]],
        name="distances",
        title=text("index_depth.distance_table", language),
        caption=noted(text(f"index_depth.distance_{'rule' if study.agency else 'whole_rule'}", language), note),
        row_limit=20,
    )


def _whole_distances(rows: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """Return one row per agency and target: the figures as published, and what they differ by."""
    keys = ["agency_code", "agency_name", "target", "index", "target_index", "target_name"]
    whole = rows[keys].drop_duplicates(ignore_index=True)
    index, target = (
        [published(figure, framework) for figure in whole[column]] for column in ("index", "target_index")
    )
    gaps = [difference(ahead, own) for ahead, own in zip(target, index, strict=True)]
    figures = {"index": index, "target_index": target, "gap_index": gaps}
    return whole.assign(**{name: [as_float(one) for one in column] for name, column in figures.items()})


def _named_targets(study: Study, rows: pd.DataFrame) -> pd.DataFrame:
    labels = [
        text(f"index_depth.target_{target}", study.language, name=name)
        for target, name in zip(rows["target"], rows["target_name"], strict=True)
    ]
    return rows.assign(target_label=labels)


def show_strengths(study: Study, depth: IndexDepth | None) -> None:
    """Show strengths and weaknesses by the written rule."""
    if depth is None or _has_nothing(study, depth):
        return
    language, year = study.language, depth.this_year
    note = stand_in_note(study, year)
    rows = mark_criteria(study.own_rows(depth.strengths.found), year)
    rule = strength_rule(language=language)
    show_sentence(text("index_depth.strengths_heading", language), style="heading", level=3)
    if rows.empty:
        show_sentence(text("index_depth.no_strengths", language), style="note")
        show_sentence(rule, style="note")
        _show_not_judged(study, depth)
        return
    if study.agency:
        chart = strengths_card(
            rows, language=language, focus=study.agency, rule=rule, is_synthetic=study.is_synthetic
        )
        show_chart(noted_chart(chart, note))
    named = rows.assign(kind_name=[text(f"index_depth.kind_{kind}", language) for kind in rows["kind"]])
    columns = ["agency_code", "agency_name", "kind_name", "criterion_code", "criterion_name"]
    figures = ["share", "group_mean_share", "group_sd_share"]
    if rows["share"].isna().all():
        figures = ["score", "group_mean_score", "group_sd_score"]
    show_index_table(
        study,
        depth.this_year.framework,
        named[[*columns, *figures, "criterion_rank", "compared"]],
        name="strengths",
        title=text("index_depth.strengths_table", language),
        caption=noted(rule, note),
        row_limit=20,
    )
    _show_not_judged(study, depth)


def _show_not_judged(study: Study, depth: IndexDepth) -> None:
    """List which agencies, and which criteria, the rule of strengths passed over, and why."""
    language = study.language
    rows = study.own_rows(depth.strengths.left_out)
    if rows.empty:
        return
    named = rows.assign(
        reason_name=[text(f"index_depth.not_judged_{reason}", language) for reason in rows["reason"]],
        compared=rows["compared"].astype("Int64").mask(rows["reason"] == "coverage"),
    )
    columns = ["agency_code", "agency_name", "criterion_code", "criterion_name", "reason_name", "compared"]
    show_index_table(
        study,
        depth.this_year.framework,
        named[columns],
        name="not_judged",
        title=text("index_depth.not_judged_title", language),
        row_limit=12,
    )
