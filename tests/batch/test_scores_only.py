"""A source that holds scores and no package: the index can be reported on, and nothing is said of packages."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc_analysis.batch import report
from cchc_analysis.batch.index_file import NoScoresError
from cchc_analysis.batch.make import JobOutcome
from cchc_analysis.exhibits.index.results import index_results
from cchc_analysis.exhibits.procurement.results import procurement_results
from cchc_analysis.exhibits.study import open_study
from cchc_analysis.sample.layout import CHECKSUM_FILE
from tests.batch.conftest import request


@pytest.fixture(scope="module")
def without_packages(sample_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The sample city, of which the file of packages has a heading only."""
    base = tmp_path_factory.mktemp("scores_only")
    shutil.copytree(sample_files, base / "sample")
    files = sorted(path for path in (base / "sample").iterdir() if path.name != CHECKSUM_FILE)
    packages = base / "sample" / "packages.csv"
    packages.write_bytes(packages.read_bytes().partition(b"\n")[0] + b"\n")
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" for path in files]
    (base / "sample" / CHECKSUM_FILE).write_text("\n".join(sums) + "\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("sample", "warehouse", "outputs"):
            patch.setenv(f"CCHC_{name.upper()}_DIR", str(base / name))
        yield base


@pytest.mark.parametrize("name", ["index", "quarterly"])
def test_a_report_is_made_of_the_scores_alone(
    without_packages: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    planned: list[str] = []

    def make(jobs: list[object], **options: object) -> tuple[JobOutcome, ...]:
        planned.extend(str(job) for job in jobs)
        return (JobOutcome(without_packages, "overview", "made"),)

    monkeypatch.setattr(report, "make_jobs", make)
    assert report.run_report(request(name=name), say=lambda line: None) == report.OK
    assert len(planned) == 2


def test_a_year_without_scores_is_still_refused(without_packages: Path) -> None:
    with pytest.raises(NoScoresError, match="2016"):
        report.run_report(request(name="index", period="2017-Q2"), say=lambda line: None)


def test_the_index_is_whole_and_the_procurement_says_that_there_are_no_packages(without_packages: Path) -> None:
    study = open_study(period="2020-Q4")
    assert not procurement_results(study).has_packages
    results = index_results(study)
    assert results.year == 2020
    assert results.years[-1].league["index"].notna().any()
