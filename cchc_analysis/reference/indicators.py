"""The indicators of procurement beyond the quota: what each means, what it needs and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from cchc_analysis.reference.errors import ReferenceFileError
from cchc_analysis.reference.indicator_limits import LimitKind, load_indicator_settings
from cchc_analysis.reference.strict_files import Entry, read_entries, reference_file
from cchc_analysis.texts import Language

INDICATORS_FILE = "indicators/procurement.yml"
FIELDS_FILE = "indicators/fields.yml"

Unit = Literal["share", "bidders", "days", "index"]
Code = Annotated[str, Field(pattern=r"^[UR]\d{3}$")]


class Indicator(Entry):
    """One indicator, every value as typed in ``indicators/procurement.yml``; it is a signal, never a finding."""

    indicator: Annotated[str, Field(pattern=r"^[a-z][a-z_]+$")]
    codes: tuple[Code, ...]
    theme: Literal["competition", "price", "time", "form", "concentration", "quality"]
    reads: tuple[Literal["packages", "procedures"], ...]
    name_vi: str
    name_en: str
    formula_vi: str
    formula_en: str
    needs: tuple[str, ...]
    may_need: tuple[str, ...] = ()
    unit: Unit
    min_sample: Annotated[int, Field(ge=1)]
    flag: Literal["fence", "any", "none"]
    side: Literal["high", "low"]
    limit: LimitKind | None
    in_decree_214: bool
    source_vi: str
    source_en: str
    address: Annotated[str, Field(pattern=r"^https?://")]

    @model_validator(mode="after")
    def _reads_something(self) -> Self:
        if not self.reads:
            raise ValueError("reads no table")
        return self

    def name(self, language: Language) -> str:
        """Return the name shown to readers; it takes no side."""
        return self.name_vi if language == "vi" else self.name_en

    def formula(self, language: Language) -> str:
        """Return the formula in words."""
        return self.formula_vi if language == "vi" else self.formula_en

    def source(self, language: Language) -> str:
        """Return whose indicator it is, with its code there; `address` is where it is described."""
        return self.source_vi if language == "vi" else self.source_en


class SourceField(Entry):
    """A column that indicators need, by its names in OCDS and in the national export."""

    field: str
    ocds: str
    vneps: str
    name_vi: str
    name_en: str

    def name(self, language: Language) -> str:
        """Return the name shown to readers."""
        return self.name_vi if language == "vi" else self.name_en


def load_indicators(*, reference_dir: Path | None = None) -> tuple[Indicator, ...]:
    """Return all indicators in the order in which they are shown, the settings filled into their formulas.

    Raises `ReferenceFileError` naming every indicator that stands twice, needs a field that ``fields.yml`` does
    not name or a setting that ``settings/indicators.yml`` does not.
    """
    settings = asdict(load_indicator_settings(reference_dir=reference_dir))
    indicators = tuple(
        _with_settings(one, settings)
        for one in read_entries(reference_file(INDICATORS_FILE, reference_dir), Indicator)
    )
    known = load_source_fields(reference_dir=reference_dir)
    ids = [indicator.indicator for indicator in indicators]
    faults = sorted({name for name in ids if ids.count(name) > 1})
    faults += [
        f"{indicator.indicator}: {field}"
        for indicator in indicators
        for field in (*indicator.needs, *indicator.may_need)
        if field not in known
    ]
    if faults:
        raise ReferenceFileError(INDICATORS_FILE, tuple(faults))
    return indicators


def _with_settings(indicator: Indicator, settings: Mapping[str, object]) -> Indicator:
    """Put the number of each setting where its formula names it: ``{window_days}``."""
    formulas = {"formula_vi": indicator.formula_vi, "formula_en": indicator.formula_en}
    try:
        filled = {name: formula.format_map(settings) for name, formula in formulas.items()}
    except KeyError as error:
        raise ReferenceFileError(INDICATORS_FILE, (f"{indicator.indicator}: {error.args[0]}",)) from error
    return indicator.model_copy(update=filled)


def load_source_fields(*, reference_dir: Path | None = None) -> dict[str, SourceField]:
    """Return the fields that indicators need, by column; `ReferenceFileError` for one that stands twice."""
    fields = read_entries(reference_file(FIELDS_FILE, reference_dir), SourceField)
    named = {field.field: field for field in fields}
    if len(named) < len(fields):
        names = [field.field for field in fields]
        raise ReferenceFileError(FIELDS_FILE, tuple(sorted({one for one in names if names.count(one) > 1})))
    return named
