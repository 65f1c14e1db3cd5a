from pathlib import Path
from typing import Any

from cchc_analysis.intake.ocds_releases import Release, Role
from cchc_analysis.intake.ocds_spool import ReleaseSpool


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
        folder = Path(spool._folder.name)
        assert folder.is_dir()
    assert not folder.exists()
