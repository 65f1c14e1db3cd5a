"""Codes that only machines read stay off the page, wherever a name stands beside them."""

from __future__ import annotations

import pandas as pd
import pytest

from cchc_analysis.exhibits.silent_columns import silent_columns

MADE, UUID = "INV_0809B76165", "f653650f-4d0b-4336-9e2c-d16db1f2e53e"


@pytest.mark.parametrize(
    ("columns", "silent"),
    [
        ({"agency_code": [MADE, "ALL"], "agency_name": ["Bệnh viện", "Tất cả"]}, {"agency_code"}),
        ({"agency_code": [MADE, "SXD"], "agency_name": ["Bệnh viện", "Sở Xây dựng"]}, set()),
        ({"agency_code": ["SXD"], "agency_name": ["Sở Xây dựng"]}, set()),
        # Without a name the code is all there is.
        ({"agency_code": [MADE]}, set()),
        ({"package_id": [UUID], "plan_id": ["PL2300038512"], "name": ["Thuốc"]}, {"package_id"}),
        ({"package_id": ["MAU-2020-SXD-002"], "plan_id": ["KH-1"], "name": ["Thuốc"]}, {"plan_id"}),
        ({"agency_code": [], "agency_name": []}, set()),
    ],
)  # fmt: skip
def test_only_codes_made_by_machines_with_a_name_beside_them_are_silent(
    columns: dict[str, list[str]], silent: set[str]
) -> None:
    assert silent_columns(pd.DataFrame(columns)) == silent
