"""Figures, totals and differences of the procurement report, before they are written."""

from __future__ import annotations

import pandas as pd
import pytest

from cchc_analysis.publish.bid_report_cells import FigureCell, sheet_cells
from cchc_analysis.reference.bid_report_form import ReportSheet, load_bid_report_form
from cchc_analysis.stats.largest_remainder import rounded
from tests.publish.bid_reports import PRICES, report

FORM = {sheet.sheet: sheet for sheet in load_bid_report_form()}


def cells(sheet: ReportSheet, figures: pd.DataFrame, *, has_awards: bool = True) -> dict[str, FigureCell]:
    own = figures[figures["sheet"] == sheet.sheet]
    found = sheet_cells(sheet, own, says_none=True, has_awards=has_awards)
    return {cell.address: cell for cell in found}


def test_both_totals_are_the_sum_of_packages_rounded_once() -> None:
    found = cells(FORM["Bieu 02A"], report().figures)
    million = 10**6
    assert (found["D17"].value or 0) + (found["D18"].value or 0) == len(PRICES)
    assert (found["E17"].value or 0) + (found["E18"].value or 0) == rounded(sum(PRICES), million)
    for column in "DEF":
        for by_field, by_form in (("17", "43"), ("18", "44")):
            assert found[column + by_field].value == found[column + by_form].value


def test_formulas_are_those_the_official_file_gets_wrong() -> None:
    found = cells(FORM["Bieu 01"], report().figures)
    assert found["G17"].formula == '=IF(COUNT(E17,F17)<2,"",E17-F17)'
    assert found["D20"].formula == '=IF(COUNT(D10,D12,D14,D16,D18)=0,"",SUM(D10,D12,D14,D16,D18))'
    assert found["U46"].formula == '=IF(COUNT(U23,U26,U31,U42,U43)=0,"",SUM(U23,U26,U31,U42,U43))'


def test_project_groups_of_which_nothing_is_said_stay_empty_and_the_last_columns_hold_the_figures() -> None:
    found = cells(FORM["Bieu 01"], report().figures)
    assert [found[f"{column}9"].value for column in "DEFGHIJK"] == [None] * 8
    assert found["T9"].formula == ""
    assert found["T19"].value == 3
    assert found["D19"].value is None
    assert found["W9"].value == (found["U9"].value or 0) - (found["V9"].value or 0)


def test_where_groups_are_known_the_last_columns_are_their_sums() -> None:
    figures = report().figures.assign(group="b")
    found = cells(FORM["Bieu 01"], figures)
    assert found["U9"].formula == '=IF(COUNT(E9,I9,M9,Q9)=0,"",SUM(E9,I9,M9,Q9))'
    assert found["U9"].value == found["M9"].value
    assert found["U19"].value == found["M19"].value


def test_a_sheet_the_data_say_nothing_of_shows_no_zero() -> None:
    assert {cell.value for cell in cells(FORM["Bieu 03A"], report().figures).values()} >= {None}
    nothing = sheet_cells(FORM["Bieu 03A"], report().figures.iloc[:0], says_none=False, has_awards=True)
    assert {cell.value for cell in nothing} == {None}


def test_rows_no_package_can_belong_to_stay_empty_and_rows_without_one_are_zero() -> None:
    found = cells(FORM["Bieu 02A"], report().figures)
    assert [found[f"D{row}"].value for row in (40, 41, 42)] == [None] * 3
    assert found["D24"].value == 0


def test_plans_have_no_winning_price_and_no_difference() -> None:
    found = cells(FORM["Bieu 02A"], report(has_results=False).figures, has_awards=False)
    assert {found[f"{column}{row}"].value for column in "FG" for row in range(7, 19)} == {None}
    assert found["D18"].value


@pytest.mark.parametrize("name", ["Bieu 01", "Bieu 02A", "Bieu 02B", "Bieu 03A", "Bieu 03B"])
def test_a_formula_never_refers_to_itself_or_to_a_label(name: str) -> None:
    for cell in cells(FORM[name], report().figures).values():
        listed = cell.formula.partition("(")[2]
        assert f"{cell.address}," not in listed
        assert not any(f"{column}{cell.row}" in cell.formula for column in "ABC" if cell.formula[1:] == column)
