"""A full disk and a folder that may not be written to are said in words; outputs stay as they were."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

import pytest

from cchc_analysis.batch.disk_errors import (
    DiskError,
    DiskFullError,
    NotAllowedError,
    NotFolderError,
    check_outputs,
    disk_error,
)
from cchc_analysis.batch.errors import USAGE_ERROR, explained_errors
from cchc_analysis.batch.output_file import check_new_workbook
from cchc_analysis.batch.report import run_report
from cchc_analysis.publish.atomic import write_bytes_atomic
from tests.batch.conftest import request

KINDS = [
    (errno.ENOSPC, DiskFullError), (errno.EACCES, NotAllowedError), (errno.EROFS, NotAllowedError),
    (errno.EPERM, NotAllowedError), (errno.ENOTDIR, NotFolderError),
]  # fmt: skip


def system_error(code: int, file: str | None = "outputs/x.csv") -> OSError:
    return OSError(code, os.strerror(code), file)


@pytest.mark.parametrize(("code", "kind"), KINDS)
def test_what_a_person_can_mend_is_named_with_its_file(code: int, kind: type[DiskError]) -> None:
    found = disk_error(system_error(code))
    assert type(found) is kind
    assert "outputs/x.csv" in found.message("vi")
    assert found.message("vi") != found.message("en")


@pytest.mark.parametrize("error", [system_error(errno.ENOENT), ValueError("x"), None])
def test_anything_else_is_left_as_the_defect_it_is(error: Exception | None) -> None:
    assert disk_error(error) is None


def test_the_command_says_it_in_both_languages_without_a_trace(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("outputs", "warehouse"):
        monkeypatch.setenv(f"CCHC_{name.upper()}_DIR", str(tmp_path / name))
    with pytest.raises(SystemExit) as stopped, explained_errors():
        raise system_error(errno.ENOSPC, None)
    assert stopped.value.code == USAGE_ERROR
    error = DiskFullError(file=f"{tmp_path / 'outputs'}, {tmp_path / 'warehouse'}")
    assert capsys.readouterr().err == f"{error.message('vi')}\n{error.message('en')}\n"


def test_a_defect_of_the_system_keeps_its_trace() -> None:
    with pytest.raises(FileNotFoundError), explained_errors():
        raise system_error(errno.ENOENT)


def test_a_folder_that_can_be_written_to_is_made_and_left_empty(tmp_path: Path) -> None:
    check_outputs(tmp_path / "new" / "outputs")
    assert list((tmp_path / "new" / "outputs").iterdir()) == []


def test_a_file_in_the_place_of_the_outputs_folder_is_refused_before_anything_is_run(
    folders: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "outputs").write_text("a file")
    monkeypatch.setenv("CCHC_OUTPUTS_DIR", str(tmp_path / "outputs"))
    said: list[str] = []
    with pytest.raises(NotFolderError, match="outputs"):
        run_report(request(), say=lambda line: said.append(str(line)))
    assert not [line for line in said if line.startswith(("✓", "✗"))]


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="no place that the system keeps for itself")
def test_a_place_that_the_system_keeps_for_itself_may_not_be_written_to() -> None:
    with pytest.raises(NotAllowedError, match="/proc/xx"):
        check_outputs(Path("/proc/xx"))
    with pytest.raises(NotAllowedError, match="/proc"):
        check_new_workbook(Path("/proc/x.xlsx"))


@pytest.mark.parametrize(("code", "kind"), [(errno.EROFS, NotAllowedError), (errno.ENOSPC, DiskFullError)])
def test_a_read_only_or_full_outputs_folder_is_named_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, kind: type[DiskError]
) -> None:
    def refuse(**_: object) -> None:
        raise system_error(code, None)

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    with pytest.raises(kind, match=tmp_path.name):
        check_outputs(tmp_path)


def test_a_disk_that_is_full_in_the_middle_of_a_file_is_named_by_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: int) -> None:
        raise system_error(errno.ENOSPC, None)

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="No space") as stopped:
        write_bytes_atomic(tmp_path / "report.xlsx", b"x")
    found = disk_error(stopped.value)
    assert found is not None
    assert f": {tmp_path}." in found.message("vi")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the administrator may write anywhere")
def test_a_folder_without_permission_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(NotAllowedError, match=tmp_path.name):
        check_outputs(tmp_path)
