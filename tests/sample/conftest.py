"""The sample city as it is made today, written and read once for all tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc_analysis.intake.findings import SourceIntake
from cchc_analysis.intake.project_tables import read_sample
from cchc_analysis.sample.write import write_sample


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("city") / "sample"
    write_sample(folder)
    return folder


@pytest.fixture(scope="session")
def sample(sample_folder: Path) -> SourceIntake:
    return read_sample(sample_folder)
