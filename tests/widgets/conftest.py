"""The sample city's study, whose warehouse is built once for all widgets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def warehouses(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("widgets")


@pytest.fixture(scope="module")
def sample(sample_files: Path, warehouses: Path) -> Iterator[None]:
    """Read the sample city and keep its warehouse apart: no test touches the project's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CCHC_SAMPLE_DIR", str(sample_files))
        patch.setenv("CCHC_WAREHOUSE_DIR", str(warehouses))
        yield
