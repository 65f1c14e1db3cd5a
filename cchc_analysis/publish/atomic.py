"""Publish a folder whole or not at all: private staging, then one rename."""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cchc_analysis.publish.lock import hold_lock
from cchc_analysis.texts import SpokenError

STAGING = ".staging"
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}(?<!\.)")
# Device names on Windows, with or without an ending: such a folder could not be copied there.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


class BadNameError(SpokenError, ValueError):
    """A report name that could leave the outputs folder or does not exist on every system."""

    key = "publish.bad_name"


def report_folder(outputs_dir: Path, name: str) -> Path:
    """Return the folder of a report in `outputs_dir`, or raise `BadNameError`.

    Names are made of codes: letters, digits, ``_.-``, at most 80, no leading dot or dash. A folder that is
    a link, or differs from an existing one by capital letters only, is refused too.
    """
    folder = outputs_dir / name
    if not _NAME.fullmatch(name) or _DEVICE.fullmatch(name):
        raise BadNameError(name=name)
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise BadNameError(name=name)
    if folder.resolve().parent != outputs_dir.resolve():
        raise BadNameError(name=name)
    siblings = {entry.name for entry in outputs_dir.iterdir()} if outputs_dir.is_dir() else set()
    if name not in siblings and name.casefold() in {sibling.casefold() for sibling in siblings}:
        raise BadNameError(name=name)
    return folder


@contextmanager
def staging_folder(outputs_dir: Path, name: str) -> Iterator[Path]:
    """Give a private folder to fill; on success it becomes ``outputs_dir/name`` in one rename.

    When the block raises, the staging folder is removed and the published report stays as it was. What
    a killed run left behind is put right first. Raises `BadNameError`, or `LockedError` while another run
    is publishing the same report.
    """
    final = report_folder(outputs_dir, name)
    staging_dir = outputs_dir / STAGING
    staging_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    with hold_lock(staging_dir / f"{name}~lock", name=name):
        _recover(staging_dir, final)
        token = secrets.token_hex(8)
        staged = staging_dir / f"{name}~new~{token}"
        staged.mkdir()
        try:
            yield staged
            _sync_tree(staged)
            _swap(staged, final, aside=staging_dir / f"{name}~old~{token}")
        finally:
            # After a successful swap it is gone from here.
            shutil.rmtree(staged, ignore_errors=True)


def recover_outputs(outputs_dir: Path) -> None:
    """Put right what killed runs left behind; reports being published at this moment are left alone."""
    staging_dir = outputs_dir / STAGING
    if not staging_dir.is_dir():
        return
    for name in sorted({entry.name.partition("~")[0] for entry in staging_dir.iterdir()}):
        with hold_lock(staging_dir / f"{name}~lock", name=name, skip_if_held=True) as is_held:
            if is_held:
                _recover(staging_dir, outputs_dir / name)


def write_bytes_atomic(path: Path, content: bytes) -> None:
    """Write a file so that a reader, or a power cut, finds the old content or the new, never a part."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException as error:
        temporary.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno is not None and error.filename is None:
            # While writing, the system names no file; a person can make room in the folder.
            error.filename = str(path.parent)
        raise
    _sync_folder(path.parent)


def _swap(staged: Path, final: Path, *, aside: Path) -> None:
    is_replaced = final.exists()
    if is_replaced:
        final.rename(aside)
    try:
        staged.rename(final)
    except BaseException:
        if is_replaced:
            aside.rename(final)
        raise
    _sync_folder(final.parent)
    if is_replaced:
        # What stays is removed by the next run; the report itself is published.
        shutil.rmtree(aside, ignore_errors=True)


def _recover(staging_dir: Path, final: Path) -> None:
    """Bring back a report whose swap was cut short, then remove half-made folders."""
    for aside in sorted(staging_dir.glob(f"{final.name}~old~*")):
        if final.exists():
            shutil.rmtree(aside)
        else:
            aside.rename(final)
    for staged in sorted(staging_dir.glob(f"{final.name}~new~*")):
        shutil.rmtree(staged)


def _sync_tree(folder: Path) -> None:
    for parent, _, files in os.walk(folder):
        for file in files:
            with Path(parent, file).open("r+b") as opened:
                os.fsync(opened.fileno())
        _sync_folder(Path(parent))


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows cannot open a folder; its rename is journalled
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
