"""The account of a file that gives no row: refused with its reason, or known and not used."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from cchc_analysis.intake.delimited import count_lines
from cchc_analysis.intake.digest import file_sha256
from cchc_analysis.intake.findings import Counts, FileIntake, Finding, Severity


def refused_file(
    file: str, data: bytes, *, adapter: str, findings: Iterable[Finding], units: tuple[str, ...] = ("row",)
) -> FileIntake:
    """Account for a file that was refused whole: every line of it counts as a rejected row.

    What a refused file holds of other units (packages, cells) cannot be known and counts 0.
    """
    lines = count_lines(data)
    rows, *others = units
    counts = (Counts(rows, lines, 0, rejected=lines), *(Counts(unit, 0, 0) for unit in others))
    return FileIntake(file, hashlib.sha256(data).hexdigest(), adapter, counts, tuple(findings))


def unused_file(file: str, path: Path, *, adapter: str) -> FileIntake:
    """Account for a file beside the data (licence, codebook, notes) that the adapter does not read."""
    note = Finding("intake.file_not_used", Severity.NOTE, file)
    return FileIntake(file, file_sha256(path), adapter, (), (note,))
