"""Readers of hand-made exports."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc_analysis.intake.findings import SourceIntake
from cchc_analysis.intake.vneps.adapter import read_vneps
from tests.intake.plan_intake import Reader
from tests.intake.plan_rows import save


@pytest.fixture
def read_plans(tmp_path: Path) -> Reader:
    """Read the rows of one file, or several files given as lists of rows by name."""

    def read_rows(*rows: list[str], **files: list[list[str]]) -> SourceIntake:
        days = files or {"d14": list(rows)}
        paths = [save(tmp_path / day / "KHLCNT.csv", *day_rows) for day, day_rows in days.items()]
        return read_vneps(paths, root=tmp_path)

    return read_rows


@pytest.fixture
def read_lists(tmp_path: Path) -> Reader:
    """Read lists given as rows by kind (``TBMT_CDT``), all of one day, or of days given as ``d15_TBMT_CDT``."""

    def read_kinds(**files: list[list[str]]) -> SourceIntake:
        paths = []
        for name, rows in files.items():
            day, _, kind = name.partition("_") if name.startswith("d1") else ("d14", "", name)
            paths.append(save(tmp_path / day / f"{kind}.csv", *rows))
        return read_vneps(paths, root=tmp_path)

    return read_kinds
