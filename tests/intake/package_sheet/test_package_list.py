"""Lists of packages as a whole: columns, lines that are no packages, repeats, results, hidden and merged cells."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from cchc_analysis.intake.findings import Severity
from cchc_analysis.intake.package_sheet.adapter import read_package_sheets
from cchc_analysis.intake.package_sheet.headings import heading_of
from cchc_analysis.reference.vocabulary import known_codes, plan_type_name
from cchc_analysis.tables.contracts import check_table
from cchc_analysis.texts import LANGUAGES
from tests.intake.package_lists import HEADING, RESULTS, ROW, found, read, row

pytestmark = pytest.mark.usefixtures("in_this_process")


def test_missing_columns_are_listed_together_and_refuse_the_list(tmp_path: Path) -> None:
    lacking = tuple(name for name in HEADING if name not in ("Lĩnh vực", "Ngày đăng tải"))
    intake = read(tmp_path, ROW[: len(lacking)], heading=lacking)
    (finding,) = intake.findings
    assert finding.code == "package_sheet.columns_missing"
    assert finding.values == {
        "columns": '"Lĩnh vực" / "Lĩnh vực lựa chọn nhà thầu" / "Lĩnh vực LCNT", '
        '"Ngày đăng tải" / "Ngày đăng tải KHLCNT"'
    }


def test_a_heading_nobody_knows_is_named_beside_the_column_that_is_missing(tmp_path: Path) -> None:
    renamed = {"Giá gói thầu (triệu đồng)": "Giá dự toán (đồng)", "Chủ đầu tư": "Ban"}
    intake = read(tmp_path, ROW, heading=tuple(renamed.get(name, name) for name in HEADING))
    refusal = next(one for one in intake.findings if one.code == "package_sheet.columns_unknown")
    for language in ("vi", "en"):
        assert '"Ban", "Giá dự toán (đồng)"' in refusal.sentence(language)
        assert '"Đơn vị" / "Mã cơ quan", "Giá gói thầu"' in refusal.sentence(language)


def test_a_list_that_does_not_tell_plans_apart_says_which_column_would(tmp_path: Path) -> None:
    intake = read(tmp_path, ROW[1:], heading=HEADING[1:])
    assert found(intake) == [("no_plan_type", "row 1")]
    sentence = intake.findings[0].sentence("vi")
    assert f'"{heading_of("plan_type")}"' in sentence
    assert all(f'"{plan_type_name(code, "vi")}"' in sentence for code in known_codes("plan_type"))


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


def test_headings_and_units_of_a_text_list_are_placed_by_their_row(tmp_path: Path) -> None:
    path = tmp_path / "goi_thau.csv"
    cells = [f'"{str(cell).replace(".", ",")}"' for cell in row()]
    heading = ",".join(f'"{name}"' for name in (*HEADING, "Màu sắc", "Tên gói thầu"))
    path.write_text("\n".join(["Đơn vị tính: USD", heading, ",".join(cells)]) + "\n", encoding="utf-8")
    assert set(found(read_package_sheets([path]))) == {
        ("column_unknown", "row 2"), ("column_twice", "row 2"), ("unit_not_understood", "row 1"),
    }  # fmt: skip


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
    said = [one.values for one in intake.findings if one.code.endswith("contradicts")]
    where = [("goi_thau.xlsx · Sheet", row, "Giá gói thầu") for row in ("5", "4")]
    assert [(one["other_file"], one["other_row"], one["column"]) for one in said] == where


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
    assert table["status"].tolist() == ["awarded", "open"]
    assert intake.tables["packages"]["package_id"].tolist() == ["IB1", "IB2"]


@pytest.mark.parametrize("told", range(len(RESULTS)))
def test_a_row_without_a_sign_of_selection_is_a_plan_only(tmp_path: Path, told: int) -> None:
    signs = ("IB1", 1200, 3, "01/04/2020", "Công ty A")
    own = [sign if place == told else None for place, sign in enumerate(signs)]
    intake = read(
        tmp_path,
        (*row(Tên="Có"), *own),
        (*row(Tên="Chưa có"), *[None] * len(RESULTS)),
        heading=(*HEADING, *RESULTS),
    )
    assert len(intake.tables["packages"]) == 2
    assert check_table("procedures", intake.tables["procedures"])["name"].tolist() == ["Có"]


def test_a_list_whose_columns_on_results_are_empty_tells_of_none(tmp_path: Path) -> None:
    intake = read(tmp_path, (*row(), *[None] * len(RESULTS)), heading=(*HEADING, *RESULTS))
    assert "procedures" not in intake.tables


def test_hidden_columns_and_units_that_are_read_are_noted_and_empty_or_unread_columns_are_not(
    tmp_path: Path,
) -> None:
    path = tmp_path / "an.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    unit = ("ĐVT: triệu đồng",)
    for cells in (unit, (*HEADING, "Ghi riêng", "Giá trúng thầu"), (*row(), "x", None)):
        sheet.append(cells)
    sheet.row_dimensions[1].hidden = True
    for column in "BIKL":
        sheet.column_dimensions[column].hidden = True
    book.save(path)
    intake = read_package_sheets([path])
    notes = [one for one in intake.findings if one.code.startswith("workbook.")]
    assert [(one.code.removeprefix("workbook."), one.place, one.raw_value) for one in notes] == [
        ("row_hidden", "A1", *unit), ("column_hidden", "B2", HEADING[1]), ("column_hidden", "I2", HEADING[8]),
    ]  # fmt: skip
    assert {one.severity for one in notes} == {Severity.NOTE}
    assert len(intake.tables["packages"]) == 1


def test_a_later_day_in_a_year_to_come_is_left_out_and_costs_no_package(tmp_path: Path) -> None:
    intake = read(tmp_path, (*row(), "IB1", 1200, 3, "01/04/2032", "A"), heading=(*HEADING, *RESULTS))
    (note,) = intake.findings
    assert (note.code, note.severity, note.place) == ("package_sheet.day_left_out", Severity.NOTE, "N2")
    assert len({note.message(language) for language in LANGUAGES}) == 2
    assert len(intake.tables["packages"]) == 1
    (outcome,) = check_table("procedures", intake.tables["procedures"]).to_dict("records")
    assert (outcome["status"], outcome["award_value"]) == ("awarded", 1_200_000_000)
    assert pd.isna(outcome["awarded_on"])


def test_what_cannot_be_read_of_a_result_is_missing_and_costs_no_package(tmp_path: Path) -> None:
    unread = read(tmp_path, (*row(), "IB1", 1200, 3, "=A9", "A"), heading=(*HEADING, *RESULTS))
    assert (found(unread), len(unread.tables["packages"])) == ([("cell_unread", "N2")], 1)
    intake = read(tmp_path, (*row(), "IB1", -5, 1.5, "hôm qua", "A"), heading=(*HEADING, *RESULTS))
    assert {code for code, _ in found(intake)} == {"money_not_whole", "count_unreadable", "day_unreadable"}
    (outcome,) = check_table("procedures", intake.tables["procedures"]).to_dict("records")
    assert outcome["status"] == "unknown"
    assert len(intake.tables["packages"]) == 1


def test_lots_of_one_invitation_keep_their_own_results(tmp_path: Path) -> None:
    names = (*HEADING, "Mã gói thầu", *RESULTS)
    rows = [(*row(Tên=name), name, "IB1", 1200, 3, "01/04/2020", "A") for name in ("G1", "G2")]
    table = check_table("procedures", read(tmp_path, *rows, heading=names).tables["procedures"])
    assert table["procedure_id"].tolist() == ["IB1/SNV/G1", "IB1/SNV/G2"]


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
    assert intake.tables["packages"]["agency_code"].tolist() == ["SNV"]
    assert intake.tables["unsettled"]["agency_code"].tolist() == ["SNV", "SNV"]
    assert found(intake) == [("price_merged", "I3"), ("price_merged", "row 4")]


def test_a_file_without_a_heading_and_one_of_another_kind_are_accounted_for(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x,y\n1,2\n", encoding="utf-8")
    (tmp_path / "b.csv").write_bytes(b"")
    (tmp_path / "c.pdf").write_bytes(b"%PDF")
    openpyxl.Workbook().save(tmp_path / "d.xlsx")
    intake = read_package_sheets(sorted(tmp_path.iterdir()), root=tmp_path)
    assert [finding.code for finding in intake.findings] == [
        "package_sheet.no_heading", "intake.empty_file", "intake.file_not_used", "workbook.no_cells",
    ]  # fmt: skip
