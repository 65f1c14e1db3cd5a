"""The targets of the directive and of plans, by date in force."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Literal, Self

import pandas as pd
from pydantic import Field, model_validator

from cchc_analysis.reference.errors import ReferenceFileError
from cchc_analysis.reference.strict_files import Entry, check_no_overlap, read_entries, reference_file

TARGETS_FILE = "targets.yml"


class _Value(Entry):
    valid_from: dt.date
    valid_to: dt.date | None
    target_pct: Annotated[int, Field(ge=0, le=100)] | None
    status: Literal["sourced", "unknown"]
    legal_basis_vi: str
    legal_basis_en: str
    source: str

    @model_validator(mode="after")
    def _is_sourced_when_stated(self) -> Self:
        if (self.target_pct is None) != (self.status == "unknown"):
            raise ValueError("target_pct is stated exactly when the status is sourced")
        if self.target_pct is not None and not self.source:
            raise ValueError("target_pct without a source")
        return self


class _Measure(Entry):
    measure: str
    name_vi: str
    name_en: str
    applies_to: str
    accumulates: Literal["flow", "stock"]
    values: tuple[_Value, ...]


def targets_on(on: dt.date, *, reference_dir: Path | None = None) -> pd.DataFrame:
    """Return the targets in force on a day, one row per measure.

    Columns: ``measure, name_vi, name_en, applies_to`` (agency groups separated by ``;``, "" = all),
    ``accumulates`` (flow: counted over the year; stock: what stands at the quarter's end), ``valid_from,
    valid_to, target_pct`` (percent, Int64; NA = no target could be sourced), ``status`` (sourced | unknown),
    ``legal_basis_vi, legal_basis_en, source``. A measure that no document mentions on that day has no row.
    """
    measures = read_entries(reference_file(TARGETS_FILE, reference_dir), _Measure)
    codes = [measure.measure for measure in measures]
    repeated = sorted({code for code in codes if codes.count(code) > 1})
    if repeated:
        raise ReferenceFileError(TARGETS_FILE, tuple(repeated))
    columns = [*_Measure.model_fields, *_Value.model_fields]
    columns.remove("values")
    rows = []
    for measure in measures:
        check_no_overlap(TARGETS_FILE, [(value.valid_from, value.valid_to) for value in measure.values])
        rows += [
            measure.model_dump(exclude={"values"}) | value.model_dump()
            for value in measure.values
            if value.valid_from <= on and (value.valid_to is None or on <= value.valid_to)
        ]
    table = pd.DataFrame(rows, columns=columns).astype({"target_pct": "Int64"})
    days = {
        column: pd.to_datetime(table[column]).astype("datetime64[us]") for column in ("valid_from", "valid_to")
    }
    texts = table.columns.difference(["target_pct", *days])
    return table.assign(**days).astype(dict.fromkeys(texts, "str"))
