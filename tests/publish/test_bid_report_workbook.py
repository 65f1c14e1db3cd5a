"""The procurement report as other programs see it."""

from __future__ import annotations

import io
import shutil
import subprocess

import openpyxl
import pandas as pd
import pytest
import xlsxwriter

from cchc_analysis.compliance.bid_report_figures import AMOUNTS
from cchc_analysis.publish.bid_report_comparison import write_comparison
from cchc_analysis.publish.bid_report_workbook import write_bid_report
from cchc_analysis.reference.bid_report_form import load_bid_report_form
from cchc_analysis.stats.largest_remainder import rounded
from tests.publish.bid_reports import PRICES, report

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
# What a calculator shows for a formula it cannot work out.
ERRORS = ("#", "Err:")


def book(content: bytes, *, data_only: bool = True) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content), data_only=data_only)


KINDS = ("results", "plans", "unsorted")


def with_changed_figures(content: bytes) -> bytes:
    changed = book(content, data_only=False)
    changed["Bieu 02A"]["D7"] = 1_000
    changed["Bieu 01"]["U44"] = 500
    stream = io.BytesIO()
    changed.save(stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def written() -> dict[str, bytes]:
    reports = (report(has_results=kind != "plans", plan_type="" if kind == "unsorted" else None) for kind in KINDS)
    contents = dict(zip(KINDS, map(write_bid_report, reports), strict=True))
    return {**contents, "changed": with_changed_figures(contents["results"])}


@pytest.fixture(scope="module")
def recalculated(
    written: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, openpyxl.Workbook]:
    """The workbooks after LibreOffice, started once for all, has opened, calculated and saved them."""
    if OFFICE is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("office")
    sent = [folder / f"{name}.xlsx" for name in written]
    for path, content in zip(sent, written.values(), strict=True):
        path.write_bytes(content)
    out = folder / "out"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    words = [OFFICE, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out), *map(str, sent)]
    done = subprocess.run(words, capture_output=True, check=False)
    assert all((out / path.name).is_file() for path in sent), done.stderr.decode("utf-8", "replace")
    return {path.stem: openpyxl.load_workbook(out / path.name, data_only=True) for path in sent}


@pytest.mark.parametrize("kind", KINDS)
def test_libreoffice_finds_no_error_and_the_results_this_project_wrote(
    kind: str, written: dict[str, bytes], recalculated: dict[str, openpyxl.Workbook]
) -> None:
    shown, formulas = book(written[kind]), book(written[kind], data_only=False)
    calculated = recalculated[kind]
    compared = 0
    for sheet in formulas.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            ours = shown[sheet.title][cell.coordinate].value
            theirs = calculated[sheet.title][cell.coordinate].value
            assert not str(theirs).startswith(ERRORS), (sheet.title, cell.coordinate)
            assert (theirs or None) == (ours or None), (sheet.title, cell.coordinate)
            compared += 1
    assert compared > 1000
    name = "Chua phan bieu" if kind == "unsorted" else "Bieu 02A"
    totals = [calculated[name][f"E{row}"].value for row in (17, 18)]
    assert sum(totals) == rounded(sum(PRICES) * (3 if kind == "unsorted" else 1), 10**6)


def test_a_changed_figure_changes_every_total_it_belongs_to(
    written: dict[str, bytes], recalculated: dict[str, openpyxl.Workbook]
) -> None:
    before, after = book(written["results"]), recalculated["changed"]
    grown = after["Bieu 02A"]["D17"].value - before["Bieu 02A"]["D17"].value
    assert grown == 1_000 - before["Bieu 02A"]["D7"].value
    assert after["Bieu 01"]["U45"].value - before["Bieu 01"]["U45"].value == 500
    assert after["Kiểm tra kết quả"]["O6"].value == "X"


