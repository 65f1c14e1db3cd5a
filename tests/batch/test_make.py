"""Why a job failed is told in the language of its report; a defect shows its trace too."""

from __future__ import annotations

import errno
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from cchc_analysis.batch.disk_errors import DiskFullError
from cchc_analysis.batch.job import Job
from cchc_analysis.batch.make import JobOutcome, make_jobs, published_inputs
from cchc_analysis.batch.plan import PlannedJob
from cchc_analysis.batch.report import say_done
from cchc_analysis.intake.findings import Finding, IntakeError, Severity
from cchc_analysis.publish.manifest import ReportIdentity, write_manifest
from cchc_analysis.publish.provenance import CodeVersion, InputFile, Provenance
from cchc_analysis.texts import LANGUAGES, Language


def outcome_of(
    error: Exception, outputs: Path, monkeypatch: pytest.MonkeyPatch, *, language: Language = "vi"
) -> JobOutcome:
    def fail(planned: PlannedJob) -> None:
        raise error

    monkeypatch.setattr("cchc_analysis.batch.make_job.make_job", fail)
    (outcome,) = make_jobs([planned(outputs, "SNV", language)], force=True, on_done=lambda _: None)
    return outcome


def planned(outputs: Path, folder: str, language: Language = "vi") -> PlannedJob:
    job = Job(Path("quota.ipynb"), {"language": language}, folder)
    return PlannedJob(job, "quota", outputs, "", "", False, {})


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refused_source_is_told_in_the_language_of_the_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], language: Language
) -> None:
    error = IntakeError([Finding("intake.empty_file", Severity.FILE_REJECTED, "a.csv")])
    outcome = outcome_of(error, tmp_path, monkeypatch, language=language)
    assert (outcome.status, outcome.reason) == ("failed", error.message(language))
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_disk_is_told_in_the_language_of_the_report_without_a_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], language: Language
) -> None:
    error = OSError(errno.ENOSPC, "No space left on device", "SNV/index.html")
    outcome = outcome_of(error, tmp_path, monkeypatch, language=language)
    assert (outcome.status, outcome.reason) == ("failed", DiskFullError(file="SNV/index.html").message(language))
    assert capsys.readouterr().err == ""


def test_a_defect_is_named_and_shows_its_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    outcome = outcome_of(ZeroDivisionError("x"), tmp_path, monkeypatch)
    assert (outcome.status, outcome.reason) == ("failed", "ZeroDivisionError: x")
    assert "Traceback" in capsys.readouterr().err


def test_one_job_is_made_without_a_second_process_and_several_with_as_many_as_there_are_processors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pools: list[int] = []
    made: list[str] = []

    def threads(workers: int, **_: Any) -> ThreadPoolExecutor:
        pools.append(workers)
        return ThreadPoolExecutor(workers)

    def make(planned: PlannedJob) -> None:
        if planned.job.folder == "Q1":
            raise ZeroDivisionError
        made.append(planned.job.folder)

    monkeypatch.setattr("cchc_analysis.batch.make_job.make_job", make)
    monkeypatch.setattr("cchc_analysis.batch.make.ProcessPoolExecutor", threads)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    make_jobs([planned(tmp_path, "SNV")], force=True, on_done=lambda _: None)
    assert (pools, made) == ([], ["SNV"])
    three = [planned(tmp_path, name) for name in ("SNV", "Q1", "STP")]
    outcomes = make_jobs(three, force=True, on_done=lambda _: None)
    assert pools == [2]
    assert [(one.name, one.status) for one in outcomes] == [("SNV", "made"), ("Q1", "failed"), ("STP", "made")]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"a.csv": "1" * 64}, {}),
        ({"b.csv": "1" * 64}, {"a.csv": "1" * 64}),
        ({"a.csv": "2" * 64}, {"a.csv": "1" * 64}),
    ],
)
def test_a_report_that_replaces_one_of_other_files_says_which_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str], said: dict[str, str]
) -> None:
    job = planned(tmp_path, "overview")
    published = {"now": {"a.csv": "1" * 64}}
    monkeypatch.setattr("cchc_analysis.batch.make.published_inputs", lambda _: published["now"])
    monkeypatch.setattr("cchc_analysis.batch.make_job.make_job", lambda _: published.update(now=files))
    (outcome,) = make_jobs([job], force=True, on_done=lambda _: None)
    assert (outcome.replaced, outcome.inputs) == (said, files)


def test_what_a_folder_was_made_from_is_read_from_its_manifest(tmp_path: Path) -> None:
    assert published_inputs(tmp_path) == {}
    file = InputFile("a.csv", "1" * 64, "packages", ())
    made = Provenance((file,), (), CodeVersion("1", None, None), "0" * 64, {}, "2020")
    identity = ReportIdentity("quota", "quota", "x", "2020", "vi")
    write_manifest(tmp_path, identity=identity, provenance=made, tables={}, is_synthetic=False)
    assert published_inputs(tmp_path) == {"a.csv": "1" * 64}


@pytest.mark.parametrize(
    ("language", "new", "words"),
    [
        ("vi", "b.csv", "  Đã thay báo cáo procurement-packages/2020/overview lập trước đây từ: <i>a.csv"),
        ("en", "b.csv", "  Replaced the report of procurement-packages/2020/overview, made from: <i>a.csv"),
        ("en", "<i>a.csv", "  Replaced the report of procurement-packages/2020/overview, made from an earlier"),
    ],
)
def test_the_console_names_the_report_that_was_replaced_and_its_files(
    language: Language, new: str, words: str
) -> None:
    folder = Path("outputs/procurement-packages/2020/overview")
    outcome = JobOutcome(folder, "overview", "made", replaced={"<i>a.csv": "1"}, inputs={new: "2"})
    said: list[str] = []
    say_done(outcome, language, said.append)
    assert said[0] == "✓ overview"
    assert said[1].startswith(words)
    assert said[1].endswith(": <i>a.csv")
    say_done(JobOutcome(folder, "overview", "made"), language, said.append)
    assert said[2:] == ["✓ overview"]
