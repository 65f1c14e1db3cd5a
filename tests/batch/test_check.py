"""`check` says each kind of fault once for a sheet, loses none, and lists each of them where asked."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from cchc_analysis.batch.check import FAULTY, check_files
from tests.intake.filled_reports import write

pytestmark = pytest.mark.usefixtures("in_this_process")


def formulas(book: openpyxl.Workbook) -> None:
    sheet = book["Bieu 02A"]
    for row in range(7, 17):
        sheet[f"D{row}"] = f"=H{row}"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    return write(tmp_path / "SNV_2020.xlsx", formulas)


def said(path: Path, *, lists_all: bool = False) -> list[str]:
    lines: list[str] = []
    assert check_files([path], say=lambda line: lines.append(str(line)), lists_all=lists_all) == FAULTY
    return lines


def test_formulas_never_calculated_are_one_pair_of_lines_and_the_counts_balance(report: Path) -> None:
    lines = said(report)
    (one,) = [line for line in lines if "chưa được tính" in line]
    assert "D7, D8, D9 … và 7 chỗ nữa (10 ghi nhận" in one
    assert "=H7 " in one
    (english,) = [line for line in lines if "never calculated" in line]
    assert "D7, D8, D9 … and 7 more (10 findings" in english
    assert any("loại 10," in line for line in lines)
    # Ten formulas and the sheets that the small report leaves out.
    assert [line for line in lines if "11 ghi nhận thành 2 dòng" in line and f'--all "{report}"' in line]


def test_a_file_of_which_nothing_can_be_used_is_accounted_for_all_the_same(tmp_path: Path) -> None:
    def errors(book: openpyxl.Workbook) -> None:
        for row in range(7, 45):
            book["Bieu 02A"][f"D{row}"] = "#REF!"

    lines = said(write(tmp_path / "SNV_2020.xlsx", errors))
    assert lines[0].startswith("SNV_2020.xlsx  [bid_reports]")
    counts = [line for line in lines if "37 dòng" in line or "37 rows" in line]
    assert [line.split(",")[0] for line in counts] == ["  Đọc 37 dòng: dùng 0", "  37 rows read: 0 used"]
    (one,) = [line for line in lines if "[Loại dòng]" in line]
    assert [line for line in lines if line.startswith("      [Row rejected] SNV_2020.xlsx")]
    assert "D7, D8, D9 … và 34 chỗ nữa (37 ghi nhận" in one
    assert [line for line in lines if line.startswith("SNV_2020.xlsx: Không dùng được dòng nào")]
    assert any("38 ghi nhận thành 2 dòng" in line for line in lines)


def test_an_empty_workbook_is_called_empty(tmp_path: Path) -> None:
    path = tmp_path / "an.xlsx"
    openpyxl.Workbook().save(path)
    assert any("không có ô nào có dữ liệu" in line for line in said(path))


def test_a_file_of_no_known_kind_names_every_kind(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    vietnamese, english = said(path)
    assert "Biểu 01-06B" in vietnamese
    assert "lists of packages" in english


def test_a_text_that_cannot_be_read_is_of_no_kind_and_its_fault_is_said(tmp_path: Path) -> None:
    path = tmp_path / "ds.csv"
    path.write_bytes("Tên gói thầu,Sở\n".encode("cp1258", "replace"))
    lines = said(path)
    assert lines[0].startswith("ds.csv  sha256 ")
    assert [line for line in lines if "ds.csv · dòng 1: " in line and "“CSV UTF-8”" in line]
    assert [line for line in lines if "ds.csv · line 1: " in line and "“CSV UTF-8”" in line]


def test_all_of_them_are_listed_where_asked(report: Path) -> None:
    lines = said(report, lists_all=True)
    for language, words in {"vi": "chưa được tính", "en": "never calculated"}.items():
        own = [line for line in lines if words in line]
        assert [f"· D{row}: " in line for row, line in zip(range(7, 17), own, strict=True)] == [True] * 10, (
            language
        )
    assert not any("--all" in line for line in lines)
