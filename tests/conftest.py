"""Fixtures shared by all tests."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from cchc_analysis.intake.workbook import opened as opened_workbooks
from cchc_analysis.intake.workbook.cells import read_cells
from cchc_analysis.sample.write import write_sample

# No absolute time limits, the same examples on every machine.
settings.register_profile("project", deadline=None, derandomize=True, max_examples=30)
settings.load_profile("project")

# Charts and questions are made of very many small objects: looking for rings among them at Python's own pace takes
# more than a tenth of the run. Rings of figures still have to go, so it is done less often and not switched off.
gc.set_threshold(50_000, 10, 10)

# As `batch.make` does before it asks for nbformat, and why: a second of every worker.
_modules: dict[str, Any] = sys.modules
_modules.setdefault("rfc3987_syntax", None)

PROJECT_DIR = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def sample_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the sample city, made once: a test that changes them works on a copy."""
    folder = tmp_path_factory.mktemp("sample_city") / "sample"
    write_sample(folder)
    return folder


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The real files beside the project; a checkout without them skips the tests that need them."""
    folder = Path(os.environ.get("CCHC_SHARED_DATA", PROJECT_DIR.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no real data at {folder} (set CCHC_SHARED_DATA)")
    return folder


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Open sound workbooks without a child process, which costs more than the rest of such a test.

    `tests/intake/workbook/test_sandbox.py` sees that a child gives the same cells.
    """
    monkeypatch.setattr(opened_workbooks, "read_workbooks", lambda contents: [*map(read_cells, contents)])
