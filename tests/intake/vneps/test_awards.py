"""Awards: who won, for how much, among how many; nothing is put in the place of what is not said."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from cchc_analysis.intake.findings import Severity
from tests.intake.notice_rows import award, notice, offline_award
from tests.intake.plan_intake import Reader, procedures, told


def test_an_online_award_gives_its_value_its_supplier_and_the_bidders(read_lists: Reader) -> None:
    (row,) = procedures(read_lists(CNTTT=[award(1)])).to_dict("records")
    assert (row["status"], row["award_value"], row["bidder_count"]) == ("awarded", 226_325_000, 2)
    assert (row["supplier_code"], row["supplier_name"], row["supplier_count"]) == ("vn01", "CÔNG TY A", 1)
    assert row["published_on"] == pd.Timestamp(2023, 3, 9)


def test_an_offline_award_without_winners_has_no_value_and_says_so_once_per_file(read_lists: Reader) -> None:
    intake = read_lists(CNTTT_KQM=[offline_award(1), offline_award(2), offline_award(2)])
    table = procedures(intake)
    assert table["award_value"].isna().all()
    assert list(table["estimate_value"]) == [228_250_000] * 2
    assert table["is_online"].eq(False).all()
    assert list(table["awarded_on"]) == [pd.Timestamp(2023, 3, 15)] * 2
    assert list(table["award_published_on"]) == [pd.Timestamp(2023, 3, 16)] * 2
    (note,) = [one for one in intake.findings if one.code == "vneps.winners_absent"]
    assert note.values["count"] == 2


def test_an_offline_award_with_winners_has_their_sum(read_lists: Reader) -> None:
    winners = [["vn01", "A", 100_000], ["vn02", "B", 50_000]]
    table = procedures(read_lists(CNTTT_KQM=[offline_award(1, winners=winners)]))
    assert (table["award_value"].item(), table["supplier_count"].item()) == (150_000, 2)
    assert (table["supplier_code"].item(), table["supplier_name"].item()) == ("", "")


def test_a_bidder_who_lost_is_no_supplier(read_lists: Reader) -> None:
    winners = [["vn02", "CÔNG TY B", "Giá cao", 0, 0], ["vn01", "CÔNG TY A", 220_000, 200_000, "7D"]]
    table = procedures(read_lists(CNTTT=[award(1, winners=winners)]))
    assert (table["award_value"].item(), table["supplier_code"].item()) == (200_000, "vn01")


@pytest.mark.parametrize("price", [-5, 0, 1, 9_999, 2.5, 100_000.0, "100", True, 10**16, None])
def test_a_price_that_cannot_be_a_price_is_held_and_never_counted(read_lists: Reader, price: Any) -> None:
    winners = [["vn01", "A", 220_000, 200_000, "7D"], ["vn02", "B", 220_000, price, "7D"]]
    intake = read_lists(CNTTT=[award(1, winners=winners)])
    assert procedures(intake)["award_value"].isna().item()
    assert ("vneps.award_price", Severity.HELD, "row 1") in told(intake)


@pytest.mark.parametrize("winners", ["không", {"a": 1}, [["vn01", "A"]], ["vn01"]])
def test_winners_that_cannot_be_read_are_held(read_lists: Reader, winners: Any) -> None:
    intake = read_lists(CNTTT=[award(1, winners=winners)])
    assert procedures(intake)["award_value"].isna().item()
    assert ("vneps.winners_unreadable", Severity.HELD, "row 1") in told(intake)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"bidder_count": "3"}, "vneps.bidder_count"),
        ({"bidders": "x", "bidder_count": "1"}, "vneps.bidders_unreadable"),
    ],
)
def test_a_number_of_bidders_that_its_list_contradicts_is_held(
    read_lists: Reader, changes: dict[str, Any], code: str
) -> None:
    intake = read_lists(CNTTT=[award(1, **changes)])
    assert procedures(intake)["bidder_count"].isna().item()
    assert (code, Severity.HELD, "row 1") in told(intake)


def test_no_list_of_bidders_is_not_no_bidder(read_lists: Reader) -> None:
    intake = read_lists(CNTTT=[award(1, bidders=0, bidder_count="0")])
    assert procedures(intake)["bidder_count"].isna().item()
    assert Severity.HELD not in {severity for _, severity, _ in told(intake)}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"decided": "2023-03-17T00:00:00"}, "vneps.award_after_publication"),
        ({"decided": "0"}, "vneps.award_date"),
        ({"online": ""}, "vneps.procedure_online"),
    ],
)
def test_an_award_with_a_wrong_date_or_no_online_mark_is_held(
    read_lists: Reader, changes: dict[str, Any], code: str
) -> None:
    intake = read_lists(CNTTT_KQM=[offline_award(1, **changes)])
    assert (code, Severity.HELD, "row 1") in told(intake)
    column = "is_online" if "online" in changes else "awarded_on"
    assert procedures(intake)[column].isna().item()


@pytest.mark.parametrize(("decided", "is_held"), [("2023-03-13T23:59:59", True), ("2023-03-14T00:00:00", False)])
def test_an_award_before_bids_were_closed_is_held_in_the_row_of_the_award(
    read_lists: Reader, decided: str, is_held: bool
) -> None:
    intake = read_lists(
        TBMT_CDT=[notice(1)], CNTTT_KQM=[offline_award(2), offline_award(1, decided=decided, form="CHCT")]
    )
    table = procedures(intake).set_index("procedure_id")
    assert pd.isna(table.loc["IB2300000001", "awarded_on"]) is is_held
    held = [one for one in intake.findings if one.code == "vneps.award_before_close"]
    assert [(one.file, one.place) for one in held] == [("d14/CNTTT_KQM.csv", "row 2")] * is_held


def test_an_award_without_the_number_of_a_notice_has_its_own_id(read_lists: Reader) -> None:
    table = procedures(read_lists(CNTTT_KQM=[offline_award(7, number="0")]))
    assert table["procedure_id"].item() == "0fa5da43-da25-4d8e-b651-000000000007"
