"""Readers of hand-made exports."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc_analysis.intake.findings import SourceIntake
from cchc_analysis.intake.vneps import read_vneps
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
