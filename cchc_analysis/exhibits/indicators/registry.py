"""What a figure rests on: the formulas and fields of the indicators, the dated limits and the settings."""

from __future__ import annotations

import datetime as dt

import pandas as pd

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
