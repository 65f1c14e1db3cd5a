"""Exhibits of the reform index."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from cchc_analysis.charts.domain_heatmap import domain_heatmap
from cchc_analysis.charts.domain_profile import domain_profile
from cchc_analysis.charts.group_trend import group_trend
from cchc_analysis.charts.index_trend import index_trend
from cchc_analysis.charts.league_bars import league_bars
from cchc_analysis.charts.score_gap import score_gap as score_gap_chart
from cchc_analysis.exhibits.index_results import IndexResults
from cchc_analysis.exhibits.index_words import (
    comparison_breaks,
    comparison_warnings,
    index_words,
    not_assessed_key,
    partial_years,
    unstated_columns,
)
from cchc_analysis.exhibits.show import show_chart, show_sentence, show_table
from cchc_analysis.exhibits.stand_in_marks import (
    mark_agencies,
    mark_criteria,
    noted,
    noted_chart,
    stand_in_note,
)
from cchc_analysis.exhibits.study import Study
from cchc_analysis.index.imputation import imputation_sentences
from cchc_analysis.texts import text
from cchc_analysis.vietnamese.numbers import format_number, format_share

# Shown only where an imputation was declared.
_IMPUTED = ["imputed_count", "imputed_share"]


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
    missing = results.league.loc[results.league["index"].isna(), "agency_name"]
    if len(missing) and not study.agency:
        show_sentence(
            text(not_assessed_key(study), study.language, count=len(missing), names="; ".join(missing)),
            style="warning",
        )
    if results.unlisted and not study.agency:
        count = format_number(results.unlisted, study.language)
        show_sentence(text("index.unlisted", study.language, count=count, year=results.year), style="note")
    if results.unsourced_bands and study.covers_provinces:
        show_sentence(text("provinces.no_classes", study.language), style="note")
    elif results.unsourced_bands:
        show_sentence(text("index.no_bands", study.language, year=results.year), style="warning")
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
    show_table(
        named[columns if year.imputation is None else columns + _IMPUTED],
        name="league",
        title=words.league_table,
        caption=noted(words.rank_rule, note),
        language=study.language,
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
    _show_limits_of_history(study, results)


def _show_limits_of_history(study: Study, results: IndexResults) -> None:
    for warning in (*comparison_warnings(results, study.language), partial_years(study, results)):
        if warning:
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
    show_table(
        domains[columns].drop(columns=unstated_columns(results.framework), errors="ignore"),
        name="domains",
        title=text("index.domains_table", study.language, year=results.year),
        caption=note,
        language=study.language,
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
    show_table(
        results.gap[["agency_code", "agency_name", "year", "self_index", "appraised_index", "gap"]],
        name="score_gap",
        title=title,
        caption=text("index.gap_rule", study.language),
        language=study.language,
        focus=study.focus,
        row_limit=20,
    )


def show_agency_index(study: Study, results: IndexResults) -> None:
    """Tell one agency's index, rank and class in a sentence, its years, its domains and criteria."""
    if results.framework is None:
        return
    words, year = index_words(study, results.framework), results.years[-1]
    note = stand_in_note(study, year)
    own = study.own_rows(results.league)
    show_sentence(_standing(study, results, own), style="lead")
    if own["imputed_count"].gt(0).any():
        show_sentence(_stand_ins(study, own), style="warning")
    chart = index_trend(
        results.history,
        language=study.language,
        focus=study.agency,
        title=text("index.trend_title", study.language, agency=study.agency_name),
        scale=words.scale,
        breaks=comparison_breaks(results),
        is_synthetic=study.is_synthetic,
    )
    show_chart(noted_chart(chart, note))
    _show_limits_of_history(study, results)
    history = study.own_rows(results.history)
    history = history.assign(year_name=history["year"].astype("str"))
    columns = ["agency_code", "agency_name", "year", "year_name", "index", "rank", "class_name"]
    show_table(
        history[columns if year.imputation is None else columns + _IMPUTED],
        name="index_history",
        title=text("index.trend_title", study.language, agency=study.agency_name),
        caption=note,
        language=study.language,
    )
    if study.own_rows(results.criteria).empty:
        return  # it sent nothing: the sentence above has said so
    chart = domain_profile(
        results.domains,
        language=study.language,
        focus=study.agency,
        title=text("index.profile_title", study.language, agency=study.agency_name, year=results.year),
        decimals=words.domain_decimals or 1,
        scale=words.scale,
        is_synthetic=study.is_synthetic,
    )
    show_chart(noted_chart(chart, note))
    _show_criteria(study, results, note)


def _show_criteria(study: Study, results: IndexResults, note: str) -> None:
    if results.framework is None:
        return
    language = study.language
    criteria = mark_criteria(study.own_rows(results.criteria), results.years[-1])
    unstated = unstated_columns(results.framework)
    columns = ["agency_code", "criterion_code", "criterion_name", "score", "max_points", "index", "contribution"]
    rule = text("index.criteria_rule", language)
    if "contribution" not in unstated:
        rule = noted(rule, text("index.contribution_rule", language))
    show_table(
        criteria[columns].drop(columns=unstated),
        name="criteria",
        title=text("index.criteria_table", language, agency=study.agency_name, year=results.year),
        caption=noted(rule, note),
        language=language,
    )


def _stand_ins(study: Study, own: pd.DataFrame) -> str:
    """Say how many of the agency's own scores, and how much of its maximum, nobody awarded."""
    row = own.iloc[0]
    count = int(row["imputed_count"])
    if pd.isna(row["imputed_share"]):
        return text("index.stand_ins_own", study.language, agency=study.agency_name, count=count)
    share = format_share(row["imputed_share"], study.language, 1)
    return text("index.stand_ins_own_share", study.language, agency=study.agency_name, count=count, share=share)


def _standing(study: Study, results: IndexResults, own: pd.DataFrame) -> str:
    if own.empty or own["index"].isna().all():
        key = "index.standing_missing"
        return text(key, study.language, agency=study.agency_name, year=results.year)
    row = own.iloc[0]
    peers = results.league[results.league["group"] == row["group"]]
    ranked = int(peers["rank"].notna().sum())
    values = {
        "agency": study.agency_name,
        "year": results.year,
        "index": format_number(row["index"], study.language, 2),
        "rank": int(row["rank"]),
        "ranked": ranked,
        "group": text(f"groups.{row['group']}", study.language),
    }
    if pd.isna(row["class_name"]):
        return text("index.standing_unclassed", study.language, **values)
    return text("index.standing", study.language, class_name=row["class_name"], **values)
