"""Read files and list what is found in them, without building anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from cchc_analysis.batch.said_counts import counts_sentence
from cchc_analysis.intake.finding_groups import FindingGroup, group_findings
from cchc_analysis.intake.findings import FileIntake, Finding, IntakeError, Severity
from cchc_analysis.intake.sources import check_path
from cchc_analysis.texts import LANGUAGES, text
from cchc_analysis.vietnamese.numbers import format_number

CLEAN, FAULTY = 0, 1


def check_files(paths: Iterable[Path], *, say: Callable[[str], object], lists_all: bool = False) -> int:
    """Say in Vietnamese and English, for each file, where its rows went and every finding.

    Findings of one kind on one sheet are one line with their number and first places, and it is said how to see
    each of them: `lists_all` says them one by one.

    Returns 1 if a row or file was rejected or is held for a person, else 0. A file that cannot be used at
    all does not stop the others.
    """
    worst = CLEAN
    for path in paths:
        files, refusal = _read(path)
        said = [_say_file(file, say, lists_all=lists_all) for file in files]
        found = [finding for file in files for finding in file.findings]
        # What is said of the source as a whole stands in no file's account.
        for finding in refusal:
            for language in LANGUAGES if finding not in found else ():
                say(finding.message(language))
        if len(found) > (lines := sum(said)):
            for language in LANGUAGES:
                values = {"count": format_number(len(found), language), "lines": format_number(lines, language)}
                say(text("findings.grouped", language, path=path, **values))
        if any(finding.severity is not Severity.NOTE for finding in (*refusal, *found)):
            worst = FAULTY
    return worst


def _read(path: Path) -> tuple[Sequence[FileIntake], Sequence[Finding]]:
    """Return the account of every file, and why nothing can be used where that is so."""
    try:
        return check_path(path).files, ()
    except IntakeError as error:
        return error.files, error.findings


def _groups(findings: Sequence[Finding], *, lists_all: bool) -> list[FindingGroup]:
    return [FindingGroup((one,)) for one in findings] if lists_all else group_findings(findings)


def _say_file(file: FileIntake, say: Callable[[str], object], *, lists_all: bool) -> int:
    """Say what was found in a file; return the number of lines that took."""
    kind = f"  [{file.adapter}]" if file.adapter else ""
    say(f"{file.file}{kind}  sha256 {file.sha256[:12]}")
    for counts in file.counts:
        for language in LANGUAGES:
            say(f"  {counts_sentence(counts, language)}")
    groups = _groups(file.findings, lists_all=lists_all)
    for group in groups:
        for language, margin in zip(LANGUAGES, ("  ", "      "), strict=True):
            mark = text(f"notebooks.severity_{group.findings[0].severity}", language)
            say(f"{margin}[{mark}] {group.message(language)}")
    return len(groups)
