"""Figures others have published, each with its source: to compare with, never to compute from."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from cchc_analysis.reference.errors import ReferenceFileError, in_both, no_rule
from cchc_analysis.reference.provinces import load_provinces
from cchc_analysis.reference.strict_files import read_rows, reference_file

# recheck: the address must be looked up again before the figure is cited.
STATUSES = ("published", "derived", "approximate", "recheck")

_NUMBERS = ("year", "index", "rank", "total", "province_count")

_INDEX = pa.Column("float64", pa.Check.in_range(0, 100), nullable=True)
_RANK = pa.Column("Int64", pa.Check.ge(1), nullable=True)
_YEAR = pa.Column("int64", pa.Check.in_range(2000, 2100))
_NAMED = pa.Column(str, pa.Check.str_length(min_value=1))
_TEXT = pa.Column(str)
_STATUS = pa.Column(str, pa.Check.isin(STATUSES))

_SCHEMAS: dict[str, pa.DataFrameSchema] = {
    "par_index": pa.DataFrameSchema(
        {
            "year": _YEAR, "province_code": _TEXT, "unit": _NAMED, "index": _INDEX, "rank": _RANK,
            "status": _STATUS, "source": _NAMED, "note": _TEXT,
        },
        unique=["year", "unit"],
    ),
    "papi_totals": pa.DataFrameSchema(
        {
            "year": _YEAR, "province_code": _TEXT, "unit": _NAMED, "total": pa.Column("float64"),
            "province_count": _RANK, "status": _STATUS, "source": _NAMED, "note": _TEXT,
        },
        unique=["year", "unit"],
    ),
    "hcmc_index": pa.DataFrameSchema(
        {
            "year": _YEAR, "agency_code": _NAMED, "unit": _NAMED, "group": _NAMED, "index": _INDEX,
            "rank": _RANK, "class_code": _NAMED, "class_name": _NAMED, "decision": _NAMED,
            "status": _STATUS, "source": _NAMED, "note": _TEXT,
        },
        unique=["year", "agency_code"],
    ),
}  # fmt: skip


def load_published(name: str, *, reference_dir: Path | None = None) -> pd.DataFrame:
    """Return a table of published figures: ``par_index``, ``papi_totals`` or ``hcmc_index``.

    Every row has its ``source`` and a ``status``: ``published``, ``derived`` (by arithmetic from published
    figures), ``approximate`` (rounded there), ``recheck`` (not to be cited before its address is looked up
    again). Indices are 0-100, ranks Int64; an empty ``province_code`` is the national average or median.

    Raises `NoRuleError` for an unknown table, `ReferenceFileError` with every fault of the file.
    """
    schema = _SCHEMAS.get(name)
    if schema is None:
        raise no_rule(in_both("subject_published", name=name), in_both("when_any"), "published/")
    file = f"published/{name}.csv"
    rows = read_rows(reference_file(file, reference_dir), list(schema.columns))
    numbers = [column for column in schema.columns if column in _NUMBERS]
    try:
        typed = rows.assign(**{column: pd.to_numeric(rows[column].replace("", None)) for column in numbers})
        table = schema.validate(
            typed.astype({column: str(schema.columns[column].dtype) for column in numbers}), lazy=True
        )
    except SchemaErrors as error:
        cases = error.failure_cases[["column", "index", "failure_case", "check"]].astype(str)
        raise ReferenceFileError(file, tuple(" ".join(case) for case in cases.to_numpy())) from error
    except (ValueError, TypeError) as error:
        raise ReferenceFileError(file, (str(error),)) from error
    if "province_code" in table:
        known = {"", *load_provinces(reference_dir=reference_dir)["code"]}
        unknown = sorted(set(table["province_code"]) - known)
        if unknown:
            raise ReferenceFileError(file, tuple(unknown))
    return table
