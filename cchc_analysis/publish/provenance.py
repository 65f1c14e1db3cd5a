"""What a published run was made from: input files, findings, code, parameters. No clock, user or host."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path, PurePosixPath, PureWindowsPath

from cchc_analysis.intake.findings import (
    LEFT_OUT,
    Counts,
    FileIntake,
    Severity,
    finding_counts,
    findings_of_year,
)
from cchc_analysis.texts import Language, SpokenError

# Worst first: nothing of a file was used, a person must decide, one row was lost, nothing was lost.
WORST_FIRST = (Severity.FILE_REJECTED, Severity.HELD, Severity.ROW_REJECTED, Severity.NOTE)

ParameterValue = str | int | float | bool | None


class PrivatePathError(SpokenError, ValueError):
    """A place on somebody's disk would be published."""

    key = "publish.private_path"


@dataclass(frozen=True)
class CodeVersion:
    """The code a run was made with; `commit` and `is_dirty` are None outside a git checkout."""

    package: str
    commit: str | None
    is_dirty: bool | None

    def __str__(self) -> str:
        """Return package version, short commit, and ``+`` when files were changed since."""
        commit = f" ({self.commit[:12]}{'+' if self.is_dirty else ''})" if self.commit else ""
        return f"{self.package}{commit}"


@dataclass(frozen=True)
class InputFile:
    """One input file: where its rows went (by unit) and how many findings of each severity it has."""

    file: str
    sha256: str
    adapter: str
    counts: tuple[Counts, ...]
    findings: Mapping[Severity, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _refuse_private_path(self.file)


@dataclass(frozen=True)
class FindingLine:
    """One finding in words, with its place in front; `left_out` are others, by severity, that it says exist."""

    severity: Severity
    message: str
    left_out: Mapping[Severity, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Provenance:
    """Everything that says how a run came about; the same inputs and code give the same provenance.

    `generated_for` is the period reported on. Raises `PrivatePathError` when a parameter or file name is an
    absolute path.
    """

    inputs: tuple[InputFile, ...]
    findings: tuple[FindingLine, ...]
    code_version: CodeVersion
    lock_sha256: str
    parameters: Mapping[str, ParameterValue]
    generated_for: str

    def __post_init__(self) -> None:
        for value in self.parameters.values():
            if isinstance(value, str):
                _refuse_private_path(value)

    def finding_counts(self) -> dict[Severity, int]:
        """Return how many findings there are of each severity, listed or not, worst first."""
        counts = Counter(finding.severity for finding in self.findings)
        for finding in self.findings:
            counts.update(finding.left_out)
        return {severity: counts[severity] for severity in WORST_FIRST if counts[severity]}


def inputs_from_intake(files: Iterable[FileIntake]) -> tuple[InputFile, ...]:
    """Describe the files of an intake."""
    return tuple(
        InputFile(
            file=file.file,
            sha256=file.sha256,
            adapter=file.adapter,
            counts=file.counts,
            findings=finding_counts(file.findings),
        )
        for file in files
    )


def findings_from_intake(
    files: Iterable[FileIntake], language: Language, *, year: int | None = None
) -> tuple[FindingLine, ...]:
    """Put the findings of an intake into words; with `year`, without those that concern another year only."""
    found = [finding for file in files for finding in file.findings]
    own = found if year is None else findings_of_year(found, year)[0]
    return tuple(
        FindingLine(
            finding.severity,
            finding.message(language),
            {Severity(severity): count for severity, count in finding.values.get(LEFT_OUT, {}).items()},
        )
        for finding in own
    )


def read_code_version(project_dir: Path) -> CodeVersion:
    """Return package version, and commit and state of the checkout where there is one."""
    package = metadata.version("cchc-analysis")
    commit = _git(project_dir, "rev-parse", "HEAD")
    if commit is None:
        return CodeVersion(package, None, None)
    changes = _git(project_dir, "status", "--porcelain")
    return CodeVersion(package, commit, None if changes is None else bool(changes))


def _git(project_dir: Path, *words: str) -> str | None:
    git = shutil.which("git")
    if git is None:
        return None
    done = subprocess.run(  # noqa: S603
        [git, "-C", str(project_dir), *words], capture_output=True, text=True, check=False, encoding="utf-8"
    )
    return done.stdout.strip() if done.returncode == 0 else None


def _refuse_private_path(value: str) -> None:
    if PurePosixPath(value).is_absolute() or PureWindowsPath(value).is_absolute():
        raise PrivatePathError(path=value)
