"""The official procurement report as data: it is what the real workbook has, without its faults."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from cchc_analysis.reference.bid_report_form import load_bid_report_form, row_words, unsorted_sheet
from cchc_analysis.reference.errors import ReferenceFileError
from cchc_analysis.settings import load_settings
from tests.reference.template_faults import TEMPLATE, wrong_formulas


def test_a_total_is_the_sum_of_every_row_of_its_block_and_mark() -> None:
    sheet = load_bid_report_form()[0]
    parts = {row.row: sheet.parts(line, row) for line, row in sheet.rows() if line.is_total}
    assert parts[20] == (10, 12, 14, 16, 18)
    assert parts[46] == (23, 26, 31, 42, 43)
    assert set(parts[39]) == set(parts[45]) | set(parts[46])


def test_every_form_of_selection_of_the_vocabulary_has_a_row_in_the_report_of_projects_and_of_purchases() -> None:
    forms = [{one for line in sheet.lines for one in line.forms} for sheet in load_bid_report_form()[:3]]
    assert forms[0] == forms[1] == forms[2]
    assert {"shopping_shortened", "direct_appointment_shortened", "price_negotiation"} <= forms[0]


def test_packages_without_a_kind_of_plan_have_a_sheet_of_their_own() -> None:
    form = load_bid_report_form()
    sheet = unsorted_sheet(form, name="X", code="c", title="t")
    assert (sheet.sheet, sheet.plan_type, sheet.lines) == ("X", "", form[1].lines)
    assert list(sheet.texts.values())[:2] == ["c", "t"]


def test_faults_of_the_file_are_named_all_at_once(tmp_path: Path) -> None:
    (tmp_path / "forms").mkdir()
    source = load_settings().reference_dir
    shutil.copytree(source / "vocabulary", tmp_path / "vocabulary")
    text = (source / "forms" / "bid_report.yml").read_text(encoding="utf-8")
    text = text.replace("row: 10,", "row: 9,", 1).replace('code: "goods"', 'code: "gods"', 1)
    (tmp_path / "forms" / "bid_report.yml").write_text(text, encoding="utf-8")
    with pytest.raises(ReferenceFileError) as caught:
        load_bid_report_form(tmp_path)
    assert caught.value.faults == ("Bieu 01: row 9", "Bieu 01: gods")


@pytest.mark.real_data
def test_every_word_stands_where_the_official_workbook_has_it(shared_data: Path) -> None:
    book = openpyxl.load_workbook(shared_data / TEMPLATE)
    for sheet in load_bid_report_form():
        own = book[sheet.sheet]
        merged = {str(span) for span in own.merged_cells.ranges}
        for place, words in sheet.texts.items():
            assert str(own[place.partition(":")[0]].value).strip() == words
            assert ":" not in place or place in merged
        for line, row in sheet.rows():
            mark = own.cell(row.row, 3).value
            assert (None if mark is None else mark.strip()) == (
                None if row.is_online is None else row_words("is_online")[row.is_online]
            )
            assert bool(own.row_dimensions[row.row].hidden) == row.is_hidden
            if line.label and row is line.rows[0]:
                assert own.cell(row.row, 1).value.strip() == line.label
        for line in sheet.lines:
            places = [own.cell(row.row, 2).value for row in line.rows]
            if line.rows[0].is_domestic is not None:
                assert str(places[0]).strip() == row_words("is_domestic")[line.rows[0].is_domestic]


@pytest.mark.real_data
def test_the_faulty_formulas_of_the_official_workbook_are_those_of_the_how_to(shared_data: Path) -> None:
    faults = list(wrong_formulas(shared_data, load_bid_report_form()))
    assert Counter(sheet for sheet, _, _ in faults) == {
        "Bieu 01": 105, "Bieu 02A": 32, "Bieu 02B": 56, "Bieu 03A": 124, "Bieu 03B": 124,
    }  # fmt: skip
    assert Counter(fault for _, _, fault in faults) == {"left out": 258, "none": 134, "other cells": 49}
    known = {(sheet, cell): fault for sheet, cell, fault in faults}
    assert known["Bieu 01", "G17"] == known["Bieu 02A", "G7"] == known["Bieu 02B", "G45"] == "other cells"
    assert known["Bieu 01", "D20"] == known["Bieu 03B", "W42"] == "left out"
    assert ("Bieu 01", "W19") not in known
    how_to = Path(__file__).parents[2].joinpath("docs/how-to/bid-report.md").read_text(encoding="utf-8")
    for count in (441, 105, 32, 56, 124):
        assert f"{count}" in how_to
