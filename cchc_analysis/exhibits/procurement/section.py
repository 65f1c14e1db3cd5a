"""Exhibits of procurement compliance."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.charts.quota_bars import quota_bars
from cchc_analysis.charts.quota_scatter import quota_scatter
from cchc_analysis.charts.shortened_comparison import shortened_comparison as shortened_chart
from cchc_analysis.charts.wording import join_sentences
from cchc_analysis.compliance.bounds import unsettled_number
from cchc_analysis.compliance.verdict import worst_first
from cchc_analysis.exhibits.listed_agencies import LISTED_SOURCES
from cchc_analysis.exhibits.procurement.exclusions_section import show_exclusions
from cchc_analysis.exhibits.procurement.packages_section import show_packages
from cchc_analysis.exhibits.procurement.rating_words import is_rating_sourced
from cchc_analysis.exhibits.procurement.reports_section import show_report_duty
from cchc_analysis.exhibits.procurement.results import ProcurementResults, is_year_over
from cchc_analysis.exhibits.procurement.source import has_packages, published_days
from cchc_analysis.exhibits.procurement.verdict_section import show_verdict_table
from cchc_analysis.exhibits.procurement.words import order_sentence, with_result_names
from cchc_analysis.exhibits.show import show_chart, show_sentence, show_table
from cchc_analysis.exhibits.study import Study
from cchc_analysis.reference.procurement_rules import NO_MINIMUMS
from cchc_analysis.reference.vocabulary import form_name, known_codes
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.dates import format_date, period_in_sentence
from cchc_analysis.vietnamese.numbers import format_number, format_share

QUOTA_COLUMNS = [
    "agency_code", "agency_name", "year", "eligible_count", "online_count", "eligible_value_vnd",
    "online_value_vnd", "count_share", "value_share", "is_count_passed", "is_value_passed", "is_passed",
]  # fmt: skip


def show_procurement_heading(study: Study, results: ProcurementResults) -> None:
    """Open the section: the rule in force and its clause, or that a quota could not be sourced."""
    language = study.language
    if study.covers_provinces:
        return
    period = period_in_sentence(study.period, language)
    show_sentence(text("procurement.heading", language, period=period), style="heading")
    if not results.has_packages:
        is_elsewhere = bool(study.place and study.agency) and has_packages(study)
        values = {"agency": study.agency_name, "place": study.place}
        key = "place_nothing" if is_elsewhere else "no_packages"
        show_sentence(text(f"procurement.{key}", language, **values), style="note")
        return
    if study.place:
        show_sentence(text("procurement.place", language, place=study.place))
        show_sentence(text("procurement.place_shares", language, place=study.place), style="note")
    if study.warehouse.source in LISTED_SOURCES and not study.agency:
        show_sentence(
            text("procurement.listed_only", language, count=format_number(len(results.agencies), language)),
            style="note",
        )
    rule = results.rule_in_force()
    show_sentence(quota_sentence(results, language), style="lead")
    note = rule.notes(language)
    if note:
        show_sentence(note, style="note")
    if rule.quota_status == "sourced" and results.minimums == NO_MINIMUMS and not study.place:
        show_sentence(text("procurement.part_year", language, year=study.period.year), style="warning")
    if not study.agency:
        switch = "shortened_in" if study.counts_shortened else "shortened_out"
        show_sentence(text(f"procurement.{switch}", language), style="note")


def quota_sentence(results: ProcurementResults, language: Language) -> str:
    """Say the quota in force with its legal basis, or that the law sets or sources none."""
    rule = results.rule_in_force()
    basis = rule.citation(language)
    if rule.quota_status != "sourced":
        return text(f"procurement.quota_{rule.quota_status}", language, basis=basis)
    all_forms = set(rule.eligible_forms) == set(known_codes("form"))
    forms = (
        text("procurement.all_forms", language)
        if all_forms
        else ", ".join(form_name(form, language).lower() for form in rule.eligible_forms)
    )
    minimum = {"basis": basis, "forms": forms, "count": rule.min_count_pct}
    if rule.min_value_pct is None:
        return text("procurement.quota_count_only", language, **minimum)
    return text("procurement.quota_both", language, value=rule.min_value_pct, **minimum)


def total_sentence(results: ProcurementResults, language: Language) -> str:
    """Say how many packages the year to date has, how many count toward the quota, and both shares of these."""
    total = results.total.iloc[0]
    return text(
        "procurement.total" if total["eligible_count"] else "procurement.total_none",
        language,
        packages=format_number(results.package_count, language),
        eligible=format_number(total["eligible_count"], language),
        count_share=format_share(total["count_share"], language),
        value_share=format_share(total["value_share"], language),
    )


def show_total(study: Study, results: ProcurementResults) -> None:
    """Show the shares of all packages together, with shortened competitive quotation in and out."""
    if not results.has_packages:
        return
    language = study.language
    days = published_days(study)
    if days is not None:
        first, last = (format_date(day, language) for day in days)
        show_sentence(text("procurement.coverage", language, first=first, last=last))
    show_sentence(total_sentence(results, language))
    _show_period_days(study)
    title = text("procurement.shortened_title", language)
    show_chart(
        shortened_chart(
            results.shortened,
            language=language,
            is_year_over=is_year_over(study.period),
            title=title,
            is_synthetic=study.is_synthetic,
        )
    )
    if results.shortened["quota_result"].eq("not_concluded").any() and results.possible is not None:
        count = format_number(int(unsettled_number(results.possible).sum()), language)
        show_sentence(text("procurement.total_open", language, count=count), style="note")
    named = with_result_names(results.shortened, language, is_year_over=is_year_over(study.period))
    table = named.assign(
        variant_name=[text(f"procurement.variant_{v}", language) for v in results.shortened["variant"]]
    )
    show_table(
        table[["variant", "variant_name", *QUOTA_COLUMNS[2:], "result_name"]],
        name="quota_shortened",
        title=title,
        caption=text("procurement.shortened_rule", language),
        language=language,
        printed={column: {"is_shown": False} for column in _not_told(study)},
    )
    show_exclusions(study, results)


def _show_period_days(study: Study) -> None:
    """Say by which day a package belongs to the period, and why the indicators may count others."""
    keys = ["period_days", *(["period_other"] if study.open("procedures") is not None else [])]
    said = " ".join(text(f"procurement.{key}", study.language) for key in keys)
    show_sentence(said, style="note")


def show_quota(study: Study, results: ProcurementResults) -> None:
    """Show every agency against the two quota lines; the full table goes to ``tables/quota.csv``."""
    if not results.has_packages:
        return
    language = study.language
    title = text("procurement.quota_title", language, period=period_in_sentence(study.period, language))
    show_chart(
        quota_scatter(
            results.quota,
            language=language,
            focus=study.focus,
            minimums=results.minimums,
            is_year_over=is_year_over(study.period),
            title=title,
            is_synthetic=study.is_synthetic,
        )
    )
    show_quota_table(study, results.quota, title=title)


def show_quota_table(study: Study, quota: pd.DataFrame, *, title: str) -> None:
    """Show the ``quota`` table with each result, the worst first (`worst_first`)."""
    show_table(
        with_result_names(worst_first(quota), study.language, is_year_over=is_year_over(study.period))[
            [*QUOTA_COLUMNS, "quota_result", "result_name"]
        ],
        name="quota",
        title=title,
        caption=join_sentences(
            [text("procurement.quota_rule", study.language), order_sentence("worst", quota, study.language)]
        ),
        language=study.language,
        focus=study.focus,
        row_limit=60,
        printed={column: {"is_shown": False} for column in _not_told(study)},
    )


def _not_told(study: Study) -> tuple[str, ...]:
    """Columns that stay in the file: the result is told in words, and of a place none is concluded."""
    return ("is_count_passed", "is_value_passed", "is_passed", "result_name") if study.place else ("is_passed",)


def show_shares(study: Study, results: ProcurementResults) -> None:
    """Show both shares beside the quota: of all together and every agency, or of the one the study is about."""
    if not results.has_packages:
        return
    if not study.agency:
        show_total(study, results)
        show_quota(study, results)
        return
    _show_period_days(study)
    own = study.own_rows(results.quota)
    title = text("procurement.agency_title", study.language, agency=study.agency_name)
    show_chart(
        quota_bars(
            own,
            language=study.language,
            minimums=results.minimums,
            is_year_over=is_year_over(study.period),
            title=title,
            is_synthetic=study.is_synthetic,
        )
    )
    show_quota_table(study, own, title=title)


def show_agency_quota(study: Study, results: ProcurementResults) -> None:
    """Show one agency's two legs and the packages behind it."""
    show_shares(study, results)
    show_packages(study, results)


def show_reporting(study: Study, results: ProcurementResults) -> None:
    """Show who sent the quarterly report when, and what quota and reports mean for the head's rating."""
    if not results.has_packages:
        return
    show_report_duty(study, results)
    if study.place:
        return
    own = study.own_rows(results.verdicts)
    if not own["agency_code"].isin(study.rated_agencies).any():
        # Of heads that the city does not rate there is nothing to conclude: the verdict on the quota stands.
        show_verdict_table(study, results)
        return
    is_open = own["is_excellent_allowed"].isna().all()
    is_known = results.reporting is not None and results.minimums != NO_MINIMUMS
    if is_open and not (is_known and is_rating_sourced(results.rule_in_force())):
        show_sentence(text("procurement.no_verdict", study.language), style="note")
        return
    show_verdict_table(study, results)
