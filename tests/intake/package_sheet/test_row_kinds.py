"""Rows that are no package, or say hardly anything of one: told with their place, never counted unsaid."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cchc_analysis.intake.findings import Severity, SourceIntake
from cchc_analysis.texts import LANGUAGES
from tests.intake.package_lists import HEADING, found, read, row

pytestmark = pytest.mark.usefixtures("in_this_process")

NUMBERED = ("Số gói thầu", *HEADING)
Cells = tuple[Any, ...]


def package(number: object, **changes: object) -> Cells:
    return (number, *row(**changes))


def total(words: str = "Tổng cộng", online: object = None, price: object = None) -> Cells:
    return (words, *[None] * 6, online, None, price, None)


def outcomes(intake: SourceIntake) -> tuple[int, int, int]:
    counts = intake.files[0].counts[0]
    return counts.used, counts.rejected, counts.explained


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("Tổng cộng", 2),
        ("TỔNG SỐ GÓI THẦU", "2"),
        ("Cộng nhóm I", "=COUNTA(H2:H3)"),
        ("Tổng cộng (2 gói thầu)", None),
        ("Cộng:", 2),
    ],
)
def test_a_total_may_count_what_is_held_online(tmp_path: Path, words: str, count: object) -> None:
    intake = read(tmp_path, package(1), package(2), total(words, count, 2501), heading=NUMBERED)
    assert found(intake) == [("rows_explained", "")]
    assert intake.findings[0].raw_value == "4"
    assert outcomes(intake) == (2, 0, 1)


def test_a_package_named_like_a_total_is_none_though_only_its_online_mark_is_filled_in(tmp_path: Path) -> None:
    cells = (3, None, "Tổng đài điện thoại", *[None] * 4, 1, None, 100, None)
    intake = read(tmp_path, package(1), cells, heading=NUMBERED)
    assert outcomes(intake) == (1, 1, 0)
    assert intake.tables["unsettled"]["name"].tolist() == ["Tổng đài điện thoại"]


@pytest.mark.parametrize(
    ("online", "price", "told"),
    [
        (1, 1350.5, []),
        (None, "1.350,5", []),
        (1, 1351, []),
        (1, 1350, []),
        (2, 1350.5, [("total_count_differs", "H4")]),
        (1, 1360, [("total_differs", "J4")]),
        (0, 1350.4, [("total_differs", "J4"), ("total_count_differs", "H4")]),
    ],
)
def test_a_total_that_disagrees_with_its_rows_is_named(
    tmp_path: Path, online: object, price: object, told: list[tuple[str, str]]
) -> None:
    intake = read(
        tmp_path, package(1), package(2, mạng="Không", Giá=100), total("Tổng", online, price), heading=NUMBERED
    )
    assert found(intake)[1:] == told
    assert {finding.severity for finding in intake.findings} == {Severity.NOTE}
    assert outcomes(intake) == (2, 0, 1)
    for finding in intake.findings[1:]:
        assert all(finding.raw_value in finding.sentence(language) for language in LANGUAGES)
    sums = {one.code.removeprefix("package_sheet."): one.values["sum"] for one in intake.findings[1:]}
    assert sums == {code: {"total_differs": 1350.5, "total_count_differs": 1}[code] for code, _ in told}


def test_totals_of_groups_and_of_the_whole_above_or_below_agree(tmp_path: Path) -> None:
    rows = (
        total("Tổng cộng", 3, 60), ("", "Nhóm A"), package(1, Giá=10), package(2, Giá=20),
        total("Cộng nhóm A", 2, 30), ("", "Nhóm B"), package(3, Giá=30), total("Cộng nhóm B", 1, 30),
        total("Tổng", 3, 60), total("Cộng", 3, 61),
    )  # fmt: skip
    intake = read(tmp_path, *rows, heading=NUMBERED)
    assert found(intake) == [("rows_explained", ""), ("total_differs", "J11")]
    assert intake.findings[1].values == {"sum": 60}


def test_a_total_over_a_price_that_cannot_be_read_is_not_judged(tmp_path: Path) -> None:
    rows = (package(1), package(2, Giá="khoảng 5"), total("Tổng", None, 9))
    assert [code for code, _ in found(read(tmp_path, *rows, heading=NUMBERED))] == [
        "rows_explained", "money_not_a_number",
    ]  # fmt: skip


@pytest.mark.parametrize(("before", "number", "after"), [(1, 2, 3), ("01", "02", "03"), ("GT-1", "GT-2", "GT-3")])
def test_a_number_and_a_name_among_packages_numbered_alike_is_a_package_with_empty_cells(
    tmp_path: Path, before: object, number: object, after: object
) -> None:
    rows = (package(before), (number, None, "Mua bàn ghế"), package(after, Tên="C"))
    intake = read(tmp_path, *rows, heading=NUMBERED)
    assert found(intake) == [("nearly_empty", "C3")]
    assert outcomes(intake) == (2, 1, 0)
    for language in LANGUAGES:
        said = intake.findings[0].sentence(language)
        assert all(f'"{name}"' in said for name in ("Chủ đầu tư", "Lĩnh vực", "Giá gói thầu", "Ngày đăng tải"))
    assert intake.tables["unsettled"]["name"].tolist() == ["Mua bàn ghế"]


@pytest.mark.parametrize("title", [("I", "Quý I"), ("A.", "Hàng hóa"), (1, "Sở Nội vụ"), ("", "Quý II")])
def test_a_title_that_is_numbered_otherwise_or_names_an_agency_stays_a_title(tmp_path: Path, title: Cells) -> None:
    intake = read(tmp_path, (title[0], None, title[1]), package(1), package(2, Tên="B"), heading=NUMBERED)
    assert found(intake) == [("rows_explained", "")]
    assert outcomes(intake) == (2, 0, 1)


@pytest.mark.parametrize("written", ["{}", "({})", "[{}]"])
def test_the_numbers_of_columns_under_the_heading_are_explained(tmp_path: Path, written: str) -> None:
    numbers = tuple(written.format(number) for number in range(1, len(NUMBERED) + 1))
    intake = read(tmp_path, numbers, package(1), heading=NUMBERED)
    assert found(intake) == [("rows_explained", "")]
    assert outcomes(intake) == (1, 0, 1)


def test_numbers_in_the_column_of_serial_numbers_are_asked_too(tmp_path: Path) -> None:
    intake = read(tmp_path, (1, *row()), (2, None, "Mua bàn ghế"), heading=("STT", *HEADING))
    assert found(intake) == [("nearly_empty", "C3")]
    both = ("STT", *NUMBERED)
    rows = ((1, *package("01")), (2, "02", None, "Mua ghế"), (3, "03", None, "Mua bàn", "Sở Nội vụ"))
    assert found(read(tmp_path, *rows, heading=both)) == [("nearly_empty", "D3"), ("nearly_empty", "D4")]


def test_lots_under_their_package_are_explained_and_count_for_nothing(tmp_path: Path) -> None:
    lots = [(None, None, f"Phần {number}: thuốc", *[None] * 6, 50, None) for number in (1, 2)]
    intake = read(tmp_path, package("01", Giá=100), *lots, total("Tổng", 1, 100), heading=NUMBERED)
    assert found(intake) == [("rows_explained", "")]
    assert intake.findings[0].raw_value == "3, 4, 5"
    assert intake.tables["packages"]["value_vnd"].tolist() == [100_000_000]


@pytest.mark.parametrize(
    ("whole", "prices", "told"),
    [
        (100, (50, 50), []),
        (100, (33.3, 66.6), []),
        (100, (33.3, 66.5), ["lots_differ"]),
        (100.25, (50, 50), ["lots_differ"]),
        (100, (50, 49), ["lots_differ"]),
        (100, (50, None), []),
        (None, (50, 49), ["empty"]),
    ],
)
def test_lots_that_do_not_add_up_to_their_package_are_noted(
    tmp_path: Path, whole: object, prices: tuple[object, object], told: list[str]
) -> None:
    lots = [
        (None, None, f"Phần {number}: thuốc", *[None] * 6, price, None) for number, price in enumerate(prices, 1)
    ]
    intake = read(tmp_path, package("01", Giá=whole), *lots, package("02", Tên="B"), heading=NUMBERED)
    assert [code for code, _ in found(intake)][1:] == told
    assert outcomes(intake) == (1 if whole is None else 2, 1 if whole is None else 0, 2)
    for finding in intake.findings[1:]:
        if finding.code == "package_sheet.lots_differ":
            assert finding.place == "C3"
            assert finding.values == {"sum": pytest.approx(sum(map(float, prices))), "price": whole}  # type: ignore[arg-type]


def test_decimals_of_one_package_do_not_say_how_the_lots_of_the_next_are_rounded(tmp_path: Path) -> None:
    rows: list[Cells] = []
    for number, prices in (("01", (33.25, 66.75)), ("02", (33.3, 66.6))):
        rows += [package(number, Tên=f"Gói {number}", Giá=100)]
        rows += [(None, None, f"Phần {lot}", *[None] * 6, price, None) for lot, price in enumerate(prices, 1)]
    assert found(read(tmp_path, *rows, heading=NUMBERED)) == [("rows_explained", "")]


def test_lots_without_a_package_above_are_not_explained_away_unsaid(tmp_path: Path) -> None:
    lot = (None, None, "Lô 1: bàn", *[None] * 6, 50, None)
    intake = read(tmp_path, lot, package("01"), lot, total(), lot, heading=NUMBERED)
    assert [place for code, place in found(intake) if code == "lots_alone"] == ["C2", "C6"]


def test_lots_under_a_title_are_not_held_against_the_package_of_the_group_before(tmp_path: Path) -> None:
    lot = (None, None, "Lô 1: bàn", *[None] * 6, 50, None)
    intake = read(tmp_path, package("01", Giá=100), ("", "Nhóm B"), lot, package("02", Tên="B"), heading=NUMBERED)
    assert found(intake)[1:] == [("lots_alone", "C4")]
    both = read(tmp_path, package("01", Giá=100), lot, ("", "Nhóm B"), package("02", Tên="B"), heading=NUMBERED)
    assert found(both)[1:] == [("lots_differ", "C3")]


@pytest.mark.parametrize("stated", ["đồng", "ĐVT: triệu đồng"])
def test_a_unit_beside_the_number_and_name_of_a_package_does_not_explain_it_away(
    tmp_path: Path, stated: str
) -> None:
    heading = (*(name.replace("triệu ", "") if "đồng" in stated[:4] else name for name in NUMBERED), "ĐVT")
    half = ("02", None, "Mua bàn ghế", *[None] * 8, stated)
    intake = read(tmp_path, (*package("01", Giá=500_000_000), ""), half, heading=heading)
    assert found(intake) == [("nearly_empty", "C3")]
    assert outcomes(intake) == (1, 1, 0)
    lines = [(*[None] * 11, stated), ("02", None, stated)]
    explained = read(tmp_path, (*package("01", Giá=500_000_000), ""), *lines, heading=heading)
    assert found(explained) == [("rows_explained", "")]
    assert outcomes(explained) == (1, 0, 2)
    assert "đơn vị tính" in explained.findings[0].sentence("vi")


@pytest.mark.parametrize("names", [("Phần 1: Bàn", "Phần 2: Ghế"), ("Bàn", "Ghế"), ("Bàn ghế", "Bàn ghế")])
def test_lots_that_name_no_package_are_held_one_by_one_and_cost_no_other_row(
    tmp_path: Path, names: tuple[str, str]
) -> None:
    lots = [(f"Lô {number}", *row(Tên=name)) for number, name in enumerate(names, 1)]
    intake = read(tmp_path, *lots, (None, *row(Tên="Khác")), heading=("Phần/Lô", *HEADING))
    assert found(intake) == [("lot_without_number", "A2"), ("lot_without_number", "A3")]
    assert {finding.severity for finding in intake.findings} == {Severity.HELD}
    assert intake.tables["packages"]["name"].tolist() == ["Khác"]
    # One package or two: of neither row is it certain that it counts.
    assert intake.tables["unsettled"]["form"].tolist() == ["", ""]
    assert outcomes(intake) == (1, 2, 0)


def test_a_name_that_begins_with_a_lot_is_asked_about_and_software_is_none(tmp_path: Path) -> None:
    intake = read(tmp_path, row(Tên="Lô số 02 - Xi măng"), row(Tên="Phần mềm kế toán"), row(Tên="Phần 3"))
    assert found(intake) == [("lot_without_number", "B2"), ("lot_without_number", "B4")]


@pytest.mark.parametrize(("heading", "number"), [("Mã gói thầu", "07"), ("Số TBMT", "IB2300012345-00")])
def test_a_lot_with_a_number_waits_for_the_price_of_its_package(tmp_path: Path, heading: str, number: str) -> None:
    names, other = (heading, "Phần/Lô", *HEADING), (None, None, *row(Tên="Khác"))
    alone = read(tmp_path, (number, "Lô 1", *row()), other, heading=names)
    assert found(alone) == [("lot_with_number", "B2")]
    assert outcomes(alone) == (1, 1, 0)
    assert alone.findings[0].severity is Severity.HELD
    assert len({alone.findings[0].message(language) for language in LANGUAGES}) == 2
    twice = read(tmp_path, *((number, f"Lô {lot}", *row()) for lot in (1, 2)), other, heading=names)
    assert found(twice) == [("lot_with_number", "B2"), ("lot_with_number", "B3")]
    # A part of the price or the whole: the package is known, its price is not.
    for intake in (alone, twice):
        assert intake.tables["packages"]["name"].tolist() == ["Khác"]
        assert intake.tables["unsettled"]["value_vnd"].isna().all()
        assert set(intake.tables["unsettled"]["form"]) == {"shopping" if heading == "Mã gói thầu" else ""}
    assert len(twice.tables["unsettled"]) == (1 if heading == "Mã gói thầu" else 2)


def test_a_lot_counts_for_nothing_beside_its_package_and_lots_of_two_prices_contradict(tmp_path: Path) -> None:
    names = ("Mã gói thầu", "Phần/Lô", *HEADING)
    beside = read(tmp_path, ("07", None, *row()), ("07", "Lô 1", *row()), heading=names)
    assert outcomes(beside) == (1, 1, 0)
    assert beside.tables["packages"]["value_vnd"].tolist() == [1_250_500_000]
    assert beside.tables["unsettled"].empty
    rows = [("07", f"Lô {lot}", *row(Giá=100 * lot)) for lot in (1, 2)]
    intake = read(tmp_path, *rows, (None, None, *row(Tên="Khác")), heading=names)
    assert [one for one in found(intake) if one[0] == "contradicts"] == [
        ("contradicts", "row 2"), ("contradicts", "row 3"),
    ]  # fmt: skip
    assert intake.tables["packages"]["name"].tolist() == ["Khác"]
    assert intake.tables["unsettled"]["value_vnd"].isna().tolist() == [True]
