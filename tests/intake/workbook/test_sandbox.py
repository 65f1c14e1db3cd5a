"""A workbook that breaks its reader costs itself and nothing else."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from cchc_analysis.intake.workbook import sandbox
from cchc_analysis.intake.workbook.cells import read_cells
from cchc_analysis.intake.workbook.sandbox import SandboxError, read_workbooks
from tests.intake.score_forms import patch, rezip, write_form

SHEET = "xl/worksheets/sheet2.xml"


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return write_form(tmp_path_factory.mktemp("forms") / "form.xlsx").read_bytes()


def test_the_child_reads_what_this_process_reads_and_survives_a_broken_file(form: bytes) -> None:
    broken = rezip(form, {SHEET: b"<worksheet><sheetData>"})
    first, middle, last = read_workbooks([form, broken, form])
    assert first == last == read_cells(form)
    assert middle is None


def test_a_file_that_never_ends_is_given_up(form: bytes) -> None:
    endless = patch(
        form, SHEET, "</sheetData>", '</sheetData><mergeCells><mergeCell ref="A30:XFD1048576"/></mergeCells>'
    )
    assert read_workbooks([endless], seconds_per_file=1) == [None]


def test_a_long_list_has_more_time_and_a_form_no_more_than_its_own() -> None:
    assert [sandbox._most_seconds(bytes(size), 60) for size in (2**19, 6 * 2**20)] == [60, 180]


def test_no_files_need_no_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere")
    assert read_workbooks([]) == []


def test_a_child_that_does_not_start_blames_no_file(form: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(Path("/bin/false")))
    with pytest.raises(SandboxError):
        read_workbooks([form])
