"""A list of packages with Vietnamese headings, converted in parts, is what its adapter makes of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cchc_analysis.intake.findings import Counts, IntakeError, Severity
from cchc_analysis.intake.sources import SourceSpec
from cchc_analysis.intake.stream import sheet as stream_sheet
from cchc_analysis.tables import convert_parts
from cchc_analysis.tables.convert_packages import convert_packages
from cchc_analysis.tables.warehouse import Warehouse, build_warehouse
from tests.tables.converted import assert_same, convert

HEADING = ("Mã gói thầu", "Tên gói thầu", "Mã cơ quan", "Chủ đầu tư", "Lĩnh vực", "Hình thức lựa chọn nhà thầu",
           "Qua mạng", "Giá gói thầu (đồng)", "Ngày đăng tải")  # fmt: skip
RESULTS = ("Số TBMT", "Giá trúng thầu", "Số nhà thầu tham dự", "Ngày phê duyệt kết quả", "Nhà thầu trúng thầu")


def listed(package: str, *results: str, **changes: str) -> str:
    row = {
        "name": f"Gói {package}", "code": "SNV", "agency": "Sở Nội vụ", "field": "Hàng hóa",
        "form": "Đấu thầu rộng rãi", "online": "Có", "price": "5000000", "day": "01/03/2020",
    }  # fmt: skip
    return ",".join((package, *(row | changes).values(), *results))


def assert_as_whole(path: Path, monkeypatch: pytest.MonkeyPatch, *, size: int) -> Warehouse:
    """Convert a list, and hold every table, count and finding to what the adapter makes of it."""
    warehouse = convert(path, size=size)
    with monkeypatch.context() as patched:
        patched.setenv("CCHC_WAREHOUSE_DIR", str(path.parent / "whole"))
        whole = build_warehouse(SourceSpec("packages", path))
        assert (warehouse.key, warehouse.table_names) == (whole.key, whole.table_names)
        for name in whole.table_names:
            one, other = warehouse.table(name), whole.table(name)
            assert one is not None and other is not None
            key = "source_row" if name == "unsettled" else one.columns[0]
            assert_same(one, other, key)
    assert warehouse.files[0].counts == whole.files[0].counts
    assert list(warehouse.files[0].findings) == sorted(whole.files[0].findings, key=convert_parts.row_of)
    return warehouse


@pytest.mark.parametrize("size", [1, 3])
def test_a_list_with_vietnamese_headings_is_converted_as_it_is_read(
    written: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    rows = [listed("G1"), listed("G2"), "Tổng cộng,,,,,,,10000000,", listed("G1"), listed("G2", online="Không"),
            listed("G3", online="có lẽ"), "Phần II,,,,,,,,", listed("G4", online="Không")]  # fmt: skip
    path = tmp_path / "danh-sach.csv"
    path.write_text("\n".join([",".join(HEADING), *rows]) + "\n", encoding="utf-8")
    warehouse = assert_as_whole(path, monkeypatch, size=size)
    assert warehouse.source == "packages"
    assert warehouse.files[0].counts == (Counts("row", 8, 2, 1, 3, 2),)
    first = warehouse.files[0].findings[0]
    assert (first.code, first.raw_value) == ("package_sheet.rows_explained", "4, 8")


@pytest.mark.parametrize("size", [1, 100])
def test_what_became_of_packages_is_converted_too_with_lots_far_apart(
    written: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    result = ("4000000", "3", "01/04/2020", "Công ty A")
    rows = [
        listed("G1", "IB1", *result), listed("G2", "IB2", *result), listed("G3", "", "", "", "", ""),
        listed("G4", "IB1", "3000000", "2", "02/04/2020", "Công ty B"), listed("G2", "IB2", *result),
        listed("G5", "IB2", *result, online="có lẽ"), listed("G6", "IB6", *result), listed("G6", "IB7", *result),
        # No invitation, and a package's number that is an invitation's.
        listed("IB2300000001", "", *result), listed("G8", "IB2300000001", *result),
    ]  # fmt: skip
    path = tmp_path / "danh-sach.csv"
    path.write_text("\n".join([",".join((*HEADING, *RESULTS)), *rows]) + "\n", encoding="utf-8")
    table = assert_as_whole(path, monkeypatch, size=size).table("procedures")
    assert table is not None
    assert sorted(table["procedure_id"]) == [
        "IB1/SNV/G1",
        "IB1/SNV/G4",
        "IB2",
        "IB2300000001",
        "IB2300000001/SNV/G8",
    ]
    assert table["award_value"].sum() == 4 * 4_000_000 + 3_000_000


@pytest.mark.parametrize("least", ["150000000", "99999999"])
def test_a_unit_of_money_that_is_not_said_is_that_of_the_whole_list(
    written: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, least: str
) -> None:
    heading = ",".join(HEADING).replace(" (đồng)", "")
    rows = [listed("G1", price="200000000"), listed("G2", price="300000000"), listed("G3", price=least)]
    path = tmp_path / "danh-sach.csv"
    path.write_text("\n".join([heading, *rows]) + "\n", encoding="utf-8")
    if least == "150000000":
        files = assert_as_whole(path, monkeypatch, size=1).files
        assert files[0].counts == (Counts("row", 3, 3),)
        assert "package_sheet.assumed_unit" in [one.code for one in files[0].findings]
        return
    # Taken row by row, two of them would have been read in đồng.
    with pytest.raises(IntakeError) as refused:
        convert(path, size=1)
    assert [one.code for one in refused.value.findings if one.severity is Severity.HELD] == [
        "package_sheet.unit_unknown"
    ]


@pytest.mark.parametrize("size", [1, 100])
def test_rows_of_one_number_are_one_package_as_they_are_read_whole(
    written: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    rows = [
        listed("G1"), listed("G1", online="Không", field="gì đó"), listed("G2"), listed("G-3"),
        listed("G4", price="-1"),
        listed("G2", code="SNV\u202e"), listed("g – 3", online="Không"), listed("G4", price="-1", online="Không"),
        listed("G5"), listed("G5", code="STP", agency="Sở Tư pháp"), listed("G6"), listed("g6", name="Gói G6"),
        listed("", name="Không số"), listed("", name="Không số", price="7000000"), listed("", field="gì đó"),
    ]  # fmt: skip
    path = tmp_path / "danh-sach.csv"
    path.write_text("\n".join([",".join(HEADING), *rows]) + "\n", encoding="utf-8")
    warehouse = assert_as_whole(path, monkeypatch, size=size)
    assert warehouse.files[0].counts == (Counts("row", 15, 2, 1, 12, 0),)
    unsettled = warehouse.table("unsettled")
    assert unsettled is not None
    numbered = unsettled[~unsettled["package_id"].str.startswith("LIST_")]
    assert sorted(numbered["package_id"]) == ["SNV/G-3", "SNV/G1", "SNV/G4", "SNV/G5", "STP/G5"]
    assert len(unsettled) == 8


@pytest.mark.parametrize("size", [1, 100])
def test_numbers_of_agencies_are_judged_over_the_whole_list_as_they_are_read_whole(
    written: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    other = {"code": "STP", "agency": "Sở Tư pháp"}
    rows = [
        listed("01"), listed("1", name="B"), listed("01", name="C", **other), listed("1.0", name="D"),
        # One package of two agencies, of which a third row is faulty; and a national number of two contents.
        listed("02", name="Z"), listed("02", name="Z", **other), listed("02", name="Z", field="gì đó", **other),
        listed("20230312345", name="X"), listed("20230312345", name="Y", **other),
        listed("03"), listed("3", **other),
    ]  # fmt: skip
    path = tmp_path / "danh-sach.csv"
    path.write_text("\n".join([",".join(HEADING), *rows]) + "\n", encoding="utf-8")
    warehouse = assert_as_whole(path, monkeypatch, size=size)
    assert warehouse.files[0].counts == (Counts("row", 11, 6, 0, 5, 0),)
    told = [(one.code, one.place) for one in warehouse.files[0].findings if one.code.endswith("alike")]
    assert told == [("package_sheet.number_alike", f"row {row}") for row in (2, 3, 5)]
    unsettled = warehouse.table("unsettled")
    assert unsettled is not None
    assert sorted(unsettled["package_id"]) == ["20230312345", "20230312345", "SNV/02", "STP/02"]
    assert unsettled["form"].eq("").all()


@pytest.mark.parametrize("size", [1, 100])
def test_totals_lots_and_rows_that_say_hardly_anything_are_told_as_they_are_read_whole(
    written: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    rows = [
        "I,Quý I,,,,,,,", listed("01"), listed("02", online="Không"), ",Phần 1: Bàn,,,,,,9000000,",
        "03,Mua ghế,,,,,,,", "Tổng cộng,,,,,,1,10000000,", listed("", name="Lô 2: Tủ"), "Tổng,,,,,,2,15000001,",
        # Lots of one number, one by itself under a title, and one that is named otherwise than its package.
        listed("04", name="Lô 3: Kệ"), listed("04", name="Lô 3: Kệ"), "II,Quý II,,,,,,,", ",Phần 2: Đèn,,,,,,1,",
        listed("05", name="Lô 4: Rèm"), listed("05", name="Rèm"),
    ]  # fmt: skip
    path = tmp_path / "danh-sach.csv"
    path.write_text("\n".join([",".join(HEADING), *rows]) + "\n", encoding="utf-8")
    warehouse = assert_as_whole(path, monkeypatch, size=size)
    assert warehouse.files[0].counts == (Counts("row", 14, 2, 0, 6, 6),)
    told = [(one.code.removeprefix("package_sheet."), one.place) for one in warehouse.files[0].findings]
    assert [one for one in told if one[1] != "row 1"] == [
        ("rows_explained", ""), ("lots_differ", "row 5"), ("nearly_empty", "row 6 · Tên gói thầu"),
        ("lot_without_number", "row 8 · Tên gói thầu"), ("total_differs", "row 9"),
        ("lot_with_number", "row 10 · Tên gói thầu"), ("lot_with_number", "row 11 · Tên gói thầu"),
        ("lots_alone", "row 13"), ("lot_with_number", "row 14 · Tên gói thầu"), ("contradicts", "row 14"),
        ("contradicts", "row 15"),
    ]  # fmt: skip
    unsettled = warehouse.table("unsettled")
    assert unsettled is not None
    unsettled = unsettled.set_index("package_id")
    assert (unsettled["value_vnd"].isna()["SNV/04"], unsettled["form"]["SNV/04"]) == (True, "open_bidding")


@pytest.mark.parametrize("size", [1, 100])
def test_blanks_in_columns_that_may_be_left_out_cost_their_rows_and_a_line_above_says_the_unit(
    written: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    heading = ",".join((*HEADING, "Trong nước", "Phương thức LCNT", "Màu sắc")).replace(" (đồng)", "")
    usual = "Một giai đoạn một túi hồ sơ"
    rows = [
        listed("G1", "Có", usual, "đỏ"),
        listed("G2", "", usual, ""),
        listed("G3", "Không", "", ""),
        listed("G4", "Có", usual, ""),
    ]
    path = tmp_path / "danh-sach.csv"
    path.write_text("\n".join(["(ĐVT: nghìn đồng)", heading, *rows]) + "\n", encoding="utf-8")
    warehouse = assert_as_whole(path, monkeypatch, size=size)
    assert warehouse.files[0].counts == (Counts("row", 4, 2, 0, 2, 0),)
    told = {finding.place: finding.values["column"] for finding in warehouse.files[0].findings if finding.values}
    assert told == {"row 4": "Trong nước", "row 5": "Phương thức LCNT"}
    (unknown,) = [one for one in warehouse.files[0].findings if one.code == "package_sheet.column_unknown"]
    assert (unknown.place, unknown.raw_value) == ("row 2", "Màu sắc")
    packages, unsettled = warehouse.table("packages"), warehouse.table("unsettled")
    assert packages is not None
    assert unsettled is not None
    assert packages["value_vnd"].tolist() == [5_000_000_000] * 2
    lost = unsettled.set_index("package_id")
    assert (lost["is_domestic"].isna()["SNV/G2"], lost["method"]["SNV/G3"]) == (True, "")
    assert not lost["is_domestic"]["SNV/G3"]


@pytest.mark.parametrize("place", [0, 2, 3])
def test_a_foreign_unit_above_or_under_the_heading_refuses_a_list(
    written: Callable[..., Path], tmp_path: Path, place: int
) -> None:
    lines = [",".join(HEADING), listed("G1"), listed("G2")]
    lines.insert(place, "Đơn vị tính: USD")
    path = tmp_path / "danh-sach.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(IntakeError) as refused:
        convert(path, size=1)
    assert "package_sheet.unit_not_understood" in [one.code for one in refused.value.findings]


@pytest.mark.parametrize("size", [1, 100])
def test_a_price_in_another_unit_and_a_total_like_a_package_are_told_as_they_are_read_whole(
    written: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    rows = [listed("01"), listed("02", price="5000000000"), listed("03"), listed("04", price="20000000000000"),
            listed("", name="SUM", price="5005000000"), listed("05", price="7000000")]  # fmt: skip
    rows[2:2] = [listed("", name="Tổng cộng SNV", price="5005000000")]
    path = tmp_path / "danh-sach.csv"
    path.write_text("\n".join([",".join(HEADING), *rows]) + "\n", encoding="utf-8")
    files = assert_as_whole(path, monkeypatch, size=size).files
    told = [(one.code.removeprefix("package_sheet."), one.place.split(" · ")[0]) for one in files[0].findings]
    assert sorted(one for one in told if one[1] != "row 1") == [
        ("named_total", "row 4"), ("named_total", "row 7"), ("named_total_sum", "row 4"), ("price_slip", "row 6"),
    ]  # fmt: skip


def test_a_list_is_read_in_parts_of_its_own_size(
    written: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream_sheet, "_ROWS_PER_PART", 2)
    path = tmp_path / "danh-sach.csv"
    path.write_text("\n".join([",".join(HEADING), *map(listed, ("G1", "G2", "G3"))]) + "\n", encoding="utf-8")
    parts: list[int] = []
    convert_packages(path, on_read=parts.append)
    assert len(parts) == 2
