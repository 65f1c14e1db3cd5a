"""Which files are lists of packages, whatever their names and however their programs write them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest

from cchc_analysis.intake.findings import Severity
from cchc_analysis.intake.package_sheet.adapter import read_package_sheets
from cchc_analysis.intake.workbook import safety
from cchc_analysis.intake.workbook_kinds import BrokenWorkbookError, is_package_text, workbook_kind
from tests.intake.package_lists import HEADING, read, row
from tests.intake.score_forms import write_form


def test_workbooks_of_any_name_are_read_or_refused_and_never_only_noted(tmp_path: Path) -> None:
    (tmp_path / "old.xls").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600)
    read(tmp_path, row())
    (tmp_path / "goi_thau.xlsx").rename(tmp_path / "list")
    intake = read_package_sheets(sorted(tmp_path.iterdir()), root=tmp_path)
    assert [(finding.code, finding.severity) for finding in intake.findings] == [
        ("workbook.extension_differs", Severity.NOTE),
        ("workbook.old_xls", Severity.FILE_REJECTED),
    ]
    assert len(intake.tables["packages"]) == 1


def test_a_list_that_keeps_its_words_in_the_sheet_itself_is_recognised(tmp_path: Path) -> None:
    path = tmp_path / "ds.xlsx"
    book = openpyxl.Workbook(write_only=True)
    book.create_sheet().append(["x"])
    book.save(path)
    cells = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in HEADING)
    sheet = f"<worksheet><sheetData><row>{cells}</row></sheetData></worksheet>"
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name != "xl/sharedStrings.xml"}
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in (parts | {"xl/worksheets/sheet1.xml": sheet.encode()}).items():
            archive.writestr(name, part)
    assert workbook_kind(path) == "packages"


def test_a_cut_workbook_is_of_no_kind(tmp_path: Path) -> None:
    read(tmp_path, row())
    path = tmp_path / "goi_thau.xlsx"
    path.write_bytes(path.read_bytes()[:2000])
    with pytest.raises(BrokenWorkbookError):
        workbook_kind(path)


@pytest.mark.parametrize(
    ("encoding", "below"),
    [
        ("utf-8-sig", b"x,\n" * (3 * 1024**2 // 2)),
        ("utf-16", "x,\n".encode("utf-16-le") * (3 * 1024**2 // 4)),
        ("utf-8", b'A,\xff\nB,"never closed\n'),
        ("utf-8", b"A,\0\n"),
    ],
)
def test_a_list_is_told_by_its_heading_however_long_or_broken_it_is_below(
    tmp_path: Path, encoding: str, below: bytes
) -> None:
    path = tmp_path / "ds.csv"
    path.write_bytes((",".join(f'"{name}"' for name in HEADING) + "\n").encode(encoding) + below)
    assert is_package_text(path)


def test_a_score_form_is_told_by_its_headings(tmp_path: Path) -> None:
    assert workbook_kind(write_form(tmp_path / "form.xlsx")) == "scores"
    openpyxl.Workbook().save(tmp_path / "empty.xlsx")
    assert workbook_kind(tmp_path / "empty.xlsx") is None


def test_a_list_is_held_to_the_bound_of_lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safety, "_MAX_FORM_CELLS", 5)
    assert len(read(tmp_path, row()).tables["packages"]) == 1
    monkeypatch.setattr(safety, "MAX_LIST_CELLS", 5)
    assert [finding.code for finding in read(tmp_path, row()).findings] == ["workbook.list_too_large"]
