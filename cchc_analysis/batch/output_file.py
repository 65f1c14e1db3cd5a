"""Where a single file asked for on the command line may be written."""

from __future__ import annotations

from pathlib import Path

from cchc_analysis.batch.disk_errors import check_writable
from cchc_analysis.texts import SpokenError


class OutputError(SpokenError, ValueError):
    """A file that cannot be written where it was asked for."""

    key = "cli.no_folder"


class NotWorkbookError(OutputError):
    """A score workbook is an .xlsx file."""

    key = "cli.not_xlsx"


class OverwriteError(OutputError):
    """A workbook stands there already, perhaps filled in by an agency: it is never written over."""

    key = "cli.no_overwrite"


def check_folder(output: Path) -> None:
    """Raise `OutputError` if the folder of a file to write does not exist."""
    if not output.parent.is_dir():
        raise OutputError(file=output, folder=output.parent)


def check_new_workbook(output: Path) -> None:
    """Raise `OutputError` or `DiskError` unless a new workbook may be written there."""
    check_folder(output)
    if output.suffix.lower() != ".xlsx":
        raise NotWorkbookError(file=output)
    if output.exists():
        raise OverwriteError(file=output)
    check_writable(output.parent)
