import errno
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cchc_analysis.intake.findings import Finding, Severity
from cchc_analysis.intake.ocds import spool as ocds_spool
from cchc_analysis.intake.ocds.releases import Release, Role
from cchc_analysis.intake.ocds.spool import BrokenSpoolError, ReleaseSpool
from cchc_analysis.reference.plausible_amounts import plausible_amounts


def release(ocid: str, place: str, **body: Any) -> Release:
    return Release(ocid, Role.PART, place, 1, "2024-01-01", "d", "", body)


def test_releases_come_back_as_they_went_in_one_process_after_the_other() -> None:
    given = [release("b", "1", x=[1, 2.5, None, "ệ\ud800"]), release("a", "2"), release("b", "3")]
    with ReleaseSpool() as spool:
        for position, one in enumerate(given):
            spool.add(one, file=position)
        groups = list(spool.processes())
    assert [[one.release for one in group] for group in groups] == [[given[1]], [given[0], given[2]]]
    assert [[one.file for one in group] for group in groups] == [[1], [0, 2]]


def test_nothing_stays_behind() -> None:
    with ReleaseSpool() as spool:
        folder = spool.folder
        assert folder.is_dir()
    assert not folder.exists()


def test_in_a_folder_what_was_saved_stays_and_what_came_after_it_is_gone(tmp_path: Path) -> None:
    finding = Finding("ocds.not_object", Severity.ROW_REJECTED, "a.json", values={"x": 1}, raw_value="ệ")
    with ReleaseSpool(tmp_path) as spool:
        spool.add(release("a", "1"), file=0)
        spool.tell(finding, file=2, stage="read", releases=3)
        spool.save("read", {"place": [0, 1]})
        spool.add(release("b", "2"), file=0)
        spool.tell(finding, file=1, stage="ruled")
    with ReleaseSpool(tmp_path) as spool:
        assert (spool.count(), spool.saved("read"), spool.saved("ruled")) == (1, [{"place": [0, 1]}], [])
        assert list(spool.told()) == [(2, finding)] and spool.unread() == {2: 3}
        spool.add(release("c", "3"), file=0)
        spool.tell(finding, file=0, stage="ruled")
        spool.save("ruled", {"last": "a"})
        spool.forget("ruled")
        assert spool.saved("ruled") == [] and list(spool.told(0)) == []
        assert [group[0].position for group in spool.processes()] == [1, 2]


def test_processes_go_on_behind_an_ocid_while_others_are_saved(tmp_path: Path) -> None:
    with ReleaseSpool(tmp_path) as spool:
        for ocid in "dbca":
            spool.add(release(ocid, "1"), file=0)
        spool.sort()
        found = []
        for group in spool.processes(after="a"):
            found.append(group[0].release.ocid)
            spool.save("ruled", {"last": found[-1]})
        assert found == ["b", "c", "d"]


def test_a_process_of_too_many_releases_is_set_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    few = replace(plausible_amounts(), most_releases=2)
    monkeypatch.setattr(ocds_spool, "plausible_amounts", lambda: few)
    with ReleaseSpool() as spool:
        for file, ocid in enumerate("aabab"):
            spool.add(release(ocid, "1"), file=file)
        assert [group[0].release.ocid for group in spool.processes()] == ["b"]
        assert spool.crowded() == {"a": Counter({0: 1, 1: 1, 3: 1})}


def test_a_full_disk_is_told_as_of_any_file(tmp_path: Path) -> None:
    with pytest.raises(OSError) as caught, ReleaseSpool(tmp_path) as spool:
        spool._connection.execute("PRAGMA max_page_count = 20")
        for number in range(999):
            spool.add(release("a", f"{number}" * 99), file=0)
    assert (caught.value.errno, caught.value.filename) == (errno.ENOSPC, str(tmp_path))


def test_a_broken_file_is_no_spool(tmp_path: Path) -> None:
    (tmp_path / "releases.sqlite").write_bytes(b"SQLite format 3\0" + b"?" * 5000)
    with pytest.raises(BrokenSpoolError):
        ReleaseSpool(tmp_path)
