"""The form an agency gets: what is written is what is read back."""

from __future__ import annotations

import math
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_analysis.intake.score.template import write_score_template
from cchc_analysis.texts import LANGUAGES, Language
from tests.intake.score_forms import (
    found,
    framework,
    load_small,
    read_form,
    score_table,
    set_cells,
    used,
    write_form,
)


@pytest.fixture(scope="module", autouse=True)
def small_framework_only() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patcher:
        patcher.setattr("cchc_analysis.intake.score.cover.load_framework", load_small)
        yield


def sheet_of(path: Path) -> Any:
    return openpyxl.load_workbook(path)["Chấm điểm"]


def test_the_same_form_has_the_same_bytes(tmp_path: Path) -> None:
    first, second = write_form(tmp_path / "a.xlsx"), write_form(tmp_path / "b.xlsx")
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_forms_in_both_languages_are_read_back_equal(tmp_path: Path, language: Language) -> None:
    file = read_form(write_form(tmp_path / "form.xlsx", language=language, group="department"))
    assert used(file)["1.2.1"][:2] == (1.75, 1.5)
    assert used(file)["3.1"][2] == 3.25
    assert found(file) == []


def test_an_empty_form_has_all_criteria_and_no_score(tmp_path: Path) -> None:
    file = read_form(write_form(tmp_path / "form.xlsx", scores=None, group="department"))
    assert list(used(file)) == ["1.1", "1.2.1", "1.2.2", "2.1", "3.1"]
    assert all(math.isnan(points) for entries in used(file).values() for points in entries)


def test_criteria_of_other_groups_are_left_out_of_a_group_form(tmp_path: Path) -> None:
    codes = [cell.value for cell in sheet_of(write_form(tmp_path / "form.xlsx", group="department"))["B"]]
    assert "2.1" in codes
    assert "2.2" not in codes


def test_only_inputs_are_open_and_no_password_is_set(tmp_path: Path) -> None:
    sheet = sheet_of(write_form(tmp_path / "form.xlsx"))
    unlocked = {cell.coordinate for cells in sheet["A1:I19"] for cell in cells if not cell.protection.locked}
    appraised = {f"{column}{row}" for row in (11, 13, 14, 16, 17) for column in "EFGI"}
    assert unlocked == appraised | {"E19", "H19", "I19"}
    assert sheet.protection.sheet
    assert sheet.protection.password is None


def test_points_are_limited_to_the_maximum_in_the_form_itself(tmp_path: Path) -> None:
    sheet = sheet_of(write_form(tmp_path / "form.xlsx"))
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert (rules["F13"].type, rules["F13"].formula1, rules["F13"].formula2) == ("decimal", "0", "2.0")
    assert rules["F13"].error == "Điểm phải là số từ 0 đến 2,00."
    assert rules["E13"].formula1 == '"Có,Không áp dụng"'
    assert "F19" not in rules


def test_a_criterion_without_a_stated_maximum_has_no_upper_limit(tmp_path: Path) -> None:
    tree = [("R", "", math.nan, "", ""), ("1", "R", math.nan, "appraised", "")]
    path = write_form(tmp_path / "form.xlsx", framework=framework(tree), scores=None)
    (rule,) = [rule for rule in sheet_of(path).data_validations.dataValidation if str(rule.sqref) == "F10"]
    assert rule.operator == "greaterThanOrEqual"


def test_the_form_prints_landscape_on_a4_with_its_heading_on_each_page(tmp_path: Path) -> None:
    sheet = sheet_of(write_form(tmp_path / "form.xlsx"))
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert sheet.print_title_rows == "$9:$9"
    assert sheet.freeze_panes == "C10"


def test_agency_text_never_becomes_a_formula_or_a_link(tmp_path: Path) -> None:
    names = ["=1+1", "http://example.com", "{=1}", "+1", "@x"]
    for number, name in enumerate(names):
        path = write_form(tmp_path / f"{number}.xlsx", agency_name=name)
        assert sheet_of(path)["C5"].value == name
        with zipfile.ZipFile(path) as archive:
            parts = b"".join(archive.read(part) for part in archive.namelist() if "worksheets" in part)
        assert b"<f>" not in parts
        assert b"hyperlink" not in parts


