"""The shares of the year to date by quarter."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.compliance.cells import package_cells
from cchc_analysis.compliance.outlook_path import quota_path_table
from cchc_analysis.compliance.quota import quota_table
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import load_rules
from tests.compliance.outlook_rows import AGENCIES, PERIOD, RULE, planned

PACKAGES = pd.concat(
    [
        planned((True, 10), (False, 30), published="2020-02-10"),
        planned((True, 40), published="2020-06-30", first=3),
        planned((False, 20), published="2020-07-01", first=4),
        planned((True, 99), published="2020-10-01", first=5),
        planned((True, 99), published="2019-12-31", first=6),
        planned((True, 7), published="2020-09-30", agency="SNV"),
    ],
    ignore_index=True,
)
ASKED = {"period": PERIOD, "counts_shortened": True}


def test_every_quarter_holds_the_year_up_to_its_end() -> None:
    table = quota_path_table(PACKAGES, AGENCIES, RULE, **ASKED)
    own = table[table["agency_code"].eq("Q1")]
    assert own["quarter"].tolist() == [1, 2, 3]
    assert own["eligible_count"].tolist() == [2, 3, 4]
    assert own["online_value_vnd"].tolist() == [10, 50, 50]
    assert own["is_count_passed"].tolist() == [False, True, False]
    assert own["period_end_on"].tolist() == [pd.Timestamp(2020, 3, 31), pd.Timestamp(2020, 6, 30),
                                             pd.Timestamp(2020, 9, 30)]  # fmt: skip


def test_a_quarter_without_eligible_packages_has_no_share() -> None:
    table = quota_path_table(PACKAGES, AGENCIES, RULE, **ASKED)
    own = table[table["agency_code"].eq("SNV")]
    assert own["count_share"].isna().tolist() == [True, True, False]
    assert own["is_passed"].isna().tolist() == [True, True, False]


def test_the_last_quarter_is_the_year_to_date_of_the_quota() -> None:
    table = quota_path_table(PACKAGES, AGENCIES, RULE, **ASKED)
    last = table[table["quarter"].eq(3)].drop(columns=["quarter", "period_end_on"]).reset_index(drop=True)
    quota = quota_table(PACKAGES, AGENCIES, RULE, **ASKED)
    pd.testing.assert_frame_equal(last, quota, check_dtype=False)


def test_a_whole_year_has_four_quarters_and_all_together_come_last() -> None:
    asked = {"period": Period(2020), "counts_shortened": True}
    table = quota_path_table(PACKAGES, AGENCIES, RULE, everyone="Tất cả", **asked)
    everyone = table[table["agency_code"].eq("ALL")]
    assert everyone["eligible_count"].tolist() == [2, 3, 5, 6]
    assert everyone["agency_name"].eq("Tất cả").all()
    assert table["agency_code"].tolist() == ["Q1"] * 4 + ["SNV"] * 4 + ["ALL"] * 4


def test_cells_give_the_same_path_as_packages() -> None:
    cells = package_cells(PACKAGES, load_rules())
    pd.testing.assert_frame_equal(
        quota_path_table(cells, AGENCIES, RULE, **ASKED), quota_path_table(PACKAGES, AGENCIES, RULE, **ASKED)
    )
