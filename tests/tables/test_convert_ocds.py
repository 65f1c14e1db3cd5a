"""Contracting data converted in parts are what reading them whole gives, also when the run was killed midway."""

from __future__ import annotations

import itertools
import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from cchc_analysis.intake.findings import Counts, IntakeError
from cchc_analysis.intake.ocds import documents as ocds_documents
from cchc_analysis.intake.ocds import passes as ocds_passes
from cchc_analysis.intake.ocds import spool as ocds_spool
from cchc_analysis.intake.ocds.json_text import parse_json
from cchc_analysis.intake.sources import SourceSpec
from cchc_analysis.reference.plausible_amounts import plausible_amounts
from cchc_analysis.tables import convert_findings
from cchc_analysis.tables.convert import convert_source, is_ocds
from cchc_analysis.tables.convert_findings import FINDINGS_FILE
from cchc_analysis.tables.convert_ocds import convert_ocds
from cchc_analysis.tables.warehouse import SourceChangedError, Warehouse, build_warehouse
from tests.intake.ocds_packages import award, compiled, release, save_json, save_lines

PROJECT_DIR = Path(__file__).resolve().parents[2]


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for the files of a source; the warehouse is a folder of its own."""
    monkeypatch.setenv("CCHC_WAREHOUSE_DIR", str(tmp_path / "warehouse"))
    return tmp_path / "source"


def write_fates(folder: Path) -> Path:
    """Everything that can befall a release, of each process in several files."""
    ocids = [f"ocds-abc123-{number}" for number in range(8)]
    later = {"id": "2", "date": "2025-06-01T00:00:00Z"}
    save_lines(
        folder / "a.jsonl",
        *(release(one, buyer={"id": f"B{n % 3}", "name": f"Sở {n}"}) for n, one in enumerate(ocids)),
        '{"ocid": ', "7", "", {"x": 1}, release(None), release(ocids[1]),  # type: ignore[arg-type]
        release(ocids[2], tender={"title": "Khác"}), compiled(ocids[3]), release(ocids[0], buyer=None, **later),
        release(ocids[4], id="3", date="2042-01-01T00:00:00Z", buyer={"id": "B1", "name": "Sở Nhầm"}),
        release("ocds-abc123-c1", awards=[award(5)]),
        release("ocds-abc123-c1", **(later | {"tag": ["awardCancellation"], "awards": [{"id": "A5"}]})),
        *(release("ocds-abc123-c2", id=one, date=f"2025-0{one}-01", awards=[{"title": one}]) for one in "12"),
    )  # fmt: skip
    more = [release(one, awards=[award(n)], **later) for n, one in enumerate(reversed(ocids))]
    save_lines(folder / "sub" / "b.jsonl.gz", *more)
    with (folder / "a.jsonl").open("ab") as lines:
        lines.write(b'{"ocid": "\xff"}\n')
    save_json(
        folder / "c.json", {"releases": [*more[:3], "x", release(ocids[5], buyer={"id": "B1", "name": "SỞ 1"})]}
    )
    cut = save_lines(folder / "cut.jsonl.gz", *(release(f"ocds-abc123-x{n}", note=str(n**99)) for n in range(14)))
    cut.write_bytes(cut.read_bytes()[:-900])
    (folder / "LICENSE.txt").write_text("x", encoding="utf-8")
    return folder


def read_whole(path: Path, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    """The warehouse that the adapter builds, beside the one that converting builds."""
    with monkeypatch.context() as patched:
        patched.setenv("CCHC_WAREHOUSE_DIR", str(path.parent / "whole"))
        return build_warehouse(SourceSpec("ocds", path))


@pytest.fixture(scope="module")
def fates(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Warehouse]:
    """A source with everything that can befall a release, and what the adapter makes of it; not to be changed."""
    folder = tmp_path_factory.mktemp("fates") / "source"
    with pytest.MonkeyPatch.context() as patched:
        return write_fates(folder), read_whole(folder, patched)


def assert_same(found: Warehouse, expected: Warehouse) -> None:
    assert (found.key, found.files, found.table_names) == (expected.key, expected.files, expected.table_names)
    for name in expected.table_names:
        one, other = found.table(name), expected.table(name)
        assert one is not None and other is not None
        pd.testing.assert_frame_equal(one, other)


@pytest.mark.parametrize("size", [3, 1000])
def test_in_parts_or_whole_the_same_tables_counts_and_findings(
    source: Path, fates: tuple[Path, Warehouse], size: int
) -> None:
    files, expected = fates
    assert sum(counts.used for file in expected.files for counts in file.counts) > 8
    assert sum(counts.rejected for file in expected.files for counts in file.counts) > 8
    assert_same(convert_ocds(files, size=size), expected)


@pytest.mark.real_data
@pytest.mark.parametrize("country", ["canada", "mexico", "moldova", "paraguay"])
def test_the_real_files_of_four_countries_give_what_the_adapter_gives(
    source: Path, monkeypatch: pytest.MonkeyPatch, shared_data: Path, country: str
) -> None:
    source.symlink_to(shared_data / "ocds" / country)
    assert_same(convert_ocds(source, size=25), read_whole(source, monkeypatch))


def test_rows_lie_by_year(source: Path) -> None:
    tender = {"tenderPeriod": {"startDate": "2023-05-01T00:00:00Z"}}
    path = save_lines(source / "a.jsonl", release("ocds-abc123-1", tender=tender), release("ocds-abc123-2"))
    folder = convert_source(path).folder / "procedures"
    assert sorted(one.name for one in folder.iterdir()) == ["year=2023", "year=__HIVE_DEFAULT_PARTITION__"]


class _StoppedError(Exception):
    """The machine was switched off."""


def stop_after(calls: int) -> Callable[..., None]:
    count = itertools.count(1)

    def on_call(*done: int) -> None:
        if next(count) == calls:
            raise _StoppedError

    return on_call


def test_a_run_that_was_stopped_goes_on_in_reading_and_in_merging(
    source: Path, monkeypatch: pytest.MonkeyPatch, fates: tuple[Path, Warehouse]
) -> None:
    files, expected = fates
    parsed: list[str] = []
    monkeypatch.setattr(ocds_documents, "parse_json", lambda text: parsed.append(text) or parse_json(text))
    with pytest.raises(_StoppedError):
        convert_ocds(files, on_read=stop_after(15), size=4)
    before = len(parsed)
    parsed.clear()
    with pytest.raises(_StoppedError):
        convert_ocds(files, on_ruled=stop_after(2), size=4)
    # Of the values before the stop, twelve were saved, in fours.
    lines = [line for line in (files / "a.jsonl").read_bytes().splitlines() if line]
    assert before == 15 and json.loads(parsed[0]) == json.loads(lines[12])
    parsed.clear()
    warehouse = source.parent / "warehouse"
    assert [one.name.partition("-")[0] for one in warehouse.iterdir()] == [".converting"]
    ruled: list[tuple[int, int]] = []
    found = convert_ocds(files, on_ruled=lambda done, total: ruled.append((done, total)), size=4)
    assert_same(found, expected)
    assert parsed == []
    # The third part goes on behind the releases of the first two.
    assert len(ruled) == 1 and ruled[0][0] == ruled[0][1]
    assert [one.name for one in warehouse.iterdir()] == [found.folder.name]
    assert convert_ocds(files, on_read=lambda done: pytest.fail("read again")) == found


KILLED = """
import os, signal, sys
from pathlib import Path
from cchc_analysis.tables.convert_ocds import convert_ocds
def die(done, total):
    if 0 < done < total:
        os.kill(os.getpid(), signal.SIGKILL)