def test_a_score_without_a_line_is_never_dropped(tmp_path: Path) -> None:
    unknown = score_table(**{"9.9": (1.0, 1.0)})
    with pytest.raises(ValueError, match=r"9\.9"):
        write_form(tmp_path / "form.xlsx", scores=unknown)
    twice = pd.concat([score_table(), score_table()])
    with pytest.raises(ValueError, match="twice"):
        write_form(tmp_path / "form.xlsx", scores=twice)
    with pytest.raises(ValueError, match=r"2\.1"):
        write_form(tmp_path / "form.xlsx", group="district")


def test_scores_of_other_agencies_are_not_written(tmp_path: Path) -> None:
    file = read_form(write_form(tmp_path / "form.xlsx", scores=score_table("SNV")))
    assert all(math.isnan(points) for entries in used(file).values() for points in entries)


def test_a_framework_of_another_year_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="2019"):
        write_form(tmp_path / "form.xlsx", framework=framework(year=2019))


def test_a_text_too_long_for_a_cell_is_refused_and_not_cut(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="row 5"):
        write_form(tmp_path / "form.xlsx", agency_name="x" * 32_768)


def test_a_filled_form_can_be_corrected_by_hand(tmp_path: Path) -> None:
    file = read_form(write_form(tmp_path / "form.xlsx", set_cells(F13=0.25, G13=None)))
    own, appraised, _ = used(file)["1.2.1"]
    assert own == 0.25
    assert math.isnan(appraised)


hundredths = st.integers(0, 2000).map(lambda number: number / 100)


@st.composite
def filled_frameworks(draw: st.DrawFn) -> tuple[list[tuple[str, str, float, str, str]], list[dict[str, Any]]]:
    """Draw a tree of up to four domains with criteria, and scores between 0 and their maximum."""
    tree, records = [("R", "", math.nan, "", "")], []
    for domain in range(1, draw(st.integers(1, 4)) + 1):
        tree.append((str(domain), "R", math.nan, "", ""))
        for number in range(1, draw(st.integers(1, 4)) + 1):
            code, maximum = f"{domain}.{number}", draw(hundredths)
            source = draw(st.sampled_from(["appraised", "survey"]))
            tree.append((code, str(domain), maximum, source, ""))
            is_applicable = draw(st.booleans())
            points = st.one_of(st.none(), st.integers(0, round(maximum * 100)).map(lambda n: n / 100))
            own, second = (draw(points), draw(points)) if is_applicable else (None, None)
            is_survey = source == "survey"
            records.append(
                {
                    "criterion_code": code,
                    "self_score": None if is_survey else own,
                    "appraised_score": None if is_survey else second,
                    "survey_score": second if is_survey else None,
                    "is_applicable": is_applicable,
                }
            )
    return tree, records


@settings(max_examples=30, deadline=None)
@given(filled_frameworks())
def test_any_filled_form_is_read_back_to_the_last_digit(
    tmp_path_factory: pytest.TempPathFactory,
    drawn: tuple[list[tuple[str, str, float, str, str]], list[dict[str, Any]]],
) -> None:
    tree, records = drawn
    small = framework(tree)
    scores = pd.DataFrame(records).assign(agency_code="STP", year=2020, framework="small")
    scores = scores.astype(dict.fromkeys(["self_score", "appraised_score", "survey_score"], "float64"))
    path = tmp_path_factory.mktemp("forms") / "form.xlsx"
    write_score_template(
        path, framework=small, agency_code="STP", agency_name="Sở Tư pháp", year=2020, scores=scores
    )
    with pytest.MonkeyPatch.context() as patcher:
        patcher.setattr("cchc_analysis.intake.score.cover.load_framework", lambda *_: small)
        file = read_form(path)
    assert found(file) == []
    columns = ["self_score", "appraised_score", "survey_score", "is_applicable"]
    read = pd.DataFrame(
        [
            {"criterion_code": row.code, **row.entries.scores, "is_applicable": row.entries.is_applicable}
            for row in file.rows
            if row.entries
        ]
    )
    pd.testing.assert_frame_equal(read, scores[["criterion_code", *columns]])
