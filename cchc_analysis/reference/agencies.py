"""The agencies of the city by code and day: the only place a name becomes a code."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from cchc_analysis.reference.agency_checks import RegistryError
from cchc_analysis.reference.agency_names import load_aliases, resolve_name
from cchc_analysis.reference.agency_table import agencies_in_force, load_agencies
from cchc_analysis.reference.assessed import UnsourcedListError, group_in_year, load_assessed
from cchc_analysis.texts import Language, SpokenError, text
from cchc_analysis.vietnamese.dates import format_date
from cchc_analysis.vietnamese.names import name_key

__all__ = [
    "Agency",
    "RegistryError",
    "UnknownAgencyError",
    "UnsourcedListError",
    "agencies_in_force",
    "find_agency",
    "group_in_year",
    "load_agencies",
    "load_aliases",
    "load_assessed",
    "resolve_name",
]


@dataclass(frozen=True)
class Agency:
    """One agency over one validity span; an open end is None."""

    agency_code: str
    official_code: str
    name_vi: str
    name_en: str
    short_name_vi: str
    group: str
    parent_code: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    successor_codes: tuple[str, ...]
    source: str

    def name(self, language: Language) -> str:
        """Return the full name in a language."""
        return self.name_vi if language == "vi" else self.name_en


class UnknownAgencyError(SpokenError, LookupError):
    """No agency has this code on this day.

    `suggestions` are close codes with their names, for the reader only; nothing is ever matched by
    likeness. `spans` are the rows of the code on other days, if there are any.
    """

    def __init__(
        self, agency_code: str, on: dt.date, suggestions: tuple[str, ...] = (), spans: tuple[Agency, ...] = ()
    ) -> None:
        self.agency_code = agency_code
        self.on = on
        self.suggestions = suggestions
        self.spans = spans
        super().__init__(agency_code=agency_code, on=on, suggestions=suggestions, spans=spans)

    def message(self, language: Language) -> str:
        """Say what is wrong with the code and what the reader may have meant."""
        values = {"agency_code": self.agency_code, "on": format_date(self.on, language)}
        if self.spans:
            last = self.spans[-1]
            listed = "; ".join(_span_text(span, language) for span in self.spans)
            sentences = [
                text("agencies.not_in_force", language, **values, name=last.name(language), spans=listed),
                _successor_text(last, language),
            ]
        else:
            sentences = [text("agencies.unknown", language, **values)]
            if self.suggestions:
                listed = ", ".join(self.suggestions)
                sentences.append(text("agencies.suggestions", language, suggestions=listed))
        return " ".join(sentence for sentence in sentences if sentence)


def find_agency(agencies: pd.DataFrame, agency_code: str, on: dt.date) -> Agency:
    """Return the agency with this code on this day.

    Raises `UnknownAgencyError`: with close codes when the code does not exist, with its spans and
    successors when it exists on other days only.
    """
    spans = agencies[agencies["agency_code"] == agency_code].sort_values("valid_from", na_position="first")
    in_force = agencies_in_force(spans, on)
    if in_force.empty:
        known = tuple(_agency(row) for row in spans.to_dict("records"))
        suggestions = () if known else _close(agencies_in_force(agencies, on), agency_code)
        raise UnknownAgencyError(agency_code, on, suggestions, known)
    return _agency(in_force.to_dict("records")[0])


def _agency(row: Mapping[Hashable, Any]) -> Agency:
    return Agency(
        agency_code=row["agency_code"],
        official_code=row["official_code"],
        name_vi=row["name_vi"],
        name_en=row["name_en"],
        short_name_vi=row["short_name_vi"],
        group=row["group"],
        parent_code=row["parent_code"],
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        successor_codes=tuple(code for code in row["successor_codes"].split(";") if code),
        source=row["source"],
    )


def _day(value: pd.Timestamp) -> dt.date | None:
    return None if pd.isna(value) else value.date()


def _close(in_force: pd.DataFrame, agency_code: str) -> tuple[str, ...]:
    """Up to three agencies whose code or name looks like what was typed."""
    name_of: dict[str, str] = dict(zip(in_force["agency_code"], in_force["name_vi"], strict=True))
    code_of = {name_key(name): code for code, name in name_of.items()}
    codes = difflib.get_close_matches(agency_code.upper(), name_of)
    codes += [code_of[name] for name in difflib.get_close_matches(name_key(agency_code), code_of)]
    return tuple(f"{code} ({name_of[code]})" for code in dict.fromkeys(codes))[:3]


def _span_text(span: Agency, language: Language) -> str:
    if span.valid_from is None:
        return text("agencies.span_until", language, valid_to=format_date(span.valid_to, language))
    if span.valid_to is None:
        return text("agencies.span_from", language, valid_from=format_date(span.valid_from, language))
    first, last = format_date(span.valid_from, language), format_date(span.valid_to, language)
    return text("agencies.span", language, valid_from=first, valid_to=last)


def _successor_text(last: Agency, language: Language) -> str:
    if last.valid_to is None:
        return ""
    if not last.successor_codes:
        return text("agencies.no_successor", language)
    return text("agencies.successors", language, successors=", ".join(last.successor_codes))
