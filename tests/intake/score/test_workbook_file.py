"""What the cover says must hold, or nothing of the file is used."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc_analysis.intake.findings import Severity
from cchc_analysis.texts import LANGUAGES
from tests.intake.score_forms import found, load_small, read_form, set_cells, used, write_form


@pytest.fixture(scope="module", autouse=True)
def small_framework_only() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patcher:
        patcher.setattr("cchc_analysis.intake.score.cover.load_framework", load_small)
        yield


@pytest.mark.parametrize(
    ("address", "value", "code"),
    [
        ("C4", "KHONGCO", "agency_unknown"),
        ("C4", "stp", "agency_unknown"),
        ("C4", "TPTHUDUC", "agency_not_in_force"),
        ("C5", "Sở Nội vụ", "agency_name_differs"),
        ("C4", "ＳＴＰ", "agency_unknown"),
        ("C6", "năm 2020", "year_unreadable"),
        ("C6", "２０２０", "year_unreadable"),
        ("C6", "2020-Q4", "year_unreadable"),
        ("C6", "2019-2020", "year_unreadable"),
        ("C6", 2020.5, "year_unreadable"),
        ("C6", 20, "year_unreadable"),
        ("C6", "=2019+1", "year_unreadable"),
        ("C7", "other", "framework_unknown"),
        ("C7", "../small", "framework_unknown"),
    ],
)
def test_a_cover_that_cannot_be_believed_rejects_the_file(
    tmp_path: Path, address: str, value: object, code: str
) -> None:
    file = read_form(write_form(tmp_path / "form.xlsx", set_cells(**{address: value})))
    assert found(file) == [(code, address)]
    (finding,) = file.intake.findings
    assert finding.severity is Severity.FILE_REJECTED
    assert all(finding.message(language) for language in LANGUAGES)
    assert all(counts.rejected == counts.read for counts in file.intake.counts)
    assert file.intake.counts[0].read == 10


def test_a_name_the_registry_does_not_know_is_noted_and_the_code_counts(tmp_path: Path) -> None:
    file = read_form(write_form(tmp_path / "form.xlsx", set_cells(C5="Sở Tư pháp (Thanh tra)")))
    assert found(file)[0] == ("agency_name_unknown", "C5")
    assert len(used(file)) == 5


def test_the_year_may_be_typed_as_text(tmp_path: Path) -> None:
    file = read_form(write_form(tmp_path / "form.xlsx", set_cells(C6=" 2020 ")))
    assert file.cover is not None
    assert file.cover.year == 2020


@pytest.mark.parametrize(
    ("typed", "code"),
    [(None, "cover_missing"), ("   ", "agency_unknown"), ("\u00a0\u200b", "agency_unknown")],
)
def test_a_form_that_names_no_agency_is_rejected(tmp_path: Path, typed: str | None, code: str) -> None:
    file = read_form(write_form(tmp_path / "form.xlsx", set_cells(C4=typed)))
    assert [found_code for found_code, _ in found(file)] == [code]
    assert used(file) == {}


@pytest.mark.parametrize("typed", [" STP\u00a0", "STP\u200b"])
def test_spaces_around_the_code_of_an_agency_do_not_count(tmp_path: Path, typed: str) -> None:
    file = read_form(write_form(tmp_path / "form.xlsx", set_cells(C4=typed)))
    assert file.cover is not None
    assert file.cover.agency_code == "STP"
    assert len(used(file)) == 5


def rename_codes(count: int) -> dict[str, str]:
    """Type unknown codes over the first codes of the form's ten rows."""
    return {f"B{row}": f"9.{row}" for row in range(10, 10 + count)}


def test_a_form_of_which_half_is_unknown_is_read_and_of_which_more_is_rejected(tmp_path: Path) -> None:
    half = read_form(write_form(tmp_path / "half.xlsx", set_cells(**rename_codes(5))))
    assert half.intake.counts[0].rejected == 5
    more = read_form(write_form(tmp_path / "more.xlsx", set_cells(**rename_codes(6))))
    assert found(more) == [("framework_differs", "")]
    assert more.intake.counts[0].rejected == 10


def test_a_form_without_any_criterion_is_rejected(tmp_path: Path) -> None:
    file = read_form(write_form(tmp_path / "form.xlsx", lambda sheet: sheet.delete_rows(10, 10)))
    assert found(file) == [("no_criteria", "")]


def test_every_cell_of_the_workbook_is_accounted_for(tmp_path: Path) -> None:
    file = read_form(write_form(tmp_path / "form.xlsx", set_cells(F11="x", K3="ghi chú")))
    cells = file.intake.counts[1]
    assert cells.unit == "cell"
    assert cells.rejected == 7  # serial, code, name, maximum, applies, self, appraised of 1.1
    assert cells.used == 7 + 7 + 7 + 6