def test_sheets_and_words_are_those_of_the_official_form() -> None:
    shown = book(write_bid_report(report()))
    form = load_bid_report_form()
    assert [name for name in shown.sheetnames if name.startswith("Bieu")] == [sheet.sheet for sheet in form]
    for sheet in form:
        for place, words in sheet.texts.items():
            assert shown[sheet.sheet][place.partition(":")[0]].value == words
        for line, row in sheet.rows():
            assert bool(shown[sheet.sheet].row_dimensions[row.row].hidden) == row.is_hidden
            assert (
                not line.label or row is not line.rows[0] or shown[sheet.sheet][f"A{row.row}"].value == line.label
            )
    assert [sheet.sheet_state for sheet in shown.worksheets] == ["visible"] * len(shown.worksheets)


def test_the_same_report_gives_the_same_bytes() -> None:
    assert write_bid_report(report()) == write_bid_report(report())


def test_words_of_an_agency_are_never_a_formula() -> None:
    evil = '=HYPERLINK("http://example.org","x")'
    shown = book(write_bid_report(report(agency_name=evil, source="=1+1")), data_only=False)
    cells = [cell for sheet in shown.worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if isinstance(cell.value, str) and evil in cell.value} == {"s"}
    assert [cell.quotePrefix for cell in cells if cell.value in (evil, "=1+1")] == [True] * 2
    formulas = [str(cell.value) for cell in cells if cell.data_type == "f"]
    assert all(formula.startswith("=IF(") for formula in formulas)


def notes_of(shown: openpyxl.Workbook, sheet: str = "Ghi chú") -> str:
    return "\n".join(str(row[1]) for row in shown[sheet].iter_rows(values_only=True))


def test_notes_say_what_the_data_do_not() -> None:
    plans = notes_of(book(write_bid_report(report(has_results=False, is_synthetic=True, held_count=4))))
    assert "Nguồn không có kết quả lựa chọn nhà thầu" in plans
    lots = "tính một lần, ở kỳ có kết quả trúng thầu đầu tiên"
    assert (lots in plans, lots in notes_of(book(write_bid_report(report())))) == (False, True)
    assert "không phải số thật" in plans
    assert "4 gói thầu bị loại hoặc chờ xác nhận" in plans
    english = notes_of(book(write_bid_report(report(plan_type=""), language="en")), "Notes")
    assert "purchase estimate: 21, on the sheet" in english


def test_a_package_without_a_row_is_named_and_the_check_sheet_shows_it() -> None:
    given = report()
    odd = given.figures.assign(
        package_count=given.figures["package_count"].where(given.figures["row_code"] != "special", 9)
    )
    shown = book(write_bid_report(report(figures=odd)))
    marks = [cell for row in shown["Kiểm tra kết quả"].iter_rows(values_only=True, min_row=4) for cell in row]
    assert marks.count("X") == 3
    clean = book(write_bid_report(given))
    assert "X" not in [cell for row in clean["Kiểm tra kết quả"].iter_rows(values_only=True) for cell in row]


def test_headings_and_notes_of_two_lines_have_room_for_them() -> None:
    shown = book(write_bid_report(report()))
    sheet = load_bid_report_form()[0]
    first_row = min(row.row for _, row in sheet.rows())
    assert shown[sheet.sheet].row_dimensions[first_row - 2].height >= 30
    notes = shown["Ghi chú"]
    long = [row[1].row for row in notes.iter_rows(min_row=6) if len(str(row[1].value or "")) > 120]
    assert long
    assert all(notes.row_dimensions[row].height >= 30 for row in long)


def test_a_code_of_an_agency_stays_text_in_the_comparison_too() -> None:
    amounts = [f"{side}_{name}" for side in ("reported", "own") for name in AMOUNTS]
    amounts += [f"{name}_difference" for name in AMOUNTS]
    row = {"agency_code": "=1+1", "sheet": "Bieu 01", "block": "field", "row_code": "goods", "is_online": True,
           "is_domestic": None, "is_different": False}  # fmt: skip
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False}) as workbook:
        formats = {name: workbook.add_format() for name in ("subtitle", "head", "label", "number")}
        formats["words"] = workbook.add_format({"quote_prefix": True})
        write_comparison(workbook, pd.DataFrame([row | dict.fromkeys(amounts, 1)]), [], formats, "vi")
    (cell,) = [cell for (cell,) in book(file.getvalue(), data_only=False).active["A4:A4"]]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)
