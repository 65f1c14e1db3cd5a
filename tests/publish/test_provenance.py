from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from cchc_analysis.intake.findings import LEFT_OUT, Counts, FileIntake, Finding, Severity
from cchc_analysis.publish.provenance import (
    CodeVersion,
    Provenance,
    findings_from_intake,
    inputs_from_intake,
    read_code_version,
)
from cchc_analysis.texts import text
from tests.publish.pages import Dom, render

FILE = FileIntake(
    file="vneps-2020.csv",
    sha256="ab" * 32,
    adapter="vneps",
    counts=(Counts("row", 3, 1, rejected=2),),
    findings=(
        Finding("publish.output_missing", Severity.ROW_REJECTED, "vneps-2020.csv", values={"file": "a"}),
        Finding("publish.output_missing", Severity.ROW_REJECTED, "vneps-2020.csv", values={"file": "b"}),
        Finding("publish.output_extra", Severity.NOTE, "vneps-2020.csv", values={"file": "c"}),
    ),
)


def git(folder: Path, *words: str) -> None:
    options = ["-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *options, *words], cwd=folder, check=True, capture_output=True)


def test_an_intake_keeps_its_counts_and_all_its_findings() -> None:
    (described,) = inputs_from_intake([FILE])
    assert described.counts == FILE.counts
    assert described.findings == {Severity.ROW_REJECTED: 2, Severity.NOTE: 1}
    lines = findings_from_intake([FILE], "vi")
    assert lines[0].message == "vneps-2020.csv: Thiếu tệp a"
    assert len(lines) == 3


def test_findings_that_are_not_listed_are_counted_in_the_account_and_on_the_page(provenance: Provenance) -> None:
    more = Finding(
        "stream.more_findings", Severity.NOTE, "vneps-2020.csv",
        values={"shown": 3, "count": 903, "findings_file": "findings.jsonl", LEFT_OUT: {"row_rejected": 900}},
    )  # fmt: skip
    file = replace(FILE, findings=(*FILE.findings, more))
    (described,) = inputs_from_intake([file])
    assert described.findings == {Severity.ROW_REJECTED: 902, Severity.NOTE: 2}
    lines = findings_from_intake([file], "vi")
    assert "900" not in lines[-1].message and "903" in lines[-1].message
    of_run = replace(provenance, inputs=(described,), findings=lines)
    assert of_run.finding_counts() == {Severity.ROW_REJECTED: 902, Severity.NOTE: 2}
    assert text("page.findings_row_rejected", "en", count="902") in Dom(render(of_run, language="en")).text


def test_the_findings_of_other_years_are_left_to_the_reports_of_those_years() -> None:
    files = [replace(FILE, findings=(*FILE.findings, *(replace(FILE.findings[0], year=y) for y in (2019, 2020))))]
    assert len(findings_from_intake(files, "vi")) == 5
    assert len(findings_from_intake(files, "vi", year=2020)) == 4


def test_findings_are_counted_worst_first(provenance: Provenance) -> None:
    assert list(provenance.finding_counts().items()) == [
        (Severity.FILE_REJECTED, 1),
        (Severity.ROW_REJECTED, 1),
        (Severity.NOTE, 1),
    ]


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_the_code_version_names_the_commit_and_says_when_files_were_changed(tmp_path: Path) -> None:
    git(tmp_path, "init")
    (tmp_path / "a").write_text("one")
    git(tmp_path, "add", "a")
    git(tmp_path, "commit", "-m", "one")
    clean = read_code_version(tmp_path)
    assert clean.commit is not None
    assert len(clean.commit) == 40
    assert clean.is_dirty is False
    (tmp_path / "a").write_text("two")
    assert read_code_version(tmp_path).is_dirty is True


def test_outside_a_checkout_the_commit_is_unknown(tmp_path: Path) -> None:
    version = read_code_version(tmp_path)
    assert (version.commit, version.is_dirty) == (None, None)
    assert str(version) == version.package


def test_a_changed_checkout_is_printed_with_a_plus() -> None:
    assert str(CodeVersion("0.1.0", "d" * 40, is_dirty=True)) == "0.1.0 (dddddddddddd+)"
    assert str(CodeVersion("0.1.0", "d" * 40, is_dirty=False)) == "0.1.0 (dddddddddddd)"
