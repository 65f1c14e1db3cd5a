"""Why a value is not there: too few packages, a field not said or not usable, nothing to ask about."""

from __future__ import annotations

from typing import Any

import pytest

from cchc_analysis.compliance.indicators.status import STATUSES
from cchc_analysis.period import Period
from cchc_analysis.texts import LANGUAGES, text
from tests.compliance.indicators.rows import asked, counted, packages, procedures

WORKS_2021 = {
    "published_on": "2021-06-01", "closed_on": "2021-06-21", "awarded_on": "2021-07-01",
    "award_published_on": "2021-07-02", "field": "works", "estimate_value": 50_000_000_000,
}  # fmt: skip


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


def test_fields_that_are_never_said_of_one_package_together_are_not_called_missing() -> None:
    held = procedures({"estimate_value": None}, {"award_value": None})
    row = counted("saving_rate", asked(held)).loc["A"]
    assert (row["status"], row["missing_fields"], row["asked_count"]) == ("not_usable", "", 2)


@pytest.mark.parametrize(
    ("change", "status", "missing", "asked_count"),
    [
        ({}, "computed", "", 12),
        ({"estimate_value": None}, "field_missing", "estimate_value", 12),
        ({"field": ""}, "field_missing", "field", 12),
        ({"version": ""}, "field_missing", "version", 12),
        ({"form": "", "estimate_value": None}, "field_missing", "form;estimate_value", 12),
        ({"version": "01"}, "not_usable", "", 12),
        ({"closed_on": "2025-08-31"}, "not_usable", "", 12),
        # Of quotation every price and field has the same least: of an amended notice neither is what is missing.
        ({"form": "shopping", "field": "", "estimate_value": None, "version": "01"}, "not_usable", "", 12),
        ({"form": "shopping", "field": "", "estimate_value": None}, "computed", "", 12),
        # In 2021 works have other least days above 20 billion đồng than below, consulting the same at every price.
        (WORKS_2021, "computed", "", 12),
        (WORKS_2021 | {"estimate_value": 20_000_000_000}, "computed", "", 12),
        (WORKS_2021 | {"estimate_value": None}, "field_missing", "estimate_value", 12),
        (WORKS_2021 | {"field": "consulting", "estimate_value": None}, "computed", "", 12),
        # In July 2025 the law left least days to a decree that was not yet in force.
        ({"published_on": "2025-07-15", "closed_on": "2025-08-15"}, "not_applicable", "", 0),
        ({"published_on": "2025-07-15", "closed_on": "2025-08-15", "field": ""}, "not_applicable", "", 0),
    ],
)
def test_a_tender_period_says_what_keeps_it_from_being_judged(
    change: dict[str, Any], status: str, missing: str, asked_count: int
) -> None:
    tables = asked(procedures(change, count=12), period=Period(2021, last_year=2025))
    row = counted("short_tender_share", tables, min_sample=10).loc["A"]
    assert (row["status"], row["missing_fields"], row["asked_count"]) == (status, missing, asked_count)


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


def test_every_status_has_words_of_its_own() -> None:
    for language in LANGUAGES:
        assert len({text(f"indicators.status_{one}", language, least="10") for one in STATUSES}) == len(STATUSES)


def test_a_source_without_anything_says_so_for_every_agency() -> None:
    table = counted("single_bid_rate", {})
    assert table["status"].tolist() == ["field_missing"] * 2
