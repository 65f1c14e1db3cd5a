"""The files of a source: a fixed order, no link that leads out of the folder, no lock file of Excel."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from cchc_analysis.intake.findings import FileIntake, Finding, IntakeError, Severity

# Excel leaves ~$name.xlsx beside a workbook that is open; on Windows nobody else may even read it.
_LOCK_MARK = "~$"


@dataclass(frozen=True)
class FoundFiles:
    """What lies under the path of a source: regular files by name, and what is not opened, each with why."""

    root: Path
    paths: tuple[Path, ...]
    unopened: tuple[FileIntake, ...]

    def name(self, path: Path) -> str:
        """Return a file's name relative to the folder of the source."""
        return path.relative_to(self.root).as_posix()


def find_files(path: Path, *, adapter: str) -> FoundFiles:
    """List every file under a folder (or the one file), sorted by name relative to the folder.

    A link inside the folder is followed only to a file of the same folder: a sender must not be able to
    make us read another file of this machine. The path given by the user may itself be a link. Lock files of
    Excel (``~$name.xlsx``) are noted and not opened.

    Raises
    ------
    IntakeError
        If the path does not exist or cannot be opened.
    """
    if not path.exists():
        raise IntakeError([Finding("intake.path_missing", Severity.FILE_REJECTED, path.name, raw_value=str(path))])
    if not path.is_dir():
        return FoundFiles(path.parent, (path,), ())
    home = path.resolve()
    paths: list[Path] = []
    unopened: list[FileIntake] = []
    for folder, folders, files in os.walk(path, onerror=_raise_unreadable):
        here = Path(folder)
        links = [name for name in folders if (here / name).is_symlink()]
        for entry in [here / name for name in (*links, *files)]:
            file = entry.relative_to(path).as_posix()
            if not (entry.is_file() and entry.resolve().is_relative_to(home)):
                unopened.append(_unopened("intake.outside_folder", Severity.FILE_REJECTED, file, adapter))
            elif entry.name.startswith(_LOCK_MARK):
                unopened.append(_unopened("intake.lock_file", Severity.NOTE, file, adapter))
            else:
                paths.append(entry)
    return FoundFiles(
        path,
        tuple(sorted(paths, key=lambda entry: entry.relative_to(path).as_posix())),
        tuple(sorted(unopened, key=lambda one: one.file)),
    )


def _unopened(code: str, severity: Severity, file: str, adapter: str) -> FileIntake:
    return FileIntake(file, "", adapter, (), (Finding(code, severity, file),))


def _raise_unreadable(error: OSError) -> None:
    values = {"reason": error.strerror or ""}
    name = Path(error.filename or "").name
    raise IntakeError([Finding("intake.unreadable", Severity.FILE_REJECTED, name, values=values)])
