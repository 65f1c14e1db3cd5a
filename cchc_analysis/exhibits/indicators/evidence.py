"""The packages behind a figure, and the limits, settings and formulas that it rests on."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from cchc_analysis.charts.wording import join_sentences
from cchc_analysis.compliance.indicators.drill_down import indicator_packages
from cchc_analysis.compliance.quota import EVERYONE_CODE
from cchc_analysis.exhibits.code_names import code_names
from cchc_analysis.exhibits.columns import column_label
from cchc_analysis.exhibits.indicators.results import IndicatorResults
from cchc_analysis.exhibits.show import show_sentence, show_table
from cchc_analysis.exhibits.study import Study
from cchc_analysis.reference.dated_settings import Setting, load_setting_entries
from cchc_analysis.reference.indicator_limits import SETTINGS_FILE, Limit, load_limits
from cchc_analysis.reference.indicators import Indicator, load_source_fields
from cchc_analysis.reference.vocabulary import field_name, form_name, plan_type_name
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.dates import format_date
from cchc_analysis.vietnamese.numbers import MISSING, format_number

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


def show_registry(study: Study, results: IndicatorResults) -> None:
    """Show what every indicator needs, the dated limits with their articles, and the settings."""
    language = study.language
    show_sentence(text("indicators.registry_heading", language), style="heading")
    show_table(
        _registry(results, language),
        name="indicator_registry",
        title=text("indicators.registry_title", language),
        caption=text("indicators.registry_rule", language),
        language=language,
        printed={"address": {"is_shown": False}},
    )
    show_table(
        _limits(language),
        name="indicator_limits",
        title=text("indicators.limits_title", language),
        caption=text("indicators.limits_rule", language),
        language=language,
        printed={"address": {"is_shown": False}, "basis_name": {"is_shown": False}},
    )
    show_table(
        _settings(language),
        name="indicator_settings",
        title=text("indicators.settings_title", language),
        language=language,
        printed={column: {"is_shown": False} for column in ("setting", "basis_name", "address")},
    )


def _fields_needed(indicator: Indicator, language: Language) -> str:
    known = load_source_fields()
    fields, of_some = (
        ", ".join(known[field].name(language) for field in names)
        for names in (indicator.needs, indicator.may_need)
    )
    return text("indicators.fields_of_some", language, fields=fields, of_some=of_some) if of_some else fields


def _registry(results: IndicatorResults, language: Language) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "indicator": one.indicator,
                "indicator_name": one.name(language),
                "codes": ", ".join(one.codes),
                "min_sample": one.min_sample,
                "fields_name": _fields_needed(one, language),
                "formula": one.formula(language),
                "source_name": one.source(language),
                "address": one.address,
            }
            for one in results.indicators
        ]
    )


def _limits(language: Language) -> pd.DataFrame:
    rows = [
        {
            "kind_name": text(f"indicators.limits_{limit.kind}", language),
            "form_name": ", ".join(form_name(form, language) for form in limit.forms),
            "scope_name": _scope(limit, language),
            "limit_value": limit.value,
            "valid_from": pd.Timestamp(limit.valid_from),
            "valid_to": pd.NaT if limit.valid_to is None else pd.Timestamp(limit.valid_to),
            "legal_basis": _limit_basis(limit, language),
            "basis_name": text(f"indicators.limits_{limit.status}", language),
            "address": limit.source,
        }
        for limit in load_limits()
    ]
    return pd.DataFrame(rows)


def _limit_basis(limit: Limit, language: Language) -> str:
    """Return document and clause, and that it was not read in the document where it was not."""
    basis = limit.legal_basis(language)
    if limit.status == "sourced":
        return basis
    status = text(f"indicators.limits_{limit.status}", language)
    return text("indicators.limits_basis", language, basis=basis, status=status[:1].lower() + status[1:])


def _scope(limit: Limit, language: Language) -> str:
    """Say for which plans, fields and prices a limit is; a dash where it is for all."""
    plans = ", ".join(plan_type_name(plan, language) for plan in limit.plan_types)
    fields = ", ".join(field_name(field, language) for field in limit.fields)
    bounds = {"above": limit.price_above_vnd, "up_to": limit.price_up_to_vnd}
    prices = ", ".join(
        text(f"indicators.limits_price_{bound}", language, price=format_number(price, language))
        for bound, price in bounds.items()
        if price is not None
    )
    return ": ".join(part for part in (plans, fields, prices) if part) or MISSING


def setting_text(entry: Setting, language: Language) -> str:
    """Write the value of a setting: a number, or the names of its forms."""
    if isinstance(entry.value, tuple):
        return ", ".join(form_name(form, language) for form in entry.value)
    return (
        format_date(entry.value, language)
        if isinstance(entry.value, dt.date)
        else format_number(entry.value, language)
    )


def _settings(language: Language) -> pd.DataFrame:
    rows = [
        {
            "setting": entry.setting,
            "note": entry.note(language),
            "setting_text": setting_text(entry, language),
            "basis_name": text(f"indicators.settings_{entry.kind}", language),
            "decided_on": pd.Timestamp(entry.decided_on),
            "source_name": entry.source(language),
            "address": entry.address or "",
        }
        for entry in load_setting_entries(SETTINGS_FILE)
    ]
    return pd.DataFrame(rows)
