"""One digest of everything that decides a figure besides the input files."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable
from pathlib import Path

from cchc_analysis.settings import PROJECT_DIR, load_settings

_CODE_SUFFIXES = {".py", ".yml", ".csv", ".css", ".j2", ".ttf", ".mplstyle"}


@functools.cache
def code_digest() -> str:
    """Return the sha256 of the package, the reference data and the lock file.

    It enters every key under which results are kept, so that a changed rule, text or formula can never
    meet a result of yesterday's.
    """
    settings = load_settings()
    package = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    for folder in (package, settings.reference_dir):
        for path in _files(folder):
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    digest.update(lock_digest().encode())
    return digest.hexdigest()


@functools.cache
def lock_digest() -> str:
    """Return the sha256 of ``uv.lock``: the exact libraries a figure was made with."""
    lock = PROJECT_DIR / "uv.lock"
    return hashlib.sha256(lock.read_bytes()).hexdigest() if lock.is_file() else ""


def _files(folder: Path) -> Iterable[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in _CODE_SUFFIXES and path.is_file())
