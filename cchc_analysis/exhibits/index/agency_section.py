"""Exhibits of one agency's index: its standing, its years, its domains and criteria."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.charts.domain_profile import domain_profile
from cchc_analysis.charts.index_trend import index_trend
from cchc_analysis.exhibits.index.results import IndexResults
from cchc_analysis.exhibits.index.table import show_index_table
from cchc_analysis.exhibits.index.words import (
    comparison_breaks,
    index_words,
    limits_of_history,
    unstated_columns,
)
from cchc_analysis.exhibits.show import show_chart, show_sentence
from cchc_analysis.exhibits.stand_in_marks import mark_criteria, noted, noted_chart, stand_in_note
from cchc_analysis.exhibits.study import Study
from cchc_analysis.index.no_index import no_index_reason
from cchc_analysis.texts import text
from cchc_analysis.vietnamese.numbers import format_number, format_share

# Shown only where an imputation was declared.
IMPUTED_COLUMNS = ["imputed_count", "imputed_share"]


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
    history = study.own_rows(results.history)
    if history.empty:
        return  # on no year's list: the sentence above has said so of this one
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
    for warning in limits_of_history(study, results):
        show_sentence(warning, style="warning")
    history = history.assign(year_name=history["year"].astype("str"))
    columns = ["agency_code", "agency_name", "year", "year_name", "index", "rank", "class_name"]
    show_index_table(
        study,
        results.framework,
        history[columns if year.imputation is None else columns + IMPUTED_COLUMNS],
        name="index_history",
        title=text("index.trend_title", study.language, agency=study.agency_name),
        caption=note,
    )
    if study.own_rows(results.criteria).empty:
        return  # it sent nothing, or nothing applies to it: the sentence above has said so
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
    show_index_table(
        study,
        results.framework,
        criteria[columns].drop(columns=unstated),
        name="criteria",
        title=text("index.criteria_table", language, agency=study.agency_name, year=results.year),
        caption=noted(rule, note),
    )


def _stand_ins(study: Study, own: pd.DataFrame) -> str:
    """Say how many of the agency's own scores, and how much of its maximum, nobody awarded."""
    row = own.iloc[0]
    count = int(row["imputed_count"])
    if pd.isna(row["imputed_share"]):
        return text("index.stand_ins_own", study.language, agency=study.agency_name, count=count)
    share = format_share(row["imputed_share"], study.language, guards_quota=False)
    return text("index.stand_ins_own_share", study.language, agency=study.agency_name, count=count, share=share)


def _standing(study: Study, results: IndexResults, own: pd.DataFrame) -> str:
    reason = no_index_reason(results.years[-1], study.agency)
    if reason is not None:
        is_province = study.covers_provinces and reason == "not_listed"
        key = "provinces.standing_not_listed" if is_province else f"index.standing_{reason}"
        return text(key, study.language, agency=study.agency_name, year=results.year)
    row = own.iloc[0]
    peers = results.league[results.league["group"] == row["group"]]
    ranked = int(peers["rank"].notna().sum())
    values = {
        "agency": study.agency_name,
        "year": results.year,
        "index": format_number(row["index"], study.language, results.years[-1].framework.published_decimals),
        "rank": int(row["rank"]),
        "ranked": ranked,
        "group": text(f"groups.{row['group']}", study.language),
    }
    if pd.isna(row["class_name"]):
        return text("index.standing_unclassed", study.language, **values)
    return text("index.standing", study.language, class_name=row["class_name"], **values)
