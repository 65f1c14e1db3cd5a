"""The contract of every table that leaves intake: columns, types, ranges, one key."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from cchc_analysis.tables.ocds_contracts import OCDS_COVERAGE
from cchc_analysis.tables.package_contracts import (
    AMENDMENTS,
    PACKAGE_CELLS,
    PACKAGES,
    PROCEDURES,
    SOURCE_COLUMNS,
    UNSETTLED,
)
from cchc_analysis.tables.report_contracts import REPORTED_TOTALS

SCORES = pa.DataFrameSchema(
    {
        "agency_code": pa.Column(str),
        "year": pa.Column("int64", pa.Check.in_range(2000, 2100)),
        "framework": pa.Column(str),
        "criterion_code": pa.Column(str),
        "self_score": pa.Column("float64", nullable=True),
        "appraised_score": pa.Column("float64", nullable=True),
        "survey_score": pa.Column("float64", nullable=True),
        "is_applicable": pa.Column(bool),
        **SOURCE_COLUMNS,
    },
    unique=["agency_code", "year", "framework", "criterion_code"],
    strict=True,
    ordered=True,
)

REPORTS = pa.DataFrameSchema(
    {
        "agency_code": pa.Column(str),
        "year": pa.Column("int64"),
        "quarter": pa.Column("int64", pa.Check.in_range(1, 4)),
        "received_on": pa.Column("datetime64[us]"),
        **SOURCE_COLUMNS,
    },
    unique=["agency_code", "year", "quarter"],
    strict=True,
    ordered=True,
)

MEASURES = pa.DataFrameSchema(
    {
        "agency_code": pa.Column(str),
        "year": pa.Column("int64"),
        "quarter": pa.Column("int64", pa.Check.in_range(1, 4)),
        "measure": pa.Column(str),
        "numerator": pa.Column("int64", pa.Check.ge(0)),
        "denominator": pa.Column("int64", pa.Check.ge(0)),
        **SOURCE_COLUMNS,
    },
    unique=["agency_code", "year", "quarter", "measure"],
    strict=True,
    ordered=True,
)

CONTRACTS: dict[str, pa.DataFrameSchema] = {
    "scores": SCORES,
    "packages": PACKAGES,
    "unsettled": UNSETTLED,
    "amendments": AMENDMENTS,
    "procedures": PROCEDURES,
    "ocds_coverage": OCDS_COVERAGE,
    "package_cells": PACKAGE_CELLS,
    "reports": REPORTS,
    "measures": MEASURES,
    "reported_totals": REPORTED_TOTALS,
}


def check_table(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Return `table` if it keeps the contract `name`; raise pandera's SchemaErrors with all faults."""
    return CONTRACTS[name].validate(table, lazy=True)
