"""Procedures joined to the packages of plans, and what is said of one that cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc_analysis.intake.findings import Severity, SourceIntake
from cchc_analysis.intake.vneps.adapter import read_vneps
from tests.intake.notice_rows import award, notice, offline_award
from tests.intake.plan_intake import DIFFERENCES, findings, packages, procedures, told
from tests.intake.plan_rows import package, plan, save


def read(folder: Path, *plans: list[str], **lists: list[list[str]]) -> SourceIntake:
    paths = [save(folder / "KHLCNT.csv", *plans)]
    paths += [save(folder / f"{kind}.csv", *rows) for kind, rows in lists.items()]
    return read_vneps(paths, root=folder)


def test_a_procedure_is_joined_by_plan_and_name_whatever_the_spelling(tmp_path: Path) -> None:
    intake = read(
        tmp_path, plan(1, package(1), package(2), investor="UBND Phường 1"),
        TBMT_CDT=[notice(1, name=" gói THẦU số  1", investor="Ban quản lý")],
    )  # fmt: skip
    table, planned = procedures(intake), packages(intake)
    assert table["package_id"].item() == planned["package_id"].iloc[0]
    assert table["agency_code"].item() == planned["agency_code"].iloc[0]
    assert table["agency_name"].item() == "UBND Phường 1"
    assert told(intake) == []


@pytest.mark.parametrize(
    ("planned", "codes"),
    [
        ({"price": 228_250_000, "is_online": "Không qua mạng"}, []),
        ({"price": 300_000_000, "is_online": "Không qua mạng"}, ["joined_price"]),
        ({"price": 228_250_000, "is_online": "Qua mạng"}, ["joined_offline"]),
        ({"price": 100_000_000, "is_online": "Qua mạng"}, ["joined_offline", "joined_price", "award_above_price"]),
    ],
)
def test_what_a_result_says_otherwise_than_its_plan_is_told(
    tmp_path: Path, planned: dict[str, object], codes: list[str]
) -> None:
    result = offline_award(1, winners=[["vn01", "A", 220_000_000]])
    intake = read(tmp_path, plan(1, package(1, **planned)), CNTTT_KQM=[result])
    assert procedures(intake)["package_id"].ne("").all()
    assert [one.code.removeprefix("vneps.") for one in findings(intake)] == codes


def test_an_online_notice_of_a_package_planned_offline_is_told(tmp_path: Path) -> None:
    planned = package(1, price=228_250_000, is_online="Không qua mạng")
    (finding,) = findings(read(tmp_path, plan(1, planned), TBMT_CDT=[notice(1)]))
    assert (finding.code, finding.severity) == ("vneps.joined_online", Severity.HELD)
    assert finding.message("vi") != finding.message("en")


def test_two_attempts_at_one_package_are_both_joined(tmp_path: Path) -> None:
    rows = [notice(1), notice(2, plan="PL2300000001", name="Gói thầu số 1")]
    table = procedures(read(tmp_path, plan(1), TBMT_CDT=rows))
    assert table["package_id"].nunique() == 1
    assert table["package_id"].ne("").all()


def test_procedures_of_plans_that_are_not_there_are_named_once_per_file(tmp_path: Path) -> None:
    intake = read(tmp_path, plan(1), TBMT_CDT=[notice(number) for number in range(1, 15)], CNTTT=[award(20)])
    table = procedures(intake).set_index("procedure_id")
    assert table["package_id"].ne("").sum() == 1
    assert len(table) == 15
    own = [one for one in intake.findings if one.code not in DIFFERENCES]
    by_file = {one.file: one for one in own}
    assert by_file["CNTTT.csv"].place == "row 1"
    assert by_file["TBMT_CDT.csv"].values == {"count": 13}
    assert by_file["TBMT_CDT.csv"].place == ", ".join(f"row {number}" for number in range(2, 12))
    assert {one.severity for one in own} == {Severity.NOTE}


@pytest.mark.parametrize("stated", ["0", ""])
def test_an_award_without_a_plan_is_kept_and_explained_by_its_row(tmp_path: Path, stated: str) -> None:
    intake = read(tmp_path, plan(1), CNTTT_KQM=[offline_award(5, plan=stated)])
    assert procedures(intake)["package_id"].item() == ""
    assert ("vneps.procedure_without_plan", Severity.NOTE, "row 1") in told(intake)


def test_a_package_that_its_own_plan_does_not_have_is_told_by_its_row(tmp_path: Path) -> None:
    intake = read(tmp_path, plan(1), TBMT_CDT=[notice(1, name="Gói khác")])
    assert procedures(intake)["package_id"].item() == ""
    assert told(intake) == [("vneps.package_not_in_plan", Severity.NOTE, "row 1")]


def test_a_package_that_was_rejected_is_not_joined(tmp_path: Path) -> None:
    intake = read(tmp_path, plan(1, package(1, price=0)), TBMT_CDT=[notice(1)])
    assert procedures(intake)["package_id"].item() == ""
    assert ("vneps.package_not_in_plan", Severity.NOTE, "row 1") in told(intake)


def test_of_two_packages_of_one_name_none_is_guessed(tmp_path: Path) -> None:
    intake = read(tmp_path, plan(1, package(1), package(2, name="Gói thầu số 1")), TBMT_CDT=[notice(1)])
    assert procedures(intake)["package_id"].item() == ""
    assert told(intake) == [("vneps.package_ambiguous", Severity.NOTE, "row 1")]


def test_one_investor_of_several_procedures_has_one_name(tmp_path: Path) -> None:
    rows = [
        notice(1, investor="UBND phường 5", published="2023-03-10T08:00:00"),
        notice(2, investor="Ủy ban nhân dân Phường 05"),
    ]
    table = procedures(read(tmp_path, plan(9), TBMT_CDT=rows))
    assert table["agency_code"].nunique() == 1
    assert set(table["agency_name"]) == {"UBND phường 5"}
