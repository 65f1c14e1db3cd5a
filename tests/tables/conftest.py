"""What tests of tables share."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tables.converted import COLUMNS


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Write a table of packages; the warehouse is a folder of its own."""
    monkeypatch.setenv("CCHC_WAREHOUSE_DIR", str(tmp_path / "warehouse"))

    def write(*lines: str, name: str = "packages.csv") -> Path:
        path = tmp_path / name
        text = "\n".join([",".join(COLUMNS), *lines]) + "\n"
        data = text.encode()
        path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
        return path

    return write
