"""The command that converts: what it says, and that nobody converts beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc_analysis.batch.convert import convert_file
from cchc_analysis.intake.findings import IntakeError
from cchc_analysis.publish.lock import LockedError, hold_lock
from cchc_analysis.sample.write import write_sample
from cchc_analysis.tables.warehouse import open_warehouse


def test_the_key_it_says_opens_the_packages_and_their_cells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CCHC_WAREHOUSE_DIR", str(tmp_path / "warehouse"))
    write_sample(tmp_path / "sample")
    said: list[str] = []
    convert_file(tmp_path / "sample" / "packages.csv", say=said.append)
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
