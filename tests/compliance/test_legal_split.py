"""The year to date by legal basis: every package under the document of its own day, and nothing lost between."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.compliance.legal_split import legal_split
from cchc_analysis.compliance.whole_number_quota import QUOTA_SUMS
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import load_rules

AGENCIES = pd.DataFrame({"agency_code": ["B", "A"], "agency_name": ["Sở B", "Sở A"]})


def packages(*rows: tuple[str, str, bool, str]) -> pd.DataFrame:
    """Rows of agency, form, online, day; all of 10 đồng."""
    table = pd.DataFrame(list(rows), columns=["agency_code", "form", "is_online", "published_on"])
    return table.assign(field="goods", method="one_stage_one_envelope", is_domestic=True, value_vnd=10).astype(
        {"is_online": bool, "published_on": "datetime64[us]"}
    )


def split(table: pd.DataFrame, period: Period) -> pd.DataFrame:
    return legal_split(table, AGENCIES, load_rules(), period=period, counts_shortened=True, language="vi")


def test_every_agency_has_a_row_for_every_legal_basis() -> None:
    table = split(packages(("A", "open_bidding", True, "2022-05-01")), Period(2022))
    days = [(row.agency_code, str(row.starts_on.date()), str(row.ends_on.date())) for row in table.itertuples()]
    assert days == [
        ("A", "2022-01-01", "2022-07-31"), ("A", "2022-08-01", "2022-12-31"),
        ("B", "2022-01-01", "2022-07-31"), ("B", "2022-08-01", "2022-12-31"),
    ]  # fmt: skip
    assert table["min_count_pct"].tolist() == [70, pd.NA, 70, pd.NA]
    assert table["min_value_pct"].isna().all()
    assert "11/2019" in table["legal_basis"].iloc[0]
    assert "08/2022" in table["legal_basis"].iloc[1]


def test_each_basis_counts_by_its_own_forms() -> None:
    rows = [("A", "direct_appointment", True, day) for day in ("2022-07-31", "2022-08-01")]
    table = split(packages(*rows), Period(2022)).set_index(["agency_code", "starts_on"])
    counts = table.loc["A", "eligible_count"]
    assert counts.tolist() == [1, 0]
    shares = table.loc["A", "count_share"]
    assert shares.iloc[0] == 1
    assert pd.isna(shares.iloc[1])


def test_a_package_stands_in_exactly_one_stretch() -> None:
    days = ["2025-01-01", "2025-02-28", "2025-03-01", "2025-08-03", "2025-08-04", "2025-12-31"]
    table = split(packages(*[("A", "shopping", True, day) for day in days]), Period(2025))
    assert table.loc[table["agency_code"] == "A", "eligible_count"].tolist() == [4, 2]
    assert table["eligible_value_vnd"].sum() == 60


def test_neighbouring_stretches_that_differ_only_in_the_receiver_of_reports_are_one() -> None:
    table = split(packages(("A", "shopping", True, "2025-03-01")), Period(2025, 2))
    days = table.loc[table["agency_code"] == "A", ["starts_on", "ends_on"]].astype("str").to_numpy().tolist()
    assert days == [["2025-01-01", "2025-06-30"]]


def test_of_a_stretch_whose_forms_nobody_knows_nothing_is_counted_and_that_is_not_zero() -> None:
    rows = [("A", "shopping", True, day) for day in ("2024-01-10", "2024-03-01")]
    table = split(packages(*rows), Period(2024, 1)).query("agency_code == 'A'")
    sums = [*QUOTA_SUMS, "count_share", "value_share"]
    assert table[sums].iloc[0].isna().all()
    assert table[sums].iloc[1].tolist() == [1, 1, 10, 10, 1, 1]
