"""Exhibits of the outlook: what remains of the year, which packages decide, where the year may end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import pandas as pd

from cchc_analysis.charts.decisive_waterfall import decisive_waterfall
from cchc_analysis.charts.quota_path import quota_path
from cchc_analysis.charts.quota_projection import with_projection
from cchc_analysis.compliance.outlook import STANDINGS
from cchc_analysis.compliance.quota import CITY_CODE
from cchc_analysis.exhibits.outlook_results import MOST_OF_AN_AGENCY, OutlookResults
from cchc_analysis.exhibits.outlook_words import leg_sentences, outlook_sentence, projection_sentence
from cchc_analysis.exhibits.show import show_chart, show_sentence, show_table
from cchc_analysis.exhibits.study import Study
from cchc_analysis.reference.vocabulary import form_name
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.dates import format_date, format_period
from cchc_analysis.vietnamese.numbers import format_number

_OUTLOOK = ["agency_code", "agency_name", "remaining_count", "remaining_online_count", "least_count",
            "remaining_value_vnd", "least_value_vnd", "least_value_share", "fewest_count", "switch_count",
            "overdue_count", "standing_name"]  # fmt: skip
_REMAINING = ["agency_code", "package_id", "name", "form_name", "value_vnd", "is_online", "advice_name",
              "stage_name", "planned_start_on", "published_on", "source_file", "source_row"]  # fmt: skip
_DECISIVE = ["agency_code", "agency_name", "package_id", "name", "form_name", "value_vnd", "is_online",
             "value_change_share", "count_change_share", "turns_name", "stage_name", "published_on", "source_file",
             "source_row"]  # fmt: skip
_PROJECTION = ["agency_code", "agency_name", "leg_name", "share_to_date", "projected_share", "low_share",
               "high_share", "min_pct", "basis_name", "year_count", "case_count", "reading_name"]  # fmt: skip
_PATH = ["agency_code", "agency_name", "quarter", "eligible_count", "online_count", "eligible_value_vnd",
         "online_value_vnd", "count_share", "value_share", "is_count_passed", "is_value_passed",
         "is_passed"]  # fmt: skip
_PAGE_ROWS = 60
# In the CSV, but not on the page, which is too narrow for all.
_CSV_ONLY = ("overdue_count", "least_value_share", "published_on", "stage_name", "form_name", "case_count")


def show_outlook(study: Study, results: OutlookResults | None) -> None:
    """Say what remains of the year and the least of it that must go online; list agencies, or the packages."""
    language = study.language
    if results is None:
        return
    values = {"year": study.period.year, "period": format_period(study.period, language)}
    show_sentence(text("outlook.heading", language, **values), style="heading")
    outlook, day = results.outlook, format_date(study.period.end_on, language)
    if study.agency:
        own = outlook.iloc[0].to_dict()
        show_sentence(outlook_sentence(own, language), style="lead")
        for sentence in leg_sentences(own, language):
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
    worst_first = {standing: place for place, standing in enumerate(("lost", "must_switch", *STANDINGS[1::-1]))}
    named = outlook.assign(
        standing_name=[text(f"outlook.name_{standing}", language) for standing in outlook["standing"]],
        order=outlook["standing"].map(worst_first).fillna(len(worst_first)),
    ).sort_values(["order", "switch_count", "agency_code"], ascending=[True, False, True], ignore_index=True)
    show_table(
        named[_OUTLOOK],
        name="outlook",
        title=text("outlook.table_title", language, **values),
        caption=text("outlook.table_rule", language),
        language=language,
        focus=study.focus,
        printed=_page_columns(study),
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


def _page_columns(study: Study, *shown: str) -> dict[str, dict[str, bool]]:
    """Say which columns only the CSV holds; on the page of one agency its name too is said once, in the title."""
    own = ("agency_code", "agency_name") if study.agency else ()
    return {column: {"is_shown": False} for column in (*_CSV_ONLY, *own) if column not in shown}


def _show_remaining(study: Study, results: OutlookResults) -> None:
    remaining, language = results.remaining, study.language
    if remaining.empty:
        show_sentence(text("outlook.nothing_remains", language), style="note")
        return
    advice = text("outlook.advice_switch", language)
    named = remaining.assign(
        form_name=[form_name(form, language) for form in remaining["form"]],
        advice_name=[advice if is_suggested else "" for is_suggested in remaining["is_suggested"]],
        stage_name=[text(f"outlook.stage_{stage}", language) for stage in remaining["stage"]],
    ).sort_values(["is_suggested", "value_vnd", "package_id"], ascending=[False, False, True], kind="stable")
    show_table(
        named[_REMAINING],
        name="remaining_packages",
        title=text("outlook.remaining_title", language),
        caption=text("outlook.remaining_rule", language),
        language=language,
        printed=_page_columns(study, "stage_name"),
        row_limit=15,
    )


def show_decisive_packages(study: Study, results: OutlookResults | None) -> None:
    """Show the packages to date each of which alone would turn a leg or the verdict, and the few that carry it."""
    if results is None:
        return
    language, decisive = study.language, results.decisive
    show_sentence(text("outlook.decisive_heading", language), style="heading", level=3)
    if results.quota["is_passed"].isna().all():
        show_sentence(text("outlook.decisive_no_verdict", language), style="note")
        return
    turning = decisive[decisive["is_verdict_turned"].eq(True)]
    values = {
        "agencies": format_number(turning["agency_code"].nunique(), language),
        "count": format_number(len(turning), language),
        "most": format_number(MOST_OF_AN_AGENCY, language),
    }
    scope = "one" if study.agency else "all"
    key = f"decisive_{scope}" if len(turning) else f"decisive_none_{scope}"
    show_sentence(text(f"outlook.{key}", language, **values), style="lead")
    if study.agency and not results.waterfall.empty:
        _show_waterfall(study, results)
    if decisive.empty:
        return
    named = decisive.assign(
        form_name=[form_name(form, language) for form in decisive["form"]],
        stage_name=[text(f"outlook.stage_{stage}", language) for stage in decisive["stage"]],
        turns_name=[_turns(row, language) for row in decisive.to_dict("records")],
    )
    show_table(
        named[_DECISIVE],
        name="decisive_packages",
        title=text("outlook.decisive_title", language),
        caption=text("outlook.decisive_rule", language),
        language=language,
        printed=_page_columns(study),
        row_limit=15 if study.agency else _PAGE_ROWS,
    )


def _turns(row: Mapping[Any, Any], language: Language) -> str:
    if row["is_verdict_turned"]:
        return text("outlook.turns_verdict", language)
    return text("outlook.turns_count" if row["is_count_turned"] else "outlook.turns_value", language)


def _show_waterfall(study: Study, results: OutlookResults) -> None:
    standing, path = results.quota.iloc[0], results.waterfall
    leg = _deciding_leg(standing)
    steps = path.assign(effect_share=path[f"{leg}_effect_share"])
    key = "carry" if bool(standing["is_passed"]) else "lift"
    if not bool(path["turns_verdict"].iloc[-1]):
        key = f"{key}_not_enough"
    count = format_number(len(path), study.language)
    show_sentence(text(f"outlook.path_{key}", study.language, count=count))
    show_chart(
        decisive_waterfall(
            steps,
            language=study.language,
            leg=leg,
            start_share=float(standing[f"{leg}_share"]),
            min_pct=results.minimums[0 if leg == "count" else 1],
            agency_name=study.agency_name,
            is_synthetic=study.is_synthetic,
        )
    )


def _deciding_leg(standing: pd.Series) -> Literal["count", "value"]:
    """Return the leg that is missed; by value where both are or none is, for there packages differ."""
    is_value_set = not pd.isna(standing["is_value_passed"])
    only_count_missed = (
        not bool(standing["is_count_passed"]) and is_value_set and bool(standing["is_value_passed"])
    )
    return "count" if only_count_missed or not is_value_set else "value"


def show_projection(study: Study, results: OutlookResults | None) -> None:
    """Show where each share may stand at the year's end, with its interval, from the agency's earlier years."""
    if results is None:
        return
    language, projection = study.language, results.projection
    show_sentence(text("outlook.projection_heading", language), style="heading", level=3)
    if results.is_year_over:
        show_sentence(text("outlook.projection_over", language, year=study.period.year), style="note")
        return
    if study.agency and results.outlook["standing"].iloc[0] in ("safe", "lost"):
        show_sentence(text("outlook.projection_decided", language), style="note")
    focus = study.agency or CITY_CODE
    for row in projection[projection["agency_code"] == focus].to_dict("records"):
        show_sentence(projection_sentence(row, language))
    if projection["method"].eq("none").all():
        return
    show_sentence(text("outlook.projection_rule", language), style="note")
    named = projection.assign(
        leg_name=[text(f"outlook.leg_{leg}", language) for leg in projection["leg"]],
        basis_name=[text(f"outlook.method_{method}", language) for method in projection["method"]],
        reading_name=[text(f"outlook.reading_name_{reading}", language) for reading in projection["reading"]],
    )
    show_table(
        named[_PROJECTION],
        name="projection",
        title=text("outlook.projection_title", language, year=study.period.year),
        caption=text("outlook.projection_caption", language),
        language=language,
        focus=study.focus,
        printed=_page_columns(study),
        row_limit=_PAGE_ROWS,
    )


def show_path(study: Study, results: OutlookResults | None) -> None:
    """Show the shares of the year to date by quarter, the quota and, during the year, the projected end."""
    if results is None:
        return
    language, path = study.language, results.path
    drawn = path if results.is_year_over else with_projection(path, results.projection)
    title = text("outlook.path_title", language, year=study.period.year)
    show_chart(
        quota_path(
            drawn,
            language=language,
            min_count_pct=results.minimums[0],
            min_value_pct=results.minimums[1],
            focus=study.agency or CITY_CODE,
            is_synthetic=study.is_synthetic,
        )
    )
    show_table(
        path.sort_values("agency_code", key=lambda codes: codes.ne(CITY_CODE), kind="stable")[_PATH],
        name="quota_path",
        title=title,
        caption=text("outlook.path_rule", language),
        language=language,
        focus=study.agency or CITY_CODE,
        printed=_page_columns(study),
        row_limit=_PAGE_ROWS,
    )
