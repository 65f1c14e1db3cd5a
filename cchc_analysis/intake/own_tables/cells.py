"""Cells of the project's own tables: what each column may hold, and its type in the contract."""

from __future__ import annotations

from typing import Any

import pandas as pd

from cchc_analysis.reference.plausible_amounts import plausible_amounts
from cchc_analysis.reference.plausible_years import plausible_years
from cchc_analysis.reference.vocabulary import Kind, known_codes
from cchc_analysis.vietnamese.names import clean

_COLUMN_KINDS = {
    "agency_code": "code",
    "year": "year",
    "quarter": "quarter",
    "self_score": "points",
    "appraised_score": "points",
    "survey_score": "points",
    "is_applicable": "flag",
    "is_online": "flag",
    "is_domestic": "flag",
    "value_vnd": "dong",
    "published_on": "date",
    "received_on": "date",
    "planned_start_on": "date",
    "plan_type": "plan_type",
    "numerator": "count",
    "denominator": "count",
    "field": "field",
    "form": "form",
    "method": "method",
    "status": "status",
    "currency": "currency",
    "estimate_value": "count",
    "award_value": "count",
    "bidder_count": "count",
    "supplier_count": "count",
    "planned_on": "date",
    "closed_on": "date",
    "awarded_on": "date",
    "award_published_on": "date",
    "cancelled_on": "date",
    "has_petition": "flag",
}
_VOCABULARIES: dict[str, Kind] = {"field": "field", "form": "form", "method": "method"}
# Whole cells; [0-9] because \d would let other scripts' digits in. 18 digits fit a 64-bit integer.
_PATTERNS = {
    "code": r"(?:[A-Z0-9_]{1,40})",
    "year": r"(?:[0-9]{4})",
    "quarter": r"(?:[1-4])",
    "points": r"(?:|[0-9]{1,3}\.[0-9]{2})",
    "flag": r"(?:true|false)",
    "dong": r"(?:[1-9][0-9]{0,17})",
    "count": r"(?:0|[1-9][0-9]{0,17})",
    "plan_type": r"(?:project|purchase|other)",
    "status": r"(?:planned|open|closed|awarded|cancelled|unsuccessful|unknown)",
    "currency": r"(?:[A-Z]{3})",
    "date": r"(?:[0-9]{4}-[0-9]{2}-[0-9]{2})",
}
_WHOLE_NUMBERS = {"year", "quarter", "dong", "count"}


def cell_kind(column: str) -> str:
    """Return what a column holds: ``points``, ``date``, ``dong`` …; ``text`` where nothing else is agreed."""
    return _COLUMN_KINDS.get(column, "text")


def is_as_agreed(column: str, cells: pd.Series[str], *, is_optional: bool = False) -> pd.Series[bool]:
    """Tell for each cell of a column whether it is written exactly as agreed; an optional one may be empty.

    Points have two decimals or are empty, money is whole đồng as a package may cost
    (`plausible_amounts`), years are those of `plausible_years`, dates are ISO dates that exist in one of them,
    flags are ``true`` or ``false``; any other cell holds one line of text as typed by hand: no spaces around it or
    doubled, nothing invisible, accents composed, so that two equal keys are never two.
    """
    if is_optional:
        return cells.eq("") | is_as_agreed(column, cells)
    kind = cell_kind(column)
    if kind in _VOCABULARIES:
        return cells.isin(known_codes(_VOCABULARIES[kind]))
    if kind == "text":
        return cells.isin([cell for cell in cells.unique() if cell and clean(cell) == cell])
    fits = cells.str.fullmatch(_PATTERNS[kind])
    if kind == "dong":
        limits = plausible_amounts()
        amounts = cells.where(fits, "0").astype("int64")
        return fits & amounts.between(limits.least_package_vnd, limits.most_package_vnd)
    if kind == "year":
        return fits & believed_days(cells + "-12-31").notna()
    return fits & believed_days(cells).notna() if kind == "date" else fits


def as_dates(cells: pd.Series[str]) -> pd.Series[pd.Timestamp]:
    """Return ISO dates as days, missing where there is no such day."""
    return pd.to_datetime(cells, format="%Y-%m-%d", errors="coerce").astype("datetime64[us]")


def believed_days(cells: pd.Series[str]) -> pd.Series[pd.Timestamp]:
    """Return ISO dates as days, missing where there is no such day or it lies in a year that no package has."""
    days, years = as_dates(cells), plausible_years()
    return days.where(days.dt.year.between(years.first_year, years.last_year))


def as_contract(column: str, cells: pd.Series[str], *, is_optional: bool = False) -> pd.Series[Any]:
    """Return cells that are all as agreed in the type of their contract; empty = missing where optional."""
    kind = cell_kind(column)
    if kind == "date":
        return as_dates(cells)
    if is_optional:
        return _nullable(kind, cells)
    if kind == "flag":
        return cells.eq("true").astype(bool)
    if kind == "points":
        # Hundredths divided by 100 give exactly the number that the two decimals say.
        hundredths = cells.str.replace(".", "", regex=False).where(cells.ne(""))
        return hundredths.astype("float64") / 100
    return cells.astype("int64") if kind in _WHOLE_NUMBERS else cells


def _nullable(kind: str, cells: pd.Series[str]) -> pd.Series[Any]:
    if kind == "flag":
        return cells.map({"true": True, "false": False}).astype("boolean")
    if kind in _WHOLE_NUMBERS:
        # Never through floats: đồng may pass what they hold exactly.
        return cells.map(lambda cell: int(cell) if cell else pd.NA).astype("Int64")
    return cells
