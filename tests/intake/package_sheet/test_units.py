"""A unit of money stated anywhere in a list is used or asked about; a price is never guessed against it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cchc_analysis.intake.findings import Severity, SourceIntake
from cchc_analysis.intake.package_sheet.adapter import read_package_sheets
from cchc_analysis.intake.package_sheet.headings import unit_vnd
from cchc_analysis.intake.stated_units import shown_unit, stated_units
from cchc_analysis.intake.workbook.cells import Cell
from cchc_analysis.reference.plausible_amounts import plausible_amounts
from cchc_analysis.texts import LANGUAGES
from tests.intake.package_lists import HEADING, found, read, row

pytestmark = pytest.mark.usefixtures("in_this_process")
NO_UNIT = tuple("Giá gói thầu" if name.startswith("Giá") else name for name in HEADING)
IN_DONG = tuple(f"{name} (đồng)" if name == "Giá gói thầu" else name for name in NO_UNIT)


@pytest.mark.parametrize(
    ("words", "units"),
    [
        (("ĐVT: nghìn đồng",), ["thousand_vnd"]),
        (("Đơn vị tính: 1.000 đồng",), ["thousand_vnd"]),
        (("(Đơn vị tính: ngàn đồng)",), ["thousand_vnd"]),
        (("DANH SÁCH GÓI THẦU (ĐVT: triệu đồng)",), ["million_vnd"]),
        (("Đơn vị tính: nghìn",), ["thousand_vnd"]),
        (("Đơn vị tính:", "1.000đ"), ["thousand_vnd"]),
        (("(Triệu đồng)",), ["million_vnd"]),
        (("Đơn vị: USD",), [""]),
        (("Đơn vị tính: đô la Mỹ",), [""]),
        (("Đơn vị tính: nghìn tỷ đồng",), [""]),
        (("ĐVT", "USD"), [""]),
        (("Đơn vị: Sở Nội vụ",), []),
        (("Đơn vị: Hội đồng nhân dân",), []),
        (("Các đơn vị tính đến ngày 31/12/2020",), []),
        (("ĐVT:",), []),
    ],
)
def test_a_line_states_a_unit_or_an_agency(words: tuple[str, ...], units: list[str]) -> None:
    cells = {column: Cell(1, column, "text", text) for column, text in enumerate(words, start=1)}
    assert [unit for _, unit in stated_units(cells)] == units


@pytest.mark.parametrize("line", ["Đơn vị tính: 1.000 đồng", "(ĐVT: nghìn đồng)"])
def test_prices_of_any_size_are_read_in_the_unit_stated_above(tmp_path: Path, line: str) -> None:
    intake = read(tmp_path, row(Giá="150.000.000"), heading=NO_UNIT, above=((line,),))
    assert intake.tables["packages"]["value_vnd"].tolist() == [150_000_000_000]


@pytest.mark.parametrize(
    ("above", "heading", "code"),
    [
        ("Đơn vị tính: USD", NO_UNIT, "unit_not_understood"),
        ("ĐVT: nghìn đồng", IN_DONG, "unit_contradicts"),
    ],
)
def test_a_foreign_or_contradicting_unit_holds_the_list_and_names_the_cell(
    tmp_path: Path, above: str, heading: tuple[str, ...], code: str
) -> None:
    intake = read(tmp_path, row(Giá=150_000_000), heading=heading, above=((above,),))
    assert found(intake) == [(code, "A1")]
    assert intake.findings[0].severity is Severity.HELD
    assert len({intake.findings[0].message(language) for language in LANGUAGES}) == 2
    assert intake.tables["packages"].empty
    assert intake.tables["unsettled"]["value_vnd"].isna().all()


def test_without_a_unit_the_cheapest_package_decides_from_the_limit_of_the_settings_on() -> None:
    limit = plausible_amounts().least_sure_dong
    assert unit_vnd("", [limit, 9 * limit]) == 1
    assert unit_vnd("", [limit - 1, 9 * limit]) is None
    assert unit_vnd("thousand_vnd", [limit]) == 1_000


def test_a_unit_stated_under_the_heading_is_explained_or_refuses_the_list(tmp_path: Path) -> None:
    def under(unit: str) -> SourceIntake:
        place = NO_UNIT.index("Giá gói thầu")
        line = tuple(unit if column == place else None for column in range(len(NO_UNIT)))
        return read(tmp_path, line, row(Giá=150_000_000), heading=NO_UNIT)

    assert under("(đồng)").tables["packages"]["value_vnd"].tolist() == [150_000_000]
    refused = under("(nghìn đồng)")
    assert found(refused) == [("assumed_unit", "row 1"), ("unit_contradicts", "I2")]
    assert refused.tables["packages"].empty


def test_a_column_of_units_holds_the_rows_in_another_unit(tmp_path: Path) -> None:
    rows = [(*row(Tên=unit, Giá=150_000_000), unit) for unit in ("đồng", "gói", "nghìn đồng", "USD")]
    intake = read(tmp_path, *rows, heading=(*IN_DONG, "ĐVT"))
    assert found(intake) == [("unit_of_row", "K4"), ("unit_of_row", "K5")]
    assert intake.tables["packages"]["name"].tolist() == ["đồng", "gói"]
    assert intake.tables["unsettled"]["value_vnd"].isna().all()


@pytest.mark.parametrize(
    ("number_format", "unit_vnd", "shown"),
    [
        ('#,##0" nghìn đồng"', 1, "nghìn đồng"),
        ('#,##0" triệu"', 1, "triệu"),
        ('#,##0.00\\ "USD"', 1, "USD"),
        ("[$$-409]#,##0.00", 1, "$"),
        ("#,##0\\ \\đ\\ồ\\n\\g", 1_000_000, "đồng"),
        ('#,##0" nghìn đồng"', 1_000, ""),
        ("#,##0\\ [$₫-42A]", 1, ""),
        ('_-* #,##0\\ _₫_-;\\-* #,##0\\ _₫_-;_-* "-"??\\ _₫_-;_-@_-', 1_000_000, ""),
        ("General", 1, ""),
        ("0.00E+00", 1, ""),
        ("[Red]-#,##0;(#,##0)", 1, ""),
    ],
)
def test_a_format_that_shows_the_unit_of_another_column_is_told_from_all_others(
    number_format: str, unit_vnd: int, shown: str
) -> None:
    assert shown_unit(number_format, unit_vnd) == shown


def test_a_price_shown_in_another_unit_is_held(tmp_path: Path) -> None:
    path = tmp_path / "dinh_dang.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    prices: list[Any] = [('#,##0" nghìn đồng"', 500_000_000), ('#,##0" đồng"', 500_000_000)]
    for cells in (IN_DONG, *(row(Tên=name, Giá=price) for name, price in prices)):
        sheet.append(cells)
    for place, (number_format, _) in enumerate(prices, start=2):
        sheet[f"I{place}"].number_format = number_format
    book.save(path)
    intake = read_package_sheets([path])
    assert found(intake) == [("money_shown_unit", "I2")]
    assert intake.findings[0].severity is Severity.HELD
    assert all("nghìn đồng" in intake.findings[0].message(language) for language in LANGUAGES)
    assert intake.tables["packages"]["value_vnd"].tolist() == [500_000_000]


def priced(folder: Path, *prices: object, heading: tuple[str, ...] = IN_DONG) -> SourceIntake:
    return read(
        folder, *(row(Tên=f"Gói {place}", Giá=price) for place, price in enumerate(prices)), heading=heading
    )


@pytest.mark.parametrize(
    ("heading", "prices", "may_be"),
    [
        (IN_DONG, (200_000_000, 300_000_000, 20_000), "20000000 / 20000000000"),
        (IN_DONG, (200_000_000, 300_000_000, 200_001), ""),
        (HEADING, (500, 700, 200_000_000), "200000000000 / 200000000"),
        (HEADING, (500, 700, 300_000), ""),
        (HEADING, (500, 200_000_000), ""),
    ],
)
def test_a_price_far_from_the_median_of_its_list_is_held_with_what_it_may_be(
    tmp_path: Path, heading: tuple[str, ...], prices: tuple[int, ...], may_be: str
) -> None:
    intake = priced(tmp_path, *prices, heading=heading)
    if not may_be:
        assert found(intake) == []
        assert len(intake.tables["packages"]) == len(prices)
        return
    assert found(intake) == [("price_slip", "I4")]
    assert intake.findings[0].severity is Severity.HELD
    assert intake.findings[0].values["may_be"] == may_be
    assert len({intake.findings[0].message(language) for language in LANGUAGES}) == 2
    assert len(intake.tables["packages"]) == 2
    assert intake.tables["unsettled"]["value_vnd"].isna().tolist() == [True]


def test_a_list_in_dong_whose_prices_are_all_tiny_is_held_and_of_few_prices_it_is_said(tmp_path: Path) -> None:
    limit = plausible_amounts().least_median_dong
    held = priced(tmp_path, 20_000, limit - 1, 90_000_000)
    assert found(held) == [("unit_doubtful", "row 1")]
    assert held.findings[0].severity is Severity.HELD
    assert held.tables["packages"].empty
    assert held.tables["unsettled"]["value_vnd"].isna().all()
    assert found(priced(tmp_path, 20_000, limit, 90_000_000)) == []
    few = priced(tmp_path, limit - 1)
    assert [one.severity for one in few.findings if one.code.endswith("doubtful")] == [Severity.NOTE]
    assert len(few.tables["packages"]) == 1
