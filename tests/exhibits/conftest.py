"""The sample city, written once for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc_analysis.exhibits import show
from cchc_analysis.sample.write import write_sample


@pytest.fixture(scope="session")
def sample_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the sample city."""
    base = tmp_path_factory.mktemp("exhibits")
    write_sample(base / "sample")
    return base


@pytest.fixture(scope="module")
def sample(sample_base: Path) -> Iterator[None]:
    """The sample city and a warehouse in a folder of their own: no test touches the project's."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("sample", "warehouse"):
            patch.setenv(f"CCHC_{name.upper()}_DIR", str(sample_base / name))
        yield


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """What a notebook would be given to display, in order."""
    bundles: list[dict[str, object]] = []
    monkeypatch.setattr(show, "display", lambda bundle, raw: bundles.append(bundle))
    return bundles
