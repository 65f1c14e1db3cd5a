"""The template of a list of packages is read back as it was filled in, with every word it offers."""

from __future__ import annotations

import datetime as dt
from itertools import zip_longest
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from cchc_analysis.batch.check import CLEAN, check_files
from cchc_analysis.batch.template_file import write_template
from cchc_analysis.intake.package_sheet.adapter import read_package_sheets
from cchc_analysis.intake.package_sheet.template import template_heading, write_package_template
from cchc_analysis.intake.sources import check_path
from cchc_analysis.reference.vocabulary import known_codes
from cchc_analysis.tables.contracts import check_table
from cchc_analysis.texts import LANGUAGES, Language, SpokenError

pytestmark = pytest.mark.usefixtures("in_this_process")

FILLED = {
    "serial": 1, "package_id": "01", "name": "Gói thầu thử", "agency": "Sở Nội vụ", "field": "Hàng hóa",
    "form": "Đấu thầu rộng rãi", "method": "Một giai đoạn một túi hồ sơ", "is_online": "Qua mạng",
    "is_domestic": "Trong nước", "plan_type": "Dự án", "value": 1_500_000_000, "published_on": dt.date(2020, 3, 5),
    "notice_id": "20200312345-00", "award": 1_400_000_000, "bidder_count": 3, "awarded_on": dt.date(2020, 4, 1),
    "supplier_name": "Công ty thử", "note": "x",
}  # fmt: skip


def offered(sheet: Worksheet) -> dict[int, list[str]]:
    lists = {}
    for rule in sheet.data_validations.dataValidation:
        column = next(iter(rule.sqref.ranges)).min_col
        lists[column] = rule.formula1.strip('"').split(",")
        # Whoever types another word is told of which column.
        assert rule.errorTitle == sheet.cell(1, column).value
    return lists


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_filled_in_gives_its_packages_and_no_fault(tmp_path: Path, language: Language) -> None:
    path = tmp_path / "goi_thau.xlsx"
    write_package_template(path, language=language)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    columns = {sheet.cell(1, place).value: place for place in range(1, sheet.max_column + 1)}
    assert list(columns) == [template_heading(name) for name in FILLED]
    lists = offered(sheet)
    assert len(lists) == 6
    rows = list(zip_longest(*([(place, word) for word in words] for place, words in lists.items())))
    for number, words in enumerate(rows, 1):
        cells = FILLED | {"package_id": f"{number:02}", "notice_id": f"2020031234{number}-00"}
        for name, value in cells.items():
            sheet.cell(number + 1, columns[template_heading(name)]).value = value
        for place, word in filter(None, words):
            sheet.cell(number + 1, place).value = word
    book.save(path)
    assert check_path(path).source == "packages"
    intake = read_package_sheets([path])
    # Of the guide it is said that it is no list, and nothing else.
    assert [finding.code for finding in intake.findings] == ["package_sheet.sheet_ignored"]
    packages = check_table("packages", intake.tables["packages"])
    assert packages["package_id"].tolist()[0] == "SNV/01"
    assert packages["value_vnd"].tolist() == [1_500_000_000] * len(rows)
    assert len(check_table("procedures", intake.tables["procedures"])) == len(rows)
    # Every code can be chosen.
    for kind in ("form", "field", "method", "plan_type"):
        assert set(packages[kind]) == set(known_codes(kind)), kind
    assert set(packages["is_online"]) == set(packages["is_domestic"]) == {True, False}


def test_an_empty_template_is_no_fault_and_no_source(tmp_path: Path) -> None:
    path = tmp_path / "goi_thau.xlsx"
    values = {"agency": "", "year": None, "framework": "", "language": "vi"}
    assert write_template(kind="packages", output=path, **values) == path  # type: ignore[arg-type]
    said: list[str] = []
    assert check_files([path], say=said.append) == CLEAN
    assert any("Chưa có dòng nào được điền" in line for line in said)


def test_the_guide_names_every_column_with_its_unit_and_the_words_that_are_accepted(tmp_path: Path) -> None:
    path = tmp_path / "goi_thau.xlsx"
    write_package_template(path)
    guide = openpyxl.load_workbook(path).worksheets[1]
    lines = {row[0]: row[1:] for row in guide.iter_rows(values_only=True) if row[0]}
    assert all(all(lines[template_heading(name)][:2]) for name in FILLED)
    assert lines["Giá gói thầu (đồng)"][0] == "Bắt buộc"
    assert "đơn vị đồng" in str(lines["Giá gói thầu (đồng)"][1])
    assert "Hàng hóa (cũng nhận: hh" in str(lines["Lĩnh vực"][2])
    assert "kqm" in str(lines["Qua mạng"][2])


@pytest.mark.parametrize(
    ("kind", "agency", "year", "key"),
    [
        ("packages", "SNV", None, "cli.template_needs_none"),
        ("packages", "", 2020, "cli.template_needs_none"),
        ("scores", "", 2020, "cli.template_needs"),
        ("scores", "SNV", None, "cli.template_needs"),
        ("lists", "", None, "cli.template_unknown"),
    ],
)
def test_a_template_that_is_asked_for_wrongly_is_not_written(
    tmp_path: Path, kind: str, agency: str, year: int | None, key: str
) -> None:
    path = tmp_path / "x.xlsx"
    with pytest.raises(SpokenError) as refused:
        write_template(kind=kind, agency=agency, year=year, output=path, framework="", language="vi")
    assert refused.value.key == key
    assert not path.exists()
