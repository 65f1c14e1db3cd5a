"""Exhibits of the outlook: what remains of the year, and the least of it that must go online."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.charts.wording import join_sentences
from cchc_analysis.compliance.outlook import STANDINGS, WORST_FIRST
from cchc_analysis.exhibits.code_names import code_names
from cchc_analysis.exhibits.outlook.columns import page_columns
from cchc_analysis.exhibits.outlook.results import OutlookResults
from cchc_analysis.exhibits.outlook.words import leg_sentences, outlook_sentence
from cchc_analysis.exhibits.show import show_sentence, show_table
from cchc_analysis.exhibits.study import Study
from cchc_analysis.reference.procurement_rules import NO_MINIMUMS
from cchc_analysis.reference.vocabulary import form_name
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.dates import format_date, period_in_sentence
from cchc_analysis.vietnamese.numbers import format_number

_OUTLOOK = ["agency_code", "agency_name", "remaining_count", "remaining_online_count", "least_count",
            "remaining_value_vnd", "least_value_vnd", "least_value_share", "fewest_count", "switch_count",
            "overdue_count", "standing_name"]  # fmt: skip
_REMAINING = ["agency_code", "agency_name", "package_id", "name", "form_name", "value_vnd", "is_online",
              "advice_name", "stage_name", "planned_start_on", "published_on", "source_file",
              "source_row"]  # fmt: skip
# What only a quota asks for: without one the page has no use for them.
_ASKED_BY_QUOTA = ("least_count", "least_value_vnd", "fewest_count", "switch_count", "standing_name")
_PAGE_ROWS = 60


def show_outlook(study: Study, results: OutlookResults | None) -> None:
    """Say what remains of the year and the least of it that must go online; list agencies, or the packages.

    Of the packages known so far: before the year is over nothing is certain, and after it nothing is left to do.
    """
    language = study.language
    if results is None:
        return
    values = {"year": study.period.year, "period": period_in_sentence(study.period, language)}
    show_sentence(text("outlook.heading", language, **values), style="heading")
    if results.is_year_over or study.place:
        key = "place" if study.place else "over"
        show_sentence(text(f"outlook.{key}", language, year=study.period.year, place=study.place), style="note")
        return
    outlook, day = results.outlook, format_date(study.period.end_on, language)
    if study.agency:
        own = outlook.iloc[0].to_dict()
        show_sentence(outlook_sentence(own, language), style="lead")
        # Where unread packages could turn the year nobody can say what a leg still asks for.
        for sentence in leg_sentences(own, language) if own["standing"] != "not_concluded" else ():
            show_sentence(sentence)
    else:
        for sentence in _standings(outlook, language):
            show_sentence(sentence)
    show_sentence(text("outlook.rule", language, day=day), style="note")
    if results.unsettled_count:
        count = format_number(results.unsettled_count, language)
        show_sentence(text("outlook.unsettled", language, count=count), style="warning")
    overdue = int(outlook["overdue_count"].sum())
    if overdue:
        show_sentence(
            text("outlook.overdue", language, day=day, count=format_number(overdue, language)), style="warning"
        )
    named = outlook.assign(
        standing_name=[text(f"outlook.name_{standing}", language) for standing in outlook["standing"]],
        order=outlook["standing"].map(WORST_FIRST.index),
    ).sort_values(
        ["order", "switch_count", "remaining_value_vnd", "agency_code"],
        ascending=[True, False, False, True],
        ignore_index=True,
    )
    asked = () if results.minimums != NO_MINIMUMS else _ASKED_BY_QUOTA
    show_table(
        named[_OUTLOOK],
        name="outlook",
        title=text("outlook.table_title", language, **values),
        caption=join_sentences(
            [text("outlook.table_rule", language), None if study.agency else text("outlook.table_order", language)]
        ),
        language=language,
        focus=study.focus,
        printed=page_columns(study) | {column: {"is_shown": False} for column in asked},
        row_limit=_PAGE_ROWS,
    )
    _show_remaining(study, results)


def _standings(outlook: pd.DataFrame, language: Language) -> list[str]:
    counts = outlook["standing"].value_counts()
    return [
        text(f"outlook.agencies_{standing}", language, count=format_number(int(counts[standing]), language))
        for standing in STANDINGS
        if standing in counts
    ]


def _show_remaining(study: Study, results: OutlookResults) -> None:
    remaining, language = results.remaining, study.language
    if remaining.empty:
        show_sentence(text("outlook.nothing_remains", language), style="note")
        return
    advice = text("outlook.advice_switch", language)
    shown = ["stage_name", *(["form_name"] if study.agency else [])]
    told = [] if remaining["is_suggested"].any() else ["advice_name"]
    names = results.outlook.set_index("agency_code")["agency_name"]
    named = remaining.assign(
        agency_name=remaining["agency_code"].map(names),
        form_name=code_names(remaining["form"], form_name, language),
        advice_name=[advice if is_suggested else "" for is_suggested in remaining["is_suggested"]],
        stage_name=[text(f"outlook.stage_{stage}", language) for stage in remaining["stage"]],
    ).sort_values(["is_suggested", "value_vnd", "package_id"], ascending=[False, False, True], kind="stable")
    captions = [text("outlook.remaining_rule", language)]
    if len(remaining) < results.remaining_count:
        kept, count = (format_number(number, language) for number in (len(remaining), results.remaining_count))
        captions.append(text("outlook.remaining_cut", language, kept=kept, count=count))
    show_table(
        named[_REMAINING],
        name="remaining_packages",
        title=text("outlook.remaining_title", language),
        caption=" ".join(captions),
        language=language,
        printed=page_columns(study, *shown) | {column: {"is_shown": False} for column in told},
        row_limit=15,
    )
