"""Which releases give the state of a process, and why the others do not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from cchc_analysis.intake.findings import Finding, Severity, SourceIntake
from cchc_analysis.intake.ocds.adapter import read_ocds
from tests.intake.ocds_packages import award, codes, compiled, counted, release, save_json, save_lines

MARCH, APRIL, MAY = (f"2024-0{month}-01T00:00:00Z" for month in (3, 4, 5))


@pytest.fixture
def read(tmp_path: Path) -> Any:
    def read_releases(*values: Any) -> SourceIntake:
        return read_ocds([save_lines(tmp_path / "a.jsonl", *values)])

    return read_releases


def row(intake: SourceIntake) -> dict[str, Any]:
    (only,) = intake.tables["procedures"].to_dict(orient="records")
    return {str(name): value for name, value in only.items()}


def serious(intake: SourceIntake) -> list[Finding]:
    codes(intake)
    return [one for one in intake.findings if one.severity is not Severity.NOTE]


def test_parts_are_merged_in_the_order_of_their_dates_whatever_the_order_of_lines(read: Any) -> None:
    late = release(id="2", date=APRIL, tender={"title": "Sau"})
    early = release(id="1", date=MARCH, tender={"title": "Trước", "status": "active"})
    intake = read(late, early)
    assert (row(intake)["name"], row(intake)["status"], row(intake)["version"]) == ("Sau", "open", APRIL)
    assert counted(intake) == (2, 2, 0, 0, 0)
    assert counted(intake, "process") == (1, 1, 0, 0, 0)


def test_dates_of_several_time_zones_are_ordered_by_the_instant(read: Any) -> None:
    first = release(id="1", date="2024-03-02T05:00:00+07:00", tender={"title": "Trước"})
    then = release(id="2", date="2024-03-01T23:00:00Z", tender={"title": "Sau"})
    assert row(read(first, then))["name"] == row(read(then, first))["name"] == "Sau"


def test_of_one_date_the_order_is_that_of_ids(read: Any) -> None:
    one, two = release(id="1", tender={"title": "A"}), release(id="2", tender={"title": "B"})
    assert row(read(one, two))["name"] == row(read(two, one))["name"] == "B"


def test_a_repetition_counts_once_whatever_the_order_of_keys(read: Any) -> None:
    one = release()
    intake = read(one, dict(reversed(one.items())), one)
    assert counted(intake) == (3, 1, 2, 0, 0)
    assert codes(intake) == ["ocds.repeated"]
    assert intake.findings[0].values["count"] == 2


def test_a_date_without_a_time_zone_is_noted_where_the_order_hangs_on_it(read: Any) -> None:
    one, two = release(id="1", date="2024-03-01T09:00:00"), release(id="2", date=APRIL)
    assert codes(read(one)) == []
    assert codes(read(one, two)) == ["ocds.zone_absent"]


def test_a_date_that_is_none_is_noted_also_of_a_lone_release(read: Any) -> None:
    assert codes(read(release(date="hôm qua"))) == ["ocds.date_form"]


def test_a_release_dated_in_a_year_to_come_is_held_for_a_person(read: Any) -> None:
    (held,) = serious(read(release(date="2042-03-01T00:00:00Z")))
    assert (held.code, held.severity, held.values["path"]) == ("ocds.day_implausible", Severity.HELD, "date")


def test_a_part_dated_in_a_year_to_come_is_not_the_last_word(read: Any) -> None:
    slip = release(id="1", date="2042-03-01T00:00:00Z", tender={"title": "Nhầm"})
    intake = read(slip, release(id="2", date=APRIL, tender={"title": "Đúng"}))
    assert (row(intake)["name"], row(intake)["version"]) == ("Đúng", APRIL)
    assert counted(intake) == (2, 1, 0, 1, 0)
    assert sorted(one.code for one in serious(intake)) == ["ocds.day_implausible", "ocds.release_undated"]


def test_a_compiled_release_dated_in_a_year_to_come_is_not_the_latest(read: Any) -> None:
    slip = compiled(id="1", date="2042-03-01T00:00:00Z", tender={"title": "Nhầm"})
    intake = read(slip, compiled(id="2", date=APRIL, tender={"title": "Đúng"}))
    assert row(intake)["name"] == "Đúng"
    assert counted(intake) == (2, 1, 0, 0, 1)
    assert [one.code for one in serious(intake)] == ["ocds.day_implausible"]


def test_a_buyer_is_called_as_in_the_latest_release_of_a_year_that_can_be(read: Any) -> None:
    slip = release("ocds-abc123-2", date="2042-03-01T00:00:00Z", buyer={"id": "B1", "name": "Sở Nhầm"})
    assert set(read(release(), slip).tables["procedures"]["agency_name"]) == {"Sở Y tế"}


def test_a_lone_release_needs_no_date(read: Any) -> None:
    assert row(read(release(date=None)))["version"] == ""


def test_among_several_one_without_a_date_is_rejected(read: Any) -> None:
    intake = read(release(date="hôm qua", id="1", tender={"title": "A"}), release(id="2", tender={"title": "B"}))
    assert row(intake)["name"] == "B"
    assert counted(intake) == (2, 1, 0, 1, 0)
    assert [(one.code, one.raw_value) for one in serious(intake)] == [("ocds.release_undated", "hôm qua")]


def test_without_any_date_the_process_is_rejected(read: Any) -> None:
    intake = read(release(date=None, id="1"), release(date=None, id="2"), release("ocds-abc123-9"))
    assert counted(intake) == (3, 1, 0, 2, 0)
    assert counted(intake, "process") == (2, 1, 0, 1, 0)


def test_releases_that_cannot_be_merged_are_rejected_together(read: Any) -> None:
    intake = read(
        release(id="1", awards={"id": "1", "title": "x"}),
        release(id="2", date=APRIL, awards=[{"id": "1", "title": "x"}]),
        release("ocds-abc123-9"),
    )
    assert counted(intake) == (3, 1, 0, 2, 0)
    assert [one.code for one in serious(intake)] == ["ocds.cannot_merge"] * 2


@pytest.mark.parametrize(
    "changed",
    [{"awards": [award(7)]}, {"buyer": {"id": "B2", "name": "Sở Tài chính"}}, {"tender": {"status": "cancelled"}}],
)
@pytest.mark.parametrize("is_reversed", [False, True])
def test_one_release_id_and_date_with_two_contents_is_rejected_in_any_order(
    read: Any, changed: dict[str, Any], is_reversed: bool
) -> None:
    two = [release(awards=[award(5)]), release(**{"awards": [award(5)]} | changed)]
    later = release(id="2", date=MAY, tender={"title": "Sau"})
    intake = read(*(reversed(two) if is_reversed else two), later, release("ocds-abc123-9"))
    assert counted(intake) == (4, 1, 0, 3, 0)
    assert counted(intake, "process") == (2, 1, 0, 1, 0)
    assert [one.code for one in serious(intake)] == ["ocds.release_conflict"] * 3


def test_what_no_figure_hangs_on_makes_no_conflict_of_one_release(read: Any) -> None:
    intake = read(release(), release(publisher_note="x"))
    assert counted(intake) == (2, 2, 0, 0, 0)
    assert serious(intake) == []


def test_two_awards_of_one_id_are_held(read: Any) -> None:
    intake = read(release(awards=[award(5, id="A"), award(7, id="A")]))
    assert row(intake)["award_value"] == 7
    assert [(one.code, one.values["paths"]) for one in serious(intake)] == [("ocds.ids_doubled", "awards")]


def test_awards_without_an_id_in_two_releases_are_held_and_not_added_up(read: Any) -> None:
    unnamed = {key: value for key, value in award(5).items() if key != "id"}
    intake = read(release(awards=[unnamed]), release(id="2", date=APRIL, awards=[unnamed, award(7)]))
    assert (row(intake)["status"], pd.isna(row(intake)["award_value"])) == ("awarded", True)
    assert [(one.code, one.values["paths"]) for one in serious(intake)] == [("ocds.ids_absent", "awards")]
    intake = read(release(awards=[unnamed]), release(id="2", date=APRIL) | {"awards": None})
    assert (row(intake)["status"], serious(intake)) == ("open", [])
    intake = read(release(awards=[unnamed, unnamed]), release(id="2", date=APRIL))
    assert (row(intake)["award_value"], serious(intake)) == (10, [])


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({"tag": ["tenderCancellation"], "tender": {"id": "T1"}}, "cancelled", "ocds.cancelled_by_tag"),
        ({"tag": "tenderCancellation", "tender": None}, "cancelled", "ocds.cancelled_by_tag"),
        ({"tag": ["tenderCancellation"], "tender": {"status": "unsuccessful"}}, "unsuccessful", ""),
        ({"tag": ["tenderCancellation"]}, "open", "ocds.cancellation_unclear"),
        ({"tag": ["tenderUpdate"], "tender": {"id": "T1"}}, "open", ""),
    ],
)
def test_the_tag_cancels_a_tender_that_says_no_status(
    read: Any, fields: dict[str, Any], status: str, code: str
) -> None:
    intake = read(release(), release(**{"id": "2", "date": APRIL} | fields))
    assert (row(intake)["status"], codes(intake)) == (status, [code] if code else [])


@pytest.mark.parametrize(
    ("awards", "status", "code"),
    [
        ([{"id": "A5"}], "cancelled", "ocds.cancelled_by_tag"),
        ([{"id": "A5", "status": "cancelled"}], "cancelled", ""),
        ([{"id": "A5", "status": "active"}], "awarded", "ocds.cancellation_unclear"),
        (None, "awarded", "ocds.cancellation_unclear"),
    ],
)
def test_the_tag_cancels_the_awards_that_its_release_lists(read: Any, awards: Any, status: str, code: str) -> None:
    later = release(id="2", date=APRIL, tag=["awardCancellation"], awards=awards)
    intake = read(release(awards=[award(5)]), later)
    assert (row(intake)["status"], codes(intake)) == (status, [code] if code else [])


def test_doubled_ids_where_no_figure_hangs_on_them_are_let_be(read: Any) -> None:
    items = [{"id": "1", "quantity": 1}, {"id": "1", "quantity": 2}]
    assert codes(read(release(tender={"title": "A", "items": items}))) == []


def test_a_compiled_release_is_the_state_and_its_parts_are_explained(read: Any) -> None:
    intake = read(release(tender={"title": "Bước"}), compiled(date=APRIL, tender={"title": "Tổng hợp"}))
    assert row(intake)["name"] == "Tổng hợp"
    assert counted(intake) == (2, 1, 0, 0, 1)
    assert codes(intake) == ["ocds.in_compiled"]


def test_of_two_compiled_releases_the_latest_counts(read: Any) -> None:
    intake = read(compiled(date=APRIL, tender={"title": "Mới"}), compiled(date=MARCH, tender={"title": "Cũ"}))
    assert row(intake)["name"] == "Mới"
    assert codes(intake) == ["ocds.compiled_older"]


def test_two_compiled_releases_of_one_date_that_differ_are_both_rejected(read: Any) -> None:
    two = (compiled(tender={"title": "A"}), compiled(tender={"title": "B"}))
    intake = read(*two, release(), release("ocds-abc123-9"))
    assert counted(intake) == (4, 1, 0, 3, 0)
    assert [one.code for one in serious(intake)] == ["ocds.compiled_conflict"] * 3


def test_an_award_that_is_gone_from_the_latest_compiled_release_is_held(read: Any) -> None:
    intake = read(compiled(date=MARCH, awards=[award()]), compiled(date=APRIL, tender={"status": "unsuccessful"}))
    assert row(intake)["status"] == "unsuccessful"
    assert [one.code for one in serious(intake)] == ["ocds.award_gone"]


def test_parts_after_the_compiled_release_are_held_if_they_say_otherwise(read: Any) -> None:
    state = compiled(date=APRIL)
    assert serious(read(state, release(date=MAY, tender={"status": "active"}))) == []
    assert serious(read(state, release(date=MARCH, awards=[award()]))) == []
    intake = read(state, release(date=MAY, awards=[award()]))
    assert [one.code for one in serious(intake)] == ["ocds.later_than_compiled"]
    assert serious(intake)[0].values["columns"] == (
        "status, currency, award_value, supplier_code, supplier_name, supplier_count, awarded_on"
    )
    assert row(intake)["status"] == "open"


def record(*releases: dict[str, Any], state: dict[str, Any]) -> dict[str, Any]:
    return {"records": [{"ocid": state["ocid"], "releases": list(releases), "compiledRelease": state}]}


def test_a_compiled_release_is_checked_against_the_parts_of_its_record(tmp_path: Path) -> None:
    parts = (release(date=MARCH), release(id="2", date=APRIL, tender={"status": "complete"}, awards=[award(7)]))
    right = compiled(date=APRIL, tender={"title": "Mua thuốc", "status": "complete"}, awards=[award(7)])
    wrong = compiled(date=APRIL, tender={"title": "Mua thuốc", "status": "complete"}, awards=[award(8)])
    intake = read_ocds([save_json(tmp_path / "right.json", record(*parts, state=right))])
    assert counted(intake) == (3, 1, 0, 0, 2)
    assert serious(intake) == []
    intake = read_ocds([save_json(tmp_path / "wrong.json", record(*parts, state=wrong))])
    assert [(one.code, one.values["columns"]) for one in serious(intake)] == [
        ("ocds.compiled_differs", "award_value")
    ]
    assert row(intake)["award_value"] == 8


def test_a_record_that_only_links_some_parts_cannot_be_checked(tmp_path: Path) -> None:
    link = {"url": "https://example.org", "date": APRIL, "tag": ["award"]}
    state = compiled(date=APRIL, awards=[award()])
    intake = read_ocds([save_json(tmp_path / "a.json", record(release(date=MARCH), link, state=state))])
    assert serious(intake) == []


def test_a_compiled_release_among_the_releases_of_its_record_is_a_repetition(tmp_path: Path) -> None:
    intake = read_ocds([save_json(tmp_path / "a.json", record(compiled(), state=compiled()))])
    assert counted(intake) == (2, 1, 1, 0, 0)


def test_a_process_without_a_buyer_is_rejected(read: Any) -> None:
    intake = read(release(buyer=None), release("ocds-abc123-9"))
    assert counted(intake) == (2, 1, 0, 1, 0)
    assert counted(intake, "process") == (2, 1, 0, 1, 0)
    assert [one.code for one in serious(intake)] == ["ocds.buyer_absent"]
