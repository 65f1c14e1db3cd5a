"""The method page on procurement indicators says what the registry, limits and settings say, in both languages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from cchc_analysis.compliance.indicators.status import STATUSES
from cchc_analysis.reference.indicator_limits import LimitKind, load_limits
from cchc_analysis.reference.indicators import Indicator, load_indicators, load_source_fields
from cchc_analysis.reference.vocabulary import field_name, form_name, plan_type_name
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.dates import format_date
from cchc_analysis.vietnamese.numbers import format_number

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "methodology"
LANGUAGES: tuple[Language, ...] = ("vi", "en")
LABELS = {
    "vi": ("Cần có", "bảng", "tối thiểu", "dấu hiệu", "nguồn"),
    "en": ("Needs", "tables", "least", "flag", "source"),
}
both = pytest.mark.parametrize("language", LANGUAGES)


def page(language: Language) -> str:
    return (FOLDER / f"procurement-indicators.{language}.md").read_text(encoding="utf-8")


def rows(language: Language, width: int) -> list[list[str]]:
    """The rows, with a code in their first cell, of the tables that have so many columns."""
    found = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in page(language).splitlines()
        if line.startswith("| `")
    ]
    return [cells for cells in found if len(cells) == width]


def items(language: Language, first: str) -> list[str]:
    """The items of lists that begin so."""
    return [line[2:] for line in page(language).splitlines() if line.startswith(f"- {first}")]


def codes(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def test_both_pages_have_the_same_sections() -> None:
    sections = [re.findall(r"^#{2,3} ([\d.]+) ", page(language), flags=re.MULTILINE) for language in LANGUAGES]
    assert sections[0] == sections[1]
    assert len(sections[0]) > 12


@both
def test_every_indicator_stands_with_its_formula_needs_least_sample_flag_and_source(language: Language) -> None:
    fields = load_source_fields()
    needs, tables, least, flag, source = LABELS[language]

    def named(columns: tuple[str, ...]) -> str:
        return ", ".join(fields[column].name(language) for column in columns)

    def needed(one: Indicator) -> str:
        own, of_some = named(one.needs) or "–", named(one.may_need)
        return text("indicators.fields_of_some", language, fields=own, of_some=of_some) if of_some else own

    assert items(language, "**") == [
        f"**{one.name(language)}** (`{one.indicator}`). {one.formula(language)} "
        f"{needs}: {needed(one)}; "
        f"{tables}: {codes(one.reads)}; {least}: {one.min_sample}; "
        f"{flag}: {codes((one.flag, one.side) if one.flag == 'fence' else (one.flag,)).replace(', ', ' ')}; "
        f"{source}: {one.source(language)}."
        for one in load_indicators()
    ]


@both
def test_themes_come_in_the_order_of_the_registry(language: Language) -> None:
    themes = dict.fromkeys(one.theme for one in load_indicators())
    headings = re.findall(r"^### 3\.\d+ (.+)$", page(language), flags=re.MULTILINE)
    assert headings == [text(f"indicators.theme_{theme}", language) for theme in themes]


@both
def test_every_limit_stands_with_its_days_and_whether_it_was_read_in_the_document(language: Language) -> None:
    kinds = {kind: text(f"indicators.limits_{kind}", language) for kind in get_args(LimitKind)}
    stand = [line for words in kinds.values() for line in items(language, f"{words}:")]
    assert len(stand) == len(load_limits())
    for line, limit in zip(stand, load_limits(), strict=True):
        forms = ", ".join(form_name(form, language) for form in limit.forms)
        plans = ", ".join(plan_type_name(plan, language) for plan in limit.plan_types)
        fields = ", ".join(field_name(field, language) for field in limit.fields)
        bounds = (("above", limit.price_above_vnd), ("up_to", limit.price_up_to_vnd))
        prices = [
            text(f"indicators.limits_price_{bound}", language, price=format_number(price, language))
            for bound, price in bounds
            if price
        ]
        scope = ": ".join(part for part in (plans, fields, *prices) if part) or "–"
        ends_on = "…" if limit.valid_to is None else format_date(limit.valid_to, language)
        status = text(f"indicators.limits_{limit.status}", language)
        assert line == (
            f"{kinds[limit.kind]}: {format_number(limit.value, language)}. {forms}; {scope}; "
            f"{format_date(limit.valid_from, language)} – {ends_on}; {limit.legal_basis(language)}; "
            f"{status[:1].lower()}{status[1:]}."
        )


@both
def test_every_status_and_every_kind_of_flag_is_explained(language: Language) -> None:
    explained = [cells[0].strip("`") for cells in rows(language, 2)]
    assert explained == [*STATUSES, *dict.fromkeys(one.flag for one in load_indicators())]


@both
def test_the_figures_of_decree_214_and_the_notebook_are_named(language: Language) -> None:
    decree = "; ".join(f"`{one.indicator}`" for one in load_indicators() if one.in_decree_214)
    assert f": {decree}." in page(language)
    assert "`08_procurement_indicators`" in page(language)
