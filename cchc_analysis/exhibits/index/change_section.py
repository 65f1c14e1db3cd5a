"""Exhibits of the change between two years, and of past years under this year's rules."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from cchc_analysis.charts.change_waterfall import change_waterfall
from cchc_analysis.charts.rank_change_parts import rank_change_parts
from cchc_analysis.charts.year_slopes import year_slopes
from cchc_analysis.exhibits.index.depth import ChangeTables, IndexDepth
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
from cchc_analysis.index.change import YearChange
from cchc_analysis.index.change_notes import change_notes
from cchc_analysis.index.league import published
from cchc_analysis.index.restated import LEAST_COVERED_SHARE
from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.reference.renumbered import renumbered_criteria
from cchc_analysis.stats.exact import as_float, difference
from cchc_analysis.texts import text
from cchc_analysis.vietnamese.numbers import format_share

_SPLIT = ["own_change", "added_change", "dropped_change", "points_change", "rounding_change"]
# Reasons of a change that the name of its part says already.
_OF_THE_RULES = ("", "framework")
# The same words stand for index points in one table and for places in the other.
_PLACES = {
    "change": "rank_moved",
    "own_change": "own_moved",
    "others_change": "others_moved",
    "rules_change": "rules_moved",
    "field_change": "field_moved",
}


def show_change(study: Study, depth: IndexDepth | None) -> None:
    """Show the change from the year before, split exactly, with what limits the comparison said first."""
    if depth is None:
        return
    language = study.language
    show_sentence(text("index_depth.change_heading", language), style="heading", level=3)
    change = depth.change
    if change is None:
        show_sentence(text("index_depth.no_year_before", language), style="note")
        return
    year = depth.this_year
    rows = mark_agencies(study.own_rows(change.split.index_change), year)
    is_comparable = change.is_comparable if rows.empty else bool(rows["is_comparable"].all())
    for note in _own_notes(study, depth, change) if study.agency else change.notes:
        show_sentence(note, style="note" if is_comparable else "warning")
    if rows.empty:
        key = "not_compared_own" if study.agency else "not_compared"
        show_sentence(text(f"index_depth.{key}", language, agency=study.agency_name), style="note")
        return
    if study.agency:
        _show_waterfall(study, depth, change, rows)
    else:
        _show_slopes(study, depth, change)
    columns = ["agency_code", "agency_name", "index_from", "index_to", "change", *_SPLIT]
    ordered = _chained_as_published(rows, year.framework).sort_values("change", ascending=False, kind="stable")
    show_index_table(
        study,
        depth.this_year.framework,
        ordered[[*columns, "chained_from", "chained_to", "chained_change"]],
        name="index_change",
        title=text("index_depth.change_table", language, **_years(change)),
        caption=noted(text("index_depth.change_rule", language), stand_in_note(study, year)),
        focus=study.focus,
        row_limit=24,
    )
    _show_parts(study, depth, change)


def show_rank_change(study: Study, depth: IndexDepth | None) -> None:
    """Show who gained and lost places, and how much of it was the agency's own doing."""
    if depth is None or depth.change is None:
        return
    language, change = study.language, depth.change
    note, places = stand_in_note(study, depth.this_year), mark_agencies(change.ranks, depth.this_year)
    ranks = places.dropna(subset=["change"])
    if study.own_rows(ranks).empty:
        return
    for group, rows in ranks.groupby("group", sort=True):
        if study.agency and not rows["agency_code"].eq(study.agency).any():
            continue
        title = text("index_depth.rank_parts_title", language, group=text(f"groups.{group}", language))
        chart = rank_change_parts(
            rows, language=language, focus=study.focus, title=title, is_synthetic=study.is_synthetic
        )
        show_chart(replace(noted_chart(chart, note), name=f"rank_change_{group}"))
    columns = ["agency_code", "agency_name", "rank_from", "rank_to", *_PLACES.values()]
    moved = study.own_rows(places).rename(columns=_PLACES)
    show_index_table(
        study,
        depth.this_year.framework,
        moved.sort_values("rank_moved", ascending=False, kind="stable", na_position="last")[columns],
        name="rank_change",
        title=text("index_depth.rank_change_table", language, **_years(change)),
        caption=noted(text("index_depth.rank_change_rule", language), note),
        focus=study.focus,
        row_limit=24,
    )


