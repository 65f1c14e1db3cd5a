"""The contracts of packages and of what became of them: columns, types, ranges, one key."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandera.pandas as pa

from cchc_analysis.intake.table_types import (
    AMENDMENT_TYPES,
    DAY,
    KNOWN_MARK,
    KNOWN_WHOLE,
    PACKAGE_TYPES,
    PROCEDURE_TYPES,
    SOURCE_TYPES,
    UNSETTLED_TYPES,
)

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
PLAN_TYPES = ("project", "purchase", "other")
PROCEDURE_STATUSES = ("planned", "open", "closed", "awarded", "cancelled", "unsuccessful", "unknown")


def contract_columns(
    types: Mapping[str, str], checks: Mapping[str, pa.Check], *, known_days: Collection[str] = ()
) -> dict[str, pa.Column]:
    """Return the columns of a contract: types, the checks of some, and which days may not be missing.

    Numbers and marks may be missing where their type says so; texts never are, for "" is what a source leaves out.
    """
    may_miss = {
        name: kind in (KNOWN_WHOLE, KNOWN_MARK) or (kind == DAY and name not in known_days)
        for name, kind in types.items()
    }
    every = {"source_row": pa.Check.ge(1), **checks}
    return {name: pa.Column(kind, every.get(name), nullable=may_miss[name]) for name, kind in types.items()}


SOURCE_COLUMNS = contract_columns(SOURCE_TYPES, {})

PACKAGES = pa.DataFrameSchema(
    contract_columns(
        PACKAGE_TYPES,
        {
            "field": pa.Check.isin(FIELDS),
            "form": pa.Check.isin(FORMS),
            "method": pa.Check.isin(METHODS),
            "value_vnd": pa.Check.gt(0),
            # "" where the source does not say: a project (dự án), a purchase estimate (dự toán mua sắm), another.
            "plan_type": pa.Check.isin(("", *PLAN_TYPES)),
        },
        # `planned_start_on`, the first day of a month or quarter, is a wish and may be missing.
        known_days=("published_on",),
    ),
    unique=["package_id"],
    strict=True,
    ordered=True,
)

# Packages that intake held or rejected, as far as they could be read ("" or missing = not read): no figure counts
# them, and what they could turn is said.
UNSETTLED = pa.DataFrameSchema(
    contract_columns(
        UNSETTLED_TYPES,
        {
            "field": pa.Check.isin(("", *FIELDS)),
            "form": pa.Check.isin(("", *FORMS)),
            "method": pa.Check.isin(("", *METHODS)),
            "value_vnd": pa.Check.gt(0),
        },
    ),
    strict=True,
    ordered=True,
)

# What earlier versions of a package said, kept beside the last, which alone counts.
AMENDMENTS = pa.DataFrameSchema(
    contract_columns(
        AMENDMENT_TYPES,
        {"field": pa.Check.isin(FIELDS), "form": pa.Check.isin(FORMS), "value_vnd": pa.Check.gt(0)},
        known_days=("published_on",),
    ),
    unique=["package_id", "plan_id", "plan_version"],
    strict=True,
    ordered=True,
)

# One row per contracting process (OCDS: one ocid; VNEPS: one notice): what became of a package. Money is in minor
# units of `currency` (ISO 4217: đồng, cents), so that it stays whole everywhere; missing = not said by the source.
PROCEDURES = pa.DataFrameSchema(
    contract_columns(
        PROCEDURE_TYPES,
        {
            "field": pa.Check.isin(("", *FIELDS)),
            "form": pa.Check.isin(("", *FORMS)),
            "method": pa.Check.isin(("", *METHODS)),
            "status": pa.Check.isin(PROCEDURE_STATUSES),
            "estimate_value": pa.Check.ge(0),
            "award_value": pa.Check.ge(0),
            "bidder_count": pa.Check.ge(0),
            "supplier_count": pa.Check.ge(0),
        },
    ),
    unique=["procedure_id"],
    strict=True,
    ordered=True,
)

# Packages added up, see `cchc_analysis.compliance.cells.package_cells`.
PACKAGE_CELLS = pa.DataFrameSchema(
    {
        "agency_code": pa.Column(str),
        "published_on": pa.Column("datetime64[us]"),
        "plan_type": pa.Column(str),
        "form": pa.Column(str),
        "field": pa.Column(str),
        "method": pa.Column(str),
        "is_domestic": pa.Column(bool),
        "is_within_ceiling": pa.Column("boolean", nullable=True),
        "is_online": pa.Column(bool),
        "package_count": pa.Column("int64", pa.Check.gt(0)),
        "value_vnd": pa.Column("int64", pa.Check.gt(0)),
    },
    strict=True,
)
