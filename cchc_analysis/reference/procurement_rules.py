"""The online-procurement rules by date in force: quota, what counts, ceilings, reporting, consequence."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import Field, model_validator

from cchc_analysis.reference.errors import ReferenceFileError, Said, in_both, no_rule, unsourced
from cchc_analysis.reference.strict_files import Entry, check_no_overlap, read_entries, reference_file
from cchc_analysis.reference.vocabulary import known_codes
from cchc_analysis.texts import LANGUAGES, Language, text

RULES_FILE = "rules/procurement.yml"

Percent = Annotated[int, Field(ge=0, le=100)]
Leg = Literal["count", "value"]
# The two legs of the quota, in the order of `Minimums`.
LEGS: tuple[Leg, Leg] = ("count", "value")


class Minimums(NamedTuple):
    """The least percent (0-100) by number and by value; None where the law sets or sources none."""

    count_pct: int | None
    value_pct: int | None

    def of(self, leg: Leg) -> int | None:
        """Return the least percent of one leg."""
        return self.count_pct if leg == "count" else self.value_pct


NO_MINIMUMS = Minimums(None, None)


class Reporting(Entry):
    """How often a unit reports its procurement, and to whom."""

    status: Literal["sourced", "derived", "unknown"]
    frequency: Literal["quarterly", "yearly"] | None
    receiver_vi: str | None
    receiver_en: str | None
    source: str | None

    @model_validator(mode="after")
    def _states_what_it_claims(self) -> Self:
        stated = (self.frequency, self.receiver_vi, self.receiver_en, self.source)
        _require_stated(stated, is_unknown=self.status == "unknown")
        return self

    def receiver(self, language: Language) -> str | None:
        """Return the office that receives the report; None where it could not be sourced."""
        return self.receiver_vi if language == "vi" else self.receiver_en


class RatingConsequence(Entry):
    """What a missed quota or report means for the rating of the unit's head."""

    status: Literal["sourced", "unknown"]
    bars_on: tuple[Literal["quota", "report"], ...]
    text_vi: str | None
    text_en: str | None
    source: str | None

    @model_validator(mode="after")
    def _states_what_it_claims(self) -> Self:
        stated = (self.text_vi, self.text_en, self.source)
        _require_stated(stated, is_unknown=self.status == "unknown")
        return self

    def sentence(self, language: Language) -> str | None:
        """Say the consequence; None where it could not be sourced."""
        return self.text_vi if language == "vi" else self.text_en


