"""The sample city as it is made today, read once for all tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc_analysis.intake.findings import SourceIntake
from cchc_analysis.intake.own_tables.adapter import read_sample


@pytest.fixture(scope="session")
def sample(sample_files: Path) -> SourceIntake:
    return read_sample(sample_files)
