"""The classes (xếp loại) an index falls in, by framework and year, decided on exact decimals."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from cchc_analysis.reference.errors import Said, in_both, no_rule, unsourced
from cchc_analysis.reference.strict_files import Entry, check_no_overlap, read_entries, reference_file
from cchc_analysis.texts import Language

CLASSES_FILE = "classes.yml"

# Typed as text, so that 84.99 stays 84.99.
ExactText = Annotated[str, Field(pattern=r"^\d+(\.\d+)?$")]


class ClassBand(Entry):
    """One class: its index from `low` to `high`; None = no bound on that side."""

    code: str
    name_vi: str
    name_en: str
    low: ExactText | None
    low_closed: bool
    high: ExactText | None
    high_closed: bool

    @property
    def lower(self) -> Decimal:
        """The lower bound; minus infinity where the class has none."""
        return Decimal("-Infinity") if self.low is None else Decimal(self.low)

    @property
    def upper(self) -> Decimal:
        """The upper bound; infinity where the class has none."""
        return Decimal("Infinity") if self.high is None else Decimal(self.high)

    def is_reached(self, index: Decimal) -> bool:
        """Say whether an index stands in the class or above it."""
        return index > self.lower or (self.low_closed and index == self.lower)

    def holds(self, index: Decimal) -> bool:
        """Say whether an index belongs to the class."""
        return self.is_reached(index) and (index < self.upper or (self.high_closed and index == self.upper))

    def name(self, language: Language) -> str:
        """Return the name of the class."""
        return self.name_vi if language == "vi" else self.name_en

    def lowest(self, decimals: int) -> Decimal:
        """Return the lowest index of so many decimals that reaches the class; minus infinity without a bound."""
        if self.low is None:
            return self.lower
        unit = Decimal(1).scaleb(-decimals)
        index = self.lower.quantize(unit, ROUND_CEILING)
        return index if self.is_reached(index) else index + unit

    def highest(self, decimals: int) -> Decimal:
        """Return the highest index of so many decimals that is not above the class; infinity without a bound."""
        if self.high is None:
            return self.upper
        unit = Decimal(1).scaleb(-decimals)
        index = self.upper.quantize(unit, ROUND_FLOOR)
        return index if index < self.upper or self.high_closed else index - unit


class ClassBands(Entry):
    """The class bands of one framework for a span of years, best class first."""

    framework: str
    valid_from: int
    valid_to: int | None
    status: Literal["sourced", "assumption", "unknown"]
    legal_basis_vi: str
    legal_basis_en: str
    sources: tuple[str, ...]
    notes_vi: str
    notes_en: str
    bands: tuple[ClassBand, ...]

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        if (self.status == "unknown") == bool(self.bands):
            raise ValueError("bands are stated exactly when the status is not unknown")
        if self.status == "sourced" and not self.sources:
            raise ValueError("sourced, but no source")
        codes = [band.code for band in self.bands]
        if len(set(codes)) != len(codes):
            raise ValueError(f"a class code stands twice: {codes}")
        for better, worse in pairwise(self.bands):
            meets = better.low is not None and worse.high is not None
            if not (meets and better.lower == worse.upper):
                raise ValueError(f"{worse.code} does not end where {better.code} begins")
            if better.low_closed == worse.high_closed:
                raise ValueError(f"the bound between {better.code} and {worse.code} belongs to both or neither")
        return self

    def find(self, index: Decimal) -> ClassBand | None:
        """Return the class of an index, compared as exact decimal: 84.995 is below 85.

        None for an index in no named class: it is never put into the nearest one.
        """
        return next((band for band in self.bands if band.holds(index)), None)

    def next_above(self, index: Decimal) -> ClassBand | None:
        """Return the nearest class above an index, which itself may be in none; None where no class is above."""
        ahead = [band for band in self.bands if not band.is_reached(index)]
        return ahead[-1] if ahead else None

    def name(self, code: str, language: Language) -> str:
        """Return the name of a class; `NoRuleError` for a code that is not among the bands."""
        for band in self.bands:
            if band.code == code:
                return band.name(language)
        raise no_rule(in_both("subject_name", code=code), str(self.valid_from), CLASSES_FILE)


def bands_for(framework_code: str, year: int, *, reference_dir: Path | None = None) -> ClassBands:
    """Return the class bands of a framework in a year.

    Raises `UnsourcedRuleError` where classes exist but their cut-offs were never found, `NoRuleError` where
    nothing is recorded.
    """
    entries = read_entries(reference_file(CLASSES_FILE, reference_dir), ClassBands)
    own = [entry for entry in entries if entry.framework == framework_code]
    check_no_overlap(CLASSES_FILE, [(entry.valid_from, entry.valid_to) for entry in own])
    for entry in own:
        if entry.valid_from <= year and (entry.valid_to is None or year <= entry.valid_to):
            if entry.status == "unknown":
                figure = in_both("figure_bands", code=framework_code)
                basis: Said = {"vi": entry.legal_basis_vi, "en": entry.legal_basis_en}
                raise unsourced(figure, period=str(year), document=basis, file=CLASSES_FILE)
            return entry
    subject = in_both("subject_bands", code=framework_code)
    raise no_rule(subject, in_both("when_year", year=year), CLASSES_FILE)
