"""Exhibits of indicators beyond the quota: signals to look at, with formula and source."""

from __future__ import annotations

from cchc_analysis.charts.indicator_bidders import indicator_bidders
from cchc_analysis.charts.indicator_strips import indicator_strips
from cchc_analysis.charts.wording import list_names
from cchc_analysis.compliance.quota import EVERYONE_CODE
from cchc_analysis.exhibits.indicators.results import IndicatorResults, years_held
from cchc_analysis.exhibits.indicators.summary import coverage_sentence, period_sentences
from cchc_analysis.exhibits.indicators.tables import decree_figures, figures, flagged_first, labels, narrowed
from cchc_analysis.exhibits.show import show_chart, show_sentence, show_table
from cchc_analysis.exhibits.study import Study
from cchc_analysis.texts import text
from cchc_analysis.vietnamese.dates import period_in_sentence
from cchc_analysis.vietnamese.numbers import MISSING, format_number


def show_indicator_heading(study: Study, results: IndicatorResults) -> None:
    """Open the section: that every figure is a signal only, and what it was counted from."""
    language = study.language
    period = period_in_sentence(study.period, language)
    show_sentence(text("indicators.heading", language, period=period), style="heading")
    if not results.has_packages:
        years = ", ".join(str(year) for year in years_held(study)) or MISSING
        show_sentence(text("indicators.no_tables", language, years=years), style="note")
        return
    show_sentence(text("indicators.warning", language), style="warning")
    show_sentence(coverage_sentence(study, results), style="lead")
    for said in period_sentences(study, results):
        show_sentence(said, style="note")
    if "procedures" not in results.asked:
        show_sentence(text("indicators.no_procedures", language), style="note")
    if results.others and not study.agency:
        others = format_number(results.others, language)
        show_sentence(text("indicators.coverage_others", language, count=others), style="note")
    if results.undated:
        undated = format_number(results.undated, language)
        key = "no_days" if results.keeps_undated else "coverage_undated"
        show_sentence(text(f"indicators.{key}", language, count=undated), style="note")
    if results.currency:
        show_sentence(text("indicators.currency", language, currency=results.currency), style="note")
    if study.place:
        show_sentence(text("indicators.place", language, place=study.place))


def show_theme(study: Study, results: IndicatorResults, theme: str) -> None:
    """Show one theme: agencies on every indicator, and each figure beside its formula and source.

    `theme` is one of the registry: competition, price, time, form, concentration, quality.
    """
    if not results.has_packages:
        return
    language = study.language
    indicators = results.theme(theme)
    name = text(f"indicators.theme_{theme}", language)
    show_sentence(name, style="heading")
    if results.is_computed(theme):
        show_chart(
            indicator_strips(
                results.table,
                {one.indicator: one.name(language) for one in indicators},
                name=f"indicators_{theme}",
                title=text("indicators.strips_title", language, theme=name),
                language=language,
                fence_tenths=results.settings.fence_tenths,
                focus=study.focus,
                is_synthetic=study.is_synthetic,
            )
        )
    else:
        show_sentence(text("indicators.strips_empty", language), style="note")
    unlimited = results.without_limit(theme)
    if unlimited:
        names = list_names([one.name(language) for one in unlimited], language)
        show_sentence(text("indicators.no_limit", language, names=names), style="note")
    own = figures(
        results.table,
        indicators,
        code=study.agency or EVERYONE_CODE,
        language=language,
        source=study.warehouse.source,
    )
    show_table(
        own,
        name=f"indicators_{theme}",
        title=text("indicators.figures_title", language, theme=name),
        caption=text("indicators.figures_rule", language),
        language=language,
        printed=narrowed(own, language),
    )


def show_bidders(study: Study, results: IndicatorResults) -> None:
    """Show how many bidders packages had, the agency's beside those of all."""
    if not results.has_packages or results.bidders is None:
        return
    language = study.language
    show_chart(
        indicator_bidders(
            results.bidders,
            title=text("indicators.bidders_title", language),
            language=language,
            focus=study.focus,
            focus_name=study.agency_name,
            is_synthetic=study.is_synthetic,
        )
    )


def show_all_indicators(study: Study, results: IndicatorResults) -> None:
    """Show every indicator of every agency; all rows go to ``tables/indicators.csv``."""
    if not results.has_packages:
        return
    language = study.language
    show_sentence(text("indicators.all_heading", language), style="heading")
    rows = flagged_first(
        study.own_rows(results.table), results.indicators, language, source=study.warehouse.source
    )
    told = ["agency_code", "agency_name"] if study.agency else ["agency_code", "numerator", "denominator"]
    printed = labels(language)
    for column in (*told, "missing_name", "asked_count"):
        printed[column] = {**printed.get(column, {}), "is_shown": False}
    show_table(
        rows,
        name="indicators",
        title=text("indicators.all_title", language),
        caption=text("indicators.all_rule", language),
        language=language,
        row_limit=60,
        focus=study.focus,
        printed=printed,
    )


def show_decree_214(study: Study, results: IndicatorResults) -> None:
    """Show the four performance figures that Decree 214/2025/NĐ-CP art. 17(2)(b) names.

    Of data without amounts in đồng, which are another country's, only that they are left out; where none could be
    counted of any agency, only that.
    """
    if not results.has_packages:
        return
    language = study.language
    show_sentence(text("indicators.decree_heading", language), style="heading")
    if not results.has_dong:
        show_sentence(text("indicators.decree_foreign", language), style="note")
        return
    show_sentence(text("indicators.decree_note", language), style="note")
    figures_of_all = decree_figures(results.table, results.indicators)
    if figures_of_all.drop(columns=["agency_code", "agency_name"]).isna().all(axis=None):
        show_sentence(text("indicators.decree_none", language))
        return
    show_table(
        figures_of_all,
        name="indicators_decree_214",
        title=text("indicators.decree_title", language),
        caption=f"{text('indicators.decree_rule', language)} {text('indicators.decree_order', language)}",
        language=language,
        row_limit=60,
        focus=study.focus,
    )
