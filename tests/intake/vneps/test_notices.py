"""One row of a list: its layout proved, its facts read, every fault found with its place."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_analysis.intake.findings import Severity
from cchc_analysis.intake.vneps.literals import FaultError
from cchc_analysis.intake.vneps.notices import read_row
from cchc_analysis.intake.vneps.versions import Row
from cchc_analysis.intake.vneps.words import load_words
from tests.intake.notice_rows import award, cancellation, notice, offline_award
from tests.intake.plan_intake import Reader, counts, procedures, told

PLANLESS = "vneps.plans_absent"
DAY = "vneps.day_implausible"


def test_a_notice_becomes_a_procedure(read_lists: Reader) -> None:
    intake = read_lists(TBMT_CDT=[notice(1)])
    (row,) = procedures(intake).to_dict("records")
    assert counts(intake, "row") == (1, 1, 0, 0, 0)
    stated = {name: value for name, value in row.items() if not pd.isna(value) and value != ""}
    assert stated == {
        "procedure_id": "IB2300000001",
        "plan_id": "PL2300000001",
        "version": "00",
        "agency_code": row["agency_code"],
        "agency_name": "Ủy ban nhân dân Phường 1",
        "name": "Gói thầu số 1",
        "field": "goods",
        "form": "shopping",
        "method": "one_stage_one_envelope",
        "is_online": True,
        "is_domestic": True,
        "status": "open",
        "currency": "VND",
        "estimate_value": 228_250_000,
        "published_on": pd.Timestamp(2023, 3, 9),
        "closed_on": pd.Timestamp(2023, 3, 14),
        "source_file": "d14/TBMT_CDT.csv",
        "source_row": 1,
    }


@pytest.mark.parametrize(("width", "has_price"), [(32, False), (35, False), (37, True), (38, True)])
def test_the_four_layouts_of_a_notice_say_the_same(read_lists: Reader, width: int, has_price: bool) -> None:
    table = procedures(read_lists(TBMT_CDT=[notice(1, width=width)]))
    assert table["name"].item() == "Gói thầu số 1"
    assert table["closed_on"].item() == pd.Timestamp(2023, 3, 14)
    assert table["estimate_value"].notna().item() is has_price


def test_words_and_codes_of_a_notice_are_one(read_lists: Reader) -> None:
    words = {
        "field": "Hàng hóa", "form": "Chào hàng cạnh tranh", "domestic": "Trong nước", "online": "Qua mạng",
        "method": "Một giai đoạn một túi hồ sơ",
    }  # fmt: skip
    table = procedures(read_lists(TBMT_CDT=[notice(1), notice(2, **words)]))
    for column in ("field", "form", "method", "is_online", "is_domestic"):
        assert table[column].nunique(dropna=False) == 1, column


@pytest.mark.parametrize(
    ("kind", "row", "code"),
    [
        ("TBMT_CDT", notice(1)[:-1], "vneps.row_width"),
        ("TBMT_CDT", ["0]"], "vneps.row_width"),
        ("CNTTT", [*award(1), ""], "vneps.row_width"),
        ("CNTTT_KQM", offline_award(1)[:7], "vneps.row_width"),
        ("DHT", notice(1), "vneps.row_width"),
        ("TBMT_CDT", notice(1, keys="['x"), "vneps.row_mixed"),
        ("TBMT_CDT", notice(1, keys=["khác", "notify-contractor-step-1-tbmt"]), "vneps.row_mixed"),
        ("TBMT_CDT", award(1), "vneps.row_mixed"),
        ("CNTTT", notice(1), "vneps.row_mixed"),
        ("DHT", notice(1, width=32), "vneps.row_mixed"),
        ("CNTTT_KQM", [*offline_award(1)[:17], offline_award(2)[17]], "vneps.row_mixed"),
        ("CNTTT_KQM", offline_award(1, keys=["IB2300000001", "IB2300000001", "es-notify-cona-455a", 0]),
         "vneps.row_mixed"),
        ("CNTTT_KQM", offline_award(1, keys=[]), "vneps.row_mixed"),
        ("TBMT_CDT", notice(1, number="Gói 1"), "vneps.notice_number"),
        ("TBMT_CDT", notice(1, number="0"), "vneps.notice_number"),
        ("TBMT_CDT", notice(1, published="hôm qua"), "vneps.date"),
        ("TBMT_CDT", notice(1, published="2023-02-30T00:00:00"), "vneps.date"),
        ("TBMT_CDT", notice(1, published="0"), "vneps.date"),
        ("TBMT_CDT", notice(1, name="G\ufffdi"), "vneps.row_damaged"),
    ],
)  # fmt: skip
def test_a_row_that_is_not_one_whole_row_of_its_kind_is_rejected(
    read_lists: Reader, kind: str, row: list[str], code: str
) -> None:
    sound = {"TBMT_CDT": notice, "CNTTT": award, "CNTTT_KQM": offline_award}.get(kind, cancellation)
    intake = read_lists(**{kind: [sound(5), row]})
    assert counts(intake, "row") == (2, 1, 0, 1, 0)
    assert (code, Severity.ROW_REJECTED, "row 2") in told(intake)
    assert list(procedures(intake)["procedure_id"]) == ["IB2300000005"]


@pytest.mark.parametrize(
    ("changes", "code", "column"),
    [
        ({"estimate": "-228250000"}, "vneps.procedure_estimate", "estimate_value"),
        ({"estimate": "1"}, "vneps.procedure_estimate", "estimate_value"),
        ({"estimate": "9999"}, "vneps.procedure_estimate", "estimate_value"),
        ({"estimate": "228250000.5"}, "vneps.procedure_estimate", "estimate_value"),
        ({"estimate": "9" * 17}, "vneps.procedure_estimate", "estimate_value"),
        ({"form": ""}, "vneps.procedure_form", "form"),
        ({"form": "Hình thức mới"}, "vneps.procedure_form", "form"),
        ({"field": "XX"}, "vneps.procedure_field", "field"),
        ({"method": "0"}, "vneps.procedure_method", "method"),
        ({"online": ""}, "vneps.procedure_online", "is_online"),
        ({"domestic": "2"}, "vneps.procedure_domestic", "is_domestic"),
        ({"closed": "2023-03-09T08:00:00"}, "vneps.closed_before_publication", "closed_on"),
        ({"closed": "0"}, "vneps.close_date", "closed_on"),
        ({"closed": "2023-03-14T25:99:00"}, "vneps.close_date", "closed_on"),
        ({"closed": "2032-03-14T09:00:00"}, "vneps.day_implausible", "closed_on"),
        ({"investor": "0"}, "vneps.procedure_investor", "agency_code"),
        ({"name": " "}, "vneps.procedure_name", "name"),
        ({"plan": "Kế hoạch"}, "vneps.procedure_plan", "plan_id"),
    ],
)
def test_a_fact_at_fault_is_held_and_left_out_and_the_notice_kept(
    read_lists: Reader, changes: dict[str, Any], code: str, column: str
) -> None:
    intake = read_lists(TBMT_CDT=[notice(1, **changes)])
    assert counts(intake, "row") == (1, 1, 0, 0, 0)
    assert (code, Severity.HELD, "row 1") in told(intake)
    value = procedures(intake)[column].item()
    assert pd.isna(value) or value == ""


def test_a_notice_and_an_award_of_days_that_none_has_are_held(read_lists: Reader) -> None:
    late, early = notice(2, published="2032-03-09T08:56:08.394"), offline_award(3, decided="1923-03-15T23:59:59")
    intake = read_lists(TBMT_CDT=[notice(1), late], CNTTT_KQM=[early])
    held = [place for code, severity, place in told(intake) if (code, severity) == (DAY, Severity.HELD)]
    assert held == ["row 1", "row 2"]
    table = procedures(intake).set_index("procedure_id")
    assert table.index.tolist() == ["IB2300000001", "IB2300000003"]
    assert pd.isna(table.loc["IB2300000003", "awarded_on"])


def test_a_price_that_is_not_stated_is_missing_and_no_fault(read_lists: Reader) -> None:
    intake = read_lists(TBMT_CDT=[notice(1, estimate="0"), notice(2, estimate="")])
    assert procedures(intake)["estimate_value"].isna().all()
    assert {code for code, *_ in told(intake)} == {PLANLESS}


def test_a_prequalification_has_a_number_of_its_own_kind(read_lists: Reader) -> None:
    assert (
        procedures(read_lists(TBMT_CDT=[notice(1, number="PR2300000001")]))["procedure_id"].item()
        == "PR2300000001"
    )


def test_a_number_may_carry_its_version(read_lists: Reader) -> None:
    table = procedures(read_lists(TBMT_CDT=[notice(1, width=32, number="IB2300000001-02")]))
    assert (table["procedure_id"].item(), table["version"].item()) == ("IB2300000001", "02")


def test_an_instant_of_another_zone_is_a_day_in_vietnam(read_lists: Reader) -> None:
    table = procedures(read_lists(TBMT_CDT=[notice(1, published="2023-03-08T17:00:00.000+0000")]))
    assert table["published_on"].item() == pd.Timestamp(2023, 3, 9)


def test_a_cancelled_notice_says_that_its_file_gives_no_day(read_lists: Reader) -> None:
    intake = read_lists(DHT=[cancellation(1)])
    assert procedures(intake)["status"].item() == "cancelled"
    assert procedures(intake)["cancelled_on"].isna().all()
    assert ("vneps.cancel_date_absent", Severity.NOTE, "") in told(intake)


ROWS = [("TBMT_CDT", notice(1)), ("CNTTT", award(1)), ("CNTTT_KQM", offline_award(1)), ("DHT", cancellation(1))]
WORDS = load_words()
CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["", "0", "-1", "1", "[]", "[[]]", "[[1, 2, 3]]", "[['a', 'b', 3, 4, 5]]", "[[[], {}, None]]"]
    ),
    st.sampled_from(["2023-02-30T00:00:00", "9999-12-31T23:59:59.999+0000", "0001-01-01T00:00:00", "1e9", "nan"]),
)


@settings(max_examples=80)
@given(st.sampled_from(ROWS), st.dictionaries(st.integers(0, 40), CELLS, max_size=4))
def test_whatever_stands_in_a_row_it_is_read_or_a_fault(
    row: tuple[str, list[str]], changes: dict[int, str]
) -> None:
    kind, cells = row
    changed = tuple(changes.get(at, cell) for at, cell in enumerate(cells))
    try:
        reading = read_row(Row("x", 1, changed), kind, WORDS)
    except FaultError as fault:
        assert fault.code.startswith("vneps.")
        return
    value = reading.facts.get("award_value")
    assert value is None or (type(value) is int and value > 1)
    assert reading.facts["estimate_value"] is None or reading.facts["estimate_value"] >= 10_000