class QuotaRule(Entry):
    """One legal period of online procurement; every value as typed in ``rules/procurement.yml``.

    `min_count_pct` and `min_value_pct` are percent of eligible packages by number and by package price.
    None means: not set by the document (`quota_status` sourced), not found (unknown), or no ratio in the
    law in force (none). Ask `require_quota` before concluding anything. Forms, fields and methods are codes.
    """

    valid_from: dt.date
    valid_to: dt.date | None
    legal_basis_vi: str
    legal_basis_en: str
    article: str | None
    clause: str | None
    point: str | None
    status: Literal["sourced", "unknown"]
    quota_status: Literal["sourced", "unknown", "none"]
    min_count_pct: Percent | None
    min_value_pct: Percent | None
    quota_years: tuple[int, ...]
    eligible_forms: tuple[str, ...]
    shortened_shopping: Literal["not_sourced", "counted", "not_applicable"]
    is_shortened_mandatory: bool = False
    excluded_fields: tuple[str, ...]
    excluded_methods: tuple[str, ...]
    excludes_international: bool
    mandatory_share_pct: Percent | None
    mandatory_ceilings_vnd: dict[str, Annotated[int, Field(gt=0)]]
    plan_types_without_ceiling: tuple[Literal["project", "purchase"], ...] = ()
    reporting: Reporting
    rating_consequence: RatingConsequence
    sources: tuple[str, ...]
    notes_vi: str
    notes_en: str

    @model_validator(mode="after")
    def _states_what_it_claims(self) -> Self:
        if (self.quota_status == "sourced") == (self.min_count_pct is None):
            raise ValueError("min_count_pct is stated exactly when quota_status is sourced")
        if self.quota_status != "sourced" and self.min_value_pct is not None:
            raise ValueError("min_value_pct without a sourced quota")
        if self.is_shortened_mandatory and self.mandatory_share_pct is None:
            raise ValueError("is_shortened_mandatory without a sourced mandatory_share_pct")
        if self.status == "sourced" and not self.sources:
            raise ValueError("sourced, but no source")
        return self

    def minimums(self, year: int) -> Minimums:
        """Return the least percent by number and by value that a calendar year is judged by.

        None where no figure is set or sourced, and for both where the rule neither is in force from
        1 January nor states a quota for the whole year: then the year to date cannot be judged by it alone.
        """
        covers = year in self.quota_years or self.valid_from <= dt.date(year, 1, 1)
        return Minimums(self.min_count_pct, self.min_value_pct) if covers else NO_MINIMUMS

    @property
    def knows_its_forms(self) -> bool:
        """Tell whether a source says which forms count; without one nothing can be counted."""
        return bool(self.eligible_forms)

    def without_quota(self) -> QuotaRule:
        """Return the same rule without its ratios: for a part of a unit's packages, which no ratio is set for."""
        return self.model_copy(update={"min_count_pct": None, "min_value_pct": None})

    def legal_basis(self, language: Language) -> str:
        """Return the document in force, without article."""
        return self.legal_basis_vi if language == "vi" else self.legal_basis_en

    def citation(self, language: Language) -> str:
        """Return the document with article, clause and point as far as they were sourced."""
        basis = self.legal_basis(language)
        if self.article is None:
            return basis
        part = "article" if self.clause is None else "clause" if self.point is None else "point"
        values = {"basis": basis, "article": self.article, "clause": self.clause, "point": self.point}
        return text(f"reference.citation_{part}", language, **values)

    def notes(self, language: Language) -> str:
        """Return what a reader must know of this period: readings, gaps, what the data cannot show."""
        notes = self.notes_vi if language == "vi" else self.notes_en
        if self.shortened_shopping == "not_sourced":
            return f"{notes} {text('reference.note_shortened', language)}"
        return notes

    def require_quota(self) -> Minimums:
        """Return the least shares by number and by value, in percent; None = no ratio is set.

        Raises `UnsourcedRuleError` where ratios exist but were never read from a source.
        """
        if self.quota_status == "unknown":
            document = {language: self.citation(language) for language in LANGUAGES}
            raise unsourced(in_both("figure_quota"), period=self._period(), document=document, file=RULES_FILE)
        return Minimums(self.min_count_pct, self.min_value_pct)

    def _period(self) -> Said:
        start = _day(self.valid_from)
        end = in_both("still_in_force") if self.valid_to is None else _day(self.valid_to)
        return {language: f"{start[language]} - {end[language]}" for language in LANGUAGES}


def load_rules(*, reference_dir: Path | None = None) -> tuple[QuotaRule, ...]:
    """Return all legal periods, oldest first; `ReferenceFileError` if they overlap or name unknown codes."""
    rules = read_entries(reference_file(RULES_FILE, reference_dir), QuotaRule)
    check_no_overlap(RULES_FILE, [(rule.valid_from, rule.valid_to) for rule in rules])
    forms, fields, methods = (
        set(known_codes(kind, reference_dir=reference_dir)) for kind in ("form", "field", "method")
    )
    faults = [
        f"{rule.valid_from}: {', '.join(unknown)}"
        for rule in rules
        if (
            unknown := sorted(
                (set(rule.eligible_forms) - forms)
                | ((set(rule.excluded_fields) | set(rule.mandatory_ceilings_vnd)) - fields)
                | (set(rule.excluded_methods) - methods)
            )
        )
    ]
    if faults:
        raise ReferenceFileError(RULES_FILE, tuple(faults))
    return rules


def rule_on(on: dt.date, *, reference_dir: Path | None = None) -> QuotaRule:
    """Return the rule in force on a day; `NoRuleError` before the first and after the last."""
    for rule in load_rules(reference_dir=reference_dir):
        if rule.valid_from <= on and (rule.valid_to is None or on <= rule.valid_to):
            return rule
    raise no_rule(in_both("subject_procurement_rule"), _day(on), RULES_FILE)


def _require_stated(stated: tuple[object, ...], *, is_unknown: bool) -> None:
    if any((value is None) != is_unknown for value in stated):
        raise ValueError("values are stated exactly when the status is not unknown")


def _day(on: dt.date) -> dict[Language, str]:
    return {"vi": on.strftime("%d/%m/%Y"), "en": on.isoformat()}
