from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.publish.atomic import (
    STAGING,
    BadNameError,
    recover_outputs,
    report_folder,
    staging_folder,
    write_bytes_atomic,
)
from cchc_analysis.publish.lock import LockedError, hold_lock

# Publishes "new" over a report and dies without any clean-up at the step named in the first argument.
KILLED_RUN = """
import os, sys
from pathlib import Path
from cchc_analysis.publish.atomic import staging_folder
step, outputs = sys.argv[1], Path(sys.argv[2])
rename, renames = Path.rename, []
def dying_rename(self, target):
    if step == f"before rename {len(renames) + 1}":
        os._exit(9)
    renames.append(target)
    done = rename(self, target)
    if step == f"after rename {len(renames)}":
        os._exit(9)
    return done
Path.rename = dying_rename
with staging_folder(outputs, "quota_SNV") as folder:
    (folder / "a.txt").write_text("new")
    if step == "half written":
        os._exit(9)
    (folder / "b.txt").write_text("new")
"""
STEPS = ["half written", "before rename 1", "after rename 1", "before rename 2", "after rename 2"]


def publish(outputs: Path, content: str, name: str = "quota_SNV") -> None:
    with staging_folder(outputs, name) as folder:
        (folder / "tables").mkdir()
        (folder / "a.txt").write_text(content)
        (folder / "tables" / "b.txt").write_text(content)


def published(outputs: Path, name: str = "quota_SNV") -> dict[str, str]:
    folder = outputs / name
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text() for path in files}


def left_in_staging(outputs: Path) -> list[str]:
    return sorted(entry.name for entry in (outputs / STAGING).iterdir())


def run_and_kill(outputs: Path, step: str) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED_RUN, step, str(outputs)], check=False)
    assert done.returncode == 9


def test_a_finished_report_is_published_whole(tmp_path: Path) -> None:
    publish(tmp_path, "one")
    assert published(tmp_path) == {"a.txt": "one", "tables/b.txt": "one"}
    assert left_in_staging(tmp_path) == []


def test_nothing_is_seen_before_the_end(tmp_path: Path) -> None:
    with staging_folder(tmp_path, "quota_SNV") as folder:
        (folder / "a.txt").write_text("one")
        assert not (tmp_path / "quota_SNV").exists()
    assert (tmp_path / "quota_SNV").exists()


def test_a_new_report_replaces_the_old_one_and_its_files(tmp_path: Path) -> None:
    publish(tmp_path, "one")
    (tmp_path / "quota_SNV" / "stale.txt").write_text("one")
    publish(tmp_path, "two")
    assert published(tmp_path) == {"a.txt": "two", "tables/b.txt": "two"}
    assert left_in_staging(tmp_path) == []


@pytest.mark.parametrize("error", [RuntimeError("lỗi"), KeyboardInterrupt(), SystemExit(0)])
def test_a_failed_run_leaves_the_old_report_and_no_trace(tmp_path: Path, error: BaseException) -> None:
    publish(tmp_path, "one")
    with pytest.raises(type(error)), staging_folder(tmp_path, "quota_SNV") as folder:
        (folder / "a.txt").write_text("two")
        raise error
    assert published(tmp_path) == {"a.txt": "one", "tables/b.txt": "one"}
    assert left_in_staging(tmp_path) == []


def test_a_full_disk_leaves_the_old_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(tmp_path, "one")

    def no_space(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(OSError, match="No space"):
        publish(tmp_path, "two")
    assert published(tmp_path) == {"a.txt": "one", "tables/b.txt": "one"}
    assert left_in_staging(tmp_path) == []


def test_a_rename_that_fails_brings_the_old_report_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(tmp_path, "one")
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if "~new~" in self.name:
            raise OSError("rename refused")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="rename refused"):
        publish(tmp_path, "two")
    assert published(tmp_path) == {"a.txt": "one", "tables/b.txt": "one"}


@pytest.mark.parametrize("step", STEPS)
def test_a_killed_run_leaves_a_whole_report_and_the_next_run_cleans_up(tmp_path: Path, step: str) -> None:
    publish(tmp_path, "one")
    old, new = published(tmp_path), {"a.txt": "new", "b.txt": "new"}
    run_and_kill(tmp_path, step)
    assert published(tmp_path) in (old, new, {})
    recover_outputs(tmp_path)
    assert published(tmp_path) == (new if step == "after rename 2" else old)
    assert left_in_staging(tmp_path) == []


