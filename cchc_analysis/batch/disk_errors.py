"""A disk that is full, or a place that may not be written to: what it is called, and what to do."""

from __future__ import annotations

import errno
import tempfile
from pathlib import Path

from cchc_analysis.settings import load_settings
from cchc_analysis.texts import SpokenError


class DiskError(SpokenError):
    """The system would not read or write a file."""


class DiskFullError(DiskError):
    """There is no room left."""

    key = "cli.disk_full"


class NotAllowedError(DiskError):
    """The place is read-only, belongs to somebody else, or the file is open in another program."""

    key = "cli.not_allowed"


class NotFolderError(DiskError):
    """A file stands where a folder is needed."""

    key = "cli.not_a_folder"


_KINDS: dict[int, type[DiskError]] = {
    errno.ENOSPC: DiskFullError,
    errno.EDQUOT: DiskFullError,
    errno.EACCES: NotAllowedError,
    errno.EPERM: NotAllowedError,
    errno.EROFS: NotAllowedError,
    errno.EEXIST: NotFolderError,
    errno.ENOTDIR: NotFolderError,
}


def disk_error(error: BaseException | None) -> DiskError | None:
    """Return what a person can mend in an error of the system; None if it is another kind of error.

    Of a file that was open already the system names none: then the folders that are written to are named.
    """
    if not isinstance(error, OSError) or error.errno not in _KINDS:
        return None
    return _KINDS[error.errno](file=error.filename or _written_folders())


def _written_folders() -> str:
    settings = load_settings()
    return ", ".join(str(folder) for folder in (settings.outputs_dir, settings.warehouse_dir))


def check_outputs(folder: Path) -> None:
    """Make a folder of outputs, or of the warehouse, and try to write in it before anything is run for it.

    Raises
    ------
    DiskError
        If nothing could be written there.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _of_folder(folder, error) from error
    check_writable(folder)


def check_writable(folder: Path) -> None:
    """Try to write in a folder that is there. Raises as `check_outputs` does."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"x")
    except OSError as error:
        raise _of_folder(folder, error) from error


def _of_folder(folder: Path, error: OSError) -> OSError | DiskError:
    """Say what hinders writing in a folder; the error as it is where nobody can mend it."""
    # Places that the system keeps for itself (/proc) say that the new file is not there. The system names the file
    # that was tried, or none at all; a person knows the folder.
    number = errno.EACCES if error.errno == errno.ENOENT else error.errno
    return disk_error(OSError(number, error.strerror, str(folder))) or error
