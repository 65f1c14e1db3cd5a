"""Every row of a form is used, rejected with its cells, or explained."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from cchc_analysis.intake.findings import Severity
from cchc_analysis.texts import LANGUAGES
from tests.intake.score_forms import found, load_small, patch, read_form, set_cells, used, write_form

ROW_OF = {"1.1": 11, "1.2.1": 13, "1.2.2": 14, "2.1": 16, "3.1": 19}
# 2.2 is of districts: a department's form that lists it gets this note and nothing else.
NOT_DUE = ("criterion_not_due", "B17")


@pytest.fixture(scope="module", autouse=True)
def small_framework_only() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patcher:
        patcher.setattr("cchc_analysis.intake.score.cover.load_framework", load_small)
        yield


def spoil(tmp_path: Path, edit: Callable[[Worksheet], Any] | None = None) -> Any:
    file = read_form(write_form(tmp_path / "form.xlsx", edit))
    for finding in file.intake.findings:
        assert all(finding.message(language) for language in LANGUAGES)
    return file


def test_a_sound_form_is_used_whole(tmp_path: Path) -> None:
    file = spoil(tmp_path)
    assert list(used(file)) == list(ROW_OF)
    assert found(file) == [NOT_DUE]
    rows, cells = file.intake.counts
    assert (rows.read, rows.used, rows.rejected, rows.explained) == (11 - 1, 5, 0, 5)
    assert cells.rejected == 0


@pytest.mark.parametrize(
    ("address", "value", "code", "lost"),
    [
        ("F11", "khoảng 1", "score_unreadable", "1.1"),
        ("G11", "(1.0)", "score_unreadable", "1.1"),
        ("F11", "1.234", "score_unreadable", "1.1"),
        ("F13", -0.5, "score_out_of_range", "1.2.1"),
        ("F13", 2.01, "score_out_of_range", "1.2.1"),
        ("G14", "=SUM(A1:A3)", "formula_not_calculated", "1.2.2"),
        ("G14", "#REF!", "error_cell", "1.2.2"),
        ("F14", True, "score_unreadable", "1.2.2"),
        ("F19", 1, "survey_self_scored", "3.1"),
        ("G19", 1, "wrong_score_column", "3.1"),
        ("H11", 1, "wrong_score_column", "1.1"),
        ("D11", 2, "max_points_differ", "1.1"),
        ("D11", "1.0.0", "max_points_differ", "1.1"),
        ("E11", "Không", "applies_unreadable", "1.1"),
        ("B11", "1.9", "criterion_unknown", "1.1"),
        ("B11", 9.5, "code_unreadable", "1.1"),
    ],
)
def test_a_fault_rejects_its_row_at_its_cell_and_no_other(
    tmp_path: Path, address: str, value: object, code: str, lost: str
) -> None:
    file = spoil(tmp_path, set_cells(**{address: value}))
    assert (code, address) in found(file)
    assert set(ROW_OF) - set(used(file)) == {lost}
    assert file.intake.counts[0].rejected == 1
    (finding,) = [finding for finding in file.intake.findings if finding.place == address]
    assert finding.severity is Severity.ROW_REJECTED


@pytest.mark.parametrize(("address", "value"), [("F13", 0), ("F13", 2)])
def test_zero_and_the_maximum_are_scores(tmp_path: Path, address: str, value: float) -> None:
    assert used(spoil(tmp_path, set_cells(**{address: value})))["1.2.1"][0] == value


def test_all_faults_of_a_row_are_named_at_once(tmp_path: Path) -> None:
    file = spoil(tmp_path, set_cells(F11="x", G11=9))
    assert ("score_unreadable", "F11") in found(file)
    assert ("score_out_of_range", "G11") in found(file)


def test_a_criterion_that_does_not_apply_has_no_score(tmp_path: Path) -> None:
    file = spoil(tmp_path, set_cells(E11="Không áp dụng", F11=None, G11=None))
    (row,) = [row for row in file.rows if row.code == "1.1"]
    assert row.outcome == "used"
    assert row.entries is not None
    assert not row.entries.is_applicable
    file = spoil(tmp_path, set_cells(E11="Không áp dụng", F11=0, G11=None))
    assert ("score_not_applicable", "F11") in found(file)
    assert "1.1" not in used(file)


def test_not_applicable_on_a_domain_is_never_lost(tmp_path: Path) -> None:
    file = spoil(tmp_path, set_cells(E15="Không áp dụng"))
    assert ("inner_not_applicable", "E15") in found(file)
    assert file.intake.counts[0].rejected == 1


def test_points_on_a_domain_are_noted_and_not_used(tmp_path: Path) -> None:
    file = spoil(tmp_path, set_cells(F10=4.25))
    assert found(file) == [("inner_score", "F10"), NOT_DUE]
    assert set(used(file)) == set(ROW_OF)


def test_points_for_a_criterion_of_other_agencies_are_rejected(tmp_path: Path) -> None:
    file = spoil(tmp_path, set_cells(F17=1))
    assert found(file) == [("criterion_not_for_agency", "F17")]
    assert file.intake.counts[0].rejected == 1


@pytest.mark.parametrize("again", ["1.1", " 1.1\u00a0", "1.1\u200b"])
def test_a_criterion_given_twice_is_used_in_neither_row(tmp_path: Path, again: str) -> None:
    file = spoil(tmp_path, set_cells(B13=again, D13=1, F13=1, G13=1))
    assert [item for item in found(file) if item[0] == "criterion_twice"] == [
        ("criterion_twice", "B11"),
        ("criterion_twice", "B13"),
    ]
    assert not {"1.1", "1.2.1"} & set(used(file))


@pytest.mark.parametrize("typed", ["１.１", "1.1a"])
def test_a_code_in_other_digits_is_another_code_and_rejected(tmp_path: Path, typed: str) -> None:
    file = spoil(tmp_path, set_cells(B11=typed))
    assert ("criterion_unknown", "B11") in found(file)
    assert "1.1" not in used(file)


def test_a_criterion_left_out_is_noted_as_missing(tmp_path: Path) -> None:
    file = spoil(tmp_path, lambda sheet: sheet.delete_rows(11))
    (finding,) = [item for item in file.intake.findings if item.code == "workbook.criterion_missing"]
    assert (finding.raw_value, finding.severity) == ("1.1", Severity.NOTE)


def test_a_hidden_row_is_held(tmp_path: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[13].hidden = True

    file = spoil(tmp_path, hide)
    (finding,) = [item for item in file.intake.findings if item.code == "workbook.hidden_cells"]
    assert (finding.severity, finding.place) == (Severity.HELD, "row 13")
    assert "F13" in finding.message("vi")
    assert set(ROW_OF) - set(used(file)) == {"1.2.1"}


@pytest.mark.parametrize(
    ("column", "held"), [("G", {"1.1", "1.2.1", "1.2.2", "2.1"}), ("H", {"3.1"}), ("I", set())]
)
def test_rows_with_data_in_a_hidden_score_column_are_held(tmp_path: Path, column: str, held: set[str]) -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.column_dimensions[column].hidden = True

    file = spoil(tmp_path, hide)
    assert set(ROW_OF) - set(used(file)) == held


def test_merged_cells_reject_every_row_they_touch(tmp_path: Path) -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("G13:G14")

    file = spoil(tmp_path, merge)
    assert [item for item in found(file) if item[0] == "merged_cells"] == [
        ("merged_cells", "row 13"),
        ("merged_cells", "row 14"),
    ]
    assert not {"1.2.1", "1.2.2"} & set(used(file))


def test_scores_as_text_codes_as_numbers_and_formulas_are_used_with_a_note(tmp_path: Path) -> None:
    path = write_form(tmp_path / "form.xlsx", set_cells(F11="0,75", B16=2.1))
    content = patch(path.read_bytes(), "xl/worksheets/sheet2.xml", "<v>1.75</v>", "<f>1+0.75</f><v>1.75</v>")
    path.write_bytes(content)
    file = read_form(path)
    assert found(file) == [("text_number", "F11"), ("formula_used", "F13"), ("code_number", "B16"), NOT_DUE]
    assert used(file)["1.1"][0] == 0.75
    assert used(file)["1.2.1"][0] == 1.75


def test_a_formula_that_looks_into_another_file_is_held(tmp_path: Path) -> None:
    path = write_form(tmp_path / "form.xlsx")
    formula = "<f>[1]Sheet1!A1</f><v>1.75</v>"
    path.write_bytes(patch(path.read_bytes(), "xl/worksheets/sheet2.xml", "<v>1.75</v>", formula))
    file = read_form(path)
    assert ("formula_external", "F13") in found(file)
    assert "1.2.1" not in used(file)


def test_what_people_put_around_a_table_is_explained(tmp_path: Path) -> None:
    def add(sheet: Worksheet) -> None:
        for column in "ABCDEFGHI":
            sheet[f"{column}21"] = sheet[f"{column}9"].value
        sheet["A22"] = "  "
        sheet["C23"] = "Tổng cộng"
        sheet["F23"], sheet["G23"], sheet["H23"] = 7.25, 5.25, 3.25
        sheet["B25"] = "Nơi nhận:"
        sheet["F25"] = "THỦ TRƯỞNG CƠ QUAN"
        sheet["F26"] = "TP. Hồ Chí Minh, ngày 05 tháng 12 năm 2020"

    file = spoil(tmp_path, add)
    assert found(file) == [
        NOT_DUE,
        ("repeated_header", "row 21"),
        ("total_row", "row 23"),
        ("text_row", "row 25"),
        ("text_row", "row 26"),
    ]
    rows = file.intake.counts[0]
    assert (rows.read, rows.used, rows.rejected, rows.explained) == (15, 5, 0, 10)


def test_a_total_that_is_not_the_sum_is_held(tmp_path: Path) -> None:
    file = spoil(tmp_path, set_cells(C21="Tổng cộng", F21=9.25))
    assert ("total_differs", "F21") in found(file)
    assert file.intake.counts[0].rejected == 1
    assert set(used(file)) == set(ROW_OF)


@pytest.mark.parametrize("row", [12, 21])
def test_points_without_a_code_are_rejected_wherever_they_stand(tmp_path: Path, row: int) -> None:
    file = spoil(tmp_path, set_cells(**{f"B{row}": None, f"F{row}": 0.5}))
    assert ("code_missing", f"F{row}") in found(file)


def test_words_in_a_score_column_between_criteria_are_rejected(tmp_path: Path) -> None:
    file = spoil(tmp_path, set_cells(B12=None, F12="khoảng 10"))
    assert ("code_missing", "F12") in found(file)


def test_data_beside_the_table_is_noted_and_not_used(tmp_path: Path) -> None:
    file = spoil(tmp_path, set_cells(J9="Ý kiến khác", J11="xem lại", L13=5))
    assert ("extra_column", "J9") in found(file)
    (finding,) = [item for item in file.intake.findings if item.code == "workbook.outside_table"]
    assert finding.raw_value == "L13"
    assert set(used(file)) == set(ROW_OF)


def test_agency_text_stays_text(tmp_path: Path) -> None:
    file = spoil(tmp_path, set_cells(I11='<script>alert("1")</script> {x}', F13="{raw_value}<b>"))
    (finding,) = [item for item in file.intake.findings if item.place == "F13"]
    assert "{raw_value}<b>" in finding.message("vi")


bad_entries = st.sampled_from(
    [("F", "khoảng 1"), ("F", 99), ("G", -1), ("G", "#N/A"), ("E", "Không"), ("D", 77), ("F", "=A1")]
)


@settings(max_examples=15, deadline=None)
@given(rows=st.sets(st.sampled_from(list(ROW_OF)), min_size=1, max_size=4), bad=bad_entries)
def test_rejecting_some_rows_changes_nothing_in_the_others(
    tmp_path_factory: pytest.TempPathFactory, rows: set[str], bad: tuple[str, object]
) -> None:
    folder = tmp_path_factory.mktemp("forms")
    column, value = bad
    sound = used(read_form(write_form(folder / "sound.xlsx")))
    edit = set_cells(**{f"{column}{ROW_OF[code]}": value for code in rows})
    file = read_form(write_form(folder / "spoilt.xlsx", edit))
    kept = used(file)
    assert {code: str(kept[code]) for code in kept} == {
        code: str(points) for code, points in sound.items() if code not in rows
    }
    assert file.intake.counts[0].rejected == len(rows)


@settings(max_examples=10, deadline=None)
@given(code=st.sampled_from(["9.9", "X-1", "1.1.1"]), points=st.floats(0, 5))
def test_one_more_rejected_row_changes_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, code: str, points: float
) -> None:
    folder = tmp_path_factory.mktemp("forms")
    sound = read_form(write_form(folder / "sound.xlsx"))
    more = read_form(write_form(folder / "more.xlsx", set_cells(B20=code, F20=points)))
    assert str(used(more)) == str(used(sound))
    assert found(more) == [*found(sound), ("criterion_unknown", "B20")]
    assert more.intake.counts[0].rejected == 1
