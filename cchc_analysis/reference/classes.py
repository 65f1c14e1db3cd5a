"""The classes (xếp loại) an index falls in, by framework and year, decided on exact decimals."""

from __future__ import annotations

from decimal import Decimal
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

    def holds(self, index: Decimal) -> bool:
        """Say whether an index belongs to the class."""
        above = self.low is None or index > Decimal(self.low) or (self.low_closed and index == Decimal(self.low))
        below = (
            self.high is None or index < Decimal(self.high) or (self.high_closed and index == Decimal(self.high))
        )
        return above and below


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
            if not (meets and Decimal(str(better.low)) == Decimal(str(worse.high))):
                raise ValueError(f"{worse.code} does not end where {better.code} begins")
            if better.low_closed == worse.high_closed:
                raise ValueError(f"the bound between {better.code} and {worse.code} belongs to both or neither")
        return self

    def classify(self, index: Decimal) -> str:
        """Return the class code of an index (0-100), compared as exact decimal: 84.995 is below 85.

        Raises `NoRuleError` for an index outside every band: it is never put into the nearest class.
        """
        for band in self.bands:
            if band.holds(index):
                return band.code
        subject = in_both("subject_class", value=index, code=self.framework)
        raise no_rule(subject, str(self.valid_from), CLASSES_FILE)

    def name(self, code: str, language: Language) -> str:
        """Return the name of a class; `NoRuleError` for a code that is not among the bands."""
        for band in self.bands:
            if band.code == code:
                return band.name_vi if language == "vi" else band.name_en
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
