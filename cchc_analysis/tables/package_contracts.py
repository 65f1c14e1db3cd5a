"""The contracts of packages and of what became of them: columns, types, ranges, one key."""

from __future__ import annotations

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
PLAN_TYPES = ("project", "purchase", "other")
PROCEDURE_STATUSES = ("planned", "open", "closed", "awarded", "cancelled", "unsuccessful", "unknown")

SOURCE_COLUMNS = {"source_file": pa.Column(str), "source_row": pa.Column("int64", pa.Check.ge(1))}

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
        # "" where the source does not say: a project (dự án), a purchase estimate (dự toán mua sắm), another plan.
        "plan_type": pa.Column(str, pa.Check.isin(("", *PLAN_TYPES))),
        # First day of the month or quarter in which selection was planned to begin: a wish, not a promise.
        "planned_start_on": pa.Column("datetime64[us]", nullable=True),
        **SOURCE_COLUMNS,
    },
    unique=["package_id"],
    strict=True,
    ordered=True,
)

# Packages that intake held or rejected, as far as they could be read ("" or missing = not read): no figure counts
# them, and what they could turn is said.
UNSETTLED = pa.DataFrameSchema(
    {
        "package_id": pa.Column(str),
        "agency_code": pa.Column(str),
        "agency_name": pa.Column(str),
        "name": pa.Column(str),
        "field": pa.Column(str, pa.Check.isin(("", *FIELDS))),
        "form": pa.Column(str, pa.Check.isin(("", *FORMS))),
        "is_online": pa.Column("boolean", nullable=True),
        "is_domestic": pa.Column("boolean", nullable=True),
        "method": pa.Column(str, pa.Check.isin(("", *METHODS))),
        "value_vnd": pa.Column("Int64", pa.Check.gt(0), nullable=True),
        "published_on": pa.Column("datetime64[us]", nullable=True),
        "province": pa.Column(str),
        "finding": pa.Column(str),
        "severity": pa.Column(str),
        **SOURCE_COLUMNS,
    },
    strict=True,
    ordered=True,
)

# What earlier versions of a package said, kept beside the last, which alone counts.
AMENDMENTS = pa.DataFrameSchema(
    {
        "package_id": pa.Column(str),
        "plan_id": pa.Column(str),
        "plan_version": pa.Column(str),
        "last_version": pa.Column(str),
        "agency_code": pa.Column(str),
        "name": pa.Column(str),
        "field": pa.Column(str, pa.Check.isin(FIELDS)),
        "form": pa.Column(str, pa.Check.isin(FORMS)),
        "is_online": pa.Column(bool),
        "value_vnd": pa.Column("int64", pa.Check.gt(0)),
        "published_on": pa.Column("datetime64[us]"),
        **SOURCE_COLUMNS,
    },
    unique=["package_id", "plan_id", "plan_version"],
    strict=True,
    ordered=True,
)

# One row per contracting process (OCDS: one ocid; VNEPS: one notice): what became of a package. Money is in minor
# units of `currency` (ISO 4217: đồng, cents), so that it stays whole everywhere; missing = not said by the source.
PROCEDURES = pa.DataFrameSchema(
    {
        "procedure_id": pa.Column(str),
        "package_id": pa.Column(str),
        "plan_id": pa.Column(str),
        "version": pa.Column(str),
        "agency_code": pa.Column(str),
        "agency_name": pa.Column(str),
        "name": pa.Column(str),
        "field": pa.Column(str, pa.Check.isin(("", *FIELDS))),
        "form": pa.Column(str, pa.Check.isin(("", *FORMS))),
        "method": pa.Column(str, pa.Check.isin(("", *METHODS))),
        "is_online": pa.Column("boolean", nullable=True),
        "is_domestic": pa.Column("boolean", nullable=True),
        "status": pa.Column(str, pa.Check.isin(PROCEDURE_STATUSES)),
        "currency": pa.Column(str),
        "estimate_value": pa.Column("Int64", pa.Check.ge(0), nullable=True),
        "award_value": pa.Column("Int64", pa.Check.ge(0), nullable=True),
        "bidder_count": pa.Column("Int64", pa.Check.ge(0), nullable=True),
        "supplier_code": pa.Column(str),
        "supplier_name": pa.Column(str),
        "supplier_count": pa.Column("Int64", pa.Check.ge(0), nullable=True),
        "planned_on": pa.Column("datetime64[us]", nullable=True),
        "published_on": pa.Column("datetime64[us]", nullable=True),
        "closed_on": pa.Column("datetime64[us]", nullable=True),
        "awarded_on": pa.Column("datetime64[us]", nullable=True),
        "award_published_on": pa.Column("datetime64[us]", nullable=True),
        "cancelled_on": pa.Column("datetime64[us]", nullable=True),
        "cancel_reason": pa.Column(str),
        "has_petition": pa.Column("boolean", nullable=True),
        **SOURCE_COLUMNS,
    },
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
