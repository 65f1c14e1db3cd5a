"""The project's own files: their names, columns and years, shared by the generator and the reader."""

from __future__ import annotations

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
}  # fmt: skip

CHECKSUM_FILE = "SHA256SUMS"

SAMPLE_YEARS = range(2017, 2022)
CITY_FRAMEWORK = "sample_city"
WARD_FRAMEWORK = "sample_ward"
