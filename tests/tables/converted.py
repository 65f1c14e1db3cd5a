"""A table of packages that is written and converted, as tests of conversion ask for it."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.sample.layout import TABLE_COLUMNS
from cchc_analysis.tables import convert_packages

convert = convert_packages.convert_packages
COLUMNS = TABLE_COLUMNS["packages"]
SOUND = {
    "package_id": "G1", "plan_id": "P1", "plan_version": "00", "agency_code": "SNV", "agency_name": "Sở Nội vụ",
    "name": "Gói 1", "field": "goods", "form": "open_bidding", "is_online": "true", "is_domestic": "true",
    "method": "one_stage_one_envelope", "value_vnd": "5000000", "published_on": "2020-03-01", "district": "Quận 1",
    "province": "Thành phố Hồ Chí Minh", "plan_type": "project", "planned_start_on": "2020-04-01",
}  # fmt: skip


def line(**changes: str) -> str:
    return ",".join((SOUND | changes)[column] for column in COLUMNS)


# Everything that can befall a row, also far apart: the parts below are of two rows.
FATES = (
    line(), line(package_id="G2"), line(package_id="G3", published_on="2021-01-05"),
    line(package_id="G4", value_vnd="-1"), line(), line(package_id="G2", value_vnd="70000"), "too,few,cells",
    line(package_id="G5", form="no such"), line(package_id="G5"), line(package_id="G4", value_vnd="-1"),
    line(package_id="G6"), line(package_id="G6"), line(package_id="", name="x"), line(package_id="G6"), line(),
)  # fmt: skip


def assert_same(found: pd.DataFrame | None, expected: pd.DataFrame, key: str) -> None:
    assert found is not None
    pd.testing.assert_frame_equal(
        found.sort_values(key, ignore_index=True), expected.sort_values(key, ignore_index=True), check_dtype=False
    )
