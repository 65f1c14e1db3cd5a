"""Hand-made lists of packages: one reading of every cell, or a finding with its place."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from cchc_analysis.intake.findings import Severity
from cchc_analysis.intake.package_sheet.adapter import read_package_sheets
from cchc_analysis.intake.sources import check_path
from cchc_analysis.intake.workbook_kinds import is_package_text
from cchc_analysis.tables.contracts import check_table
from cchc_analysis.texts import LANGUAGES
from tests.intake.package_lists import HEADING, found, read, row

pytestmark = pytest.mark.usefixtures("in_this_process")


def test_a_good_row_is_a_package_in_whole_dong(tmp_path: Path) -> None:
    intake = read(tmp_path, row())
    assert found(intake) == []
    (package,) = check_table("packages", intake.tables["packages"]).to_dict("records")
    assert package["value_vnd"] == 1_250_500_000
    assert (package["agency_code"], package["form"], package["field"]) == ("SNV", "shopping", "goods")
    assert (package["is_online"], package["is_domestic"]) == (True, True)
    assert f"{package['published_on']:%Y-%m-%d}" == "2020-03-05"
    assert package["source_row"] == 2
    assert "procedures" not in intake.tables
    assert intake.files[0].counts[0].used == 1


def test_csv_and_workbook_give_the_same(tmp_path: Path) -> None:
    cells = [f'"{str(cell).replace(".", ",") if isinstance(cell, float) else cell}"' for cell in row()]
    path = tmp_path / "goi_thau.csv"
    path.write_text(",".join(f'"{name}"' for name in HEADING) + "\n" + ",".join(cells) + "\n", encoding="utf-8")
    own = read_package_sheets([path]).tables["packages"].drop(columns="source_file")
    assert own.equals(read(tmp_path, row()).tables["packages"].drop(columns="source_file"))
    assert check_path(path).source == "packages"


@pytest.mark.parametrize(
    ("heading", "price", "value_vnd"),
    [
        ("Giá gói thầu (đồng)", "1.250.500.000", 1_250_500_000),
        ("Giá gói thầu (VNĐ)", "1.250.500", 1_250_500),
        ("Giá gói thầu, nghìn đồng", 1_250_500, 1_250_500_000),
        ("GIÁ GÓI THẦU\n(tỷ đồng)", "1,25", 1_250_000_000),
        ("Giá gói thầu (triệu)", "1250", 1_250_000_000),
        ("Giá gói thầu", 1_250_500_000, 1_250_500_000),
    ],
)
def test_the_unit_stands_in_the_heading_or_is_beyond_doubt(
    tmp_path: Path, heading: str, price: Any, value_vnd: int
) -> None:
    names = tuple(heading if name.startswith("Giá") else name for name in HEADING)
    intake = read(tmp_path, row(Giá=price), heading=names)
    assert intake.tables["packages"]["value_vnd"].tolist() == [value_vnd]
    # A unit that nobody stated is used and said.
    assert found(intake) == ([("assumed_unit", "row 1")] if heading == "Giá gói thầu" else [])
    for finding in intake.findings:
        assert finding.severity is Severity.NOTE
        assert all("1250500000" in finding.sentence(language) for language in LANGUAGES)
        assert all("100000000" in finding.sentence(language) for language in LANGUAGES)


def test_one_line_above_the_table_may_say_the_unit(tmp_path: Path) -> None:
    names = tuple("Giá gói thầu" if name.startswith("Giá") else name for name in HEADING)
    intake = read(tmp_path, row(), heading=names, above=(("DANH SÁCH",), ("Đơn vị tính: triệu đồng",)))
    assert intake.tables["packages"]["value_vnd"].tolist() == [1_250_500_000]


@pytest.mark.parametrize("price", [4_750, 50_000_000])
def test_a_price_without_a_unit_that_may_be_anything_holds_the_list(tmp_path: Path, price: int) -> None:
    names = tuple("Giá gói thầu" if name.startswith("Giá") else name for name in HEADING)
    intake = read(tmp_path, row(Giá=price), row(Giá=10**9), heading=names)
    assert found(intake) == [("unit_unknown", "row 1")]
    assert intake.findings[0].severity is Severity.HELD
    assert intake.tables["packages"].empty
    assert intake.files[0].counts[0].rejected == 2
    waiting = check_table("unsettled", intake.tables["unsettled"])
    assert waiting["agency_code"].tolist() == ["SNV", "SNV"]
    assert waiting["value_vnd"].isna().all()


@pytest.mark.parametrize(
    ("changes", "code", "place"),
    [
        ({"Tên": ""}, "empty", "row 2"),
        ({"Tên": " "}, "empty", "B2"),
        ({"Tên": "=A9"}, "cell_unread", "B2"),
        ({"Ngày": "#REF!"}, "cell_unread", "J2"),
        ({"Chủ": "Sở Nội Vu"}, "unknown_agency", "C2"),
        ({"Chủ": None}, "empty", "row 2"),
        ({"Lĩnh": "Máy móc"}, "unknown_field", "D2"),
        ({"Hình": "Mua ngoài"}, "unknown_form", "E2"),
        ({"Phương": "Ba giai đoạn"}, "unknown_method", "F2"),
        ({"Qua": None}, "empty", "row 2"),
        ({"Qua": "có lẽ"}, "unknown_is_online", "G2"),
        ({"Trong": "Sao Hỏa"}, "unknown_is_domestic", "H2"),
        ({"Trong": None}, "empty", "row 2"),
        ({"Phương": None}, "empty", "row 2"),
        ({"Giá": -5}, "money_not_whole", "I2"),
        ({"Giá": 0}, "money_not_whole", "I2"),
        ({"Giá": "4.750"}, "money_two_readings", "I2"),
        ({"Giá": "khoảng 5"}, "money_not_a_number", "I2"),
        ({"Giá": "=1+1"}, "money_not_calculated", "I2"),
        ({"Giá": 0.000001}, "money_implausible", "I2"),
        ({"Giá": 5 * 10**9}, "money_implausible", "I2"),
        ({"Ngày": "31/02/2020"}, "day_unreadable", "J2"),
        ({"Ngày": "03/2020"}, "day_unreadable", "J2"),
        ({"Ngày": "05/03/2020 25:99"}, "day_unreadable", "J2"),
        ({"Ngày": "05/03/2032"}, "day_implausible", "J2"),
        ({"Ngày": "05/03/2004 08:30"}, "day_implausible", "J2"),
        ({"Ngày": None}, "empty", "row 2"),
    ],
)
def test_a_faulty_row_is_rejected_with_its_place_and_kept_as_far_as_it_could_be_read(
    tmp_path: Path, changes: dict[str, Any], code: str, place: str
) -> None:
    intake = read(tmp_path, row(**changes), row(Tên="Gói tốt"))
    assert (code, place) in found(intake)
    assert intake.tables["packages"]["name"].tolist() == ["Gói tốt"]
    (lost,) = check_table("unsettled", intake.tables["unsettled"]).to_dict("records")
    assert lost["finding"] == f"package_sheet.{code}"
    counts = intake.files[0].counts[0]
    assert (counts.read, counts.used, counts.rejected) == (2, 1, 1)


def test_all_faults_of_a_row_are_named_at_once_and_speak_both_languages(tmp_path: Path) -> None:
    intake = read(tmp_path, row(Lĩnh="?", Hình="?", Qua="?", Giá="?", Ngày="?"))
    assert len(found(intake)) == 5
    for finding in intake.findings:
        said = [finding.message(language) for language in LANGUAGES]
        assert all(said)
        assert said[0] != said[1]


def test_an_unknown_agency_is_never_guessed_but_suggested(tmp_path: Path) -> None:
    intake = read(tmp_path, row(Chủ="Sở Nội Vu"))
    assert "SNV" in str(intake.findings[0].values["suggestions"])
    by_code = read(tmp_path, row(Chủ="SNV"), row(Chủ="UBND Quận 3", Tên="Khác"))
    assert by_code.tables["packages"]["agency_code"].tolist() == ["SNV", "Q3"]


@pytest.mark.parametrize("typed", ["Sở Nội vụ", "SNV"])
def test_the_agency_of_a_row_whose_day_cannot_be_read_is_kept(tmp_path: Path, typed: str) -> None:
    intake = read(tmp_path, row(Ngày="31/02/2020", Chủ=typed))
    (lost,) = check_table("unsettled", intake.tables["unsettled"]).to_dict("records")
    assert (lost["agency_code"], lost["agency_name"]) == ("SNV", "Sở Nội vụ")
    assert found(intake) == [("day_unreadable", "J2")]


def test_an_agency_that_no_day_knows_is_not_guessed_for_a_row_without_a_day(tmp_path: Path) -> None:
    intake = read(tmp_path, row(Ngày="31/02/2020", Chủ="Sở Nội Vu"))
    (lost,) = intake.tables["unsettled"].to_dict("records")
    assert (lost["agency_code"], lost["agency_name"]) == ("", "Sở Nội Vu")


@pytest.mark.parametrize(
    ("column", "heading"),
    [("Lĩnh", "Lĩnh vực"), ("Qua", "Qua mạng"), ("Phương", "Phương thức LCNT"), ("Ngày", "Ngày đăng tải")],
)
def test_a_cell_that_shows_an_error_is_asked_for_by_its_heading(tmp_path: Path, column: str, heading: str) -> None:
    intake = read(tmp_path, row(**{column: "#REF!"}))
    told = [finding.values["column"] for finding in intake.findings if finding.code == "package_sheet.cell_unread"]
    assert told == [heading]


@pytest.mark.parametrize("above", [0, 45])
def test_a_text_list_is_recognised_wherever_its_heading_is_read(tmp_path: Path, above: int) -> None:
    path = tmp_path / "goi_thau.csv"
    cells = [f'"{str(cell).replace(".", ",") if isinstance(cell, float) else cell}"' for cell in row()]
    lines = ["DANH SÁCH"] * above + [",".join(f'"{name}"' for name in HEADING), ",".join(cells)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert is_package_text(path)
    assert len(read_package_sheets([path]).tables["packages"]) == 1


def test_days_of_excel_and_of_iso_are_days(tmp_path: Path) -> None:
    intake = read(
        tmp_path, row(Ngày=dt.date(2020, 3, 5)), row(Tên="B", Ngày="2020-03-05"), row(Tên="C", Ngày="5-3-2020")
    )
    assert {f"{day:%d/%m/%Y}" for day in intake.tables["packages"]["published_on"]} == {"05/03/2020"}
