"""A published report of the sample city, made once for all tests of this folder."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
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
def folders(sample_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Sample, warehouse and outputs in a folder of their own: no run touches the project's."""
    base = tmp_path_factory.mktemp("cchc")
    shutil.copytree(sample_files, base / "sample")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("sample", "warehouse", "outputs"):
            patch.setenv(f"CCHC_{name.upper()}_DIR", str(base / name))
        yield base


@pytest.fixture(scope="session")
def published(folders: Path, tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The report of one agency, made by real kernels in one worker of the run; the others copy what it made."""
    base = tmp_path_factory.getbasetemp()
    kept = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "published"
    with _one_at_a_time(kept.with_name("published.lock")):
        if not kept.is_dir():
            said: list[str] = []
            exit_code = run_report(request(), say=lambda line: said.append(str(line)))
            _keep(folders, kept, {"base": str(folders), "said": said, "exit_code": exit_code})
            return Published(folders / "outputs", tuple(said), exit_code)
    shutil.copytree(kept, folders, dirs_exist_ok=True)
    run = json.loads((kept / _RUN).read_text(encoding="utf-8"))
    lines = tuple(line.replace(run["base"], str(folders)) for line in run["said"])
    return Published(folders / "outputs", lines, run["exit_code"])


_RUN = "run.json"


@contextlib.contextmanager
def _one_at_a_time(path: Path) -> Iterator[None]:
    """Let the other workers wait: two that make the report at the same time take longer than one and a copy."""
    try:
        import fcntl  # noqa: PLC0415 - Windows has none, and makes it twice
    except ImportError:
        yield
        return
    with path.open("w", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _keep(folders: Path, kept: Path, run: dict[str, object]) -> None:
    """Put a copy where every worker finds it, whole or not at all; the first to have one wins."""
    staged = kept.with_name(f"{kept.name}~{os.getpid()}")
    shutil.copytree(folders, staged)
    (staged / _RUN).write_text(json.dumps(run), encoding="utf-8")
    try:
        staged.rename(kept)
    except OSError:
        shutil.rmtree(staged)
