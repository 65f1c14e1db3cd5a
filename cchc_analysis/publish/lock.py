"""One run at a time per report: a lock file that says who holds it and is taken over when they are gone."""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cchc_analysis.texts import SpokenError


class LockedError(SpokenError, RuntimeError):
    """Another run is publishing the same report; says which process and what to do if that cannot be."""

    key = "publish.locked"


@contextmanager
def hold_lock(path: Path, *, name: str, skip_if_held: bool = False) -> Iterator[bool]:
    """Hold the lock file for a report; yield whether it is ours.

    A lock whose process on this machine is gone is taken over. One held elsewhere, or by a live process,
    raises `LockedError`, or yields False with `skip_if_held`.
    """
    mine = f"{socket.gethostname()} {os.getpid()} {_started(os.getpid())} {secrets.token_hex(8)}"
    holder = _acquire(path, mine)
    if holder is not None:
        if not skip_if_held:
            raise LockedError(name=name, holder=" ".join(holder.split()[:2]), file=path)
        yield False
        return
    try:
        yield True
    finally:
        if _read(path) == mine:
            path.unlink()


def _acquire(path: Path, mine: str) -> str | None:
    """Take the lock; return who holds it instead when it cannot be had."""
    while not _create(path, mine):
        holder = _read(path)
        if holder is None:
            continue
        if not _is_gone(holder):
            return holder
        # Only one process can rename the stale file away; the others start over and find the new lock.
        aside = path.with_name(f"{path.name}~{secrets.token_hex(8)}")
        try:
            path.rename(aside)
        except FileNotFoundError:
            continue
        moved = _read(aside)
        aside.unlink(missing_ok=True)
        if moved and moved != holder:
            _create(path, moved)  # a live lock had taken its place: put it back
    return None


def _create(path: Path, content: str) -> bool:
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(content)
    return True


def _read(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None


def _is_gone(holder: str) -> bool:
    host, pid, started, *_ = [*holder.split(" "), "", "", ""]
    if host != socket.gethostname() or os.name == "nt" or not pid.isdigit():
        return False  # cannot be known from here: a person decides, the message names the file
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return started != _started(int(pid))


def _started(pid: int) -> str:
    """Return when a process started (Linux: boot and tick), for numbers are used again after a restart."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        ticks = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[19]
    except OSError:
        return "-"
    return f"{boot}:{ticks}"