@pytest.mark.parametrize("step", STEPS)
def test_a_run_after_a_killed_one_publishes(tmp_path: Path, step: str) -> None:
    publish(tmp_path, "one")
    run_and_kill(tmp_path, step)
    publish(tmp_path, "two")
    assert published(tmp_path) == {"a.txt": "two", "tables/b.txt": "two"}
    assert left_in_staging(tmp_path) == []


def test_two_runs_of_one_report_get_one_clear_message(tmp_path: Path) -> None:
    with staging_folder(tmp_path, "quota_SNV") as folder:
        (folder / "a.txt").write_text("first")
        with pytest.raises(LockedError, match="quota_SNV") as caught:
            publish(tmp_path, "second")
        recover_outputs(tmp_path)
    assert str(os.getpid()) in caught.value.message("vi")
    assert "đang được một lượt chạy khác công bố" in caught.value.message("vi")
    assert published(tmp_path) == {"a.txt": "first"}


def test_two_reports_are_published_at_once(tmp_path: Path) -> None:
    with staging_folder(tmp_path, "quota_SNV") as folder:
        publish(tmp_path, "other", "quota_STP")
        (folder / "a.txt").write_text("one")
    assert published(tmp_path) == {"a.txt": "one"}
    assert published(tmp_path, "quota_STP")["a.txt"] == "other"


def test_the_lock_of_another_machine_is_left_alone(tmp_path: Path) -> None:
    lock = tmp_path / "x~lock"
    lock.write_text("may-khac 1 - token")
    with pytest.raises(LockedError, match="may-khac"), hold_lock(lock, name="x"):
        pytest.fail("held a lock that another machine holds")
    assert lock.read_text() == "may-khac 1 - token"


def test_a_lock_whose_number_now_belongs_to_another_process_is_taken_over(tmp_path: Path) -> None:
    lock = tmp_path / "x~lock"
    with hold_lock(lock, name="x"):
        host, pid, _, token = lock.read_text().split()
    lock.write_text(f"{host} {pid} another-boot:1 {token}")
    with hold_lock(lock, name="x") as is_held:
        assert is_held
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../x",
        "/etc",
        "a/b",
        "a\\b",
        "..\\x",
        ".staging",
        "-rf",
        "a b",
        "a\n",
        "a\0",
        "báo_cáo",
        "a:b",
        "%2e%2e/x",
        "x" * 81,
        "con",
        "NUL.txt",
        "COM1",
        "a.",
        "{pm}",
        "a~new~1",
        "\u202ea",
    ],
)
def test_a_name_that_could_leave_the_folder_or_not_exist_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadNameError), staging_folder(tmp_path, name):
        pytest.fail("gave a folder")
    assert list(tmp_path.iterdir()) == []


@given(st.text(max_size=100))
def test_whatever_the_name_the_folder_is_inside(name: str) -> None:
    outputs = Path("/nowhere/outputs")
    try:
        folder = report_folder(outputs, name)
    except BadNameError:
        return
    assert folder.parent == outputs
    assert folder.name == name


def test_a_report_that_is_a_link_or_a_file_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "file").write_text("x")
    for name in ("link", "file"):
        with pytest.raises(BadNameError):
            publish(tmp_path, "one", name)


def test_a_name_that_differs_by_capitals_only_is_refused(tmp_path: Path) -> None:
    publish(tmp_path, "one", "quota_SNV")
    with pytest.raises(BadNameError):
        publish(tmp_path, "two", "quota_snv")


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "index.html"
    write_bytes_atomic(path, b"one")
    write_bytes_atomic(path, b"two")
    assert path.read_bytes() == b"two"

    def refused(self: Path, target: Path) -> Path:
        raise OSError("disk")

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(OSError, match="disk"):
        write_bytes_atomic(path, b"three")
    assert path.read_bytes() == b"two"
    assert [entry.name for entry in tmp_path.iterdir()] == ["index.html"]
