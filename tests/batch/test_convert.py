"""The command that converts: what it says, and that nobody converts beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc_analysis.batch.check import CLEAN, FAULTY
from cchc_analysis.batch.convert import convert_file
from cchc_analysis.batch.disk_errors import NotAllowedError
from cchc_analysis.intake.findings import IntakeError
from cchc_analysis.publish.lock import LockedError, hold_lock
from cchc_analysis.sample.write import write_sample
from cchc_analysis.tables.warehouse import open_warehouse
from cchc_analysis.texts import LANGUAGES, text


def test_the_key_it_says_opens_the_packages_and_their_cells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CCHC_WAREHOUSE_DIR", str(tmp_path / "warehouse"))
    write_sample(tmp_path / "sample")
    said: list[str] = []
    assert convert_file(tmp_path / "sample" / "packages.csv", say=said.append) == CLEAN
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


def test_a_folder_is_called_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_WAREHOUSE_DIR", str(tmp_path))
    with pytest.raises(IntakeError, match="is a folder"):
        convert_file(tmp_path, say=print)
