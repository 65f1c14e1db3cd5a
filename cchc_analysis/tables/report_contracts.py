"""The contract of what agencies report of their packages in added-up form."""

from __future__ import annotations

import pandera.pandas as pa

from cchc_analysis.tables.package_contracts import SOURCE_COLUMNS

# One row per row of figures and project group of a sheet of Biểu 01-03B: what stands there, in đồng; missing =
# nothing entered. `row_code` is a field, a form or "total"; `group` national, a, b, c or "total"; a missing mark
# means both.
REPORTED_TOTALS = pa.DataFrameSchema(
    {
        "agency_code": pa.Column(str),
        "year": pa.Column("int64", pa.Check.in_range(2000, 2100)),
        "sheet": pa.Column(str),
        "block": pa.Column(str, pa.Check.isin(("field", "form"))),
        "row_code": pa.Column(str),
        "is_online": pa.Column("boolean", nullable=True),
        "is_domestic": pa.Column("boolean", nullable=True),
        "group": pa.Column(str),
        "package_count": pa.Column("Int64", pa.Check.ge(0), nullable=True),
        "price_vnd": pa.Column("Int64", pa.Check.ge(0), nullable=True),
        "award_vnd": pa.Column("Int64", pa.Check.ge(0), nullable=True),
        **SOURCE_COLUMNS,
    },
    unique=["agency_code", "year", "sheet", "block", "row_code", "is_online", "is_domestic", "group"],
    strict=True,
    ordered=True,
)
