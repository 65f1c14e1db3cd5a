"""The dated limits of the law and the settings that indicators of procurement are counted with."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from cchc_analysis.reference.dated_settings import load_dated_settings
from cchc_analysis.reference.errors import ReferenceFileError
from cchc_analysis.reference.strict_files import Entry, read_entries, reference_file
from cchc_analysis.reference.vocabulary import known_codes
from cchc_analysis.texts import Language

LIMITS_FILE = "indicators/limits.yml"
SETTINGS_FILE = "settings/indicators.yml"

LimitKind = Literal["ceiling_vnd", "minimum_days", "minimum_working_days"]
Vnd = Annotated[int, Field(gt=0)]


class Limit(Entry):
    """A ceiling in đồng or a least number of days, for some forms, plan types and fields ("()" = all).

    A least may be for packages priced above `price_above_vnd` and at most `price_up_to_vnd` only (None: any).
    """

    kind: LimitKind
    forms: Annotated[tuple[str, ...], Field(min_length=1)]
    plan_types: tuple[Literal["project", "purchase"], ...]
    fields: tuple[str, ...]
    price_above_vnd: Vnd | None = None
    price_up_to_vnd: Vnd | None = None
    value: Annotated[int, Field(gt=0)]
    valid_from: dt.date
    valid_to: dt.date | None
    status: Literal["sourced", "relay"]
    legal_basis_vi: str
    legal_basis_en: str
    source: Annotated[str, Field(min_length=1)]

    @model_validator(mode="after")
    def _has_prices_that_occur(self) -> Self:
        if self.is_by_price and self.kind == "ceiling_vnd":
            raise ValueError("a ceiling is for packages of every price")
        if self.price_up_to_vnd is not None and self.price_up_to_vnd <= (self.price_above_vnd or 0):
            raise ValueError("price_up_to_vnd is not above price_above_vnd")
        return self

    @property
    def is_by_price(self) -> bool:
        """Tell whether the limit is for packages of some prices only."""
        return self.price_above_vnd is not None or self.price_up_to_vnd is not None

    def legal_basis(self, language: Language) -> str:
        """Return document, article and clause."""
        return self.legal_basis_vi if language == "vi" else self.legal_basis_en

    def is_in_force(self, first: dt.date, last: dt.date) -> bool:
        """Tell whether the limit held on any day of a span."""
        return self.valid_from <= last and (self.valid_to is None or first <= self.valid_to)


@dataclass(frozen=True)
class IndicatorSettings:
    """The settings by name, as in ``settings/indicators.yml``."""

    competitive_forms: tuple[str, ...]
    open_forms: tuple[str, ...]
    direct_forms: tuple[str, ...]
    window_days: int
    near_permille: int
    most_price_ratio: int
    band_pct: int
    overdue_days: int
    fence_tenths: int
    least_agencies: int


def load_limits(*, reference_dir: Path | None = None) -> tuple[Limit, ...]:
    """Return the limits as typed; `ReferenceFileError` for unknown codes and for limits that overlap.

    Limits overlap where kind, a form, a plan type, a field, a price and a day are shared.
    """
    limits = read_entries(reference_file(LIMITS_FILE, reference_dir), Limit)
    forms, kinds = (set(known_codes(question, reference_dir=reference_dir)) for question in ("form", "field"))
    faults = [
        f"{limit.valid_from}: {', '.join(unknown)}"
        for limit in limits
        if (unknown := sorted((set(limit.forms) - forms) | (set(limit.fields) - kinds)))
    ]
    faults += [
        f"{one.valid_from} {one.kind} {one.value} / {other.value}"
        for place, one in enumerate(limits)
        for other in limits[place + 1 :]
        if _share_a_package(one, other)
    ]
    if faults:
        raise ReferenceFileError(LIMITS_FILE, tuple(faults))
    return limits


def load_indicator_settings(*, reference_dir: Path | None = None) -> IndicatorSettings:
    """Return the settings by name; `ReferenceFileError` also for a form that the vocabulary lacks."""
    settings = load_dated_settings(SETTINGS_FILE, IndicatorSettings, reference_dir=reference_dir)
    named = {*settings.competitive_forms, *settings.open_forms, *settings.direct_forms}
    unknown = sorted(named - set(known_codes("form", reference_dir=reference_dir)))
    if unknown:
        raise ReferenceFileError(SETTINGS_FILE, tuple(unknown))
    return settings


def _share_a_package(one: Limit, other: Limit) -> bool:
    return (
        one.kind == other.kind
        and bool(set(one.forms) & set(other.forms))
        and _meet(one.plan_types, other.plan_types)
        and _meet(one.fields, other.fields)
        and _share_a_price(one, other)
        and one.is_in_force(other.valid_from, other.valid_to or dt.date.max)
    )


def _meet(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return not one or not other or bool(set(one) & set(other))


def _share_a_price(one: Limit, other: Limit) -> bool:
    lowest = max(limit.price_above_vnd or 0 for limit in (one, other))
    return all(limit.price_up_to_vnd is None or lowest < limit.price_up_to_vnd for limit in (one, other))
