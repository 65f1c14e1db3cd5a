"""Packages that had to be online one by one: the answers that must never be a silent no."""

from __future__ import annotations

import pandas as pd
import pytest

from cchc_analysis.compliance.frames import as_frame
from cchc_analysis.compliance.mandatory import mandatory_table, mark_mandatory
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import load_rules

AGENCIES = pd.DataFrame({"agency_code": ["A", "B"], "agency_name": ["Sở A", "Sở B"]})


def packages(*rows: tuple[str, str, bool, int, str], plan: str = "project") -> pd.DataFrame:
    """Rows of agency, form, online, value, day."""
    table = pd.DataFrame(list(rows), columns=["agency_code", "form", "is_online", "value_vnd", "published_on"])
    return table.assign(field="goods", method="one_stage_one_envelope", is_domestic=True, plan_type=plan).astype(
        {"value_vnd": "int64", "is_online": bool, "published_on": "datetime64[us]"}
    )


def counts(table: pd.DataFrame, period: Period) -> dict[str, dict[str, int]]:
    marked = mark_mandatory(table, load_rules(), period=period, counts_shortened=True)
    return mandatory_table(marked, AGENCIES).set_index("agency_code").to_dict("index")


def test_offline_packages_are_counted_with_their_value_and_agencies_without_packages_have_zeros() -> None:
    table = packages(
        ("A", "shopping", False, 7, "2020-06-01"),
        ("A", "shopping", False, 5, "2020-06-01"),
        ("A", "shopping", True, 3, "2020-06-01"),
        ("A", "direct_appointment", False, 2, "2020-06-01"),
    )
    found = counts(table, Period(2020))
    assert found["A"] == {
        "mandatory_count": 3, "mandatory_offline_count": 2, "mandatory_offline_value_vnd": 12,
        "unsourced_count": 0,
    }  # fmt: skip
    assert set(found["B"].values()) == {0}


@pytest.mark.parametrize("form", ["open_bidding", "direct_appointment", "self_execution"])
def test_on_days_without_a_source_no_package_is_said_to_be_free(form: str) -> None:
    table = packages(("A", form, False, 7, "2024-02-26"))
    found = counts(table, Period(2024))["A"]
    assert (found["mandatory_count"], found["unsourced_count"]) == (0, 1)


def test_above_the_ceiling_a_package_of_an_unstated_plan_is_unknown_unless_its_form_is_free() -> None:
    above = 500_000_000_001
    table = packages(
        ("A", "open_bidding", False, above, "2024-06-01"),
        ("A", "open_bidding", False, above - 1, "2024-06-01"),
        ("A", "direct_appointment", False, above, "2024-06-01"),
        plan="",
    )
    marked = mark_mandatory(table, load_rules(), period=Period(2024), counts_shortened=True)
    answers = as_frame(marked.select("form", "value_vnd", "is_mandatory"), order_by=["form", "value_vnd"])
    assert answers["is_mandatory"].tolist() == [False, True, pd.NA]


def test_every_package_is_marked_by_the_rule_of_its_own_day() -> None:
    table = packages(
        *[("A", "shopping", False, 6 * 10**9, day) for day in ("2020-01-31", "2020-02-01", "2020-12-31")]
    )
    marked = mark_mandatory(table, load_rules(), period=Period(2020), counts_shortened=True)
    found = as_frame(marked.select("published_on", "rule_from", "is_mandatory"), order_by=["published_on"])
    assert [str(pd.Timestamp(day).date()) for day in found["rule_from"]] == [
        "2019-01-01",
        "2020-02-01",
        "2020-02-01",
    ]
    assert found["is_mandatory"].isna().tolist() == [True, False, False]
    assert not found["is_mandatory"].iloc[1]


def test_packages_of_another_year_are_not_marked() -> None:
    table = packages(("A", "shopping", False, 5, "2019-12-31"), ("A", "shopping", False, 5, "2021-01-01"))
    assert set(counts(table, Period(2020))["A"].values()) == {0}
