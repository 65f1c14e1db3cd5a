"""Packages that each agency numbers from 01: two agencies are two packages, and nothing counts twice unsaid."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc_analysis.intake.findings import Severity, SourceIntake
from cchc_analysis.intake.package_sheet.adapter import read_package_sheets
from cchc_analysis.texts import LANGUAGES
from tests.intake.package_lists import HEADING, found, read, row

pytestmark = pytest.mark.usefixtures("in_this_process")

NUMBERED = ("Số gói thầu", *HEADING)
OTHER = {"đầu": "Sở Tư pháp", "Tên": "Mua bàn ghế"}


def package(number: object, **changes: object) -> tuple[object, ...]:
    return (number, *row(**changes))


def used(intake: SourceIntake) -> list[str]:
    return intake.tables["packages"]["package_id"].tolist()


@pytest.mark.parametrize("heading", ["Số gói thầu", "STT gói", "STT gói thầu"])
def test_two_agencies_with_a_package_01_have_two_packages(tmp_path: Path, heading: str) -> None:
    intake = read(tmp_path, package("01"), package("01", **OTHER), heading=(heading, *HEADING))
    assert found(intake) == []
    assert used(intake) == ["SNV/01", "STP/01"]


def test_lists_of_two_agencies_in_one_folder_may_both_begin_at_01(tmp_path: Path) -> None:
    paths = []
    for name, changes in (("a", {}), ("b", OTHER)):
        (tmp_path / name).mkdir()
        read(tmp_path / name, package(1, **changes), package(2, **changes), heading=NUMBERED)
        paths.append(tmp_path / name / "goi_thau.xlsx")
    both = read_package_sheets(paths)
    assert found(both) == []
    assert used(both) == ["SNV/1", "SNV/2", "STP/1", "STP/2"]


def test_one_number_of_one_agency_with_two_contents_is_a_contradiction(tmp_path: Path) -> None:
    rows = (package("01"), package("01", Giá=7), package("01", **OTHER))
    intake = read(tmp_path, *rows, heading=NUMBERED)
    assert found(intake) == [("contradicts", "row 2"), ("contradicts", "row 3")]
    assert used(intake) == ["STP/01"]
    assert intake.tables["unsettled"]["package_id"].tolist() == ["SNV/01"]


@pytest.mark.parametrize("number", ["20230001", "GT20230001", "01012023", "2023000112345", "GT2023000112"])
def test_an_agency_s_own_row_of_digits_is_no_national_number(tmp_path: Path, number: str) -> None:
    intake = read(tmp_path, package(number), package(number, **OTHER), heading=NUMBERED)
    assert found(intake) == []
    assert used(intake) == [f"SNV/{number}", f"STP/{number}"]


@pytest.mark.parametrize(
    "number", ["20230312345", "20220675278-01", "IB2300012345-00", "pl2300012345", "BP2300094197", "PR2300012345"]
)
def test_a_national_number_is_one_package_wherever_it_stands(tmp_path: Path, number: str) -> None:
    intake = read(tmp_path, package(number), package(number, **OTHER), heading=NUMBERED)
    assert found(intake) == [("contradicts", "row 2"), ("contradicts", "row 3")]
    assert used(intake) == []


@pytest.mark.parametrize("changes", [{}, {"mạng": "Không"}, {"Lĩnh": "gì đó"}])
def test_one_package_listed_by_two_agencies_counts_for_neither(tmp_path: Path, changes: dict[str, str]) -> None:
    rows = (package("01"), package("01", đầu="Sở Tư pháp", **changes), package("02"))
    intake = read(tmp_path, *rows, heading=NUMBERED)
    assert [one for one in found(intake) if one[0] == "claimed_twice"] == [
        ("claimed_twice", "row 2"),
        ("claimed_twice", "row 3"),
    ]
    assert used(intake) == ["SNV/02"]
    waiting = intake.tables["unsettled"]
    assert waiting["package_id"].tolist() == ["SNV/01", "STP/01"]
    # For neither agency is it certain that the package counts.
    assert waiting["form"].tolist() == ["", ""]
    counts = intake.files[0].counts[0]
    assert (counts.read, counts.used, counts.rejected) == (3, 1, 2)


def test_a_row_of_an_unknown_agency_takes_no_number_from_the_others(tmp_path: Path) -> None:
    intake = read(tmp_path, package("01"), package("01", Chủ="Sở Nội Vu", Giá=7), heading=NUMBERED)
    assert found(intake) == [("unknown_agency", "D3")]
    assert used(intake) == ["SNV/01"]


def test_numbers_of_an_agency_that_only_look_different_are_named_at_both_places(tmp_path: Path) -> None:
    rows = (package("01"), package("1", Tên="B"), package("1.0", Tên="C"), package("1", **OTHER), package("GT-2"))
    intake = read(tmp_path, *rows, heading=NUMBERED)
    assert found(intake) == [("number_alike", "row 2"), ("number_alike", "row 3"), ("number_alike", "row 4")]
    assert {finding.severity for finding in intake.findings} == {Severity.NOTE}
    told = [(one.values["package_id"], one.values["other"], one.values["other_row"]) for one in intake.findings]
    assert told == [("SNV/01", "SNV/1", "3"), ("SNV/1", "SNV/01", "2"), ("SNV/1.0", "SNV/01", "2")]
    for finding in intake.findings:
        assert all("goi_thau.xlsx · Sheet" in finding.sentence(language) for language in LANGUAGES)
    assert len(used(intake)) == 5