convert_ocds(Path(sys.argv[1]), size=4, on_ruled=die)
"""


@pytest.mark.skipif(os.name == "nt", reason="no signal that cannot be caught")
def test_a_run_that_was_killed_goes_on(source: Path, fates: tuple[Path, Warehouse]) -> None:
    files, expected = fates
    # One process only: it takes seconds to start. It dies after parts of both passes were saved.
    command = [sys.executable, "-c", KILLED, str(files)]
    assert subprocess.run(command, cwd=PROJECT_DIR, check=False).returncode == -signal.SIGKILL
    assert_same(convert_ocds(files, size=4), expected)


@pytest.mark.parametrize("damage", ["000001.procedures.parquet", "releases.sqlite"])
def test_what_was_damaged_between_two_runs_is_made_again(
    source: Path, fates: tuple[Path, Warehouse], damage: str
) -> None:
    files, expected = fates
    with pytest.raises(_StoppedError):
        convert_ocds(files, on_ruled=stop_after(3), size=4)
    (path,) = (source.parent / "warehouse").rglob(damage)
    data = bytearray(path.read_bytes())
    data[len(data) // 4 : len(data) // 2] = b"?" * (len(data) // 2 - len(data) // 4)
    path.write_bytes(data)
    assert_same(convert_ocds(files, size=4), expected)


def test_a_release_that_was_damaged_between_two_runs_is_read_anew(
    source: Path, fates: tuple[Path, Warehouse]
) -> None:
    files, expected = fates
    with pytest.raises(_StoppedError):
        convert_ocds(files, on_ruled=stop_after(1), size=4)
    (path,) = (source.parent / "warehouse").rglob("releases.sqlite")
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE release SET body = x'00' WHERE ocid = 'ocds-abc123-7'")
    assert_same(convert_ocds(files, size=4), expected)


def test_files_that_changed_between_two_runs_are_read_anew(source: Path) -> None:
    with pytest.raises(_StoppedError):
        convert_ocds(write_fates(source), on_read=stop_after(15), size=4)
    save_lines(source / "a.jsonl", release("ocds-abc123-new"))
    found = convert_ocds(source, size=4)
    table = found.table("procedures")
    assert table is not None and "ocds-abc123-new" in set(table["procedure_id"])
    assert found.files[1].counts == (Counts("release", 1, 1), Counts("process", 1, 1))
    assert [one.name for one in (source.parent / "warehouse").iterdir()] == [found.folder.name]


def test_files_that_change_while_they_are_read_stop_the_run(source: Path) -> None:
    path = save_lines(source / "a.jsonl", release(), release("ocds-abc123-2"))
    with pytest.raises(SourceChangedError):
        convert_ocds(source, on_read=lambda done: save_lines(path, release()) and None)
    assert list((source.parent / "warehouse").iterdir()) == []


def test_a_source_without_one_release_is_refused_with_its_findings(source: Path) -> None:
    path = save_lines(source / "a.jsonl", "[", {"x": 1})
    with pytest.raises(IntakeError) as refused:
        convert_source(path)
    codes = [finding.code for finding in refused.value.findings]
    assert codes == ["ocds.json_broken", "ocds.not_ocds", "intake.nothing_to_read"]
    assert list((source.parent / "warehouse").glob("*")) == []


def test_releases_of_one_ocid_beyond_all_reason_are_rejected_and_the_others_go_on(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = replace(plausible_amounts(), most_releases=3)
    for module in (ocds_passes, ocds_spool):
        monkeypatch.setattr(module, "plausible_amounts", lambda: few)
    one = [release("ocds-abc123-0", id=str(number)) for number in range(3)]
    save_lines(source / "a.jsonl", *one, release("ocds-abc123-1"))
    save_lines(source / "b.jsonl", release("ocds-abc123-0", id="9"), *(release("ocds-abc123-2") for _ in range(3)))
    found = convert_ocds(source, size=1)
    assert found.files[0].counts == (Counts("release", 4, 1, 0, 3), Counts("process", 2, 1, 0, 1))
    assert found.files[1].counts == (Counts("release", 4, 1, 2, 1), Counts("process", 2, 1, 0, 1))
    (finding, other) = (file.findings[0] for file in found.files)
    assert (finding.code, finding.values) == ("ocds.crowded", {"ocid": "ocds-abc123-0", "count": 4, "most": 3})
    assert "ocds-abc123-0" in other.sentence("vi") and "4" in other.sentence("en")
    assert_same(found, read_whole(source, monkeypatch))


def test_of_a_long_list_of_findings_those_that_cost_something_are_listed_first(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(convert_findings, "_MOST_LISTED", 3)
    save_lines(source / "a.jsonl", *(release(f"ocds-abc123-{n}", tender={"status": f"s{n}"}) for n in range(4)))
    save_lines(source / "b.jsonl", release("ocds-abc123-9"), "[", "[")
    found = convert_ocds(source)
    lines = (found.folder / FINDINGS_FILE).read_text(encoding="utf-8").splitlines()
    assert [json.loads(one)["code"] for one in lines] == ["ocds.code_unknown"] * 4 + ["ocds.json_broken"] * 2
    assert [[one.code for one in file.findings] for file in found.files] == [
        ["ocds.code_unknown", "stream.more_findings"],
        ["ocds.json_broken", "ocds.json_broken"],
    ]


def test_a_folder_is_contracting_data_if_a_file_in_it_is(source: Path, tmp_path: Path) -> None:
    save_json(source / "notes.json", {"x": 1})
    assert not is_ocds(source)
    save_json(source / "deep" / "a.json.gz", release())
    assert is_ocds(source) and is_ocds(source / "notes.json")
    assert not is_ocds(tmp_path / "packages.csv.gz")
