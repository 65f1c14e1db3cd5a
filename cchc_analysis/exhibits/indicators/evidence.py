"""The packages behind a figure."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.charts.wording import join_sentences
from cchc_analysis.compliance.indicators.drill_down import indicator_packages
from cchc_analysis.compliance.quota import EVERYONE_CODE
from cchc_analysis.exhibits.code_names import code_names
from cchc_analysis.exhibits.columns import column_label
from cchc_analysis.exhibits.indicators.results import IndicatorResults
from cchc_analysis.exhibits.show import show_sentence, show_table
from cchc_analysis.exhibits.study import Study
from cchc_analysis.reference.indicators import Indicator
from cchc_analysis.reference.vocabulary import field_name, form_name
from cchc_analysis.texts import text
from cchc_analysis.vietnamese.numbers import format_number

_MOST_ROWS = 2_000
_EVIDENCE = [
    "role", "role_name", "procedure_id", "package_id", "agency_code", "agency_name", "name", "form_name",
    "field_name", "part", "of", "currency", "estimate_value", "award_value", "bidder_count", "supplier",
    "published_on", "closed_on", "awarded_on", "award_published_on", "source_file", "source_row",
]  # fmt: skip
# What the page shows of a package beside its name and what it adds, by theme; the file holds all.
_PRICES, _DAYS = (
    ("estimate_value", "award_value"),
    ("published_on", "closed_on", "awarded_on", "award_published_on"),
)
_ON_PAGE: dict[str, tuple[str, ...]] = {
    "competition": ("estimate_value", "bidder_count"),
    "price": _PRICES,
    "time": _DAYS,
    "form": ("form_name", "estimate_value", "published_on"),
    "concentration": ("award_value", "supplier"),
    "quality": _PRICES,
}
_BY_THEME = {column for columns in _ON_PAGE.values() for column in columns}


def show_evidence(study: Study, results: IndicatorResults, *, indicator: str) -> None:
    """Show the packages behind the named indicator, and in a report on one agency behind every marked one.

    Raises `UnknownIndicatorError` for a name that is not in the registry.
    """
    named = results.named(indicator)
    if not results.has_packages:
        return
    wanted = [named]
    if study.agency:
        own = study.own_rows(results.table)
        marked = set(own.loc[own["flagged"].fillna(value=False), "indicator"]) - {indicator}
        wanted += [one for one in results.indicators if one.indicator in marked]
    for one in wanted:
        _show_packages(study, results, one)


def _show_packages(study: Study, results: IndicatorResults, indicator: Indicator) -> None:
    language = study.language
    code = study.agency or EVERYONE_CODE
    rows = indicator_packages(results.asked, indicator, agency=code, most=_MOST_ROWS)
    name = indicator.name(language)
    if rows.empty:
        show_sentence(text("indicators.evidence_none", language, indicator=name), style="note")
        return
    asked = results.asked_count(indicator, code)
    if asked > len(rows):
        kept, count = format_number(len(rows), language), format_number(asked, language)
        show_sentence(text("indicators.evidence_cut", language, kept=kept, count=count), style="note")
    rows = rows.assign(
        role_name=[text(f"indicators.role_{role}", language) for role in rows["role"]],
        form_name=code_names(rows["form"], form_name, language),
        field_name=code_names(rows["field"], field_name, language),
    )
    names = study.agencies.set_index("agency_code")["agency_name"]
    table = rows.assign(agency_name=rows["agency_code"].map(names).fillna(""))[_EVIDENCE]
    show_table(
        table.dropna(axis="columns", how="all"),
        name=f"evidence_{indicator.indicator}",
        title=text("indicators.evidence_title", language, indicator=name),
        caption=join_sentences(
            [
                text("indicators.evidence_rule", language, formula=indicator.formula(language)),
                text("indicators.evidence_order", language),
            ]
        ),
        language=language,
        row_limit=25,
        printed=_printed(table, indicator, study),
    )


def _printed(table: pd.DataFrame, indicator: Indicator, study: Study) -> dict[str, dict[str, object]]:
    """Say which columns stay in the file, and in which currency the amounts are where there is one only."""
    language = study.language
    hidden = {"agency_code", "field_name", "source_file", "source_row", *_BY_THEME} - {*_ON_PAGE[indicator.theme]}
    if study.agency:
        hidden.add("agency_name")
    numbers = table["package_id"].fillna("")
    hidden.add("package_id" if numbers.eq("").any() else "procedure_id")
    printed: dict[str, dict[str, object]] = {column: {"is_shown": False} for column in hidden}
    currencies = set(table["currency"].dropna()) - {""}
    if len(currencies) == 1:
        printed["currency"] = {"is_shown": False}
        (currency,) = currencies
        for column in set(_PRICES) - hidden:
            label = column_label(column, language)
            printed[column] = {"label": text("indicators.amount_label", language, label=label, currency=currency)}
    return printed