def show_rules_and_restated(study: Study, depth: IndexDepth | None) -> None:
    """Show what differs between the two years' criteria, and past years recomputed by this year's."""
    if depth is None or depth.change is None:
        return
    language, change = study.language, depth.change
    if len(change.rules):
        show_index_table(
            study,
            depth.this_year.framework,
            change.rules[["criterion_code", "criterion_name", "change_name", "before", "after"]],
            name="framework_changes",
            title=text("index_depth.rules_title", language, **_years(change)),
        )
    rows = study.own_rows(change.restated)
    if rows.empty:
        return
    named = rows.assign(year_name=rows["year"].astype("str"))
    columns = ["agency_code", "agency_name", "year_name", "index", "restated_index", "covered_share", "is_covered"]
    show_index_table(
        study,
        depth.this_year.framework,
        named.sort_values(["agency_code", "year"])[columns],
        name="restated",
        title=text("index_depth.restated_title", language, year=depth.this_year.year),
        caption=text("index_depth.restated_rule", language, share=format_share(LEAST_COVERED_SHARE, language, 0)),
        focus=study.focus,
        row_limit=16,
    )


def _own_notes(study: Study, depth: IndexDepth, change: ChangeTables) -> tuple[str, ...]:
    """Return what limits the comparison of the two years for the agency a report is about."""
    split, rules = change.split, (change.earlier.framework, depth.this_year.framework)
    own = YearChange(
        study.own_rows(split.index_change),
        study.own_rows(split.change_by_criterion),
        study.own_rows(split.left_out),
    )
    return change_notes(own, *rules, language=study.language, renumbered=renumbered_criteria(*rules))


def _chained_as_published(rows: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """Return the table with the chained pair rounded like the index, so that the printed figures subtract."""
    pair = [[published(figure, framework) for figure in rows[f"chained_{end}"]] for end in ("from", "to")]
    changes = [difference(after, before) for before, after in zip(*pair, strict=True)]
    figures = {"chained_from": pair[0], "chained_to": pair[1], "chained_change": changes}
    return rows.assign(**{name: [as_float(one) for one in column] for name, column in figures.items()})


def _show_waterfall(study: Study, depth: IndexDepth, change: ChangeTables, rows: pd.DataFrame) -> None:
    framework = depth.this_year.framework
    title = text("index_depth.waterfall_title", study.language, agency=study.agency_name, **_years(change))
    chart = change_waterfall(
        rows,
        mark_criteria(study.own_rows(change.split.change_by_criterion), depth.this_year),
        language=study.language,
        focus=study.agency,
        title=title,
        decimals=framework.published_decimals,
        is_synthetic=study.is_synthetic,
    )
    show_chart(noted_chart(chart, stand_in_note(study, depth.this_year)))


def _show_slopes(study: Study, depth: IndexDepth, change: ChangeTables) -> None:
    table = mark_agencies(change.split.index_change, depth.this_year)
    for group, rows in table.groupby("group", sort=True):
        title = text(
            "index_depth.slopes_title",
            study.language,
            group=text(f"groups.{group}", study.language),
            **_years(change),
        )
        chart = year_slopes(rows, language=study.language, title=title, is_synthetic=study.is_synthetic)
        chart = noted_chart(chart, stand_in_note(study, depth.this_year))
        show_chart(replace(chart, name=f"slopes_{group}"))


def _show_parts(study: Study, depth: IndexDepth, change: ChangeTables) -> None:
    if not study.agency:
        return
    language = study.language
    parts = mark_criteria(study.own_rows(change.split.change_by_criterion), depth.this_year)
    named = parts.assign(
        part_name=[
            text(f"index_depth.part_{part if reason in _OF_THE_RULES else reason}", language)
            for part, reason in zip(parts["part"], parts["reason"], strict=True)
        ]
    )
    order = named["change"].abs().sort_values(ascending=False, kind="stable").index
    columns = ["criterion_code", "criterion_name", "part_name", "share_from", "share_to", "change"]
    show_index_table(
        study,
        depth.this_year.framework,
        named.loc[order, columns],
        name="change_by_criterion",
        title=text("index_depth.parts_table", language, **_years(change)),
        caption=noted(text("index_depth.parts_rule", language), stand_in_note(study, depth.this_year)),
        row_limit=24,
    )


def _years(change: ChangeTables) -> dict[str, int]:
    # Not read from the table: it is empty where nobody has an index in both years.
    return {"year_from": change.earlier.year, "year_to": change.earlier.year + 1}
