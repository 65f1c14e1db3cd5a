"""Exhibits of the reform index."""

from __future__ import annotations

from dataclasses import replace

from cchc_analysis.charts.domain_heatmap import domain_heatmap
from cchc_analysis.charts.group_trend import group_trend
from cchc_analysis.charts.league_bars import league_bars
from cchc_analysis.charts.score_gap import score_gap as score_gap_chart
from cchc_analysis.exhibits.index.agency_section import IMPUTED_COLUMNS, show_agency_index
from cchc_analysis.exhibits.index.results import IndexResults
from cchc_analysis.exhibits.index.table import show_index_table
from cchc_analysis.exhibits.index.words import (
    comparison_breaks,
    index_words,
    limits_of_history,
    unstated_columns,
    without_index_sentences,
)
from cchc_analysis.exhibits.show import show_chart, show_sentence
from cchc_analysis.exhibits.stand_in_marks import (
    mark_agencies,
    noted,
    noted_chart,
    stand_in_note,
)
from cchc_analysis.exhibits.study import Study
from cchc_analysis.index.imputation import imputation_sentences
from cchc_analysis.texts import text
from cchc_analysis.vietnamese.numbers import format_number


def show_index_heading(study: Study, results: IndexResults) -> None:
    """Open the section; say plainly if the source holds no scores, or classes could not be sourced."""
    if results.framework is None:
        show_sentence(text("index.heading", study.language, year=results.year), style="heading")
        show_sentence(text("index.no_scores", study.language, year=results.year), style="note")
        return
    words = index_words(study, results.framework)
    show_sentence(words.heading, style="heading")
    show_sentence(words.method)
    if words.notes:
        show_sentence(words.notes, style="note")
    if results.framework.is_synthetic and not study.is_synthetic:
        show_sentence(text("index.synthetic_framework", study.language), style="warning")
    if not study.agency:
        for sentence in without_index_sentences(study, results):
            show_sentence(sentence, style="warning")
    if results.unlisted and not study.agency:
        unlisted = format_number(results.unlisted, study.language)
        show_sentence(text("index.unlisted", study.language, count=unlisted, year=results.year), style="note")
    if results.unsourced_bands and study.covers_provinces:
        show_sentence(text("provinces.no_classes", study.language), style="note")
    elif results.unsourced_bands:
        show_sentence(text("index.no_bands", study.language, year=results.year), style="warning")
    for year, count in results.faulty_years.items():
        show_sentence(text("index.faulty_year", study.language, year=year, count=count), style="warning")
    _show_imputation(study, results)


def _show_imputation(study: Study, results: IndexResults) -> None:
    """State how many scores were filled in, and how, where an imputation was declared."""
    imputation = results.years[-1].imputation
    if imputation is None:
        return
    # What was filled in moves everybody's rank; what was left open concerns the agency alone.
    unfilled = study.own_rows(imputation.unfilled)
    if study.agency and imputation.imputed.empty and unfilled.empty:
        return
    for sentence in imputation_sentences(replace(imputation, unfilled=unfilled), language=study.language):
        show_sentence(sentence, style="warning")


def show_standing(study: Study, results: IndexResults) -> None:
    """Show where everybody stands, this year and before; of one agency its own standing, years and domains."""
    if study.agency:
        show_agency_index(study, results)
    else:
        show_league(study, results)
        show_history(study, results)


def show_league(study: Study, results: IndexResults) -> None:
    """Show the league table, one chart and one table per agency group."""
    if results.framework is None:
        return
    words, year = index_words(study, results.framework), results.years[-1]
    league, note = mark_agencies(results.league, year), stand_in_note(study, year)
    for group, table in league.groupby("group", sort=True):
        group_name = text(f"groups.{group}", study.language)
        chart = league_bars(
            table,
            language=study.language,
            focus=study.focus,
            title=text("index.league_title", study.language, group=group_name, year=results.year),
            decimals=words.league_decimals,
            scale=words.scale,
            is_synthetic=study.is_synthetic,
        )
        show_chart(replace(noted_chart(chart, note), name=f"league_{group}"))
    named = league.assign(group_name=[text(f"groups.{group}", study.language) for group in league["group"]])
    columns = ["rank", "agency_code", "agency_name", "group", "group_name", "year", "index", "class_name"]
    show_index_table(
        study,
        results.framework,
        named[columns if year.imputation is None else columns + IMPUTED_COLUMNS],
        name="league",
        title=words.league_table,
        caption=noted(words.rank_rule, note),
        focus=study.focus,
        row_limit=60,
    )


def show_history(study: Study, results: IndexResults) -> None:
    """Show how each group's index moved over the years, and between which years it does not compare."""
    if results.framework is None:
        return
    words = index_words(study, results.framework)
    chart = group_trend(
        results.history,
        language=study.language,
        title=words.trend_title,
        scale=words.scale,
        breaks=comparison_breaks(results),
        is_synthetic=study.is_synthetic,
    )
    show_chart(noted_chart(chart, stand_in_note(study, results.years[-1])))
    for warning in limits_of_history(study, results):
        show_sentence(warning, style="warning")


def show_domains(study: Study, results: IndexResults) -> None:
    """Show every agency's index per domain."""
    if results.framework is None:
        return
    words, year = index_words(study, results.framework), results.years[-1]
    domains, note = mark_agencies(results.domains, year), stand_in_note(study, year)
    chart = domain_heatmap(
        domains,
        language=study.language,
        focus=study.focus,
        title=text("index.domains_title", study.language, year=results.year),
        decimals=words.domain_decimals or 0,
        scale=words.scale,
        is_synthetic=study.is_synthetic,
    )
    show_chart(noted_chart(chart, note))
    columns = ["agency_code", "agency_name", "criterion_code", "criterion_name", "score", "max_points", "index"]
    show_index_table(
        study,
        results.framework,
        domains[columns].drop(columns=unstated_columns(results.framework), errors="ignore"),
        name="domains",
        title=text("index.domains_table", study.language, year=results.year),
        caption=note,
        focus=study.focus,
        row_limit=16,
    )


def show_gap(study: Study, results: IndexResults) -> None:
    """Show how far self scores stand from appraised scores, where agencies score themselves."""
    if results.framework is None:
        return
    if study.covers_provinces:
        show_sentence(text("provinces.no_self_scores", study.language), style="note")
        return
    title = text("index.gap_title", study.language, year=results.year)
    show_chart(
        score_gap_chart(
            results.gap,
            language=study.language,
            focus=study.focus,
            title=title,
            is_synthetic=study.is_synthetic,
        )
    )
    show_index_table(
        study,
        results.framework,
        results.gap[["agency_code", "agency_name", "year", "self_index", "appraised_index", "gap"]],
        name="score_gap",
        title=title,
        caption=text("index.gap_rule", study.language),
        focus=study.focus,
        row_limit=20,
    )
