"""One compiled release as a row: what its fields say, and nothing more."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from cchc_analysis.intake.findings import Severity
from cchc_analysis.intake.ocds.notes import Notes
from cchc_analysis.intake.ocds.procedure import read_procedure
from tests.intake.ocds_packages import award, compiled


def read(**fields: Any) -> tuple[dict[str, Any], list[str]]:
    notes = Notes()
    row = read_procedure(compiled(**fields), notes)
    assert row is not None
    return row, [note.code for note in notes.found]


def test_a_whole_process() -> None:
    row, codes = read(
        tender={
            "title": "  Mua   thuốc ",
            "status": "complete",
            "mainProcurementCategory": "goods",
            "procurementMethod": "open",
            "submissionMethod": ["electronicSubmission"],
            "value": {"amount": 1000, "currency": "PYG"},
            "tenderPeriod": {"startDate": "2024-03-01T08:00:00+07:00", "endDate": "2024-03-20T09:00:00+07:00"},
            "numberOfTenderers": 3,
        },
        awards=[award(900)],
    )
    assert codes == []
    assert {name: value for name, value in row.items() if value not in (None, "")} == {
        "procedure_id": "ocds-abc123-1",
        "version": "2024-03-01T09:00:00+07:00",
        "agency_code": "ocds-abc123-B1",
        "agency_name": "Sở Y tế",
        "name": "Mua thuốc",
        "field": "goods",
        "form": "open_bidding",
        "is_online": True,
        "status": "awarded",
        "currency": "PYG",
        "estimate_value": 1000,
        "award_value": 900,
        "bidder_count": 3,
        "supplier_code": "ocds-abc123-S1",
        "supplier_name": "Công ty A",
        "supplier_count": 1,
        "published_on": dt.date(2024, 3, 1),
        "closed_on": dt.date(2024, 3, 20),
        "awarded_on": dt.date(2024, 5, 1),
    }


@pytest.mark.parametrize(
    ("tender", "form", "codes"),
    [
        ({"procurementMethod": "open"}, "open_bidding", []),
        ({"procurementMethod": "Direct"}, "direct_appointment", []),
        ({"procurementMethod": "limited"}, "", ["ocds.code_ambiguous"]),
        ({"procurementMethod": "selective"}, "", ["ocds.code_ambiguous"]),
        ({"procurementMethod": "Licitaţie publică"}, "", ["ocds.code_unknown"]),
        ({}, "", []),
        ({"procurementMethod": "open", "procurementMethodDetails": "Chào hàng  cạnh tranh"}, "shopping", []),
        ({"procurementMethod": "open", "procurementMethodDetails": "International"}, "open_bidding", []),
    ],
)
def test_the_form_is_that_of_the_law_or_none(tender: dict[str, Any], form: str, codes: list[str]) -> None:
    row, said = read(tender=tender)
    assert (row["form"], said) == (form, codes)


@pytest.mark.parametrize(
    ("tender", "field", "codes"),
    [
        ({"mainProcurementCategory": "works"}, "works", []),
        ({"mainProcurementCategory": "services"}, "", ["ocds.code_ambiguous"]),
        (
            {"mainProcurementCategory": "services", "additionalProcurementCategories": ["consultingServices"]},
            "consulting",
            [],
        ),
        ({"mainProcurementCategory": "bienes"}, "", ["ocds.code_unknown"]),
    ],
)
def test_the_field_is_concluded_from_no_ambiguous_code(
    tender: dict[str, Any], field: str, codes: list[str]
) -> None:
    row, said = read(tender=tender)
    assert (row["field"], said) == (field, codes)


@pytest.mark.parametrize(
    ("methods", "is_online", "codes"),
    [
        (["electronicSubmission"], True, []),
        (["electronicAuction", "electronicSubmission"], True, []),
        ("electronicSubmission", True, []),
        (["written", "inPerson"], False, []),
        (["written", "electronicSubmission"], None, ["ocds.submission_mixed"]),
        (["telepathy"], None, ["ocds.code_unknown"]),
        ([], None, []),
        (None, None, []),
        ([7], None, ["ocds.shape"]),
    ],
)
def test_online_is_what_nobody_could_do_on_paper(methods: Any, is_online: bool | None, codes: list[str]) -> None:
    row, said = read(tender={"submissionMethod": methods})
    assert (row["is_online"], said) == (is_online, codes)


@pytest.mark.parametrize(
    ("status", "awards", "expected"),
    [
        ("planned", [], "planned"),
        ("active", [], "open"),
        ("active", [award()], "awarded"),
        ("complete", [], "closed"),
        ("complete", [award()], "awarded"),
        ("complete", [award(status="pending")], "closed"),
        ("complete", [award(status="cancelled")], "cancelled"),
        ("complete", [award(status="cancelled"), award(2, status="unsuccessful")], "unsuccessful"),
        ("complete", [award(status="cancelled"), award(2)], "awarded"),
        ("complete", [award(status="Înregistrat")], "closed"),
        ("cancelled", [], "cancelled"),
        ("unsuccessful", [], "unsuccessful"),
        ("withdrawn", [], "unknown"),
        ("", [], "unknown"),
        ("", [award(status="")], "awarded"),
        ("Evaluarea ofertelor", [], "unknown"),
    ],
)
def test_the_status_follows_the_process_and_its_awards(
    status: str, awards: list[dict[str, Any]], expected: str
) -> None:
    assert read(tender={"status": status}, awards=awards)[0]["status"] == expected


def test_a_cancelled_process_with_an_award_is_held() -> None:
    row, codes = read(tender={"status": "cancelled"}, awards=[award()])
    assert (row["status"], codes) == ("cancelled", ["ocds.status_conflict"])


def test_awards_that_do_not_stand_add_nothing() -> None:
    awards = [award(5), award(7, status="cancelled"), award(9, status="pending"), award(11, status="unsuccessful")]
    row, codes = read(awards=awards)
    assert (row["award_value"], codes) == (5, [])


def test_several_awards_are_added_up_and_dated_by_the_last() -> None:
    other = award(7, date="2024-06-30", suppliers=[{"id": "S2", "name": "Công ty B"}, {"id": "S1"}])
    row, _ = read(awards=[award(5), other])
    assert (row["award_value"], row["awarded_on"], row["supplier_count"]) == (12, dt.date(2024, 6, 30), 2)
    assert (row["supplier_code"], row["supplier_name"]) == ("", "ocds-abc123-S1; Công ty B")


@pytest.mark.parametrize(
    ("awards", "code"),
    [
        ([award(5), award(7, "USD")], "ocds.sum_of_currencies"),
        ([award(5), award(7, value=None)], "ocds.sum_incomplete"),
        ([award(5), award(7, status="adjudicada")], "ocds.code_unknown"),
    ],
)
def test_a_sum_that_is_not_certain_is_missing(awards: list[dict[str, Any]], code: str) -> None:
    row, codes = read(awards=awards)
    assert (row["award_value"], codes) == (None, [code])


def test_one_award_without_a_date_leaves_the_day_unknown() -> None:
    assert read(awards=[award(5), award(7, date="")])[0]["awarded_on"] is None


def test_an_estimate_in_another_currency_than_the_award_is_missing() -> None:
    row, codes = read(tender={"value": {"amount": 10, "currency": "USD"}}, awards=[award(900)])
    assert (row["currency"], row["estimate_value"], row["award_value"]) == ("PYG", None, 900)
    assert codes == ["ocds.currencies_differ"]


def test_contracts_stand_in_only_where_there_is_no_award() -> None:
    contract = {
        "id": "C1",
        "status": "active",
        "dateSigned": "2024-07-01",
        "value": {"amount": 3, "currency": "USD"},
    }
    row, codes = read(contracts=[contract])
    assert (row["award_value"], row["awarded_on"], row["status"]) == (300, dt.date(2024, 7, 1), "awarded")
    assert codes == ["ocds.contracts_for_awards"]
    row, codes = read(awards=[award(5, value=None)], contracts=[contract])
    assert (row["award_value"], codes) == (None, [])


def test_suppliers_may_stand_among_the_parties_only() -> None:
    parties = [{"id": "S9", "name": "Công ty C", "roles": ["supplier"]}, {"id": "T1", "roles": ["tenderer"]}]
    assert read(awards=[award(suppliers=[])], parties=parties)[0]["supplier_code"] == "ocds-abc123-S9"
    assert read(parties=parties)[0]["supplier_count"] is None


TWO_BIDDERS = [{"id": "S1", "name": "A"}, {"id": "S2", "name": "B"}]


@pytest.mark.parametrize(
    ("tender", "count", "codes"),
    [
        ({"numberOfTenderers": 4}, 4, []),
        ({"numberOfTenderers": 0, "status": "complete"}, None, ["ocds.bidders_zero"]),
        ({"numberOfTenderers": 0, "status": "unsuccessful"}, 0, []),
        ({"numberOfTenderers": 0, "tenderers": TWO_BIDDERS}, 2, ["ocds.bidders_zero"]),
        ({"tenderers": TWO_BIDDERS}, 2, []),
        ({"tenderers": [*TWO_BIDDERS, {"id": "S1", "name": "A"}]}, 2, []),
        ({"tenderers": [{"id": "d41d8cd9", "name": ""}]}, None, ["ocds.tenderers_nameless"]),
        ({"numberOfTenderers": 3, "tenderers": TWO_BIDDERS}, 3, ["ocds.bidders_differ"]),
        ({"numberOfTenderers": "3"}, None, ["ocds.count_form"]),
        ({"numberOfTenderers": -1}, None, ["ocds.count_form"]),
        ({"numberOfTenderers": True}, None, ["ocds.count_form"]),
        ({"numberOfTenderers": 2.5, "tenderers": TWO_BIDDERS}, 2, ["ocds.count_form"]),
        ({"numberOfTenderers": ""}, None, []),
        ({"numberOfTenderers": 1000}, 1000, []),
        ({"numberOfTenderers": 5000}, None, ["ocds.count_huge"]),
        ({"numberOfTenderers": 5000, "tenderers": TWO_BIDDERS}, 2, ["ocds.count_huge"]),
        ({"tenderers": [{"id": f"S{n}", "name": "A"} for n in range(1001)]}, None, ["ocds.count_huge"]),
        ({}, None, []),
    ],
)
def test_nobody_counts_bidders_that_are_not_said(
    tender: dict[str, Any], count: int | None, codes: list[str]
) -> None:
    row, said = read(tender=tender)
    assert (row["bidder_count"], said) == (count, codes)


def test_a_period_that_ends_before_it_begins_is_no_period() -> None:
    row, codes = read(tender={"tenderPeriod": {"startDate": "2024-03-02", "endDate": "2024-03-01"}})
    assert (row["published_on"], row["closed_on"], codes) == (None, None, ["ocds.period_backwards"])


@pytest.mark.parametrize(
    ("day", "codes"), [("2024-04-30", []), ("2024-05-01", []), ("2024-05-02", ["ocds.award_early"])]
)
def test_an_award_before_the_tender_begins_is_noted_and_kept(day: str, codes: list[str]) -> None:
    row, said = read(tender={"tenderPeriod": {"startDate": day}}, awards=[award()])
    assert (row["awarded_on"], row["published_on"], said) == (
        dt.date(2024, 5, 1),
        dt.date.fromisoformat(day),
        codes,
    )


def test_a_date_that_is_none_is_noted_and_an_absent_one_is_not() -> None:
    row, codes = read(tender={"tenderPeriod": {"startDate": "soon", "endDate": ""}})
    assert (row["published_on"], row["closed_on"], codes) == (None, None, ["ocds.date_form"])


@pytest.mark.parametrize("path", ["startDate", "endDate"])
def test_a_day_that_no_process_has_is_held_and_not_used(path: str) -> None:
    days = {"startDate": "2024-03-01T08:00:00Z", "endDate": "2024-03-20T09:00:00Z"}
    notes = Notes()
    row = read_procedure(compiled(tender={"tenderPeriod": days | {path: "2042-03-20T09:00:00Z"}}), notes)
    (held,) = notes.found
    assert (held.code, held.severity) == ("ocds.day_implausible", Severity.HELD)
    assert held.values["path"] == f"tender.tenderPeriod.{path}"
    assert row is not None
    assert [row["published_on"], row["closed_on"]].count(None) == 1


def test_an_award_of_a_day_that_none_has_is_held_and_not_used() -> None:
    row, codes = read(awards=[award(900, date="2042-05-01T00:00:00Z")])
    assert (row["awarded_on"], codes) == (None, ["ocds.day_implausible"])


def test_a_title_is_taken_in_the_language_of_the_release() -> None:
    titles = {"title_en": "Drugs", "title_fr": "Médicaments"}
    assert read(language="fr", tender=titles)[0]["name"] == "Médicaments"
    assert read(language="vi", tender=titles)[0]["name"] == "Drugs"
    assert read(tender={}, awards=[award(title="Trao")])[0]["name"] == "Trao"


@pytest.mark.parametrize(
    "fields",
    [
        {"tender": []},
        {"tender": "x"},
        {"awards": {"id": "1"}},
        {"awards": [None]},
        {"contracts": 7},
        {"parties": {}},
    ],
)
def test_another_shape_than_the_standards_is_noted_and_read_as_absent(fields: dict[str, Any]) -> None:
    _, codes = read(**fields)
    assert "ocds.shape" in codes or fields == {"parties": {}}
