"""The project's own files: their names, columns and years, shared by the generator and the reader."""

from __future__ import annotations

import datetime as dt

TABLE_COLUMNS: dict[str, tuple[str, ...]] = {
    "scores": (
        "agency_code", "year", "framework", "criterion_code",
        "self_score", "appraised_score", "survey_score", "is_applicable",
    ),
    "packages": (
        "package_id", "plan_id", "plan_version", "agency_code", "agency_name", "name", "field", "form",
        "is_online", "is_domestic", "method", "value_vnd", "published_on", "district", "province",
        "plan_type", "planned_start_on",
    ),
    "reports": ("agency_code", "year", "quarter", "received_on"),
    "measures": ("agency_code", "year", "quarter", "measure", "numerator", "denominator"),
    "procedures": (
        "procedure_id", "package_id", "plan_id", "version", "agency_code", "agency_name", "name", "field",
        "form", "method", "is_online", "is_domestic", "status", "currency", "estimate_value", "award_value",
        "bidder_count", "supplier_code", "supplier_name", "supplier_count", "planned_on", "published_on",
        "closed_on", "awarded_on", "award_published_on", "cancelled_on", "cancel_reason", "has_petition",
    ),
}  # fmt: skip

# Cells that may be empty: the source does not say. Points may be, wherever they stand.
OPTIONAL_COLUMNS: dict[str, frozenset[str]] = {
    "procedures": frozenset(TABLE_COLUMNS["procedures"])
    - {"procedure_id", "agency_code", "agency_name", "name", "status", "currency"},
}

CHECKSUM_FILE = "SHA256SUMS"

SAMPLE_YEARS = range(2017, 2022)
# What became of the packages is known up to this day.
LAST_DAY = dt.date(2022, 3, 31)
CITY_FRAMEWORK = "sample_city"
WARD_FRAMEWORK = "sample_ward"
