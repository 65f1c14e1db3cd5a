"""Published versions of the criteria tree: which criteria were in force in a year, with what points."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pandas as pd

from cchc_analysis.reference.errors import ReferenceFileError, Said, in_both, no_rule, unsourced
from cchc_analysis.reference.framework_faults import framework_faults
from cchc_analysis.reference.printed_order import printed_order
from cchc_analysis.reference.strict_files import Entry, read_entries, read_rows, reference_file
from cchc_analysis.texts import Language

FRAMEWORKS_FILE = "frameworks.yml"

Rounding = Literal["half_up", "half_even"]
IndexScale = Literal["share", "points"]
WithoutSurvey = Literal["missing", "rebase"]

_CSV_COLUMNS = [
    "code", "parent_code", "name_vi", "name_en", "max_points", "score_source", "applies_to",
    "valid_from", "valid_to", "source", "direction",
]  # fmt: skip
_COLUMNS = [column for column in _CSV_COLUMNS if not column.startswith("valid_")]


class FrameworkError(ReferenceFileError):
    """A criteria file whose tree cannot be computed; every fault is listed."""


@dataclass(frozen=True)
class Framework:
    """One framework in one year.

    `criteria` has ``code, parent_code, name_vi, name_en, max_points`` (points, NaN = not stated),
    ``score_source`` (appraised, survey, "" for inner nodes), ``applies_to`` (groups separated by ``;``,
    "" = all), ``source``, ``direction`` (up, down = fewer points are better, "" for inner nodes).

    `published_decimals` and `published_rounding` say how its index is published. `index_scale` is ``share`` where
    the index is points over the applicable maximum × 100, ``points`` where it is published as the sum of points,
    whether or not maximum points are stated. `without_survey` says what a year without any survey means: the
    index is ``missing``, or the maximum is rebased (``rebase``) to the criteria that were appraised.
    """

    code: str
    year: int
    root_code: str
    name_vi: str
    name_en: str
    is_synthetic: bool
    published_decimals: int
    published_rounding: Rounding
    criteria: pd.DataFrame
    index_scale: IndexScale = "share"
    without_survey: WithoutSurvey = "missing"
    legal_basis_vi: str = ""
    legal_basis_en: str = ""
    notes_vi: str = ""
    notes_en: str = ""

    def name(self, language: Language) -> str:
        """Return the framework's name."""
        return self.name_vi if language == "vi" else self.name_en

    def notes(self, language: Language) -> str:
        """Return what a reader must know of the framework: breaks, gaps, traps of its source."""
        return self.notes_vi if language == "vi" else self.notes_en

    def names(self, language: Language) -> dict[str, str]:
        """Return the name of every criterion and domain, by code."""
        return dict(zip(self.criteria["code"], self.criteria[f"name_{language}"], strict=True))

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of all nodes as a printed table has them: each followed by its parts."""
        return printed_order(self.criteria["code"], self.criteria["parent_code"])

    @property
    def leaf_codes(self) -> tuple[str, ...]:
        """Codes of the criteria that are scored, those that are nobody's parent, as a printed table has them."""
        inner = set(self.criteria["parent_code"])
        return tuple(code for code in self.codes if code not in inner)

    def leaves_for(self, group: str) -> frozenset[str]:
        """Return the criteria that are scored and meant for agencies of a group."""
        meant_for = dict(zip(self.criteria["code"], self.criteria["applies_to"], strict=True))
        return frozenset(
            code for code in self.leaf_codes if not meant_for[code] or group in meant_for[code].split(";")
        )


class _FrameworkEntry(Entry):
    code: str
    name_vi: str
    name_en: str
    root_code: str
    valid_from: int
    valid_to: int | None
    status: Literal["sourced", "unknown"]
    is_synthetic: bool
    published_decimals: int
    published_rounding: Rounding
    index_scale: IndexScale
    without_survey: WithoutSurvey
    legal_basis_vi: str
    legal_basis_en: str
    sources: tuple[str, ...]
    notes_vi: str
    notes_en: str


def load_framework(code: str, year: int, *, reference_dir: Path | None = None) -> Framework:
    """Return the criteria tree of a framework as in force in a year.

    Raises
    ------
    NoRuleError
        If no version of the framework covers the year.
    UnsourcedRuleError
        If the decision is known but its criteria and points were never found.
    FrameworkError
        If the criteria of that year do not make one sound tree; lists every fault.
    """
    entry = _entry_of(code, year, reference_dir)
    name = f"criteria/{code}.csv"
    if entry.status == "unknown":
        basis: Said = {"vi": entry.legal_basis_vi, "en": entry.legal_basis_en}
        raise unsourced(in_both("figure_criteria", code=code), period=str(year), document=basis, file=name)
    rows = read_rows(reference_file(name, reference_dir), _CSV_COLUMNS)
    criteria = rows.loc[_in_force(rows, year, name), _COLUMNS]
    faults = framework_faults(criteria, entry.root_code, index_scale=entry.index_scale)
    if faults:
        raise FrameworkError(f"{name} ({year})", faults)
    criteria = criteria.assign(max_points=pd.to_numeric(criteria["max_points"].replace("", None)))
    criteria = criteria.astype({"max_points": "float64"}).reset_index(drop=True)
    kept = entry.model_dump(exclude={"valid_from", "valid_to", "status", "sources"})
    return Framework(**kept, year=year, criteria=criteria)


def _entry_of(code: str, year: int, reference_dir: Path | None) -> _FrameworkEntry:
    entries = read_entries(reference_file(FRAMEWORKS_FILE, reference_dir), _FrameworkEntry)
    found = [
        entry
        for entry in entries
        if entry.code == code and entry.valid_from <= year and (entry.valid_to is None or year <= entry.valid_to)
    ]
    if not found:
        raise no_rule(in_both("subject_framework", code=code), in_both("when_year", year=year), FRAMEWORKS_FILE)
    if len(found) > 1:
        raise ReferenceFileError(FRAMEWORKS_FILE, (f"{code} {year}: {len(found)}",))
    return found[0]


def _in_force(rows: pd.DataFrame, year: int, name: str) -> pd.Series[bool]:
    years = rows[["valid_from", "valid_to"]]
    is_year = years.apply(lambda column: column.str.fullmatch(r"(\d{4})?"))
    if not is_year.to_numpy().all():
        faulty = rows[~is_year.all(axis=1)]
        spans = zip(faulty["code"], faulty["valid_from"], faulty["valid_to"], strict=True)
        raise FrameworkError(name, tuple(f"{code}: {start!r} - {end!r}" for code, start, end in spans))
    # Four digits each: as text they order as years do.
    starts, ends = years["valid_from"], years["valid_to"]
    return starts.le(str(year)) & (ends.eq("") | ends.ge(str(year)))
