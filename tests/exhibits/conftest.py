"""The sample city and one warehouse of it for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc_analysis.exhibits import show
from tests.exhibits.held_packages import held_package, hold


@pytest.fixture(scope="session")
def warehouse_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the warehouse: no test touches the project's."""
    return tmp_path_factory.mktemp("exhibits")


@pytest.fixture(scope="module")
def sample(sample_files: Path, warehouse_dir: Path) -> Iterator[None]:
    """Let the sample city and its warehouse be those of these tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CCHC_SAMPLE_DIR", str(sample_files))
        patch.setenv("CCHC_WAREHOUSE_DIR", str(warehouse_dir))
        yield


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """What a notebook would be given to display, in order."""
    bundles: list[dict[str, object]] = []
    monkeypatch.setattr(show, "display", lambda bundle, raw: bundles.append(bundle))
    return bundles


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> None:
    """A package of Quận 4 that was held: offline, its price not read."""
    hold(monkeypatch, held_package())
