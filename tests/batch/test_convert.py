"""The command that converts: what it says, and that nobody converts beside it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from tqdm import tqdm

from cchc_analysis.batch.check import CLEAN, FAULTY
from cchc_analysis.batch.convert import convert_file, go_on
from cchc_analysis.batch.disk_errors import NotAllowedError
from cchc_analysis.intake.findings import IntakeError
from cchc_analysis.publish.lock import LockedError, hold_lock
from cchc_analysis.tables.warehouse import open_warehouse
from cchc_analysis.texts import LANGUAGES, text
from tests.intake.ocds_packages import award, compiled, release, save_lines


def test_the_key_it_says_opens_the_packages_and_their_cells(
    sample_files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CCHC_WAREHOUSE_DIR", str(tmp_path / "warehouse"))
    said: list[str] = []
    assert convert_file(sample_files / "packages.csv", say=said.append) == CLEAN
    warehouse = open_warehouse(said[-1].rpartition(" ")[2])
    table = warehouse.table("packages")
    assert table is not None and warehouse.files[0].counts[0].used == len(table) > 0
    assert list(warehouse.folder.glob("kept-package_cells-*"))
    assert any(str(warehouse.folder) in one for one in said)


def test_two_do_not_convert_at_once_and_a_file_that_is_not_there_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CCHC_WAREHOUSE_DIR", str(tmp_path))
    with pytest.raises(IntakeError, match="no file"):
        convert_file(tmp_path / "none.csv", say=print)
    path = tmp_path / "packages.csv"
    path.write_text("a,b\n", encoding="utf-8")
    with hold_lock(tmp_path / ".converting.lock", name="other"), pytest.raises(LockedError):
        convert_file(path, say=print)


def test_lost_rows_are_said_in_both_languages_and_by_the_exit_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CCHC_WAREHOUSE_DIR", str(tmp_path / "warehouse"))
    path = tmp_path / "danh-sach.csv"
    heading = (
        "Mã gói thầu,Tên gói thầu,Mã cơ quan,Chủ đầu tư,Lĩnh vực,Hình thức lựa chọn nhà thầu,"
        "Qua mạng,Giá gói thầu (đồng),Ngày đăng tải"
    )
    row = "{},Gói {},SNV,Sở Nội vụ,Hàng hóa,Đấu thầu rộng rãi,Có,{},01/03/2020"
    path.write_text(
        "\n".join([heading, row.format("G1", 1, 5_000_000), row.format("G2", 2, 1), ""]), encoding="utf-8"
    )
    said: list[str] = []
    assert convert_file(path, say=said.append) == FAULTY
    for language in LANGUAGES:
        assert text("cli.rejected", language, files=0, rows=0, held=1) in said


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="no place that the system keeps for itself")
def test_a_warehouse_that_cannot_be_written_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_WAREHOUSE_DIR", "/proc/wh")
    path = tmp_path / "packages.csv"
    path.write_text("a,b\n", encoding="utf-8")
    with pytest.raises(NotAllowedError, match="/proc/wh"):
        convert_file(path, say=print)


def test_contracting_data_are_converted_under_the_same_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CCHC_WAREHOUSE_DIR", str(tmp_path / "warehouse"))
    save_lines(tmp_path / "ocds" / "a.jsonl.gz", release(), release("ocds-abc123-2"))
    said: list[str] = []
    assert convert_file(tmp_path / "ocds", say=said.append) == CLEAN
    assert text("notebooks.counts_release", "vi", read=2, used=2, repeated=0, rejected=0, explained=0) in said
    warehouse = open_warehouse(said[-1].rpartition(" ")[2])
    assert warehouse.table_names == ("ocds_coverage", "procedures")
    # A process that a person has to look at is used and is no clean result.
    gone = [compiled(date="2025-01-01T00:00:00Z"), compiled(awards=[award()])]
    assert convert_file(save_lines(tmp_path / "held.jsonl", *gone), say=said.append) == FAULTY


def test_the_bar_begins_anew_for_what_comes_after_reading() -> None:
    shown = io.StringIO()
    with tqdm(total=100, desc="reading", file=shown, mininterval=0) as bar:
        bar.update(100)
        go_on(bar, "merging", 1, 4)
        go_on(bar, "merging", 3, 4)
        assert (bar.n, bar.total) == (3, 4)
    assert shown.getvalue().rstrip().rpartition("\r")[2].startswith("merging:  75%")


def test_a_folder_is_called_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_WAREHOUSE_DIR", str(tmp_path))
    with pytest.raises(IntakeError, match="is a folder"):
        convert_file(tmp_path, say=print)


def test_a_workbook_is_sent_to_the_source_that_reads_it_whatever_it_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CCHC_WAREHOUSE_DIR", str(tmp_path))
    path = tmp_path / "danh-sach.csv"
    path.write_bytes(b"PK\x03\x04" + bytes(13))
    with pytest.raises(IntakeError) as refused:
        convert_file(path, say=print)
    (finding,) = refused.value.findings
    assert finding.code == "stream.is_workbook"
    assert f"--source packages={path}" in finding.sentence("vi")
    # A name alone makes no workbook.
    named = tmp_path / "danh-sach.xlsx"
    named.write_text("a,b\n", encoding="utf-8")
    with pytest.raises(IntakeError) as refused:
        convert_file(named, say=print)
    assert refused.value.findings[0].code == "stream.no_packages"
