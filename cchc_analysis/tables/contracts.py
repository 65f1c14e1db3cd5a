"""The contract of every table that leaves intake: columns, types, ranges, one key."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

FIELDS = ("goods", "works", "consulting", "non_consulting", "mixed")
FORMS = (
    "open_bidding",
    "limited_bidding",
    "shopping",
    "shopping_shortened",
    "direct_appointment",
    "direct_appointment_shortened",
    "direct_procurement",
    "self_execution",
    "special",
    "price_negotiation",
    "community",
)
METHODS = (
    "one_stage_one_envelope",
    "one_stage_two_envelopes",
    "two_stage_one_envelope",
    "two_stage_two_envelopes",
)

_SOURCE = {"source_file": pa.Column(str), "source_row": pa.Column("int64", pa.Check.ge(1))}

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
        **_SOURCE,
    },
    unique=["agency_code", "year", "framework", "criterion_code"],
    strict=True,
    ordered=True,
)

PACKAGES = pa.DataFrameSchema(
    {
        "package_id": pa.Column(str),
        "plan_id": pa.Column(str),
        "plan_version": pa.Column(str),
        "agency_code": pa.Column(str),
        "agency_name": pa.Column(str),
        "name": pa.Column(str),
        "field": pa.Column(str, pa.Check.isin(FIELDS)),
        "form": pa.Column(str, pa.Check.isin(FORMS)),
        "is_online": pa.Column(bool),
        "is_domestic": pa.Column(bool),
        "method": pa.Column(str, pa.Check.isin(METHODS)),
        "value_vnd": pa.Column("int64", pa.Check.gt(0)),
        "published_on": pa.Column("datetime64[us]"),
        "district": pa.Column(str),
        "province": pa.Column(str),
        **_SOURCE,
    },
    unique=["package_id"],
    strict=True,
    ordered=True,
)

REPORTS = pa.DataFrameSchema(
    {
        "agency_code": pa.Column(str),
        "year": pa.Column("int64"),
        "quarter": pa.Column("int64", pa.Check.in_range(1, 4)),
        "received_on": pa.Column("datetime64[us]"),
        **_SOURCE,
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
        **_SOURCE,
    },
    unique=["agency_code", "year", "quarter", "measure"],
    strict=True,
    ordered=True,
)

CONTRACTS: dict[str, pa.DataFrameSchema] = {
    "scores": SCORES,
    "packages": PACKAGES,
    "reports": REPORTS,
    "measures": MEASURES,
}


def check_table(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Return `table` if it keeps the contract `name`; raise pandera's SchemaErrors with all faults."""
    return CONTRACTS[name].validate(table, lazy=True)
