"""Read files and list what is found in them, without building anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from cchc_analysis.intake.findings import FileIntake, IntakeError, Severity
from cchc_analysis.intake.sources import check_path
from cchc_analysis.texts import LANGUAGES, text

CLEAN, FAULTY = 0, 1


def check_files(paths: Iterable[Path], *, say: Callable[[str], object]) -> int:
    """Say, for each file, where its rows went and every finding in Vietnamese and English.

    Returns 1 if a row or file was rejected or is held for a person, else 0. A file that cannot be used at
    all does not stop the others.
    """
    worst = CLEAN
    for path in paths:
        try:
            files = check_path(path).files
        except IntakeError as error:
            for finding in error.findings:
                for language in LANGUAGES:
                    say(finding.message(language))
            worst = FAULTY
            continue
        for file in files:
            _say_file(file, say)
            if any(finding.severity is not Severity.NOTE for finding in file.findings):
                worst = FAULTY
    return worst


def _say_file(file: FileIntake, say: Callable[[str], object]) -> None:
    say(f"{file.file}  [{file.adapter}]  sha256 {file.sha256[:12]}")
    for counts in file.counts:
        say("  " + text(f"notebooks.counts_{counts.unit}", "vi", **vars(counts)))
    for finding in file.findings:
        mark = text(f"notebooks.severity_{finding.severity}", "vi")
        say(f"  [{mark}] {finding.message('vi')}")
        say(f"      {finding.message('en')}")
