"""The data of the OCDS benchmark: the same releases under other ocids, as long as it was asked for."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.ocds import repeated_lines
from tests.intake.ocds_packages import release, save_json


def test_files_come_again_under_other_ocids_and_a_process_stays_one(tmp_path: Path) -> None:
    save_json(tmp_path / "a" / "1.json", release("ocds-1"))
    save_json(
        tmp_path / "b" / "2.json", {"records": [{"ocid": "ocds-1", "releases": [release("ocds-1", id="2")]}]}
    )
    lines = list(repeated_lines(tmp_path, 1000))
    assert sum(len(line.encode()) for line in lines) >= 1000 > sum(len(line.encode()) for line in lines[:-2])
    first, second, *again = [json.loads(line) for line in lines]
    assert first["ocid"] == second["records"][0]["releases"][0]["ocid"] == "0-ocds-1"
    assert {one["ocid"] for one in again[::2]} == {f"{number}-ocds-1" for number in range(1, len(lines) // 2)}
