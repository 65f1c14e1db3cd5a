"""Workbooks as they were sent, opened safely: bytes, digest, cells, and what forbids reading them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cchc_analysis.intake.findings import Finding, Severity
from cchc_analysis.intake.workbook.cells import Sheet
from cchc_analysis.intake.workbook.safety import MAX_FILE_BYTES, check_container
from cchc_analysis.intake.workbook.sandbox import read_workbooks


@dataclass(frozen=True)
class OpenedWorkbook:
    """One file: its sheets, or None with the finding that says why it was not opened."""

    file: str
    sha256: str
    sheets: tuple[Sheet, ...] | None
    findings: tuple[Finding, ...]


def open_workbooks(paths: Sequence[Path], *, root: Path, are_lists: bool = False) -> list[OpenedWorkbook]:
    """Open every file in the child process of `workbook/sandbox.py`, each on its own account.

    Lists (`are_lists`) may be longer than forms.

    Raises `OSError` if a path cannot be read, `SandboxError` if no child starts.
    """
    files = [(path.relative_to(root).as_posix(), *_load(path)) for path in paths]
    checks = [check_container(content, file, is_list=are_lists) for file, content, _ in files]
    is_safe = [all(finding.severity is Severity.NOTE for finding in findings) for findings in checks]
    contents = [content for (_, content, _), safe in zip(files, is_safe, strict=True) if safe]
    sheets = iter(read_workbooks(contents))
    opened = []
    for (file, _, sha256), findings, safe in zip(files, checks, is_safe, strict=True):
        cells = next(sheets) if safe else None
        crashed = (Finding("workbook.unreadable", Severity.FILE_REJECTED, file),) if safe and cells is None else ()
        if cells is not None and not any(sheet.cells for sheet in cells):
            cells, crashed = None, (Finding("workbook.no_cells", Severity.FILE_REJECTED, file),)
        opened.append(OpenedWorkbook(file, sha256, cells, (*findings, *crashed)))
    return opened


def _load(path: Path) -> tuple[bytes, str]:
    """Read as much of a file as a workbook may have, and the SHA-256 of all of it."""
    with path.open("rb") as stream:
        content = stream.read(MAX_FILE_BYTES + 1)
        digest = hashlib.sha256(content)
        while more := stream.read(MAX_FILE_BYTES):
            digest.update(more)
    return content, digest.hexdigest()
