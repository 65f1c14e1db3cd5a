"""The contract of what agencies report of their packages in added-up form."""

from __future__ import annotations

import pandera.pandas as pa

from cchc_analysis.intake.table_types import REPORTED_TOTAL_TYPES
from cchc_analysis.tables.package_contracts import contract_columns

# One row per row of figures and project group of a sheet of Biểu 01-03B, or of the added sheet for packages in no
# Biểu (`Chua phan bieu`): what stands there, in đồng; missing = nothing entered. `row_code` is a field, a form or
# "total"; `group` national, a, b, c or "total"; a missing mark means both.
REPORTED_TOTALS = pa.DataFrameSchema(
    contract_columns(
        REPORTED_TOTAL_TYPES,
        {
            "year": pa.Check.in_range(2000, 2100),
            "block": pa.Check.isin(("field", "form")),
            "package_count": pa.Check.ge(0),
            "price_vnd": pa.Check.ge(0),
            "award_vnd": pa.Check.ge(0),
        },
    ),
    unique=["agency_code", "year", "sheet", "block", "row_code", "is_online", "is_domestic", "group"],
    strict=True,
    ordered=True,
)
