"""The contract of the coverage of OCDS fields: counts that add up over files."""

from __future__ import annotations

import pandera.pandas as pa

# See `cchc_analysis.intake.ocds.coverage`: of how many processes a publisher fills a field, and fills it usably.
OCDS_COVERAGE = pa.DataFrameSchema(
    {
        "source_file": pa.Column(str),
        "ocds_field": pa.Column(str),
        "column_name": pa.Column(str),
        "process_count": pa.Column("int64", pa.Check.gt(0)),
        "present_count": pa.Column("int64", pa.Check.ge(0)),
        "usable_count": pa.Column("int64", pa.Check.ge(0)),
    },
    checks=[
        pa.Check(lambda table: table["present_count"] <= table["process_count"]),
        pa.Check(lambda table: table["usable_count"] <= table["present_count"]),
    ],
    unique=["source_file", "ocds_field"],
    strict=True,
    ordered=True,
)
