"""Why a value is not there: too few packages, a field that the source does not say, nothing to ask about."""

from __future__ import annotations

import pytest

from tests.compliance.indicators.rows import asked, counted, packages, procedures


@pytest.mark.parametrize(("count", "status"), [(2, "too_few"), (3, "computed")])
def test_a_value_needs_its_least_number_of_packages(count: int, status: str) -> None:
    table = counted("single_bid_rate", asked(procedures({"bidder_count": 1}, count=count)), min_sample=3)
    row = table.loc["A"]
    assert row["status"] == status
    assert row["denominator"] == count
    assert row.isna()["value"] == (status == "too_few")


def test_a_field_that_is_never_said_is_named() -> None:
    held = procedures({"bidder_count": 0}, {"bidder_count": None})
    row = counted("single_bid_value_share", asked(held)).loc["A"]
    assert (row["status"], row["missing_fields"], row["known_share"]) == ("field_missing", "bidder_count", 0.0)


def test_fields_that_are_never_said_together_are_all_named() -> None:
    held = procedures({"estimate_value": None}, {"award_value": None})
    row = counted("saving_rate", asked(held)).loc["A"]
    assert row["missing_fields"] == "currency;estimate_value;award_value"


def test_a_field_may_be_missing_in_one_agency_alone() -> None:
    held = procedures({}, {"agency_code": "B", "bidder_count": 0})
    table = counted("single_bid_rate", asked(held), "A", "B")
    assert table["status"].to_dict() == {"ALL": "computed", "A": "computed", "B": "field_missing"}
    assert table.loc["ALL", "known_share"] == 0.5


def test_a_source_without_procedures_has_every_field_of_them_missing() -> None:
    table = counted("single_bid_rate", asked(planned=packages({})))
    assert set(table["status"]) == {"field_missing"}
    assert set(table["missing_fields"]) == {"form;bidder_count"}
    assert table["denominator"].isna().all()


def test_an_agency_without_packages_has_nothing_to_ask_about() -> None:
    row = counted("single_bid_rate", asked(procedures({})), "A", "B").loc["B"]
    assert row["status"] == "not_applicable"
    assert (row["numerator"], row["denominator"]) == (0, 0)
    assert row.isna()["known_share"]


def test_a_source_without_anything_says_so_for_every_agency() -> None:
    table = counted("single_bid_rate", {})
    assert table["status"].tolist() == ["field_missing"] * 2
