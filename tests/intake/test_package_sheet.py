"""Hand-made lists of packages: one reading of every cell, or a finding with its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cchc_analysis.intake.findings import Severity, SourceIntake
from cchc_analysis.intake.package_sheet import read_package_sheets
from cchc_analysis.intake.package_sheet_kind import is_package_text
from cchc_analysis.intake.sources import check_path
from cchc_analysis.tables.contracts import check_table
from cchc_analysis.texts import LANGUAGES

HEADING = ("STT", "Tên gói thầu", "Chủ đầu tư", "Lĩnh vực", "Hình thức LCNT", "Phương thức LCNT", "Qua mạng",
           "Trong nước/Quốc tế", "Giá gói thầu (triệu đồng)", "Ngày đăng tải")  # fmt: skip
ROW = ("1", "Mua máy tính", "Sở Nội vụ", "Hàng hóa", "Chào hàng cạnh tranh", "Một giai đoạn một túi hồ sơ", "Có",
       "Trong nước", 1250.5, "05/03/2020")  # fmt: skip
COLUMN = {name: place for place, name in enumerate(HEADING)}


def row(**changes: Any) -> tuple[Any, ...]:
    """A good row with other cells, named by a part of their heading."""
    cells = list(ROW)
    for part, value in changes.items():
        (place,) = [place for name, place in COLUMN.items() if part.replace("_", " ").lower() in name.lower()]
        cells[place] = value
    return tuple(cells)


def read(
    folder: Path, *rows: tuple[Any, ...], heading: tuple[Any, ...] = HEADING, above: tuple[Any, ...] = ()
) -> SourceIntake:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for cells in (*above, heading, *rows):
        sheet.append(cells)
    path = folder / "goi_thau.xlsx"
    book.save(path)
    return read_package_sheets([path])


def found(intake: SourceIntake) -> list[tuple[str, str]]:
    return [(finding.code.removeprefix("package_sheet."), finding.place) for finding in intake.findings]


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
        ({"Chủ": "Sở Nội Vu"}, "unknown_agency", "C2"),
        ({"Chủ": None}, "empty", "row 2"),
        ({"Lĩnh": "Máy móc"}, "unknown_field", "D2"),
        ({"Hình": "Mua ngoài"}, "unknown_form", "E2"),
        ({"Phương": "Ba giai đoạn"}, "unknown_method", "F2"),
        ({"Qua": None}, "empty", "row 2"),
        ({"Qua": "có lẽ"}, "unknown_is_online", "G2"),
        ({"Trong": "Sao Hỏa"}, "unknown_is_domestic", "H2"),
        ({"Giá": -5}, "money_not_whole", "I2"),
        ({"Giá": 0}, "money_not_whole", "I2"),
        ({"Giá": "4.750"}, "money_two_readings", "I2"),
        ({"Giá": "khoảng 5"}, "money_not_a_number", "I2"),
        ({"Giá": "=1+1"}, "money_not_calculated", "I2"),
        ({"Giá": 0.000001}, "money_implausible", "I2"),
        ({"Giá": 5 * 10**9}, "money_implausible", "I2"),
        ({"Ngày": "31/02/2020"}, "day_unreadable", "J2"),
        ({"Ngày": "03/2020"}, "day_unreadable", "J2"),
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
    told = [finding.values["column"] for finding in intake.findings if finding.code == "package_sheet.empty"]
    assert told == [heading]


@pytest.mark.parametrize("above", [0, 45])
def test_a_text_list_is_recognised_wherever_its_heading_is_read(tmp_path: Path, above: int) -> None:
    path = tmp_path / "goi_thau.csv"
    cells = [f'"{str(cell).replace(".", ",") if isinstance(cell, float) else cell}"' for cell in row()]
    lines = ["DANH SÁCH"] * above + [",".join(f'"{name}"' for name in HEADING), ",".join(cells)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert is_package_text(path)
    assert len(read_package_sheets([path]).tables["packages"]) == 1


def test_missing_columns_are_listed_together_and_refuse_the_list(tmp_path: Path) -> None:
    lacking = tuple(name for name in HEADING if name not in ("Lĩnh vực", "Ngày đăng tải"))
    intake = read(tmp_path, ROW[: len(lacking)], heading=lacking)
    (finding,) = intake.findings
    assert finding.code == "package_sheet.columns_missing"
    assert finding.values["columns"] == '"Lĩnh vực", "Ngày đăng tải"'


def test_a_list_without_place_and_method_is_taken_for_the_usual_and_says_so(tmp_path: Path) -> None:
    left_out = ("Phương thức LCNT", "Trong nước/Quốc tế")
    heading = tuple(name for name in HEADING if name not in left_out)
    cells = tuple(cell for name, cell in zip(HEADING, ROW, strict=True) if name not in left_out)
    intake = read(tmp_path, cells, heading=heading)
    assert {code for code, _ in found(intake)} == {"assumed_is_domestic", "assumed_method"}
    assert intake.tables["packages"]["is_domestic"].tolist() == [True]


def test_a_column_nobody_knows_is_noted_and_one_that_stands_twice_refuses(tmp_path: Path) -> None:
    intake = read(tmp_path, (*row(), "x"), heading=(*HEADING, "Màu sắc"))
    assert found(intake) == [("column_unknown", "K1")]
    twice = read(tmp_path, (*row(), "x"), heading=(*HEADING, "Tên gói thầu"))
    assert found(twice) == [("column_twice", "K1")]
    assert twice.tables["packages"].empty


def test_totals_titles_and_repeated_headings_are_explained(tmp_path: Path) -> None:
    total = ("", "Tổng cộng", None, None, None, None, None, None, 1250.5, None)
    intake = read(tmp_path, ("I", "Các gói thầu quý I"), row(), HEADING, total)
    counts = intake.files[0].counts[0]
    assert (counts.read, counts.used, counts.explained) == (4, 1, 3)
    assert [(finding.code, finding.raw_value) for finding in intake.findings] == [
        ("package_sheet.rows_explained", "2, 4, 5")
    ]


def test_a_package_whose_name_begins_like_a_total_is_no_total(tmp_path: Path) -> None:
    intake = read(tmp_path, row(Tên="Tổng kiểm tra hệ thống điện", Ngày=None))
    assert found(intake) == [("empty", "row 2")]


def test_the_same_package_twice_counts_once_and_two_contents_count_never(tmp_path: Path) -> None:
    intake = read(tmp_path, row(), row(), row(Tên="A"), row(Tên="A", Giá=7))
    counts = intake.files[0].counts[0]
    assert (counts.used, counts.repeated, counts.rejected) == (1, 1, 2)
    assert found(intake) == [("repeated", "row 3"), ("contradicts", "row 4"), ("contradicts", "row 5")]
    assert intake.tables["unsettled"]["finding"].tolist() == ["package_sheet.contradicts"] * 2


RESULTS = ("Số TBMT", "Giá trúng thầu", "Số nhà thầu tham dự", "Ngày phê duyệt kết quả", "Nhà thầu trúng thầu")


def test_columns_on_results_give_procedures(tmp_path: Path) -> None:
    intake = read(
        tmp_path,
        (*row(), "IB1", 1200, 3, "01/04/2020", "Công ty A"),
        (*row(Tên="Chưa có"), "IB2", None, None, None, None),
        heading=(*HEADING, *RESULTS),
    )
    table = check_table("procedures", intake.tables["procedures"])
    assert table[["procedure_id", "status", "bidder_count"]].to_numpy().tolist()[0] == ["IB1", "awarded", 3]
    assert table["award_value"].tolist()[0] == 1_200_000_000
    assert table["status"].tolist() == ["awarded", "unknown"]
    assert intake.tables["packages"]["package_id"].tolist() == ["IB1", "IB2"]


def test_what_cannot_be_read_of_a_result_is_missing_and_costs_no_package(tmp_path: Path) -> None:
    intake = read(tmp_path, (*row(), "IB1", -5, 1.5, "hôm qua", "A"), heading=(*HEADING, *RESULTS))
    assert {code for code, _ in found(intake)} == {"money_not_whole", "count_unreadable", "day_unreadable"}
    (outcome,) = check_table("procedures", intake.tables["procedures"]).to_dict("records")
    assert outcome["status"] == "unknown"
    assert len(intake.tables["packages"]) == 1


def test_lots_of_one_invitation_keep_their_own_results(tmp_path: Path) -> None:
    names = (*HEADING, "Mã gói thầu", *RESULTS)
    rows = [(*row(Tên=name), name, "IB1", 1200, 3, "01/04/2020", "A") for name in ("G1", "G2")]
    table = check_table("procedures", read(tmp_path, *rows, heading=names).tables["procedures"])
    assert table["procedure_id"].tolist() == ["IB1/G1", "IB1/G2"]


def test_hidden_sheets_and_rows_are_held(tmp_path: Path) -> None:
    path = tmp_path / "an.xlsx"
    book = openpyxl.Workbook()
    shown = book.active
    assert shown is not None
    hidden = book.create_sheet("Ẩn")
    for sheet in (shown, hidden):
        sheet.append(HEADING)
        sheet.append(row())
    hidden.sheet_state = "hidden"
    shown.row_dimensions[2].hidden = True
    book.save(path)
    intake = read_package_sheets([path])
    assert found(intake) == [("row_hidden", "B2"), ("sheet_hidden", "row 1")]
    assert intake.files[0].counts[0].rejected == 2


def test_a_word_merged_over_rows_is_that_of_each_and_a_merged_price_of_none(tmp_path: Path) -> None:
    path = tmp_path / "tron.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for cells in (HEADING, row(), row(Tên="B"), row(Tên="C")):
        sheet.append(cells)
    sheet.merge_cells("C2:C4")
    sheet.merge_cells("I3:I4")
    book.save(path)
    intake = read_package_sheets([path])
    assert intake.tables["packages"]["agency_code"].tolist() == ["SNV", "SNV"]
    assert found(intake) == [("empty", "row 4")]


def test_a_file_without_a_heading_and_one_of_another_kind_are_accounted_for(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x,y\n1,2\n", encoding="utf-8")
    (tmp_path / "b.csv").write_bytes(b"")
    (tmp_path / "c.pdf").write_bytes(b"%PDF")
    openpyxl.Workbook().save(tmp_path / "d.xlsx")
    intake = read_package_sheets(sorted(tmp_path.iterdir()), root=tmp_path)
    assert [finding.code for finding in intake.findings] == [
        "package_sheet.no_heading", "intake.empty_file", "intake.file_not_used", "package_sheet.no_heading",
    ]  # fmt: skip


def test_days_of_excel_and_of_iso_are_days(tmp_path: Path) -> None:
    import datetime as dt  # noqa: PLC0415 - one test needs it

    intake = read(
        tmp_path, row(Ngày=dt.date(2020, 3, 5)), row(Tên="B", Ngày="2020-03-05"), row(Tên="C", Ngày="5-3-2020")
    )
    assert {f"{day:%d/%m/%Y}" for day in intake.tables["packages"]["published_on"]} == {"05/03/2020"}
