"""What hand-made lists say of results and with letters nobody sees: told with a place, never taken unsaid."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc_analysis.intake.findings import Severity
from cchc_analysis.intake.package_sheet.adapter import read_package_sheets
from cchc_analysis.texts import LANGUAGES
from tests.intake.package_lists import HEADING, RESULTS, found, read, row

pytestmark = pytest.mark.usefixtures("in_this_process")


def test_an_award_above_its_price_is_noted_and_counted(tmp_path: Path) -> None:
    intake = read(tmp_path, (*row(), "IB1", 1300, 3, "01/04/2020", "A"), heading=(*HEADING, *RESULTS))
    assert found(intake) == [("award_above_price", "L2")]
    assert intake.tables["procedures"]["award_value"].tolist() == [1_300_000_000]


def test_an_award_nobody_can_believe_is_said_to_be_left_empty_and_not_held(tmp_path: Path) -> None:
    cells = (*row(), "IB1", 5 * 10**9, 3, "01/04/2020", "A")
    intake = read(tmp_path, cells, heading=(*HEADING, *RESULTS))
    (finding,) = intake.findings
    assert (finding.code, finding.severity) == ("package_sheet.award_implausible", Severity.NOTE)
    assert "held" not in finding.message("en")
    assert len(intake.tables["packages"]) == 1


@pytest.mark.parametrize("count", [0, 1_000_000])
def test_a_number_of_bidders_no_result_can_have_is_left_empty(tmp_path: Path, count: int) -> None:
    intake = read(tmp_path, (*row(), "IB1", 1200, count, "01/04/2020", "A"), heading=(*HEADING, *RESULTS))
    assert found(intake) == [("bidders_implausible", "M2")]
    assert intake.tables["procedures"]["bidder_count"].isna().all()


def test_no_bidder_without_a_result_is_an_answer(tmp_path: Path) -> None:
    intake = read(tmp_path, (*row(), "IB1", None, 0, None, None), heading=(*HEADING, *RESULTS))
    assert found(intake) == []
    assert intake.tables["procedures"]["bidder_count"].tolist() == [0]


def test_letters_that_turn_the_text_round_reject_the_row_with_one_finding(tmp_path: Path) -> None:
    intake = read(tmp_path, row(Tên="Mua \u202eyám"), row())
    assert found(intake) == [("hidden_letters", "B2")]
    assert len(intake.tables["packages"]) == 1
    assert intake.tables["unsettled"]["name"].tolist() == [""]


def test_a_finding_in_a_text_file_names_the_column_by_its_heading(tmp_path: Path) -> None:
    path = tmp_path / "ds.csv"
    lines = ([*HEADING], [str(cell) for cell in row(Giá="khoảng 5", Lĩnh="Máy móc")])
    path.write_text("\n".join(";".join(cells) for cells in lines) + "\n", encoding="utf-8")
    assert found(read_package_sheets([path])) == [
        ("unknown_field", "row 2 · Lĩnh vực"),
        ("money_not_a_number", "row 2 · Giá gói thầu (triệu đồng)"),
    ]


@pytest.mark.parametrize("price", [1e300, "9" * 5000])
def test_a_price_of_thousands_of_digits_is_held_and_said_shortly(tmp_path: Path, price: object) -> None:
    (finding,) = read(tmp_path, row(Giá=price)).findings
    assert finding.code == "package_sheet.money_implausible"
    assert all(len(finding.message(language)) < 700 for language in LANGUAGES)


def test_a_number_of_bidders_beyond_all_counting_is_left_empty(tmp_path: Path) -> None:
    intake = read(tmp_path, (*row(), "IB1", 1200, 1e30, "01/04/2020", "A"), heading=(*HEADING, *RESULTS))
    assert found(intake) == [("bidders_implausible", "M2")]
