"""A published report of the sample city, made once for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from cchc_analysis.batch.report import ReportRequest, run_report

AGENCY = "Q1"


@dataclass(frozen=True)
class Published:
    """Where a run published, what it said and how it ended."""

    outputs: Path
    said: tuple[str, ...]
    exit_code: int

    @property
    def period_dir(self) -> Path:
        return self.outputs / "quarterly-sample" / "2020-Q4"


def request(**changes: object) -> ReportRequest:
    """The default report of one agency, with some words changed."""
    words: dict[str, object] = {
        "name": "quarterly",
        "period": "2020-Q4",
        "source": "sample",
        "agencies": (AGENCY,),
        "language": "vi",
        "place": "",
        "counts_shortened": True,
        "force": False,
    }
    return ReportRequest(**{**words, **changes})  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Sample, warehouse and outputs in a folder of their own: no run touches the project's."""
    base = tmp_path_factory.mktemp("cchc")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("sample", "warehouse", "outputs"):
            patch.setenv(f"CCHC_{name.upper()}_DIR", str(base / name))
        yield base


@pytest.fixture(scope="session")
def published(folders: Path) -> Published:
    said: list[str] = []
    exit_code = run_report(request(), say=lambda line: said.append(str(line)))
    return Published(folders / "outputs", tuple(said), exit_code)
