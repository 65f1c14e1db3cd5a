"""The files of a source: a fixed order, and no link that leads out of the folder."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from cchc_analysis.intake.findings import FileIntake, Finding, IntakeError, Severity


@dataclass(frozen=True)
class FoundFiles:
    """What lies under the path of a source: regular files by name, and links that are not followed."""

    root: Path
    paths: tuple[Path, ...]
    refused: tuple[FileIntake, ...]

    def name(self, path: Path) -> str:
        """Return a file's name relative to the folder of the source."""
        return path.relative_to(self.root).as_posix()


def find_files(path: Path, *, adapter: str) -> FoundFiles:
    """List every file under a folder (or the one file), sorted by name relative to the folder.

    A link inside the folder is followed only to a file of the same folder: a sender must not be able to
    make us read another file of this machine. The path given by the user may itself be a link.

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
    refused: list[Path] = []
    for folder, folders, files in os.walk(path, onerror=_raise_unreadable):
        here = Path(folder)
        refused += [here / name for name in folders if (here / name).is_symlink()]
        for name in files:
            is_ours = (here / name).is_file() and (here / name).resolve().is_relative_to(home)
            (paths if is_ours else refused).append(here / name)
    found = FoundFiles(path, (), ())
    return FoundFiles(
        path,
        tuple(sorted(paths, key=found.name)),
        tuple(_refused(found.name(link), adapter) for link in sorted(refused, key=found.name)),
    )


def _refused(file: str, adapter: str) -> FileIntake:
    finding = Finding("intake.outside_folder", Severity.FILE_REJECTED, file)
    return FileIntake(file, "", adapter, (), (finding,))


def _raise_unreadable(error: OSError) -> None:
    values = {"reason": error.strerror or ""}
    name = Path(error.filename or "").name
    raise IntakeError([Finding("intake.unreadable", Severity.FILE_REJECTED, name, values=values)])
